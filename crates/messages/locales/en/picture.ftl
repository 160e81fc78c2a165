picture-title = Situation report, { $week }
picture-version = Edition { $n }, { $at }
picture-versions = Editions
picture-weeks = Other weeks
picture-previous = The week before:
picture-next = The week after:
picture-work = The week’s work
picture-state-done = done
picture-state-open = The week is open: files and reports are taken in.
picture-state-closed = Closed { $at }. What comes in now is counted to the week, but shown as late.
picture-state-draft = Draft since { $at }.
picture-state-draft-own = { $said } Read it through before you publish.
picture-state-published = Edition { $n } published { $at } by { $by }. It does not change; a correction makes a new edition.
picture-reason = What is corrected?
picture-reason-hint = Shown to everyone who reads the edition.
picture-filter = Selection
picture-filter-week = Week
picture-filter-district = District
picture-filter-category = Type of incident
picture-filter-source = Source
picture-filter-certainty = How certain
picture-filter-police = Reported to the police
picture-filter-span = Time in map and charts
picture-filter-show = Show
picture-filter-clear = Show the whole area
picture-filter-now = Now showing:
picture-filter-reported = Counts only incidents reported here. Imported lists do not say how certain it is or whether it has been reported to the police.
picture-all-districts = The whole area
picture-all-categories = All types
picture-all-sources = All sources
picture-all-incidents = All incidents
picture-span-1 = The week
picture-span-4 = 4 weeks
picture-span-12 = 12 weeks
picture-summary = The situation
picture-key-figures = Key figures
picture-count = Incidents this week
picture-figure-trend = One year in weeks
picture-figure-categories = Types compared with what was expected
picture-figure-pulse = Weekday and time of day
picture-map = Where it happens
picture-map-intro = { $n ->
    [0] No incidents in a known district { $name }.
    [one] One incident in one district { $name }.
   *[other] { $n } incidents in { $count ->
        [one] one district
       *[other] { $count } districts
    } { $name }.
 }
picture-map-legend = How to read the map
picture-map-shade = The colour of a district shows its number of incidents, from fewer to more by the classes of the map. The highest class is hatched as well. What lies outside the selection is hatched on white and has no number.
picture-map-circle = Circles: incidents gathered in squares. The squares get smaller as you zoom in, never so small that a single address shows.
picture-map-density = Show density
picture-map-density-words = Density: at most { $value } incidents per km², smoothed over { $n } metres.
picture-map-keys = Keys: arrows move, + and − zoom, the list below chooses a district.
picture-map-list = Districts on the map, most first
picture-map-all = Show all in the table
picture-map-label = Map of districts with numbers of incidents. The table of districts shows the same numbers.
picture-map-zoom-in = Zoom in
picture-map-zoom-out = Zoom out
picture-districts = Districts and types
picture-districts-intro = The number shows what was reported, not how safe a district is. Where more is reported, more is counted.
picture-districts-table = Incidents by district and type, { $week }
picture-column-recent = 12 weeks
picture-total = The whole area
picture-without-district = Without district
picture-not-told = not enough data to say
picture-trend-twin = The weeks as a table
picture-categories-twin = The types as a table
picture-pulse-placed = { $n ->
    [0] No incident has a usable time.
    [one] One incident, with a known time.
   *[other] { $n } incidents, all with a known time.
 }
picture-pulse-twin = The pulse as a table
picture-pulse-table = Incidents by weekday and time of day
picture-pulse-sum = Total
picture-hotspots = Places with many incidents
picture-hotspots-note = Expected is computed from the place’s own earlier weeks. Compare with how much is usually reported from there.
picture-coming-edit = Add a coming event
picture-context-count = { $n ->
    [one] Show one public event
   *[other] Show { $n } public events
 }
picture-sources-table = Sources and what they delivered
picture-sources-import = Import a file
picture-sources-quiet = quiet week
picture-sources-silent = missing
picture-basis = Basis
picture-downloads = Downloads
picture-file-pdf = PDF, A4
picture-file-xlsx = Excel
picture-file-csv = csv
picture-file-json = JSON
picture-missing = Start here
picture-missing-districts = There are no districts yet. Import the boundaries first, so that incidents can be placed.
picture-missing-incidents = There are no incidents yet. Import a file from the police or another source.
picture-missing-import = To the import
proposals-title = Proposals for the meeting
proposals-intro = Proposals from the week's picture. They describe what has been, not what will happen.
proposal-grown-label = more than expected
proposal-recurring-label = recurring
proposal-fallen-label = fewer than expected
proposal-silent-label = has not reported
proposal-silent = { $name } has delivered nothing for the week. Ask before the picture is assessed.
proposal-answered = Already under way:
proposal-here = Action here:
proposal-proposed = Already proposed:
picture-order-file = The districts are in the order of the boundaries’ file.
picture-order = Ordered by { $column }, { $falling ->
    [yes] largest first
   *[no] smallest first
 }.
proposal-propose = Propose an action
