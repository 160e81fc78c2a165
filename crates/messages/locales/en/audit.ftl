audit-title = Log
audit-intro = Everything that changes and everything that leaves Samsyn is written here in order. The log cannot be changed without it showing. That you read it is written too.
audit-whole = The log is whole: { $n ->
    [one] { $n } entry
   *[other] { $n } entries
 }, the latest checksum begins with { $value }.
audit-broken = The log is broken at entry { $n }. Something has been changed outside Samsyn. Contact the data protection officer.
audit-seq = No.
audit-at = When
audit-actor = Who
audit-event = What
audit-object = Which
audit-facts = Details
audit-hash = Checksum
audit-empty = The log has no older entries.
event-tenant-created = The municipality was created
event-account-created = An account was created
event-membership-given = A membership was given
event-signed-in = Signed in
event-signed-out = Signed out
event-sign-in-refused = A sign-in was refused
event-districts-imported = Districts were imported
event-incidents-imported = Incidents were imported
event-feed-imported = The event feed was imported
event-import-undone = An import was taken back
event-codes-changed = The table of codes was changed
event-sender-changed = A sender was changed
event-coming-event-added = A coming event was added
event-coming-event-removed = A coming event was removed
event-picture-step = The picture changed state
event-picture-exported = The picture was taken out as a file
event-upload-kept = A file was uploaded
event-import-queued = An import was queued
event-audit-read = The log was read
