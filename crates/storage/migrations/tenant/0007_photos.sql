-- A photo of a report, at most one, as JPEG without anything but pixels. Not part of any picture of the week: when it
-- is taken away, or its report is, its bytes go.
CREATE TABLE photo (
    report_id {uuid} NOT NULL PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    jpeg {blob} NOT NULL,
    width {int} NOT NULL,
    height {int} NOT NULL,
    added {int} NOT NULL
) {strict};
