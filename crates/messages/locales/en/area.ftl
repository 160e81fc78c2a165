area-title-category = { $what } in { $district }
area-headline = { $what }: { $n ->
    [0] nothing has come in
    [one] one incident
   *[other] { $n } incidents
 } in week { $week }, { $judgement } ({ $interval } expected).
area-headline-unknown = { $what }: { $n ->
    [0] nothing has come in for week { $week }. It may have been quiet, or nobody has reported
    [one] one incident in week { $week }
   *[other] { $n } incidents in week { $week }
 }. There is not enough data to say whether that is more or fewer than usual.
area-look = More on the problem
area-page = The page about { $name }
area-picture = The situation report
area-twelve = The last twelve weeks.
area-dominant = What dominates
area-dominant-intro = What in twelve weeks is at least one and a half times as common as in the rest of the municipality, at least five incidents, and not reasonably chance. q: how much of what looks like this is chance.
area-dominant-none = Nothing is clearly more common here than in the rest of the municipality.
area-categories = Types
area-categories-against = Against the rest of the municipality.
area-places = Places
area-places-against-all = Against everything at the same places.
area-places-against-even = Against an even share between named places.
area-hours = Times
area-hours-against = Six hours at a time, against when it happens in the rest of the municipality.
area-column-what = What
area-column-share = Share
area-column-times = Times its share
area-only-here = only here
area-together-heading = What rises and falls together
area-together = { $first } and { $second } rise and fall in the same weeks (rank correlation { $r }, q = { $q }).
area-against = When { $first } rises { $second } falls, and the other way round (rank correlation { $r }, q = { $q }).
area-together-none = No types go together more than chance gives.
area-together-note = Computed from the last 26 weeks in the district. Going together does not say why.
area-recurring-now = { $n ->
    [0] No incident this week.
    [one] At least one incident this week, but none the week before.
   *[other] At least one incident a week for { $n } weeks in a row.
 }
area-recurring-all = In a year: { $weeks } of { $of } weeks, at most { $n ->
    [0] none
    [one] one week
   *[other] { $n } weeks
 } in a row.
area-recurring-unknown = There is no material to count weeks in.
area-problems = Problems
area-problems-intro = Types of the week and places of the last twelve weeks, each with a page of its own.
area-headline-none = { $what }: nothing has come in for week { $week } ({ $interval } expected). It may have been quiet, or nobody has reported.
area-problem = { $n ->
    [0] nothing this week
    [one] one this week
   *[other] { $n } this week
 }, { $judgement }
area-place-weeks = { $n ->
    [one] one incident
   *[other] { $n } incidents
 } in twelve weeks
area-actions-none = No open actions here.
area-actions-ended = Ended
area-levels = The meeting’s judgement
area-levels-none = { $n ->
    [0] The meeting has not assessed the district in the last twelve weeks.
    [one] The meeting has assessed the district as normal in one of the last twelve weeks and not assessed the others.
    [12] The meeting has assessed the district as normal in the last twelve weeks.
   *[other] The meeting has assessed the district as normal in { $n } of the last twelve weeks and not assessed the others.
 }
area-facts = What the reports say
area-facts-intro = Reports from the field in the last twelve weeks. Shown only to the authorities in the collaboration.
area-facts-sure = { $n ->
    [one] One report
   *[other] { $n } reports
 } in the last twelve weeks: { $sure } about what the reporter saw or knows, { $suspected } about suspicions.
area-facts-police = Reported to the police according to the reporter: { $police } of { $n }; { $unknown } do not know.
area-facts-places = Kind of place: { $names }.
area-facts-reasons = What makes the place feel unsafe: { $names }.
area-sources-intro = What came in from here. No reports does not mean no problems.
area-describes = The page describes what has been reported. It does not say how safe the district is, and never what will happen.
area-digest = Checksum of what it is made from (SHA-256):
