-- What everyone may see of a week, words that texts may hold.

-- Frozen with the version of the picture that it was made from. Withdrawing changes nothing of what it says.
CREATE TABLE public_edition (
    week {int} NOT NULL,
    version {int} NOT NULL,
    at {time} NOT NULL,
    by_name {text} NOT NULL,
    digest {text} NOT NULL,
    content {text} NOT NULL,
    withdrawn_at {time},
    withdrawn_by {text},
    withdrawn_reason {text},
    PRIMARY KEY (week, version)
) {strict};

-- Names of places that look like names of persons.
CREATE TABLE allowed_word (
    id {uuid} NOT NULL PRIMARY KEY,
    text {text} NOT NULL,
    reason {text} NOT NULL,
    by_name {text} NOT NULL,
    at {time} NOT NULL,
    added {int} NOT NULL,
    removed {int}
) {strict};
CREATE UNIQUE INDEX allowed_word_text ON allowed_word (text) WHERE removed IS NULL;
