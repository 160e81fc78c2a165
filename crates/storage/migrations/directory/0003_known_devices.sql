-- Browsers that an account has been signed in to from: others' wrong tries do not make them wait.
CREATE TABLE known_device (
    secret_hash {blob} NOT NULL,
    account_id {uuid} NOT NULL REFERENCES account (id),
    seen_at {time} NOT NULL,
    PRIMARY KEY (secret_hash, account_id)
) {strict};
