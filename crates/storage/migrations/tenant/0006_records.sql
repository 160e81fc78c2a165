-- Records: a log that the database itself keeps from change, and retention by decision.

{append_only} audit_entry;
CREATE INDEX audit_entry_event ON audit_entry (event, at);

-- Nothing is removed without a rule, and no rule is without the reference of a decision.
CREATE TABLE retention_rule (
    kind {text} NOT NULL PRIMARY KEY,
    months {int} NOT NULL,
    decision {text} NOT NULL,
    decided_on {text} NOT NULL
) {strict};

-- A removal: what was proposed, by whom, and what became of it.
CREATE TABLE retention_run (
    id {uuid} NOT NULL PRIMARY KEY,
    state {text} NOT NULL,
    proposed_at {time} NOT NULL,
    proposed_by {text} NOT NULL,
    ended_at {time},
    ended_by {text},
    added {int} NOT NULL
) {strict};
CREATE INDEX retention_run_state ON retention_run (state);

CREATE TABLE retention_item (
    run_id {uuid} NOT NULL REFERENCES retention_run (id),
    kind {text} NOT NULL,
    months {int} NOT NULL,
    decision {text} NOT NULL,
    decided_on {text} NOT NULL,
    cutoff {text} NOT NULL,
    due {int} NOT NULL,
    PRIMARY KEY (run_id, kind)
) {strict};

CREATE TABLE retention_approval (
    run_id {uuid} NOT NULL REFERENCES retention_run (id),
    account_id {uuid} NOT NULL,
    by_name {text} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (run_id, account_id)
) {strict};

-- What is left of a removed record: that it was there, of which day, and by which removal it went. The
-- rule, its decision and who approved stand with the removal, whose rows are never removed.
CREATE TABLE tombstone (
    kind {text} NOT NULL,
    record_id {text} NOT NULL,
    recorded_on {text} NOT NULL,
    run_id {uuid} NOT NULL REFERENCES retention_run (id),
    removed_at {time} NOT NULL,
    removed_seq {int} NOT NULL,
    PRIMARY KEY (kind, record_id)
) {strict};
CREATE INDEX tombstone_run ON tombstone (run_id, kind);
{append_only} tombstone;

-- Audit sequence number at which place and point of a row went. The row stays counted.
ALTER TABLE incident ADD COLUMN reduced {int};

-- What the authority has set for itself, as JSON, and the sequence number of the entry that set it.
CREATE TABLE setting (
    name {text} NOT NULL PRIMARY KEY,
    content {text} NOT NULL,
    changed {int} NOT NULL
) {strict};
