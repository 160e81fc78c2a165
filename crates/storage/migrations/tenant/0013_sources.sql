-- Several lists may tell the same incident. One row counts and stands in `incident`; the others stand in `incident_source` and say
-- which incident they tell of. Rows of both come and go by audit sequence number, so an earlier state keeps its sources.

ALTER TABLE incident ADD COLUMN line {int} NOT NULL DEFAULT 0;
-- First minute on the local clock since Monday 1970-01-05: rows of several lists are compared minute by minute.
ALTER TABLE incident ADD COLUMN minute {int} NOT NULL DEFAULT 0;
ALTER TABLE incident ADD COLUMN code {text};
ALTER TABLE incident ADD COLUMN report_id {uuid};
UPDATE incident SET minute = local_start / 60,
    report_id = (SELECT r.id FROM report r WHERE r.incident_id = incident.id AND r.state = 'accepted');

-- A list may tell two incidents that are alike in everything: three cars in one garage.
DROP INDEX incident_row;
CREATE INDEX incident_minute ON incident (minute) WHERE removed IS NULL;

CREATE TABLE incident_source (
    id {uuid} NOT NULL PRIMARY KEY,
    incident_id {uuid} NOT NULL REFERENCES incident (id),
    batch_id {uuid} NOT NULL REFERENCES batch (id),
    sender_id {uuid} NOT NULL REFERENCES sender (id),
    row_key {blob} NOT NULL,
    fingerprint {blob} NOT NULL,
    category {text} NOT NULL,
    subtype {text},
    district {text},
    place {text},
    start_at {time} NOT NULL,
    end_at {time},
    week {int} NOT NULL,
    hour_of_week {int} NOT NULL,
    local_start {int} NOT NULL,
    local_end {int} NOT NULL,
    lon {real},
    lat {real},
    x {real},
    y {real},
    count {int} NOT NULL,
    line {int} NOT NULL,
    minute {int} NOT NULL,
    code {text},
    report_id {uuid},
    reduced {int},
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE INDEX incident_source_minute ON incident_source (minute) WHERE removed IS NULL;
CREATE INDEX incident_source_incident ON incident_source (incident_id);
CREATE INDEX incident_source_batch ON incident_source (batch_id);
CREATE INDEX incident_source_week ON incident_source (week, sender_id, added, removed);

-- What somebody answered when asked whether two rows are the same incident. Rows are named by source and content, so an answer holds
-- when a list comes again.
CREATE TABLE match_answer (
    id {uuid} NOT NULL PRIMARY KEY,
    first_sender {uuid} NOT NULL,
    first_fingerprint {blob} NOT NULL,
    first_minute {int} NOT NULL,
    second_sender {uuid} NOT NULL,
    second_fingerprint {blob} NOT NULL,
    second_minute {int} NOT NULL,
    same {bool} NOT NULL,
    by_name {text} NOT NULL,
    at {time} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE UNIQUE INDEX match_answer_pair ON match_answer (first_sender, first_fingerprint, second_sender, second_fingerprint) WHERE removed IS NULL;
