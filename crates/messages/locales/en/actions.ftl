nav-actions = Actions
actions-title = Actions
actions-board-title = Actions: board
actions-calendar-title = Actions: calendar
actions-attention-none = Nothing is overdue and nothing is due within a week.
actions-attention = { $n ->
    [0] Nothing is overdue
    [one] { $n } action is overdue
   *[other] { $n } actions are overdue
 }. { $count ->
    [0] None is due
    [one] { $count } is due
   *[other] { $count } are due
 } within a week. { $total ->
    [0] None
    [one] { $total } that is done
   *[other] { $total } that are done
 } waiting for follow-up.
actions-propose = Propose an action
actions-open = Actions under way or waiting, overdue first
actions-ended = { $n ->
    [one] { $n } closed or cancelled action
   *[other] { $n } closed or cancelled actions
 }
actions-none = There are no actions yet. Propose the first from what the picture shows.
actions-none-filtered = No action fits the filter.
actions-files = Take the list out as a file:
actions-views = Ways to see the actions
actions-view-list = List
actions-view-board = Board
actions-view-calendar = Calendar
actions-filter = Filter actions
actions-filter-clear = Show all actions
actions-whose = Whose
actions-everyones = Everyone’s
actions-own = My organisation’s
actions-all-owners = All
actions-all-states = All states
actions-column-empty = None right now
actions-overdue = { $n ->
    [one] { $n } day overdue
   *[other] { $n } days overdue
 }
actions-soon = Due within a week
actions-months = Months
actions-month-empty = Nothing begins and nothing is due this month.
actions-calendar-begins = Begins
actions-calendar-due = Due
actions-calendar-done = Done

action-title = Action
action-new-title = Propose an action
action-edit-title = Change the action
action-choose = Choose
action-life = Where the action is
action-steps = Next step
action-about = About the action
action-chain = The chain
action-chain-intro = From what was reported to what came of it.
action-before-after = Before and after
action-notes = Notes
action-history = History
action-back = To all actions
action-edit = Change
action-text-hidden = Parts of the text are for authorities in the collaboration and are not shown to your organisation.
action-notes-hidden = Notes are not shown to your organisation.
action-notes-none = No notes yet.
action-note-new = Write a note
action-note-hint = Briefly what has happened. Nothing about persons.
action-note-write = Save the note

action-field-title = Title
action-title-hint = Short and without tactics: everyone in the collaboration sees the title.
action-state = State
action-description = What is to be done
action-description-hint = Seen by authorities in the collaboration and by the one who answers for it. Nothing about persons.
action-kind = Sort
action-basis = Works on
action-category = Incidents to affect
action-all-categories = All types
action-district = District
action-no-district = No particular place
action-place = Place
action-place-hint = With a district, incidents are counted before and after the action. Write weeks as 2026-W46 with blanks between them.
action-hotspot = Hot spot in the picture
action-owner = Organisation that answers for it
action-person = Function that answers for it
action-no-person = Nobody named
action-partners = Cooperating organisations
action-partners-hint = One on each line.
action-start = Begins
action-due = Due
action-cost = Cost in kronor
action-kronor = SEK { $value }
action-weeks = Weeks of the picture
action-expected = Expected effect
action-expected-hint = What is to be different, for whom and when.
action-measure = How it is followed up
action-measure-hint = What is counted or asked, and when.
action-reason = Reason
action-reminded = Last reminded
action-implementation = Carried out
action-effect = Effect
action-form-intro = Write so that the one who answers for it knows what is to be done and when. Title, sort, what it works on and owner are needed.
action-save-new = Propose the action
action-save = Save the changes
action-give-up = Cancel
action-conflict-title = Someone else has changed the action
action-conflict-text = Nothing is overwritten. This is what the other wrote where it differs from yours. Compare, change the form and save again.
action-conflict-person = Another function
action-conflict-nothing = Nothing

action-state-proposed = Proposed
action-state-escalated = Escalated
action-state-decided = Decided
action-state-ongoing = Ongoing
action-state-done = Done
action-state-followed-up = Followed up
action-state-closed = Closed
action-state-cancelled = Cancelled
action-step-decide = Decide on the action
action-step-begin = Begin
action-step-finish = Mark as done
action-step-follow-up = Follow up
action-step-close = Close
action-step-escalate = Escalate
action-step-cancel = Cancel the action
action-did-propose = Proposed.
action-did-edit = Changed.
action-did-decide = Decided.
action-did-begin = Begun.
action-did-finish = Done.
action-did-follow-up = Followed up.
action-did-close = Closed.
action-did-escalate = Escalated.
action-did-cancel = Cancelled.
action-kind-presence = Presence
action-kind-physical-environment = Physical environment
action-kind-information = Information and dialogue
action-kind-inspection = Inspection
action-kind-social = Social
action-kind-technology = Technology and cameras
action-kind-guarding = Guarding
action-kind-other = Other
action-basis-situational = The situation
action-basis-social = Social causes
action-basis-victims = Victims of crime
action-implementation-full = Fully
action-implementation-partly = Partly
action-implementation-not = Not at all
action-effect-yes = Yes
action-effect-partly = Partly
action-effect-no = No
action-effect-too-early = Too early to say
group-level-management = The management and coordination group
group-level-steering = The steering group
group-level-political = The political steering group

action-is-proposed = Proposed by { $by } { $at }. Waiting for a decision.
action-is-decided = Decided { $place } by { $by } { $at }. Waiting to begin.
action-is-ongoing = Ongoing since { $date }.
action-is-done = Done { $date }. Waiting for follow-up.
action-is-followed-up = Followed up. Can be closed when before and after can be compared.
action-is-closed = Closed { $at }.
action-is-cancelled = Cancelled { $at }.
action-is-escalated = Lifted to: { $name }, which needs to decide.
action-forum = Where it is decided
action-forum-meeting = in the EST meeting about { $week }
action-forum-direct = directly, between meetings
action-day-begin = First day
action-day-finish = Last day
action-implementation-ask = Was the action carried out?
action-effect-ask = Did it have the effect expected?
action-result-text = What came of it?
action-result-hint = In your own words, nothing about persons.
action-close-hint = The count of incidents before and after is kept with the action, and the answer whether it helped when there is one.
action-escalate-to = Lift to
action-escalate-why = What does the group need to decide?
action-escalate-hint = Is a mandate, money or coordination between administrations missing?
action-cancel-why = Why is the action cancelled?
action-cancel-hint = So that nobody has to wonder later.

action-chain-reports = Reports
action-chain-report-count = { $n ->
    [0] No report is linked
    [one] { $n } report
   *[other] { $n } reports
 }
action-chain-picture = Picture
action-chain-hotspot = Hot spot
action-chain-decision = Decision
action-chain-undecided = Not decided
action-chain-result = Result
action-chain-no-result = Not followed up
action-chain-result-words = Carried out: { $name }. Effect: { $value }.

action-effect-never-counted = Cannot be told: there is no material from the weeks before the action.
action-effect-from = Cannot be told yet. At least four whole weeks are needed after the action, so { $week } at the earliest.
action-effect-all-kinds = all incidents
action-counted-new = Incidents in { $district } ({ $category }) have become more: from { $from } to { $to }. That is more than in the rest of the municipality.
action-counted-grown = Incidents in { $district } ({ $category }) went from { $from } to { $to }. That is worse than in the rest of the municipality.
action-counted-unchanged = Incidents in { $district } ({ $category }) went from { $from } to { $to }. The difference from the rest of the municipality is no more than chance.
action-counted-shrunk = Incidents in { $district } ({ $category }) went from { $from } to { $to }. That is better than in the rest of the municipality.
action-counted-gone = Incidents in { $district } ({ $category }) ended: from { $from } to { $to }. That is better than in the rest of the municipality.
action-counted-unknown = Cannot be told: incidents in { $district } ({ $category }) are too few, from { $from } to { $to }.
action-counted-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
 } before ({ $from }) against as many after ({ $to }).
action-counted-where = Where
action-counted-before = Before
action-counted-after = After
action-counted-interval = { $n } (95%: { $value })
action-counted-elsewhere = The rest of the municipality, { $category }
action-counted-note = The weeks while the action went on are left out. The comparison says what happened, not why: other things may have changed at the same time.

failure-action-changed = Someone changed the action while you had it open. Nothing is overwritten.
failure-action-ended = The action is closed or cancelled and cannot be changed.
failure-action-step = The step cannot be taken from where the action is now. See how it stands and choose again.
failure-action-text-missing = Write something here.
failure-action-text-long = The text is too long, at most { $value } characters.
failure-action-title = Write a title.
failure-action-kind = Choose a sort.
failure-action-basis = Choose what it works on.
failure-action-owner = Choose the organisation that answers for it.
failure-action-person = The function does not belong to the organisation that answers for it.
failure-action-links = There are too many organisations, reports or weeks, at most 50 of each.
failure-action-days = The last day cannot be before the first.
failure-action-cost = Write the cost in whole kronor with digits.
failure-action-district = There is no such district: { $value }.
failure-action-district-missing = Choose the district that the place lies in.
failure-action-begin = The first day cannot be after today.
failure-action-finish = The last day cannot be before the first or after today.
failure-action-early = Before and after can be compared from week { $value }. Close the action then.
failure-action-implementation = Choose whether the action was carried out.
failure-action-effect = Choose whether it had the effect expected.
event-action-proposed = An action was proposed
event-action-changed = An action was changed
event-action-step = An action took a step
event-action-noted = A note was written on an action
event-action-read = The text of an action was read
event-actions-exported = Actions were taken out as a file
event-actions-reminded = Owners were reminded of actions
