-- The database itself refuses to change or remove an entry of the log.

{append_only} audit_entry;
CREATE INDEX audit_entry_event ON audit_entry (event, at);
