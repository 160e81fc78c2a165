figure-trend-title = Incidents per week
figure-trend-desc = Bar chart of { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
 }. This week { $n }; lowest { $low } and highest { $high } in the period.
figure-trend-desc-so-far = Bar chart of { $weeks ->
    [one] one whole week
   *[other] { $weeks } whole weeks
 } and the week that is going on. This week { $n } so far; lowest { $low } and highest { $high } in the whole weeks.
figure-trend-expected = Expected for the week: { $interval }.
figure-trend-expected-so-far = Expected this far into the week: { $interval }.
figure-trend-week = week
figure-trend-current = this week
figure-trend-current-so-far = this week so far
figure-trend-band = expected, with mean
figure-pulse-title = Week pulse
figure-pulse-desc = { $n ->
    [one] One incident
   *[other] { $n } incidents
 } by weekday and hour. Most on { $day } ({ $share } %) and between { $hours }.
figure-pulse-empty = No incident has a usable time.
figure-pulse-legend = Incidents per hour:
figure-none = none
figure-more = { $n } or more
figure-map-title = Map of districts
figure-map-desc = Districts shaded by number of incidents, { $weeks }. Most: { $districts }. The table per district has every number.
figure-map-empty = Outlines of the districts. No incidents to show.
figure-map-legend = Incidents:
figure-map-circle = incidents in a square of { $size } m, its area shows the number
figure-map-north = N
figure-map-enlarged = Enlarged
figure-map-outside = outside the selection
figure-map-classes = Classes of the map
figure-categories-title = Categories against what was expected
figure-expected = expected
figure-sparkline = The last weeks, oldest first: { $counts }
