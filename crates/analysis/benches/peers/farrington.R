# surveillance's farringtonFlexible for the newest week of 200 series, with the values of Noufaily et al. 2013.
suppressPackageStartupMessages(library(surveillance))
all <- matrix(column("series"), nrow = 520)
values <- list(
  range = 520, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, reweight = TRUE, weightsThreshold = 2.58,
  trend = TRUE, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.01, limit54 = c(5, 4), glmWarnings = FALSE
)
timed(
  function() {
    apply(all, 2, function(counts) {
      series <- sts(counts, start = c(2010, 1), frequency = 52)
      upperbound(suppressWarnings(farringtonFlexible(series, values)))
    })
  },
  # Weeks with too few cases have no bound.
  function(found) sum(found, na.rm = TRUE)
)
