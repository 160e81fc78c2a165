-- An authority's own words for categories, subtypes and levels. A change is a new row, so that a published picture finds those of its day.

CREATE TABLE wording (
    term {text} NOT NULL,
    name_sv {text} NOT NULL,
    help_sv {text} NOT NULL,
    name_en {text} NOT NULL,
    help_en {text} NOT NULL,
    hidden {bool} NOT NULL,
    place {int} NOT NULL,
    added {int} NOT NULL,
    removed {int},
    PRIMARY KEY (term, added)
) {strict};
CREATE UNIQUE INDEX wording_once ON wording (term) WHERE removed IS NULL;
