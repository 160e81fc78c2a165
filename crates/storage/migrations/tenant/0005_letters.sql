-- What reporters are told of what became of their reports. Who reported is known by the report alone.

CREATE TABLE feedback (
    id {uuid} NOT NULL PRIMARY KEY,
    report_id {uuid} NOT NULL,
    kind {text} NOT NULL,
    object {text} NOT NULL,
    action_id {uuid},
    at {time} NOT NULL,
    state {text} NOT NULL,
    decided_at {time},
    decided_by {text},
    reason {text},
    text_sv {text},
    text_en {text},
    letter_id {uuid},
    added {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX feedback_once ON feedback (report_id, kind, object);
CREATE INDEX feedback_state ON feedback (state, at);
CREATE INDEX feedback_action ON feedback (action_id);
CREATE INDEX feedback_letter ON feedback (letter_id);

-- An authority's own words in place of the shipped ones.
CREATE TABLE letter_text (
    letter {text} NOT NULL,
    lang {text} NOT NULL,
    subject {text} NOT NULL,
    body {text} NOT NULL,
    version {int} NOT NULL,
    at {time} NOT NULL,
    by_name {text} NOT NULL,
    PRIMARY KEY (letter, lang)
) {strict};

-- What has been written to whom: each occasion is one letter.
CREATE TABLE letter_occasion (
    account_id {uuid} NOT NULL,
    letter {text} NOT NULL,
    occasion {text} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (account_id, letter, occasion)
) {strict};
