-- Times of day that a list gives to so many of its rows that they are filled in and stand for "unknown". Which ones is found over the
-- whole list when it comes, so that it does not depend on which rows are compared.

CREATE TABLE default_time (
    list_id {uuid} NOT NULL REFERENCES batch (id),
    minute_of_day {int} NOT NULL,
    PRIMARY KEY (list_id, minute_of_day)
) {strict};

-- Of lists that came before, by the rule that new lists follow: at least ten rows, and one in five.
INSERT INTO default_time (list_id, minute_of_day)
SELECT times.batch_id, times.minute_of_day FROM
    (SELECT batch_id, minute_of_day, COUNT(*) AS n FROM
        (SELECT batch_id, minute % 1440 AS minute_of_day FROM incident WHERE report_id IS NULL
         UNION ALL SELECT batch_id, minute % 1440 AS minute_of_day FROM incident_source WHERE report_id IS NULL) AS told
     GROUP BY batch_id, minute_of_day) AS times
JOIN (SELECT batch_id, COUNT(*) AS n FROM
        (SELECT batch_id FROM incident WHERE report_id IS NULL
         UNION ALL SELECT batch_id FROM incident_source WHERE report_id IS NULL) AS told
     GROUP BY batch_id) AS lists ON lists.batch_id = times.batch_id
WHERE times.n >= 10 AND times.n * 5 >= lists.n;
