finding-row = { $name }: { $n ->
    [0] no incidents
    [one] 1 incident
   *[other] { $n } incidents
 }{ $told_by } { $span }{ $expected } – { $judgement }.
finding-row-expected = { " " }against an expected { $interval }
finding-life = { $place }: { $phase }. { $n ->
    [0] Fewer than five incidents close together
   *[other] { $n } incidents
 }{ $told_by } { $span }, { $before ->
    [0] fewer than five
   *[other] { $before }
 } in the four weeks before.
finding-silent-district = Nothing has been reported from { $name } { $span }. That does not mean that all is well.
finding-untold = { $name }, { $span }: the count is not shown. Counts from 1 to 4 are shown only to the authorities in the collaboration.
finding-week = in week { $week }
finding-weeks = in the last { $n } weeks ({ $weeks })
finding-year = in the last year ({ $weeks })
finding-town = the whole municipality
finding-all = All incidents
finding-count = Count
finding-count-incidents = { $n ->
    [one] 1 incident
   *[other] { $n } incidents
 }{ $told_by }
finding-count-gathered-few = fewer than five close together
finding-count-pairs = { $n ->
    [one] 1 pair of incidents
   *[other] { $n } pairs of incidents
 }{ $told_by }
finding-count-hidden = not shown
finding-span = Period
finding-where = Where
finding-verdict = Assessment
finding-expected = Expected
finding-ratio = { $ratio } times what chance gives
finding-silent-word = nothing has been reported
finding-circle = within { $n } metres, around { $place }
finding-back = To the situation report
finding-week-heading = Week by week
finding-week-desc = { $count ->
    [0] No incidents
    [one] 1 incident
   *[other] { $count } incidents
 } { $span }. Most in one week: { $high }.
finding-week-table = Count per week
finding-week-mark = in the period
finding-week-legend = one week
finding-week-legend-last = weeks of the period
finding-week-pairs = The bars show incidents that are part of a pair.
finding-week-untold = Counts per week are not shown: one of them is between 1 and 4, or could be worked out.
finding-map-heading = Map
finding-map-title = Where it was counted
finding-map-desc-circle = The ring shows where the middle is, not how large the area is: { $n } metres of radius in { $place }.
finding-map-desc-district = { $place } is marked.
finding-map-desc-town = Counted in the whole municipality.
finding-map-legend = Counted in
finding-map-here = counted here
finding-map-elsewhere = other areas
finding-map-circle = middle of the area
finding-sources-heading = Sources
finding-sources-intro = { $n ->
    [0] There are no incidents { $span } to show sources for.
    [one] Where the incident { $span } comes from.
   *[other] Where the { $n } incidents { $span } come from.
 }
finding-sources-untold = The sources are not shown: one of the counts is between 1 and 4.
finding-near-heading = How the count relates to others
finding-near-named = { $named ->
    [one] 1 incident
   *[other] { $named } incidents
 } with the name of the place { $span }, { $inside } of them within { $radius } metres. { $counted ->
    [0] {""}
   *[other] { $unnamed ->
        [0] All within the area have the name of the place.
        [one] 1 within the area has another name or none.
       *[other] { $unnamed } within the area have another name or none.
    }
 }
finding-near-cluster = { $named ->
    [one] 1 incident
   *[other] { $named } incidents
 } with the name of the place { $span }, { $inside } of them close together. { $counted ->
    [0] {""}
   *[other] { $unnamed ->
        [0] All in the cluster have the name of the place.
        [one] 1 in the cluster has another name or none.
       *[other] { $unnamed } in the cluster have another name or none.
    }
 }
finding-near-around = { $count ->
    [one] 1 incident
   *[other] { $count } incidents
 } within { $radius } metres { $span }, whatever the place is called: that is the count that stands out.
finding-near-category = { $count } of the same type in all of { $place } { $span }.
finding-near-district = { $count ->
    [one] 1 incident
   *[other] { $count } incidents
 } of all types in { $place } { $span }.
finding-near-category-town = { $count } of the same type in the whole municipality { $span }.
finding-near-town = { $count ->
    [one] 1 incident
   *[other] { $count } incidents
 } of all types in the whole municipality { $span }.
finding-near-used = The pairs were counted among { $count ->
    [one] 1 incident
   *[other] { $count } incidents
 } with a known place and day { $span }.
finding-near-none = The situation report has no other count close to this one.
finding-near-untold = Related counts are not shown: one of them is between 1 and 4, or could be worked out.
finding-incidents-heading = The incidents behind it
finding-incidents-intro = Times are rounded down to the hour. Each row leads to the report or the file that it came in.
finding-incidents-pairs = Incidents that are part of at least one pair. Times are rounded down to the hour.
finding-incidents-outside = You see only incidents that you reported yourself. The others are shown to the authorities in the collaboration.
finding-incidents-none = No incidents.
finding-incidents-none-own = None of the incidents comes from a report of yours.
finding-incidents-missing = { $kept } of { $count } can be shown. The others have been deleted under the retention rules, or were counted in a way that the version did not keep.
finding-incidents-newest = The { $n } newest are shown.
finding-incidents-table = The incidents behind the count
finding-incidents-time = Time
finding-incidents-source = Source
finding-report = report
finding-own-report = your report
finding-import = file
finding-time = { $day } at { $hour }
finding-unknown-title = The situation report does not have this finding
finding-unknown = The situation report for { $week } does not have the finding at this address. It may have changed since the link was made. This is what it says now:
finding-unknown-list = What the situation report says now
finding-show = See the evidence
finding-digest = Counted from the same material as the situation report, { $edition }. Checksum:
