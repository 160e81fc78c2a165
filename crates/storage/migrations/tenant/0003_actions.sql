-- Actions. Each change is a row of its own: the newest has no `removed`, so any earlier state can be asked again.

CREATE TABLE action_version (
    id {uuid} NOT NULL,
    version {int} NOT NULL,
    at {time} NOT NULL,
    by_account {uuid},
    by_name {text} NOT NULL,
    step {text},
    proposed_at {time} NOT NULL,
    proposed_by {uuid},
    proposed_title {text} NOT NULL,
    title {text} NOT NULL,
    description {text},
    kind {text} NOT NULL,
    basis {text} NOT NULL,
    category {text},
    district {text},
    place {text},
    lon {real},
    lat {real},
    x {real},
    y {real},
    owner_kind {text} NOT NULL,
    owner_name {text} NOT NULL,
    person {uuid},
    person_title {text},
    partners {text} NOT NULL,
    start_day {text},
    due_day {text},
    cost {int},
    expected {text},
    measure {text},
    reports {text} NOT NULL,
    weeks {text} NOT NULL,
    hotspot {text},
    state {text} NOT NULL,
    decided_at {time},
    decided_by {text},
    decided_week {int},
    since_day {text},
    until_day {text},
    implementation {text},
    effect {text},
    result {text},
    reason {text},
    lifted_to {text},
    before_from {int},
    before_to {int},
    after_from {int},
    after_to {int},
    count_before {int},
    count_after {int},
    elsewhere_before {int},
    elsewhere_after {int},
    added {int} NOT NULL,
    removed {int},
    PRIMARY KEY (id, version)
) {strict};
CREATE INDEX action_version_added ON action_version (added, removed);

CREATE TABLE action_note (
    id {uuid} NOT NULL PRIMARY KEY,
    action_id {uuid} NOT NULL,
    at {time} NOT NULL,
    by_account {uuid},
    by_name {text} NOT NULL,
    text {text} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE INDEX action_note_action ON action_note (action_id);

-- Who was to be reminded of what, once a week and action. Mail is sent from these rows.
CREATE TABLE action_reminder (
    action_id {uuid} NOT NULL,
    week {int} NOT NULL,
    overdue {bool} NOT NULL,
    due_day {text} NOT NULL,
    at {time} NOT NULL,
    added {int} NOT NULL,
    PRIMARY KEY (action_id, week)
) {strict};
