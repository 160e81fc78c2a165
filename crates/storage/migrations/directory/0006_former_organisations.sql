-- Organisations made from a name in older records that fits none of the directory's. An administrator joins each with the
-- organisation that it was; its id then stands for that one.

ALTER TABLE organisation ADD COLUMN former_name {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE organisation ADD COLUMN joined_into {uuid} REFERENCES organisation (id);
DROP INDEX organisation_name;
CREATE UNIQUE INDEX organisation_name ON organisation (tenant_code, name, kind) WHERE joined_into IS NULL;
