document-title = Situation report, { $week }
document-product = Situation report
document-author = { $authority }, made with Samsyn
document-in = { " " }in { $place }
document-of-type = { " " }of the type { $category }
document-from = { " " }from { $name }
document-reported-sure = that somebody saw or knows for certain
document-reported-suspected = reported only as suspected
document-police-yes = reported to the police according to the report
document-police-no = not reported to the police according to the report
document-police-unknown = where no reporter knows whether it has been reported to the police
document-headline = { $n ->
    [one] One incident
   *[other] { $n } incidents
 }{ $scope } in week { $week }{ $compared }.
document-headline-so-far = { $n ->
    [one] One incident
   *[other] { $n } incidents
 }{ $scope } so far in week { $week }{ $compared }.
document-headline-none = No incidents{ $scope } have come in for week { $week }{ $compared }: it may have been quiet, or nobody has reported.
document-headline-none-so-far = No incidents{ $scope } have come in yet for week { $week }.
document-headline-none-from = Nothing has come in from { $place } in week { $week }{ $compared }: it may have been quiet, or nobody has reported.
document-compared-none = { " " }({ $interval } expected)
document-compared-new = , { $sure } more than expected: the weeks before had none
document-compared-grown = , { $sure } more than expected ({ $interval })
document-compared-chance-above = , above the expected ({ $interval }) though no more than chance can give
document-compared-chance-below = , below the expected ({ $interval }) though no more than chance can give
document-compared-unchanged = , about what was expected ({ $interval })
document-compared-shrunk = , { $sure } fewer than expected ({ $interval })
document-compared-unknown = ; there is not enough data to say whether that is more or fewer than usual
document-and = { " " }and
document-but = { " " }but
document-last-year-more = { $joined } more than in the same week last year ({ $interval })
document-last-year-same = { $joined } about as many as in the same week last year ({ $interval })
document-last-year-fewer = { $joined } fewer than in the same week last year ({ $interval })
document-so-far = The week is going on. The numbers hold up to { $at } and are compared with the same part of earlier weeks.
document-correction = Corrected edition: { $reason }
document-notable-heading = What stands out
document-against-weeks = { $n ->
    [0] Against the weeks before
    [one] Against the week before
   *[other] Against { $n } weeks before
 }
document-unknown = unknown
document-notable-none = Nothing differs from what was expected more than chance gives, neither this week nor over the last four weeks.
document-recurring = { $place }: { $n ->
    [one] one incident
   *[other] { $n } incidents
 }{ $told_by } in the last four weeks, { $count ->
    [0] none this week
    [one] at least one this week but none the week before
   *[other] at least one a week for { $count } weeks in a row
 }
document-no-district = no district
document-count-heading = Incidents
document-against-last-year = Against same week last year
document-expected-mean = expected { $interval }, mean { $mean }
document-expected-none = unknown: { $n ->
    [0] no data
    [one] data from one week
   *[other] data from { $n } weeks
 }
document-kind-crime = { $n } crime
document-kind-unsafety = { $n } about unsafety
document-kind-other = { $n } other
document-span-week = this week
document-span-weeks = over the last { $n } weeks
document-edition-working = Working version
document-edition = Edition { $n }
document-filter-all = all
document-filter-everywhere = the whole area
document-filters = Area: { $district } · Category: { $category } · Source: { $source }{ $reported } · Map and pulse: { $span }
document-filter-sureness = { " " }· How certain: { $said }
document-filter-police = { " " }· Reported to the police: { $said }
document-every-day = every day
document-page = Page
document-of = of
document-districts-heading = Districts
document-column-district = District
document-column-count = Count
document-column-expected = Expected
document-column-change = Change
document-column-recent = 12 weeks
document-column-main = Most of
document-column-place = Place
document-column-types = Categories
document-column-hours = Times
document-column-weeks = Weeks in a row
document-column-source = Source
document-column-usual = Usual
document-column-delivered = Last delivery
document-map-note = { $n ->
    [0] Every incident has a position.
    [one] One incident has no position and is not in any circle.
   *[other] { $n } incidents have no position and are not in any circle.
 }
document-pulse-note = { $placed ->
    [one] One incident has
   *[other] { $placed } incidents have
 } a usable time. { $vague ->
    [0] All of them happened within a day.
    [one] One of them may have happened at any time in more than a day and is spread over all of it.
   *[other] { $vague } of them may have happened at any time in more than a day and are spread over all of it.
 } { $left ->
    [0] {""}
    [one] One is left out: its time is less certain than a week.
   *[other] { $left } are left out: their time is less certain than a week.
 }
document-hotspots-heading = Places with several incidents, { $weeks }
document-hotspots-none = No places with several incidents.
document-coming-heading = The next two weeks
document-coming-none = No known events.
document-context-heading = Surroundings
document-context-note = The police’s public events. Not counted in the picture.
document-context-none = No public events in the week.
document-more = and { $n } more
document-sources-heading = Sources
document-sources-more = { $n ->
    [one] One more source is on the web page.
   *[other] { $n } more sources are on the web page.
 }
document-sources-shared = An incident that several sources tell of counts under each of them, so the sources add up to more than the total.
document-source-quiet = quiet week
document-source-silent = none
document-source-never = never
document-silent = Has not delivered: { $names }.
document-silent-none = Every expected source has delivered.
document-late-heading = Added to earlier weeks
document-late = { $week }: { $n ->
    [one] one incident
   *[other] { $n } incidents
 }
document-preliminary = Preliminary data. Reports show what has come in, not everything that has happened. A changed number may come from changed reporting. Expected is a 95 per cent interval from the weeks compared, for the row by itself. Word and mark allow for how many rows are compared:
document-made = Made { $at }. Checksum of the material (SHA-256):
document-sheet-summary = Summary
document-sheet-districts = Districts
document-sheet-categories = Categories
document-sheet-matrix = District × category
document-sheet-pulse = Week pulse
document-sheet-hotspots = Hot spots
document-sheet-sources = Sources
document-column-authority = Authority
document-column-week = Week
document-column-period = Period
document-column-filters = Selection
document-column-edition = Edition
document-column-state = State
document-column-made = Made
document-column-digest = Checksum
document-column-code = Code
document-column-category = Category
document-column-category-code = Category code
document-column-mean = Mean
document-column-low = Expected, lowest
document-column-high = Expected, highest
document-column-certainty = Certainty
document-column-day = Weekday
document-column-total = Total
document-column-span = Weeks
document-column-silent = Missing
document-column-weeks-ago = week −{ $n }
document-yes = yes
document-no = no
document-judgement = Judgement and decisions
document-areas-heading = Level by district
document-areas-none = The meeting assessed every district as normal.
document-areas-unjudged = The meeting has not assessed the week yet.
document-areas-without = The picture was published without the meeting having assessed the districts.
document-areas-others-normal = The meeting assessed all other districts as normal.
document-areas-others-unjudged = Other districts have not been assessed.
document-area-normal = The meeting assessed the district as normal.
document-area-unjudged = The meeting has not assessed the district.
document-citations-heading = Analyses
document-citations-check = Method: { $method }. Saved { $at }. Checksum (SHA-256):
document-citations-paper = Analyses, for the authorities in the collaboration alone
document-focus-heading = Focus of the coming week
document-focus-none = No focus is set.
document-actions-heading = Actions
document-actions-none = No open actions.
document-due = due { $date }
document-sheet-judgement = Judgement
document-column-part = Part
document-column-what = What
document-column-level = Level
document-column-criterion = Criterion
document-column-direction = Direction
document-column-motive = Motive
document-column-method = Method
document-column-owner = Responsible
document-column-due = Due
document-sheet-notable = Stands out
document-sheet-bands = Expected by week
document-sheet-lives = Through the weeks
document-sheet-near = Near in time and place
document-sheet-silent = Without reports
document-column-finding = Finding
document-column-words = In words
document-column-side = Against the expected
document-column-basis = Made from
document-column-now = Now
document-column-since = Since
document-column-events = Incidents
document-column-pairs = Pairs
document-column-ratio = Times
document-column-p = p
document-column-evidence = Evidence
document-column-caution = Keep in mind
document-column-newest = The newest
found-basis-season = the same season of { $n } earlier years
found-basis-weeks = the { $n } weeks before
found-basis-too-short = too short a history
document-column-marks = Marks
