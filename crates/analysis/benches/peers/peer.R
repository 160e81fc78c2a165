# What the R peers share: columns, timing, one line of answer.
folder <- commandArgs(trailingOnly = TRUE)[1]

column <- function(name) {
  path <- file.path(folder, paste0(name, ".f64"))
  readBin(path, "double", n = file.size(path) / 8, endian = "little")
}

timed <- function(work, told) {
  before <- proc.time()
  found <- work()
  spent <- proc.time() - before
  cat(spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]], sprintf("%.15g", told(found)), "\n")
}
