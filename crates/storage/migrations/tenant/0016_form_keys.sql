-- Forms that were sent and did something, so that one which is sent again does not do it twice. Kept for a day.

CREATE TABLE form_key (
    account_id {uuid} NOT NULL,
    key {uuid} NOT NULL,
    -- Tells two sendings of the same form apart.
    attempt {uuid} NOT NULL,
    -- What was sent: a JSON list of pairs of name and value.
    sent {text} NOT NULL,
    -- Where the answer led; null until it has been given.
    answer {text},
    at {time} NOT NULL,
    PRIMARY KEY (account_id, key)
) {strict};
