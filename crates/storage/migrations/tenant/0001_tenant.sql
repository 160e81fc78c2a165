-- One authority's own store. Rows say by audit sequence number when they came and went, so that
-- any earlier state of the picture can be computed again: visible at S when
-- added <= S and (removed is null or removed > S).

CREATE TABLE audit_entry (
    seq {int} NOT NULL PRIMARY KEY,
    at {time} NOT NULL,
    actor {text} NOT NULL,
    event {text} NOT NULL,
    object {text} NOT NULL,
    facts {text} NOT NULL,
    previous {blob} NOT NULL,
    hash {blob} NOT NULL
) {strict};

CREATE TABLE audit_head (
    id {int} NOT NULL PRIMARY KEY,
    seq {int} NOT NULL,
    hash {blob} NOT NULL
) {strict};

CREATE TABLE job (
    id {uuid} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    payload {text} NOT NULL,
    run_at {time} NOT NULL,
    state {text} NOT NULL,
    attempts {int} NOT NULL,
    outcome {text},
    claimed_at {time}
) {strict};
CREATE INDEX job_due ON job (state, run_at);

CREATE TABLE sender (
    id {uuid} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    mapping {text},
    weekly {bool} NOT NULL
) {strict};
CREATE UNIQUE INDEX sender_name ON sender (name);

CREATE TABLE code (
    code {text} NOT NULL PRIMARY KEY,
    category {text} NOT NULL,
    subtype {text}
) {strict};

CREATE TABLE batch (
    id {uuid} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    sender_id {uuid} REFERENCES sender (id),
    file_name {text} NOT NULL,
    digest {text} NOT NULL,
    at {time} NOT NULL,
    by_name {text} NOT NULL,
    state {text} NOT NULL,
    report {text} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE INDEX batch_at ON batch (at);
CREATE INDEX batch_sender ON batch (sender_id, digest);

CREATE TABLE district_set (
    id {uuid} NOT NULL PRIMARY KEY,
    batch_id {uuid} NOT NULL REFERENCES batch (id),
    valid_from {text} NOT NULL,
    valid_to {text},
    file_name {text} NOT NULL,
    districts {int} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};

CREATE TABLE district (
    set_id {uuid} NOT NULL REFERENCES district_set (id),
    position {int} NOT NULL,
    code {text} NOT NULL,
    name {text} NOT NULL,
    shape {blob} NOT NULL,
    min_x {real} NOT NULL,
    min_y {real} NOT NULL,
    max_x {real} NOT NULL,
    max_y {real} NOT NULL,
    PRIMARY KEY (set_id, code)
) {strict};

CREATE TABLE incident (
    id {uuid} NOT NULL PRIMARY KEY,
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
    late {bool} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};
-- Covers the counts behind every comparison without touching the rows themselves.
CREATE INDEX incident_counts ON incident (week, district, category, sender_id, hour_of_week, count, added, removed);
-- The same row twice is kept once. row_key is the sender's id of the row, or its whole content.
CREATE UNIQUE INDEX incident_row ON incident (sender_id, row_key, fingerprint) WHERE removed IS NULL;
CREATE INDEX incident_batch ON incident (batch_id);
CREATE INDEX incident_added ON incident (added);

CREATE TABLE feed_event (
    id {int} NOT NULL PRIMARY KEY,
    batch_id {uuid} NOT NULL REFERENCES batch (id),
    at {time} NOT NULL,
    week {int} NOT NULL,
    kind {text} NOT NULL,
    summary {text} NOT NULL,
    location {text} NOT NULL,
    path {text} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE INDEX feed_event_week ON feed_event (week);

CREATE TABLE coming_event (
    id {uuid} NOT NULL PRIMARY KEY,
    title {text} NOT NULL,
    place {text},
    first_day {text} NOT NULL,
    last_day {text} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};

CREATE TABLE picture_week (
    week {int} NOT NULL PRIMARY KEY,
    state {text} NOT NULL,
    at {time} NOT NULL,
    version {int} NOT NULL
) {strict};

-- Published versions are never changed: no statement of the program updates or deletes them.
CREATE TABLE picture_version (
    week {int} NOT NULL,
    version {int} NOT NULL,
    at {time} NOT NULL,
    by_name {text} NOT NULL,
    correction {text},
    as_of {int} NOT NULL,
    digest {text} NOT NULL,
    content {text} NOT NULL,
    PRIMARY KEY (week, version)
) {strict};
