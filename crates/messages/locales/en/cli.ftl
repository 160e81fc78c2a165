cli-serving = Samsyn answers on { $address }
cli-tenant-created = { $name } ({ $code }) has been created.
cli-user-added = The account { $user } has been created.
cli-user-invited = { $user } has been invited. The link works once, for seven days.
cli-user-reset = The link works once, for an hour.
cli-config-good = The configuration can be used.
cli-no-store = There is nothing to read in { $value }: no authority has been created there. Give the right folder with --data, or create an authority with samsyn tenant create.
cli-store-made = { $value } was empty: the server has made a new, empty directory there. If you expected an authority, it is the wrong folder (--data).
cli-store-not-ready = What has been stored cannot be used. { $value }. Put the latest backup back.
cli-store-of-another = The file belongs to another account than the one the program runs as: { $value }. Run the program as the file's account, or change the owner with chown.
cli-store-open-to-others = Other accounts on the machine may read { $value }. Take their permissions away: chmod -R go= on the data folder.
cli-public-address = http.public_address is { $value }. Write only scheme and name, such as https://samsyn.example.se: links in letters begin with it.
cli-no-public-address = Mail is on, but http.public_address is missing: links in letters would lead to { $value }. Write the address that browsers use.
cli-mail-unreachable = The mail server does not answer as it should: { $value }
cli-audit-whole = The log is whole: { $n ->
    [one] { $n } entry
   *[other] { $n } entries
 }.
cli-audit-broken = The log is broken at entry { $n }: something has been changed, removed or moved.
cli-imported = Rows read: { $read }. Imported: { $imported }. Same incident as in another list: { $linked }. Already imported: { $duplicates }. Rejected: { $rejected }.
cli-late = { $n } of the rows belong to weeks whose picture is already published.
cli-outside = { $n } of the rows lie outside the districts and have no district.
cli-replaced = { $n } rows of the replaced list no longer count:
cli-row = Row { $row }
cli-more-rejected = … and { $n } more. Use --json for all.
cli-mapping = The columns are understood as:
cli-order-open = The file has dates such as 5/10/2026, and nothing in it shows whether the day or the month comes first. Rows that can be read in two ways are rejected. Say which with --mapping (dates = "day_first" or "month_first").
cli-go-on = Import? [Y/n]
cli-rows-read = rows read:
cli-rows-stored = rows stored:
cli-cannot-listen = The server cannot start: { $value }
cli-cannot-write = The file cannot be written: { $value }
cli-demo-broken = The practice municipality cannot be opened: { $value }
cli-demo-not-practice = The folder { $value } holds a real municipality. Choose another with --data: the practice one is opened without sign-in.
cli-demo-half-made = The practice municipality in the folder { $value } was not finished: its making was interrupted. Delete the folder (and the database, if you use PostgreSQL) and run the command again.
cli-demo-making = Making the practice municipality from invented data …
cli-demo-name = Linköping (practice)
cli-demo-weeks = weeks
cli-cannot-read = The file cannot be read: { $value }
cli-line = Line { $n }
cli-line-not-json = not a JSON object ({ $value })
cli-line-too-long = the line is longer than 16 MB
cli-line-no-id = "id" is missing or neither text nor a number
cli-line-no-text = "text" is missing or not text
cli-audit-exported = Entries { $first }–{ $last } were taken out. That they were is an entry in the log.
cli-audit-same = The copy agrees with the log: { $n ->
    [one] { $n } entry
   *[other] { $n } entries
 }.
cli-audit-copy-broken = The copy has been changed: line { $n } does not fit.
cli-audit-copy-cut = The copy is cut off: the log knows of no taking out of just these entries.
cli-audit-copy-of-another = The copy is of { $value }.
cli-audit-store-differs = The log is another than the copy's from entry { $n }: it was cut off or written anew.
cli-audit-copy-unreadable = The copy cannot be read: { $value }
cli-recompute-equal = The result is equal: the same material and the same answer as when it was kept (log entry { $value }).
cli-recompute-output-differs = The answer is another than the one kept, though the material is the same as at log entry { $value }. The computation has changed since.
cli-recompute-input-differs = The material is not the same as when the result was kept (log entry { $value }): something was removed, or changed outside the log.
cli-alike = { $n } of the rows are identical to an earlier row of the file. They count as incidents of their own because the file has no ids.
cli-without-area = { $n } of the rows have a street or a place but nothing that tells the area. They count without an area.
cli-linked = { $n } of the rows are the same incident as in another list:
cli-probable = { $n } of the rows may be the same incident as one in another list. They count separately until somebody has answered:
cli-edition-of = The file looks like a corrected version of { $file }. Add --replaces { $id } if it should replace it.
cli-file-missing = the file or folder does not exist
cli-file-permission = it is not permitted; change the permissions or choose another folder
cli-file-folder = it is a folder, not a file
cli-file-full = the disk is full
cli-not-found = What was given does not exist. Check the municipality code (--tenant) and the data folder (--data).
cli-usage-missing = Missing on the command line: { $argument }.
cli-usage-unknown = { $argument } does not exist in this command.
cli-usage-no-value = { $argument } needs a value.
cli-usage-value = “{ $value }” cannot be used for { $argument }.
cli-usage-command = “{ $value }” is no command here.
cli-usage-conflict = { $argument } cannot be used together with { $other }.
cli-usage-valid = Possible values: { $values }.
cli-usage-like = Similar: { $value }.
cli-usage-week = A week is written as 2026-W46.
cli-usage-tenant = A municipality code has four digits, a county code two.
cli-usage-id = It is no id. The id stands in the report of the import and in the log.
cli-usage-date = A date is written as 2026-11-10.
cli-usage-number = It is no number.
cli-usage-help = --help shows what can be written.
cli-edition-kept = The file looks like a corrected version of { $file }. Nothing was replaced. Undo the import and import the file with --replaces { $id } if it should replace the earlier one.
cli-edition-changes = If it replaces { $file }: { $come } rows are added, { $change } change and { $go } disappear.
