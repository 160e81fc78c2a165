nav-workbook = Analysis
workbook-title = Analysis
workbook-intro = Ask the material: choose a method, weeks and a part of it. The address is the question, so it can be bookmarked and sent to someone who may use the page too.
workbook-methods = Choose a method
workbook-ask = Compute
workbook-other = Another method
workbook-from = From week
workbook-to = To week
workbook-with-from = Compare with: from week
workbook-with-to = Compare with: to week
workbook-district = District
workbook-category = Type of incident
workbook-source = Source
workbook-metres = Width of a band of distance
workbook-metres-hint = Four bands are computed. Narrow bands need accurate positions.
workbook-metres-value = { $n } metres
workbook-days = Width of a band of time
workbook-days-hint = Four bands are computed.
workbook-days-value = { $n } days
workbook-side = Side of a square
workbook-side-hint = Small squares show where, large ones give surer numbers.
workbook-cell = Cells of the surface
workbook-cell-hint = Small cells give a smoother picture, not more knowledge.
workbook-bandwidth = Smoothed over
workbook-bandwidth-hint = At least two cells. The width rules the picture: keep it when you compare.
workbook-lives-hint = 8–52 weeks, in stages of four.
workbook-weeks-hint = Whole weeks alone are counted.
workbook-near-hint = At most a year. Over longer times seasons look like nearness.
workbook-answer = The answer
workbook-table = In numbers
workbook-figure = As a figure
workbook-everything = All types
workbook-asked-at = Material up to log entry { $n }, Samsyn { $version }.
workbook-digest = Digest of the answer (SHA-256):
workbook-input-digest = Digest of the material (SHA-256):
workbook-check = How the answer can be checked
workbook-check-intro = Whoever runs Samsyn can compute the analysis anew from the material as it was, with samsyn recompute and this number:
workbook-take = Take out as a file
workbook-take-note = What is taken out is written in the log. The file is for the authorities of the collaboration.
workbook-save = Save the analysis
workbook-save-intro = The answer is saved with its question and the material as it is now. Everyone who may use the page sees it.
workbook-save-button = Save
workbook-name = Name
workbook-name-hint = What the analysis is about, without names of persons. At most { $n } characters.
workbook-no-personal-data = I have looked: the name holds no personal data
workbook-saved = Saved analyses
workbook-saved-table = Table of saved analyses
workbook-saved-empty = No analysis is saved yet. Choose a method, compute and save the answer under a name.
workbook-saved-by = Saved
workbook-saved-method = Method
workbook-saved-line = { $by }, { $at }
workbook-equal = Computed anew from the material as it was: the same answer.
workbook-differs-input = Computed anew the answer differs, for the material is no longer as it was. Retention can be the reason. What it said then:
workbook-differs-output = The material is the same but the answer differs, for the computations have changed (then Samsyn { $version }). What it said then:
workbook-again = Ask the same now
workbook-rename = Rename
workbook-rename-button = Rename
workbook-remove = Remove
workbook-remove-title = Remove the analysis?
workbook-remove-text = The analysis { $name } is removed, from pictures that are not published too. In published versions it stays.
workbook-remove-confirm = Remove the analysis
workbook-cancel = Cancel
workbook-cite = In the picture
workbook-cite-intro = The analysis can stand in a picture that is not published: its name, what it says, method and digest. Authorities alone see it, in the internal edition, for it is not certain that no small number can be worked out from it.
workbook-cite-week = Picture
workbook-cite-button = Put in the picture
workbook-cited = Stands in:
workbook-uncite = Take out of the picture of { $week }
workbook-uncite-button = Take out
workbook-cite-none = None of the latest weeks is open to change.
workbook-citations = Analyses
workbook-citations-intro = Saved analyses that belong to the week. Authorities alone see them, and they are not in the public edition.
workbook-no-material = no material
workbook-cannot = It cannot be told.
workbook-cannot-nothing = There are no incidents in the selection.
workbook-cannot-before = The material begins { $week }. Choose weeks from then on.
workbook-cannot-few = There are { $have } incidents that can be used, and the method needs at least { $need }. Choose more weeks or a larger part.
workbook-cannot-many = There are { $have } incidents, and at most { $most } are computed at once. Choose fewer weeks or a smaller part.
workbook-cannot-wide = The incidents lie too far apart for squares so small. Choose larger squares or a district.
workbook-cannot-coded = The incidents have { $positions } different positions, and { $percent } % of them have one and the same. A surface would show how positions are coded and not where it happened. Choose Squares with more than expected, How gathered it is, or more weeks.
workbook-cannot-undecided = The numbers say nothing either way.
workbook-trend = { $n ->
    [one] one incident
   *[other] { $n } incidents
 }. Of { $of } weeks that can be compared, { $above } lay above and { $below } below what was expected; about one in twenty lies outside by chance.
workbook-trend-newest = The last week, { $week }, had { $n } against { $interval } expected: { $side }.
workbook-trend-short = The material is too short to tell what was to be expected.
workbook-periods = { $rate } a week ({ $n } in all) against { $usual } a week ({ $count } in all) { $against }: { $verdict }.
workbook-periods-same = no difference that can be told from chance
workbook-periods-more = { $sure } more
workbook-periods-fewer = { $sure } fewer
workbook-periods-times = { $value } times as many (95 per cent certainty: { $low }–{ $high }; p = { $p }).
workbook-pulse = { $n ->
    [one] one incident
   *[other] { $n } incidents
 } with a usable time. Most on { $day } { $hours }: { $share }, where an even week would have had { $even }. { $vague ->
    [0] None
   *[other] { $vague }
 } of them may have happened over more than a day.
workbook-pulse-none = no incident has a usable time.
workbook-near = { $n } pairs within { $metres } metres and { $days } days against { $expected } by chance (p = { $p }): the incidents come near each other. { $count } of { $of } bands have more than chance gives. Of { $events } incidents.
workbook-near-not = { $n } pairs within { $metres } metres and { $days } days against { $expected } by chance (p = { $p }): it cannot be said that the incidents come near each other there. { $count } of { $of } bands have more than chance gives. Of { $events } incidents.
workbook-concentration = half of { $n } incidents lie in { $half } of the { $used } squares of { $side } metres that have any. The twentieth of the squares that have most has { $share }.
workbook-concentration-gini = Gini coefficient over the { $n } squares of the ground: { $value } (0 is as even as so few incidents can lie, 1 everything in one square).
workbook-hot = { $n ->
    [one] one square
   *[other] { $n } squares
 } of { $side } metres have, with their neighbours, more incidents than chance gives; at most one in twenty of them is chance. Seen over { $placed } incidents in { $tested } squares with incidents or beside them, of which { $empty } are empty.
workbook-hot-most = Clearest: { $place } with { $n ->
    [one] one incident
   *[other] { $n } incidents
 } in the square.
workbook-hot-none = no square of { $side } metres has, with its neighbours, more incidents than can be told from chance. Seen over { $placed } incidents in { $tested } squares with incidents or beside them, of which { $empty } are empty.
workbook-hot-doubtful = { $n ->
    [one] One square has more
   *[other] { $n } squares have more
 } by the normal distribution alone, which exaggerates when many squares are empty: it cannot be told from single squares that happen to lie there.
workbook-density = { $n } incidents at { $positions } different positions, smoothed over { $bandwidth } metres.
workbook-density-top = Densest: { $place } with { $density } incidents per square kilometre and week ({ $n } incidents within { $bandwidth } metres).
workbook-density-even = No top has at least five incidents around it.
workbook-lives = { $n ->
    [one] one place has
   *[other] { $n } places have
 } at some time in { $stages } stages of four weeks gathered at least { $fewest } incidents within 150 metres ({ $placed } incidents with a position).
workbook-lives-now = Now: { $phases }.
workbook-lives-first = First in the list: { $place }, { $phase }, { $n } in the last four weeks.
workbook-lives-none = no place has in { $stages } stages of four weeks gathered at least { $fewest } incidents within 150 metres ({ $placed } incidents with a position).
workbook-remark-trend = A changed will to report shows as more or fewer incidents. What comes in late changes the last weeks.
workbook-remark-periods = Season and changed reporting are not taken away. Compare the same time of the year when you can.
workbook-remark-spread = The weeks vary { $value } times more than chance. That is counted in the uncertainty.
workbook-remark-pulse = An incident whose time is not known is spread evenly over the time it may have happened in, which flattens peaks.
workbook-remark-left-out = { $n } incidents may have happened over more than a week and are left out.
workbook-remark-near = It describes what has happened and says nothing of who, or of where the next one will be. Several reports from one place and day count as one.
workbook-remark-concentration = With few incidents it always looks gathered. Compare squares of the same size alone.
workbook-remark-hot = The map shows where most is reported, often where most people are. It is no forecast.
workbook-remark-empty = { $share } of the squares are empty. The normal distribution then finds too much, so what counts is how often the neighbouring squares get as many when all other squares' numbers are thrown about { $n } times. Single squares with many are found in How gathered it is.
workbook-remark-density = The surface shows where reports have been dense, often where most people are. It is no forecast and no risk, and it changes with the width.
workbook-remark-shared = { $share } of the incidents have a position that at least five share, such as a named place or a square. The tops may show those and not where it happened.
workbook-remark-after = How well it held: the twentieth of the ground that was densest in the weeks before had { $share } of the { $n } incidents of { $weeks }, { $pai } times its share of the ground. The best choice in hindsight would have given { $best } times.
workbook-remark-after-none = How well it held: the twentieth of the ground that was densest in the weeks before had none of the { $n } incidents of { $weeks }.
workbook-remark-after-short = It cannot be told how well the surface holds for the weeks after: that takes twelve weeks, and at least ten incidents in the last four.
workbook-remark-lives = It shows what has been, not what will come. Stages are counted back from the last week; weeks that do not make a stage are left out.
workbook-remark-unplaced = { $n } incidents have no position and are left out.
workbook-column-week = Week
workbook-column-weeks = Weeks
workbook-column-count = Incidents
workbook-column-mean = Expected
workbook-column-band = 95 of 100
workbook-column-side = Against expected
workbook-column-number = Number of weeks
workbook-column-rate = A week
workbook-column-interval = 95 per cent certainty
workbook-column-day = Day
workbook-column-sum = Sum
workbook-column-near = Distance and time
workbook-column-pairs = Pairs
workbook-column-chance = By chance
workbook-column-times = Times
workbook-column-p = p
workbook-column-q = q
workbook-column-square = Square
workbook-column-around = With neighbours
workbook-column-sure = Certainty
workbook-column-thrown = p, neighbours thrown about
workbook-column-top = Top
workbook-column-density = Per km² and week
workbook-column-within = Incidents within the width
workbook-column-place = Place
workbook-column-now = Now
workbook-column-since = Since
workbook-hot-sure = against chance too
workbook-hot-unsure = uncertain
workbook-column-z = z
workbook-column-share = Together
workbook-column-corner = Corner (SWEREF 99 TM)
workbook-band = { $from }–{ $to } m, { $first }–{ $last } days
workbook-square-unnamed = square without a name
workbook-figure-last = last week
workbook-figure-interval = 95 per cent certainty
workbook-figure-rate = incidents a week
workbook-figure-more = more
workbook-figure-fewer = fewer
workbook-figure-ground = district
workbook-figure-density = Incidents per km² and week:
workbook-figure-under = under { $n }
workbook-figure-over = over { $n }
workbook-figure-lives = the area is the number in four weeks
