-- What an action is measured against, and results that can be computed anew.

-- Chosen with a version of an action that is not decided yet.
CREATE TABLE action_measure (
    action_id {uuid} NOT NULL,
    version {int} NOT NULL,
    district {text} NOT NULL,
    category {text} NOT NULL,
    comparison {text} NOT NULL,
    weeks_after {int} NOT NULL,
    PRIMARY KEY (action_id, version)
) {strict};

-- Frozen when the action is decided, with the counts of then.
CREATE TABLE action_baseline (
    action_id {uuid} NOT NULL PRIMARY KEY,
    at {time} NOT NULL,
    by_name {text} NOT NULL,
    district {text} NOT NULL,
    category {text},
    comparison {text} NOT NULL,
    around {text} NOT NULL,
    first_week {int} NOT NULL,
    decided_week {int} NOT NULL,
    selection_weeks {int} NOT NULL,
    weeks_after {int} NOT NULL,
    as_of {int} NOT NULL,
    counts {text} NOT NULL,
    digest {text} NOT NULL
) {strict};
{append_only} action_baseline;

-- A result with the question, the state of the store that it was asked of, and digests of what went in and came out.
CREATE TABLE stored_result (
    id {uuid} NOT NULL PRIMARY KEY,
    at {time} NOT NULL,
    by_account {uuid},
    by_name {text} NOT NULL,
    method {text} NOT NULL,
    name {text} NOT NULL,
    action_id {uuid},
    analysis {text} NOT NULL,
    question {text} NOT NULL,
    as_of {int} NOT NULL,
    input_digest {text} NOT NULL,
    output {text} NOT NULL,
    output_digest {text} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE INDEX stored_result_action ON stored_result (action_id);
