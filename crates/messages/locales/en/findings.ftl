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
lead-at = at { $name }
lead-town = in the whole municipality
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
life-heading = Places through the weeks
life-intro = Places where at least five incidents with a known position lie within 150 metres of each other in four weeks, followed in periods of four weeks. They show what has been.
life-table = Places and how they have developed by four weeks
life-none = No place has gathered so many incidents that it can be followed.
life-column-now = Now
life-column-line = By four weeks
life-column-count = Number
life-column-before = Before
life-column-since = Since
life-new = new
life-growing = growing
life-moving = moving
life-stable = as before
life-shrinking = shrinking
life-gone = gone
life-alt = Incidents by four weeks, oldest first: { $stages }
near-heading = Near in time and place
near-dwelling-burglary = After a burglary in a home another within { $metres } metres and { $days } days has in the last year been { $ratio } times as common as chance gives.
near-vehicle-theft = After a theft of or from a vehicle another within { $metres } metres and { $days } days has in the last year been { $ratio } times as common as chance gives.
near-vehicle-damage = After damage to a vehicle another within { $metres } metres and { $days } days has in the last year been { $ratio } times as common as chance gives.
near-evidence = Counted on { $n } incidents: { $pairs } pairs so near each other against { $expected } expected, p = { $p } (Knox test, 999 random orders).
near-caution = It is about the whole municipality and what has been. It does not say where or whether anything happens again.
near-recent = The last { $days } days: { $districts }.
near-recent-none = None in the last { $days } days.
silent-heading = No report ≠ calm
silent-intro = Districts that nothing came in from. They may be calm, but it may also be that nobody has reported.
silent-running = The week is going on: who is silent is seen when it is over.
silent-none = Something came in from every district.
silent-table = Districts without reports and their sources
silent-map-title = Map of where nothing has come in from
silent-map-desc = Districts shaded by for how long nothing has come in from them. Silent: { $n }. Longest: { $districts }. The table has all of them and their sources.
silent-map-desc-seldom = { $n ->
    [one] One district where reports are rare
   *[other] { $n } districts where reports are rare
 } sent none. Something has come in from all the others.
silent-map-legend = Without reports:
silent-map-heard = something has come in
silent-map-seldom = seldom anything, nothing now
silent-map-week = this week
silent-map-weeks = 2–3 weeks in a row
silent-map-long = 4 weeks or more
silent-map-note = Darker is silent for longer: neither calmer nor more dangerous. Ask the sources in the table.
silent-column-weeks = Silent
silent-column-missing = Sources that have not delivered
silent-column-heard = Sources that have delivered, but nothing from here
silent-weeks = { $n ->
    [one] this week
    [13] at least 13 weeks
   *[other] { $n } weeks in a row
 }
silent-also = Nothing either from { $names }, where little comes in.
silent-sentence = Nothing reported from { $names }. No report ≠ calm.
silent-seldom = { $n ->
    [one] One district where little comes in is
   *[other] { $n } districts where little comes in are
 } without a report. No report ≠ calm.
