review-title = Review
review-waiting = { $n ->
    [0] No reports are waiting.
    [one] 1 report is waiting.
   *[other] { $n } reports are waiting.
}
review-answered = { $n } of { $total } reports in the last year were answered within 14 days.
review-answered-none = No report is older than 14 days yet, so the time to an answer cannot be told.
review-begin = Begin with the one that has waited longest
review-empty = Everything is reviewed. New reports arrive here.
review-from = From
review-came = Came in
review-state = State
review-warned = Personal data?
review-files = Imported
review-files-intro = Files that have come stand beside the reports. They count already; look at rejected rows in the file's report.
review-files-empty = No files have been imported yet.
review-rows = Rows
review-rejected = Rejected
review-imports = To the imports
review-decided = Decided in the last week
review-item-title = Review a report
review-source = { $by }, { $at }
review-overtaken = Someone else was first
review-overtaken-text = This is how the report stands now. Your decision has not been kept.
review-similar = Similar
review-similar-intro = Near in place and time, the same kind of incident.
review-similar-none = Nothing similar has been reported.
review-similar-waits = waits for review
review-merge = Merge
review-merge-with = Merge with { $name }
review-accept-title = Accept
review-accept-intro = The report counts in the picture. Change the incident if it is wrong.
review-accept = Accept
review-warning = May be personal data
review-warning-of = The reporter has said that it is not:
review-mask = Replace what is marked and accept
review-keep = I have read it: it is no personal data
review-return = Ask the reporter
review-return-send = Send the question
review-question = What do you need to know?
review-question-hint = The reporter reads this and can change the report.
review-reject = Reject
review-reject-send = Reject the report
review-wrong = Why is it not used?
wrong-personal-data = It is about a person
wrong-not-est = Not a matter for EST
wrong-urgent = Had to be taken care of at once
wrong-too-vague = Too little to go by
review-note = More to the reporter
review-note-hint = Optional. Say where the matter belongs.
review-outcome = Decision
review-decided-accepted = Accepted by { $by } { $at }.
review-decided-returned = Question asked by { $by } { $at }.
review-decided-rejected = Rejected by { $by } { $at }.
review-decided-merged = Merged by { $by } { $at }.
review-decided-withdrawn = The reporter took it back { $at }.
review-reopen = Take the decision back
review-led-to = Actions
review-led-to-intro = When the report stands behind an action, its reporter is told when the action is decided and followed up, after the coordinator's approval.
review-led-to-none = The report stands behind no action.
review-connect = Open action
review-connect-button = Put the report behind the action
review-propose = Propose a new action
review-next = Next
review-back = To the inbox
failure-report-unsettled = Settle what may be personal data before you accept.
failure-report-published = A published picture shows the report. Correct the picture instead.
failure-report-planned = Remove the event among coming events instead.
failure-report-wrong = Choose why the report is not used.
failure-report-merge = Choose what the report is to be merged with.
failure-picture-unreviewed = The week has reports that are not reviewed. Review them first.
matches-title = Same incident?
matches-waiting = { $n ->
    [0] No rows of the last twelve weeks are waiting for an answer on whether they are the same incident.
    [one] Two rows of the last twelve weeks may be the same incident.
   *[other] { $n } pairs of rows of the last twelve weeks may be the same incident.
 }
matches-asked = { $n ->
    [0] No rows are waiting for an answer on whether they are the same incident.
    [one] Two rows may be the same incident.
   *[other] { $n } pairs of rows may be the same incident.
 }
matches-intro = Lists and reports may tell of the same thing. Until somebody has answered, both count. Same incident counts them as one, Different incidents counts them separately. Published situation reports do not change.
matches-link = Open Same incident?
matches-first = Came first
matches-second = Came later
matches-why = Why we ask
matches-answer = Answer
matches-same = Same incident
matches-different = Different incidents
matches-separate = Count separately
matches-take-back = Take back the answer
matches-said-same = Same incident
matches-said-different = Different incidents
matches-report-of = { $source }, report
matches-weeks = From { $first } to { $last }
matches-before = Earlier weeks
matches-after = Later weeks
matches-next = Next page
matches-previous = Previous page
matches-page = Page { $n } of { $total }
matches-linked = Already counted as one incident ({ $n })
matches-linked-intro = Category and time agree to the minute, so the rows count as one incident. The place may differ: the one that came first holds. If this is wrong you can count them separately.
matches-answered = Answered ({ $n })
matches-codes = The codes differ: { $first } and { $second }
matches-saved-same = The answer is saved. The incident counts once.
matches-saved-different = The answer is saved. The incidents count separately.
matches-saved-taken-back = The answer has been removed.
matches-back = Back to review
