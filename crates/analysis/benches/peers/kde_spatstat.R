# spatstat's density of the same points: a quartic kernel of radius 500 m has the standard deviation 500/sqrt(8).
suppressPackageStartupMessages({ library(spatstat.geom); library(spatstat.explore) })
x <- column("kde_x"); y <- column("kde_y")
inside <- x >= 0 & x < 40000 & y >= 0 & y < 40000
points <- ppp(x[inside], y[inside], owin(c(0, 40000), c(0, 40000)), check = FALSE)
timed(
  function() density(points, sigma = 500 / sqrt(8), kernel = "quartic", edge = FALSE, dimyx = c(200, 200)),
  function(found) c(sum(found$v) * 200 * 200, max(found$v) * 1e6)
)
