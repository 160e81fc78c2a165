# R's own STL, robust, of 200 series of 520 weeks.
all <- matrix(column("series"), nrow = 520)
timed(
  function() apply(all, 2, function(counts) stl(ts(counts, frequency = 52), s.window = 7, robust = TRUE)$time.series[, "trend"]),
  function(found) sum(found)
)
