area-title-category = { $what } in { $district }
area-headline = { $what }: { $n ->
    [0] no incidents
    [one] one incident
   *[other] { $n } incidents
 } in week { $week } against { $interval } expected – { $judgement }.
area-headline-unknown = { $what }: { $n ->
    [0] no incidents
    [one] one incident
   *[other] { $n } incidents
 } in week { $week }. It cannot be told whether that is more or fewer than usual.
area-look = Look closer
area-page = The page about { $name }
area-picture = The picture
area-twelve = The last twelve weeks.
area-dominant = What dominates
area-dominant-intro = What in twelve weeks has at least one and a half times its share, at least five incidents, and more than chance gives. q: how much of what looks like this is chance.
area-dominant-none = Nothing has clearly more than its share.
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
area-together-heading = What goes together
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
area-place-weeks = { $n ->
    [one] one incident
   *[other] { $n } incidents
 } in twelve weeks
area-actions-none = No open actions here.
area-actions-ended = Ended
area-levels = The meeting’s judgement
area-levels-none = The meeting has not judged the district as other than normal in the last twelve weeks.
area-sources-intro = What came in from here. No report ≠ calm.
area-describes = The page describes what has been reported. It does not say how safe the district is, and never what will happen.
area-digest = Checksum of what it is made from (SHA-256):
