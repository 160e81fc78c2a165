# spdep's Gi* on 200 x 200 cells with their eight neighbours and themselves.
suppressPackageStartupMessages(library(spdep))
values <- column("heat")
timed(
  function() {
    neighbours <- include.self(cell2nb(200, 200, type = "queen"))
    localG(values, nb2listw(neighbours, style = "B"))
  },
  function(found) c(max(found), min(found))
)
