trend-side-above = above the expected
trend-side-inside = within the expected
trend-side-below = below the expected
trend-column-side = Against the expected
trend-basis-season = Expected is computed from the same season of { $years } earlier years.
trend-basis-weeks = Expected is computed from { $weeks ->
    [one] the week
   *[other] the { $weeks } weeks
 } before each week. With three years of material the season is taken in.
trend-basis-too-short = Too short a history to say what could be expected: at least four weeks are needed.
trend-outside = { $count ->
    [0] None
    [one] One
   *[other] { $count }
 } of { $n ->
    [one] one week
   *[other] { $n } weeks
 } outside the expected; chance gives about one in twenty.
trend-outside-above = Above: { $weeks }.
trend-outside-below = Below: { $weeks }.
trend-late = The newest week often grows afterwards: what is reported late is still missing.
trend-late-seen = Since earlier editions { $n ->
    [one] one incident has
   *[other] { $n } incidents have
 } been added to weeks that were already published.
list-and = and
lead-in = in { $name }
lead-nowhere = without a known district
lead-clear = clearly
lead-probable = probably
lead-new = { $what } has { $sure } appeared { $place } ({ $n ->
    [one] one incident
   *[other] { $n } incidents
 }, none in the weeks before)
lead-grown = { $what } has { $sure } grown { $place } ({ $n } against { $interval } expected)
lead-shrunk = { $what } has { $sure } fallen { $place } ({ $n } against { $interval } expected)
lead-gone = { $what } has { $sure } stopped { $place } (none against { $interval } expected)
lead-cannot-tell = It cannot be told what stands out: there are too few weeks to compare with.
lead-season = Against the same season of { $years } earlier years the week’s number is { $side } ({ $interval }).
lead-silent = The picture is not whole: { $names } delivered nothing for the week. No report is not the same as calm.
lead-more-sources = { $n ->
    [one] one more source
    [2] two more sources
   *[other] { $n } more sources
 }
