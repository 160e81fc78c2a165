-- The directory: who may come in, and where. No content of any tenant.

CREATE TABLE tenant (
    code {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    created_at {time} NOT NULL
) {strict};

CREATE TABLE account (
    id {uuid} NOT NULL PRIMARY KEY,
    user_name {text} NOT NULL,
    title {text} NOT NULL,
    password_hash {text},
    created_at {time} NOT NULL,
    disabled_at {time}
) {strict};
CREATE UNIQUE INDEX account_user_name ON account (user_name);

CREATE TABLE membership (
    account_id {uuid} NOT NULL REFERENCES account (id),
    tenant_code {text} NOT NULL REFERENCES tenant (code),
    organisation_kind {text} NOT NULL,
    organisation_name {text} NOT NULL,
    roles {text} NOT NULL,
    valid_from {time} NOT NULL,
    valid_to {time},
    PRIMARY KEY (account_id, tenant_code)
) {strict};

CREATE TABLE session (
    token_hash {blob} NOT NULL PRIMARY KEY,
    account_id {uuid} NOT NULL REFERENCES account (id),
    created_at {time} NOT NULL,
    seen_at {time} NOT NULL
) {strict};

CREATE TABLE sign_in_failure (
    id {uuid} NOT NULL PRIMARY KEY,
    user_name {text} NOT NULL,
    at {time} NOT NULL
) {strict};
CREATE INDEX sign_in_failure_user ON sign_in_failure (user_name, at);

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

-- One row: the end of the chain. Taking it for update makes writers of a store take turns.
CREATE TABLE audit_head (
    id {int} NOT NULL PRIMARY KEY,
    seq {int} NOT NULL,
    hash {blob} NOT NULL
) {strict};
