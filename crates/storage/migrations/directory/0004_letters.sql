-- What people want by mail, and in which language.

ALTER TABLE account ADD COLUMN lang {text} NOT NULL DEFAULT 'sv';
ALTER TABLE account ADD COLUMN action_mail {text} NOT NULL DEFAULT 'daily';

-- Only what was chosen: without a row it is as the product, or the authority, has it.
CREATE TABLE mail_choice (
    account_id {uuid} NOT NULL REFERENCES account (id),
    topic {text} NOT NULL,
    wanted {bool} NOT NULL,
    PRIMARY KEY (account_id, topic)
) {strict};

-- Whether members who have not chosen hear of published pictures.
ALTER TABLE tenant ADD COLUMN publication_mail {bool} NOT NULL DEFAULT FALSE;
