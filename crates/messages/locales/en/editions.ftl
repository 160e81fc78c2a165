# The public edition: what anyone may read, and what is shown before anything goes out.
edition-public = Public edition
edition-title = Situation { $week }
edition-list-title = Public situation reports
edition-list-empty = Nothing has been published for the public yet.
edition-what = These are incidents that the municipality, the police and others working together received during the week, counted so that no person and no single incident can be pointed out.
edition-made = published { $at }, edition { $n }
edition-headline-new = { $n } incidents during the week, and that is new: { $interval } were expected.
edition-headline-grown = { $n } incidents during the week. That is more than expected ({ $interval }).
edition-headline-unchanged = { $n } incidents during the week. That is as expected ({ $interval }).
edition-headline-shrunk = { $n } incidents during the week. That is fewer than expected ({ $interval }).
edition-headline-gone = No incidents during the week. { $interval } were expected.
edition-headline-unknown = { $n ->
    [one] { $n } incident during the week.
   *[other] { $n } incidents during the week.
 } There is not enough data to say whether that is more or fewer than expected.
edition-headline-hidden = There were so few incidents during the week that the number is not shown.
edition-hidden = hidden
edition-categories = What happened
edition-category = Type
edition-count = Count
edition-change = Against what was expected
edition-nothing = No incidents during the week.
edition-trend-desc = Bar chart of { $n } weeks whose count is shown. Lowest { $low }, highest { $high }. Weeks with a hidden count have no bar.
edition-trend-band = expected this week
edition-trend-table = The weeks in numbers
edition-week = Week
edition-days = Days
edition-published = Published
edition-districts = Where it happened
edition-districts-intro = In alphabetical order. More incidents may mean that more people report, that more people move there or that the area is larger.
edition-district = District
edition-matrix = Every district and type
edition-total = The whole municipality
edition-map-desc = Districts shaded by number of incidents. { $n } districts with a hidden count are white.
edition-map-circle = at least five incidents in a square of { $n } m
edition-coming = Coming events
edition-coming-none = No public events are entered for the next two weeks.
edition-rule = How individuals are protected
edition-rule-few = Hidden means at least one incident. Most hidden numbers are 1–4; some larger ones are hidden to protect them.
edition-rule-sensitive = Sensitive types ({ $name }) are given for the whole municipality only, and numbers below { $n } are hidden there.
edition-rule-others = A number is also hidden if a small one could otherwise be worked out from the sums or by comparing editions.
edition-rule-map = The map shows the numbers of the districts and nothing else. If only one district could be shown with a number, the week is given for the municipality as a whole.
edition-rule-out = Names of places, times of day, descriptions, judgements and who reported are not in it. Sources with few incidents are not named.
edition-rule-corrected = This is a corrected edition. A number changes only when it differs by at least { $n }, and what was hidden stays hidden even if the number has changed: otherwise a single incident could be seen.
edition-rule-before = The edition is from when every type was given by district. Hidden may also be zero there: numbers from 1 to 4, from 1 to 9 for sensitive types, and others that were needed to protect them.
edition-apart = Sensitive types ({ $name }) are not in the numbers of the districts; they are given for the whole municipality only.
edition-as-a-whole = This week no numbers can be shown for several districts without pointing at single incidents. That is why the municipality is given as a whole.
edition-method = How it is counted
edition-method-text = Each incident is counted once, in the week when it happened. The expected number comes from the twelve weeks before. The word beside a number says whether the difference is larger than chance gives. Late information may be added; published numbers stand.
edition-source = Sources
edition-sources = { $name }{ $n ->
    [0] .
    [one] { " " }and one more source.
   *[other] { " " }and { $n } more sources.
 }
edition-sources-none = { $n ->
    [one] One source, with few incidents.
   *[other] { $n } sources, each with few incidents.
 }
edition-digest = The edition's digest:
edition-all = Every public situation report
edition-json = The same as JSON
edition-withdrawn = The edition was withdrawn { $at }. Reason: { $value }
public-setting-title = Public situation reports
public-setting-intro = A public edition is a simplified picture that anyone can read without signing in. It is published only when the coordinator chooses to, week by week, after a preview.
public-setting-legend = Shall the municipality be able to publish for everyone?
public-setting-hint = Turning it off also hides what is published already. It is kept, and shown again when you turn it on.
public-setting-off = No, only for those in the collaboration
public-setting-on = Yes, the coordinator chooses week by week
public-setting-see = See what is public
publish-title = Publish { $week }
publish-back = Back to the picture
publish-not-ready = The week cannot be published yet. It has to be closed and a draft first.
publish-unreviewed = { $n ->
    [one] One report of the week has not been reviewed. Review it first.
   *[other] { $n } reports of the week have not been reviewed. Review them first.
 }
publish-texts = Texts that go out
publish-texts-intro = Every free text is looked through once more before anything leaves Samsyn.
publish-texts-none = Nothing in the texts looks like personal data.
publish-words-href = Is it the name of a place? Allow the word
publish-everyone = This is what everyone in the collaboration gets.
publish-authorities = This is what the municipality, its companies and the police get besides.
publish-counts = { $n ->
    [one] { $n } incident
   *[other] { $n } incidents
 } in { $count } areas, with map, trend and week pulse
publish-places = { $n ->
    [one] { $n } place that recurs
   *[other] { $n } places that recur
 }
publish-judged = Level in { $n } districts and { $count } points of focus
publish-actions = { $n ->
    [one] { $n } action
   *[other] { $n } actions
 }: title, state, responsible organisation
publish-around = { $n } coming events and { $count } sources
publish-motives = Why the level of { $name } is what it is
publish-motives-none = No motives are written
publish-form = Publish
publish-for = For whom?
publish-edition-internal = Only for those in the collaboration
publish-edition-both = For those in the collaboration, and a public edition for everyone
publish-words = Own words to the public
publish-words-hint = At most { $n } characters. For example what the municipality does. No persons, no addresses.
publish-coming = Coming events that everyone may see
publish-coming-hint = Tick only what is known to the public already.
publish-kept = I have read the marked texts, and they hold no personal data
publish-kept-hint = Your decision is written in the log.
publish-blocked = Texts with personal data must be changed before the week can be published.
publish-public-off = The municipality has not turned on public editions.
publish-public-setting = Setting of public editions
publish-public-cannot = The correction counts in another way than the public edition that there is, for example with other districts. The two cannot be compared without small numbers being worked out, so the correction is published only for those in the collaboration. Withdraw the public edition if it is wrong.
publish-published = Public editions of the week
publish-published-intro = An edition never changes. One that is wrong is withdrawn, and its page then says why.
publish-withdraw = Withdraw
publish-withdraw-reason = Why is it withdrawn?
publish-withdraw-hint = The reason is shown to everyone.
publish-preview = What the public edition looks like
publish-preview-intro = Without own words and coming events, which are added when you publish.
export-marked-title = Read the texts first
export-marked-anyway = Take out anyway: I have read them, and they are no personal data
marked-reason = The reason for the correction
marked-motive = Motive for { $value }
marked-focus = Focus, point { $value }
marked-action = Action { $value }, the title
marked-coming = Coming event { $value }
marked-hotspot = Name of a place in { $value }
marked-source = Source { $value }
marked-context = The police's feed, line { $value }
marked-words = Own words to the public
marked-analysis = Analysis { $value }
marked-must = Must be changed.
marked-may = Read and decide.
marked-mend = Change
words-title = Allowed words
words-intro = Words and names that look like names of persons but are places, such as Karl Johans park. They are not marked in texts. Identity numbers, telephone numbers, homes and the like are marked all the same.
words-places = Names of districts and of places in the register are allowed already:
words-new = Allow a word
words-text = Word or name
words-text-hint = As it is written, such as Karl Johans park.
words-reason = Why is it no person?
words-reason-hint = For example: the park by the station. The reason is seen by whoever goes through the list.
words-add = Allow
words-by = Allowed by
words-remove = Remove
words-remove-name = Remove { $name }
words-empty = No words are allowed besides places and districts.
nav-disclosures = Handed over
disclosures-title = Handed over to other organisations
disclosures-intro = Every file and letter with material of the collaboration that someone outside the municipality itself has taken out or received. The list is made from the log. That you read it is written there too.
disclosures-filter = Selection
disclosures-all = Every organisation
disclosures-from = From
disclosures-to = To
disclosures-show = Show
disclosures-count = { $n ->
    [0] Nothing fits the selection.
    [one] One row.
   *[other] { $n } rows, newest first. At most { $total } are shown; choose days for older ones.
 }
disclosures-seq = Entry in the log
disclosures-at = When
disclosures-what = What
disclosures-letter = Letter, { $value }
disclosures-version = Edition and form
disclosures-edition = edition { $value }
disclosures-class = Class
disclosures-organisation = Receiver
disclosures-person = Function
disclosures-number = Number
disclosures-basis = Basis
disclosures-basis-collaboration = Collaboration by agreement
disclosures-basis-authorities = Between authorities of the collaboration
disclosures-basis-none = Not stated
disclosures-unknown = Unknown: older entry without a receiver
disclosures-file = Take out the list (csv)
disclosures-log = The whole log
disclosures-empty = Nothing has been handed over to other organisations than the municipality.
