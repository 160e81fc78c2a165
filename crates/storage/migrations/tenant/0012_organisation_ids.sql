-- Organisations by id instead of by name. The name at the time stays beside the id, for display. The database cannot reach
-- the directory, so the program fills in the ids when it first opens the store: crates/application/src/organisations/settle.rs.

ALTER TABLE report ADD COLUMN organisation_id {uuid};
ALTER TABLE action_version ADD COLUMN owner_id {uuid};

-- From `joined` on (audit sequence number) the incidents of a source count under `joined_into`.
ALTER TABLE sender ADD COLUMN organisation_id {uuid};
ALTER TABLE sender ADD COLUMN joined_into {uuid} REFERENCES sender (id);
ALTER TABLE sender ADD COLUMN joined {int};
CREATE UNIQUE INDEX sender_organisation ON sender (organisation_id) WHERE joined IS NULL;

-- What a source was called before audit sequence number `until`.
CREATE TABLE sender_former_name (
    sender_id {uuid} NOT NULL REFERENCES sender (id),
    name {text} NOT NULL,
    until {int} NOT NULL,
    PRIMARY KEY (sender_id, until)
) {strict};

-- Organisations whose rows have been given to the one that an administrator joined them with.
CREATE TABLE organisation_join (
    organisation_id {uuid} NOT NULL PRIMARY KEY,
    into_id {uuid} NOT NULL,
    added {int} NOT NULL
) {strict};

-- Steps of an upgrade that the program takes itself, each once.
CREATE TABLE upgrade_step (
    name {text} NOT NULL PRIMARY KEY,
    done {bool} NOT NULL
) {strict};
INSERT INTO upgrade_step (name, done) VALUES ('organisation-ids', FALSE);
