-- People: organisations, memberships with their states, links by mail, devices, the second factor.

CREATE TABLE organisation (
    id {uuid} NOT NULL PRIMARY KEY,
    tenant_code {text} NOT NULL REFERENCES tenant (code),
    name {text} NOT NULL,
    kind {text} NOT NULL,
    active {bool} NOT NULL,
    version {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX organisation_name ON organisation (tenant_code, name, kind);
INSERT INTO organisation (id, tenant_code, name, kind, active, version)
SELECT {new_uuid}, tenant_code, organisation_name, organisation_kind, TRUE, 1
FROM membership GROUP BY tenant_code, organisation_name, organisation_kind;

-- Who signs in is (issuer, subject), never an e-mail address. Local passwords are issuer 'local'.
CREATE TABLE sign_in_method (
    issuer {text} NOT NULL,
    subject {text} NOT NULL,
    account_id {uuid} NOT NULL REFERENCES account (id),
    PRIMARY KEY (issuer, subject)
) {strict};
CREATE INDEX sign_in_method_account ON sign_in_method (account_id);
INSERT INTO sign_in_method (issuer, subject, account_id) SELECT 'local', user_name, id FROM account;

-- totp_step: the time step of the last code used, so that no code works twice.
ALTER TABLE account ADD COLUMN email {text};
ALTER TABLE account ADD COLUMN wants_mail {bool} NOT NULL DEFAULT TRUE;
ALTER TABLE account ADD COLUMN seen_at {time};
ALTER TABLE account ADD COLUMN totp_secret {blob};
ALTER TABLE account ADD COLUMN totp_step {int};
UPDATE account SET email = user_name WHERE user_name LIKE '%@%';
DROP INDEX account_user_name;
ALTER TABLE account DROP COLUMN user_name;

CREATE TABLE recovery_code (
    code_hash {blob} NOT NULL PRIMARY KEY,
    account_id {uuid} NOT NULL REFERENCES account (id)
) {strict};
CREATE INDEX recovery_code_account ON recovery_code (account_id);

ALTER TABLE tenant ADD COLUMN second_factor {text} NOT NULL DEFAULT 'offered';
ALTER TABLE tenant ADD COLUMN reviewed_at {time};

-- One membership of an account in a tenant. 'expired' is not stored: it follows from valid_to.
ALTER TABLE membership RENAME TO membership_before;
CREATE TABLE membership (
    account_id {uuid} NOT NULL REFERENCES account (id),
    tenant_code {text} NOT NULL REFERENCES tenant (code),
    organisation_id {uuid} NOT NULL REFERENCES organisation (id),
    title {text} NOT NULL,
    roles {text} NOT NULL,
    state {text} NOT NULL,
    state_at {time} NOT NULL,
    state_by {text} NOT NULL,
    reason {text} NOT NULL,
    valid_to {time},
    certified_on {text},
    training_expires {text},
    version {int} NOT NULL,
    PRIMARY KEY (account_id, tenant_code)
) {strict};
INSERT INTO membership (account_id, tenant_code, organisation_id, title, roles, state, state_at, state_by, reason, valid_to, version)
SELECT b.account_id, b.tenant_code, o.id, a.title, b.roles, 'active', b.valid_from, '', '', b.valid_to, 1
FROM membership_before b
JOIN account a ON a.id = b.account_id
JOIN organisation o ON o.tenant_code = b.tenant_code AND o.name = b.organisation_name AND o.kind = b.organisation_kind;
DROP TABLE membership_before;
CREATE INDEX membership_tenant ON membership (tenant_code);

-- Class D is by name and until a time.
CREATE TABLE class_d_grant (
    id {uuid} NOT NULL PRIMARY KEY,
    account_id {uuid} NOT NULL REFERENCES account (id),
    tenant_code {text} NOT NULL REFERENCES tenant (code),
    until {time} NOT NULL,
    reason {text} NOT NULL,
    given_by {text} NOT NULL,
    given_at {time} NOT NULL,
    ended_at {time}
) {strict};
CREATE INDEX class_d_grant_account ON class_d_grant (account_id, tenant_code);

-- Links sent by mail or handed over: single use (the row goes), stored as a hash.
CREATE TABLE secret_link (
    token_hash {blob} NOT NULL PRIMARY KEY,
    purpose {text} NOT NULL,
    account_id {uuid} NOT NULL REFERENCES account (id),
    tenant_code {text} REFERENCES tenant (code),
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL
) {strict};
CREATE INDEX secret_link_account ON secret_link (account_id, purpose);

-- Sessions last ten hours: everyone signs in again after this step.
DROP TABLE session;
CREATE TABLE session (
    token_hash {blob} NOT NULL PRIMARY KEY,
    id {uuid} NOT NULL,
    account_id {uuid} NOT NULL REFERENCES account (id),
    stage {text} NOT NULL,
    device {text} NOT NULL,
    created_at {time} NOT NULL,
    seen_at {time} NOT NULL,
    tries {int} NOT NULL
) {strict};
CREATE INDEX session_account ON session (account_id);
