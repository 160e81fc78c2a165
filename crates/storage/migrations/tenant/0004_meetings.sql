-- The weekly meeting and its minutes. Each section is saved by itself, a version a row; the newest has no `removed`.

CREATE TABLE meeting (
    week {int} NOT NULL PRIMARY KEY,
    stage {text} NOT NULL,
    at {time} NOT NULL,
    by_name {text} NOT NULL
) {strict};

CREATE TABLE meeting_section (
    week {int} NOT NULL,
    section {text} NOT NULL,
    version {int} NOT NULL,
    content {text} NOT NULL,
    at {time} NOT NULL,
    by_name {text} NOT NULL,
    added {int} NOT NULL,
    removed {int},
    PRIMARY KEY (week, section, version)
) {strict};
