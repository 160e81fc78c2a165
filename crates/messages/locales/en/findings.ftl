trend-side-above = above the expected
trend-side-inside = within the expected
trend-side-below = below the expected
trend-column-side = Against the expected
trend-basis-season = Expected builds on the same season of { $years } earlier years.
trend-basis-weeks = Expected builds on { $weeks ->
    [one] the week
   *[other] the { $weeks } weeks
 } before. With three years of data the season is taken in.
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
lead-at-in = at { $place } in { $district }
lead-from = from { $name }
lead-from-in = from { $place } in { $district }
lead-from-town = from the whole municipality
lead-span = { $weeks ->
    [one] this week
    [2] in the last two weeks
    [3] in the last three weeks
    [4] in the last four weeks
   *[other] in the last { $weeks } weeks
 }
lead-within = { " " }within 150 metres
lead-mostly = , mostly { $category }
lead-reporting-more = That may be because more people have reported, not because more has happened.
lead-reporting-fewer = That may be because fewer people have reported, not because less has happened.
lead-more = { $n ->
    [one] ; one more is in the list
   *[other] ; { $n } more are in the list
 }
lead-nothing-came = There is no way to say whether anything differs, because nothing has come in.
lead-only-reporting = What differs may be due to who has reported, not to what has happened.
lead-missing-sources = data are missing from { $names }
lead-missing-districts = in week { $week } nothing has come in from { $names }
lead-missing = { $what }; no reports does not mean no problems.
lead-missing-none = Every source that is expected weekly has sent its data.
lead-missing-running = The week is going on, so data are still missing.
lead-missing-unknown = There is no way to say which data are missing: no sources are known yet.
lead-more-names = { $n } more
lead-in = in { $district }
lead-at = at { $place }
lead-town = in the whole municipality
lead-nowhere = without a known district
lead-new = { $where } something has { $sure ->
    [clear] clearly
    [probable] probably
   *[other] perhaps
 } begun { $span }: { $counted } (none in the weeks before){ $mostly }
lead-grown = { $where } there have { $sure ->
    [clear] clearly been
    [probable] probably been
   *[other] been
 } more incidents than expected { $span }: { $counted } ({ $interval } expected){ $mostly }
lead-shrunk = { $where } there have { $sure ->
    [clear] clearly been
    [probable] probably been
   *[other] been
 } fewer incidents than expected { $span }: { $counted } ({ $interval } expected){ $mostly }
lead-gone = { $from } nothing{ $what } has come in { $span } ({ $interval } expected){ $mostly }{ $sure ->
    [clear] , a clear decrease
    [probable] , probably a real decrease
   *[other] {""}
 }
lead-cannot-tell = There is not enough data to say what stands out: there are too few weeks to compare with.
lead-season = Against the same season of { $years } earlier years the week’s number is { $side } ({ $interval }).
life-heading = How the places have developed
life-intro = Places where at least five incidents with a known position lie within 150 metres of each other in four weeks, followed in periods of four weeks. They show what has been.
life-table = Places and how they have developed by four weeks
life-none = No place has gathered so many incidents that it can be followed.
life-column-now = Now
life-column-line = By four weeks
life-column-count = Last 4 weeks
life-column-before = 4 weeks before
life-column-since = Since
life-new = new
life-growing = growing
life-moving = moved
life-moved-from = moved from { $name }
life-stable = as before
life-back = back
life-shrinking = shrinking
life-gone = gone
life-alt = Incidents by four weeks, oldest first: { $stages }
near-heading = Burglaries followed by more nearby
near-dwelling-burglary = In the last year a burglary in a home has been followed by another within { $metres } metres and { $days } days { $ratio } times as often as chance would give.
near-vehicle-theft = In the last year a theft of or from a vehicle has been followed by another within { $metres } metres and { $days } days { $ratio } times as often as chance would give.
near-vehicle-damage = In the last year damage to a vehicle has been followed by more within { $metres } metres and { $days } days { $ratio } times as often as chance would give.
near-evidence = Counted on { $n } incidents: { $pairs } pairs so near each other against { $expected } expected, p = { $p } (Knox test, 999 random orders).
near-caution = It is about the whole municipality and what has been. It does not say where or whether anything happens again.
near-recent = The last { $days } days: { $districts }.
near-recent-none = None in the last { $days } days.
silent-heading = Areas without reports
silent-intro = Districts that nothing came in from, first those that most usually comes in from. They may be calm, but it may also be that nobody has reported.
silent-running = The week is going on: who is silent is seen when it is over.
silent-none = Something came in from every district.
silent-not-asked = With a choice of type, source or how certain it is, it is not possible to say which districts nothing has been reported from.
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
silent-map-note = Hatched area: nothing has been reported for four weeks. That says nothing about how calm it is. Ask the sources in the table.
silent-column-weeks = Silent
silent-column-missing = Sources that have not delivered
silent-column-heard = Sources that have delivered, but nothing from here
silent-weeks = { $n ->
    [one] this week
    [13] at least 13 weeks
   *[other] { $n } weeks in a row
 }
silent-also = Nothing either from { $names }, where little comes in.
silent-sentence = Nothing has been reported from { $names }. No reports does not mean no problems.
silent-seldom = { $n ->
    [one] One district where little comes in is
   *[other] { $n } districts where little comes in are
 } without a report. No reports does not mean no problems.
