# Whole files that are refused

refused-unreadable = The file could not be read. Check that nobody else has it open and that the disk is connected, and try again.
refused-no-file = There is no file { $value }. Check its name and the folder.
refused-folder = What was given is a folder. Choose a file in it.
refused-no-permission = Samsyn is not allowed to read the file. Change the permissions of the file, or copy it to a folder that you may read.
refused-empty = The file is empty. Check that it is the right file, or export it again from the program that it comes from.
refused-wrong-kind = { $found ->
    [xls] The file is an older Excel file (.xls). Open it in Excel, choose Save as and “Excel workbook (.xlsx)” or “csv (UTF-8)”, and import the new file.
    [xlsb] The file is a binary Excel workbook (.xlsb). Open it in Excel, choose Save as and “Excel workbook (.xlsx)” or “csv (UTF-8)”, and import the new file.
    [opendocument] The file is an OpenDocument spreadsheet (.ods) or another OpenDocument file. Open it in LibreOffice or Excel, choose Save as and “Excel workbook (.xlsx)” or “csv (UTF-8)”, and import the new file.
    [zip] The file is a zip archive or another document than an Excel workbook. Unpack the archive and choose the file inside.
    [pdf] The file is a PDF. A file with rows or boundaries is needed, such as .xlsx or .csv.
    [image] The file is a picture. A file with rows or boundaries is needed, such as .xlsx or .csv.
    [sqlite] The file is a database (SQLite). Only a GeoPackage with district boundaries can be used. Save a list as an Excel workbook (.xlsx) or csv (UTF-8).
    [json] The file is a JSON file without the content that is needed here. Save a list as an Excel workbook (.xlsx) or csv (UTF-8).
    [markup] The file is a web page or XML. If its name ends in .xls: open it in Excel, choose Save as and “Excel workbook (.xlsx)” or “csv (UTF-8)”, and import the new file.
    [web-archive] The file is a web archive (mhtml), although its name may end in .xls. Open it in Excel, choose Save as and “Excel workbook (.xlsx)” or “csv (UTF-8)”, and import the new file.
    [dos-text] The file is written in DOS characters (code page 437 or 850), so that å, ä and ö become wrong. Open it in Excel, choose Save as and “csv (UTF-8)”, or ask the sender for csv in UTF-8.
    [text] The file is a text file. Another kind of file is needed here: check that it is the right file.
    [gzip] The file is packed with gzip and holds nothing that can be read here. Unpack it and choose the file inside.
    [xlsx] The file is an Excel workbook. Another kind of file is needed here: check that it is the right file.
   *[other] The file is of a kind that cannot be read. Open it in the program that it comes from and save it as an Excel workbook (.xlsx) or csv (UTF-8).
}
refused-password = The file is protected with a password. Open it in Excel, remove the password under File – Info – Protect Workbook, save the file and try again.
refused-truncated = The file is damaged or incomplete. Download or save it again.
refused-broken-json = The file stops being JSON at line { $line }, character { $column }. Correct it there, or export it again from the program that it comes from.
refused-markup = The file has a document type declaration or unknown entities and is not read, for safety. Open it in Excel and save it again as an Excel workbook (.xlsx).
refused-too-large = { $what ->
    [file] The file is too large: at most { $limit } is accepted.
    [inflated] The file becomes too large when unpacked: at most { $limit } is allowed.
    [ratio] The file is packed tighter than a real list can be (more than { $limit } times) and is not read, for safety.
    [entries] The file has too many parts: at most { $limit } are allowed.
    [strings] The file has too much text in its table of texts: at most { $limit } is allowed.
    [rows] The file has too many rows: at most { $limit } are accepted.
    [columns] The file has too many columns: at most { $limit } are accepted.
    [row] A row or cell of the file is too long: at most { $limit } bytes are allowed.
    [depth] The content of the file is nested too deeply.
    [districts] The file has too many districts: at most { $limit } are accepted.
   *[positions] The boundaries of the districts have too many points: at most { $limit } are accepted.
} Divide the content into several files, or remove what is not needed.
refused-stray-cell = The tab “{ $sheet }” has content in cell { $cell }, far to the right of the list. Clear that cell (and others outside the list), save the file and try again.
refused-unknown-sheet = The workbook has no tab named “{ $value }”. Its tabs are: { $known }.
refused-not-a-workbook = The file is not an Excel workbook and has no tabs. Remove the choice of tab.
refused-no-header = The file has no header row. One of the first 30 rows should hold the names of the columns, at least two.
refused-missing-fields = { $needs ->
    [start] No column was chosen for when the incident started.
    [position] Neither a district nor coordinates were chosen.
    [other-coordinate] Only one of two coordinates was chosen.
    [start-position] No column was chosen for when the incident started, nor any for where it happened.
   *[start-other-coordinate] No column was chosen for when the incident started, and only one of two coordinates.
} Choose them in the preview or with --mapping.
refused-missing-columns = Chosen columns are not in the file: { $columns }. Choose other columns in the preview or with --mapping.
refused-other-columns = Chosen columns are not in the file: { $columns }. Columns of the file that are not used: { $new }. Choose columns in the preview or with --mapping.
refused-repeated-columns = Several columns have the same header, and one of them is used: { $columns }. Choose one of them in the preview or with --mapping (the letter is the column's), or give them different headers in the file.
refused-never-read = Chosen columns are never read, because they may hold personal data, house numbers or free text: { $columns }. Choose other columns, or remove the choice.
refused-not-a-feed = The file is not in the form of the events from polisen.se. Download it again from https://polisen.se/api/events and choose that file.
refused-not-a-mapping = The file with the column mapping cannot be understood: { $value }. Correct that in the file and try again.
refused-unknown-layer = The file has no layer named “{ $value }”. Its layers are: { $known }. Choose one of them (--layer on the command line).
refused-several-layers = The file has several layers: { $known }. Choose one of them (--layer on the command line).
refused-unknown-column = The layer has no column named “{ $value }”. Its columns are: { $known }. Choose one of them (--name-column and --code-column on the command line).
refused-no-districts = No districts were found. Check that the right layer and the right municipality code are chosen (--layer and --municipality on the command line).
refused-duplicate-code = The district code “{ $value }” occurs more than once. Choose a column in which each district has a code of its own, or correct the file in the map program.
refused-unnamed = District number { $value } in the file has no code or no name. Fill it in with the map program, or choose another column.
refused-coordinate-system = The boundaries are in a coordinate system that cannot be read here ({ $value }). Save them again as a GeoPackage in SWEREF 99 TM (EPSG:3006) and try again. A GeoPackage in a local SWEREF 99 zone or WGS 84 works too; GeoJSON should have longitude and latitude in WGS 84.
refused-geometry = The boundary of the district “{ $value }” has no area that can be read. Correct the district in the map program and save it again as a GeoPackage in SWEREF 99 TM.
refused-open-elsewhere = The file was copied while a map program had it open, so the latest changes may be missing from it. Close the map program, or export the layer to a new GeoPackage, and try again.
refused-not-boundaries = { $found ->
    [shapefile] The file is a shapefile. Open it in a map program such as QGIS, save it as a GeoPackage in SWEREF 99 TM (EPSG:3006) and choose that file.
    [kml] The file is in KML format. Open it in a map program such as QGIS, save it as a GeoPackage in SWEREF 99 TM (EPSG:3006) and choose that file.
    [gml] The file is in GML format. Open it in a map program such as QGIS, save it as a GeoPackage in SWEREF 99 TM (EPSG:3006) and choose that file.
    [json] The file is JSON, but no collection of districts in GeoJSON (FeatureCollection). Open it in a map program such as QGIS, save it as a GeoPackage in SWEREF 99 TM (EPSG:3006) and choose that file. This applies to TopoJSON and the JSON of Esri too.
    [packed] The file is packed. Unpack it and choose the file with the boundaries: a GeoPackage in SWEREF 99 TM (EPSG:3006) or GeoJSON in WGS 84.
    [table] The file is a table without boundaries. Boundaries of districts are read from a GeoPackage in SWEREF 99 TM (EPSG:3006) or GeoJSON in WGS 84.
   *[other] The file is nothing that boundaries can be read from. Save the districts as a GeoPackage in SWEREF 99 TM (EPSG:3006) from a map program such as QGIS and choose that file.
}

# Rows that cannot be used

reason-missing = The cell is empty but must have a value. Fill it in and import the file again.
reason-not-a-date = “{ $value }” cannot be read as a date or time. Write for example 2026-10-09 14:30.
reason-ambiguous-date = Day and month cannot be told apart in “{ $value }”. Choose the order of dates for the file, or write the date as 2026-10-09.
reason-unlikely-date = The date “{ $value }” is before 1990 or in the future. Correct it and import the file again.
reason-end-before-start = The end is before the start. Correct the times, or check that the columns of start and end have not changed places.
reason-not-a-number = “{ $value }” is not a number. Write digits only, for example 12 or 12.5.
reason-unlikely-count = The count “{ $value }” should be a whole number between 1 and 10,000, written without point or comma. Correct it and import the file again.
reason-wrong-coordinate-system = The coordinates “{ $value }” belong to another coordinate system, such as a local zone like SWEREF 99 15 00, or have changed places. Convert them to SWEREF 99 TM or WGS 84 and import the file again.
reason-outside-districts = The place is outside the municipality's districts. Check the coordinates, or choose to keep such rows (--outside keep on the command line).
reason-shared-district = Several of the municipality’s districts are named “{ $value }”. Write the code of the district instead.
reason-unknown-district = The district “{ $value }” is not one of the municipality's districts. Write its name or code as it is in Samsyn.
reason-unknown-code = The code “{ $value }” is not in the table of codes. Add it under Codes and import the file again.
reason-personal-data = The cell seems to hold personal data ({ $value }). Remove it from the file and import the file again.
reason-too-long = The text of the cell is too long. Shorten it to at most 200 characters.
reason-too-many-fields = The row has { $have } fields but the header row has { $columns }. A value probably contains the character that separates the columns. Put the value in quotation marks, or save the file with semicolons or as an Excel workbook.
reason-stray-quote = A quotation mark (") leaves it open where the row's fields begin and end. Remove it or write it twice, or save the file as an Excel workbook.

# Tabs that are not read

not-read-not-chosen = another tab was chosen
not-read-hidden = hidden
not-read-no-cells = no cells, such as a chart
not-read-no-table = empty, or without a header row
not-read-other-columns = other columns
not-read-same-rows = the same rows as on other tabs

# Known layouts

layout-police-areas = The police list with areas
layout-police-points = The police list with coordinates
