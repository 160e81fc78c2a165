-- Analyses kept under a name, and the weeks' pictures that refer to them. The answer itself is a stored_result.

-- A name is a row; another name is another row. What was said when it was kept, in each language.
CREATE TABLE analysis (
    result_id {uuid} NOT NULL,
    name {text} NOT NULL,
    said_sv {text} NOT NULL,
    said_en {text} NOT NULL,
    added {int} NOT NULL,
    removed {int},
    PRIMARY KEY (result_id, added)
) {strict};

CREATE TABLE citation (
    week {int} NOT NULL,
    result_id {uuid} NOT NULL,
    added {int} NOT NULL,
    removed {int},
    PRIMARY KEY (week, result_id, added)
) {strict};
