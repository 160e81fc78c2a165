nav-retention = Retention
retention-title = Retention
retention-intro = What is no longer needed is to go, but only by a decision. Set a rule with the decision's diary number, see what would go, and let two people approve. Published pictures never change.
retention-due = Would go today
retention-due-intro = Looking here removes nothing.
retention-kind = What
retention-count = Number
retention-before = Before
retention-oldest = Oldest week
retention-newest = Newest week
retention-by-week = By week
retention-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
 }
retention-propose = Propose the removal of { $n ->
    [one] { $n } record
   *[other] { $n } records
 }
retention-one-open = A proposal is open already. Approve or stop it first.
retention-nothing = Nothing would go today.
retention-runs = Removals
retention-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
 }
retention-no-runs = No removal has been proposed.
retention-rules = Rules
retention-rules-intro = Without a rule nothing goes. The months are proposals until a decision says otherwise.
retention-rule = Goes after { $n ->
    [one] { $n } month
   *[other] { $n } months
 }, by { $name } of { $date }.
retention-no-rule = No rule: nothing goes.
retention-months = Months
retention-decision = Decision (diary number)
retention-decided-on = Day of the decision
retention-save = Save
retention-save-of = Save the rule for { $name }
retention-drop = Remove the rule
retention-drop-of = Remove the rule for { $name }
retention-back = To retention
retention-run-title = A removal
retention-proposed = Proposed
retention-approved-by = Approved by
retention-nobody = Nobody yet
retention-ended = Ended
retention-items = What goes
retention-gone = Gone
retention-days = Of the days
retention-approve = Approve the removal
retention-approve-intro = What goes cannot be brought back. Check the decisions and the numbers first.
retention-stop = Stop the removal
retention-next-proposed = { $n ->
    [one] One approval is missing, by another person.
   *[other] { $n } approvals are missing, by different people.
 }
retention-next-approved = Two have approved. The removal is being done in the background; reload the page to see how far it has come.
retention-next-done = The removal is done. This page is the receipt; what went is left as a line without content.
retention-next-stopped = The removal was stopped. What had gone by then is gone. Make a new proposal if one is needed.
retention-state-proposed = Awaits approval
retention-state-approved = Approved, being done
retention-state-done = Done
retention-state-stopped = Stopped
retention-kind-report-texts = Free text and photos of reviewed reports
retention-kind-rejected-reports = Rejected and withdrawn reports
retention-kind-reports = Accepted reports
retention-kind-imported-rows = Place of imported rows
retention-kind-import-reports = Refused rows and file names of imports
retention-kind-action-texts = Free text of ended actions
retention-kind-meeting-notes = Minutes of meetings
retention-hint-report-texts = Description, immediate action, photo and the reviewer’s answer. The rest of the report stays. Counted from the review.
retention-hint-rejected-reports = The whole report. Counted from the decision.
retention-hint-reports = The whole report and who made it. The incident stays counted, without place and point. Counted from the week of the incident.
retention-hint-imported-rows = Street and point on the map. The row stays counted in its week and district. Counted from the week of the incident.
retention-hint-import-reports = Which rows were refused and why, and the name of the file. The numbers stay. Counted from the import.
retention-hint-action-texts = Description, expected effect, measure, result, reason and notes. The action stays. Counted from its end.
retention-hint-meeting-notes = All that was written at the meeting. That it was held stays, as does the published picture. Counted from the week of the meeting.
retention-kind-quiet-weeks = Who said that the week was quiet
retention-hint-quiet-weeks = That the organisation said so stays, but not who. Counted in weeks, from the week it was about.
retention-kind-letters = Records of letters sent
retention-hint-letters = Who was written to about what. Counted in weeks, from when the letter was written. An action that is still overdue is reminded of again.
retention-kind-accounts = Memberships that have ended
retention-hint-accounts = Memberships that were removed or ran out, and invitations that nobody accepted. An account without a membership anywhere is emptied: name, address, password and devices. The log knows it by a number alone. Counted from the end of the membership.
retention-backups = Backups are not reached from here. Whoever runs the server sees that no copy becomes older than the shortest rule, and proposes the removal again when a copy has been restored.
