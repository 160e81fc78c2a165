# R's dbscan over its k-d tree.
suppressPackageStartupMessages(library(dbscan))
points <- cbind(column("dbscan_x"), column("dbscan_y"))
timed(function() dbscan(points, eps = 100, minPts = 10), function(found) c(max(found$cluster), sum(found$cluster == 0)))
