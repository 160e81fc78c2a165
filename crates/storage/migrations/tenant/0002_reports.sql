-- What people in the field report, and what reviewers decide about it.

-- The organisation whose people's reports a sender stands for; NULL for a sender of files.
ALTER TABLE sender ADD COLUMN organisation {text};

CREATE TABLE place (
    id {uuid} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    district {text},
    lon {real},
    lat {real},
    x {real},
    y {real},
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE UNIQUE INDEX place_name ON place (name) WHERE removed IS NULL;

CREATE TABLE report (
    id {uuid} NOT NULL PRIMARY KEY,
    account_id {uuid} NOT NULL,
    title {text} NOT NULL,
    organisation {text} NOT NULL,
    organisation_kind {text} NOT NULL,
    submitted_at {time} NOT NULL,
    category {text} NOT NULL,
    subtype {text},
    place {text},
    place_kind {text},
    lon {real},
    lat {real},
    x {real},
    y {real},
    district {text},
    start_at {time} NOT NULL,
    end_at {time},
    week {int} NOT NULL,
    sureness {text} NOT NULL,
    description {text},
    reasons {text} NOT NULL,
    immediate_action {text},
    police_reported {text} NOT NULL,
    warnings {text} NOT NULL,
    state {text} NOT NULL,
    decided_at {time},
    decided_by {text},
    wrong {text},
    note {text},
    incident_id {uuid},
    version {int} NOT NULL
) {strict};
CREATE INDEX report_state ON report (state, submitted_at);
CREATE INDEX report_account ON report (account_id, submitted_at);
CREATE INDEX report_week ON report (week, state);
CREATE INDEX report_incident ON report (incident_id);

-- *Lugn vecka*: a person said that there was nothing to report.
CREATE TABLE quiet_week (
    account_id {uuid} NOT NULL,
    week {int} NOT NULL,
    sender_id {uuid} NOT NULL REFERENCES sender (id),
    added {int} NOT NULL,
    PRIMARY KEY (account_id, week)
) {strict};
CREATE INDEX quiet_week_sender ON quiet_week (week, sender_id);
