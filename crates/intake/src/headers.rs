//! What column headers mean, in Swedish and English.

use crate::cell::{Cell, clean};
use crate::xlsx::letters;
use domain::imports::Field;
use std::collections::BTreeSet;

/// Header words for each field, the more telling first; compared without case, accents and marks.
pub(crate) const WORDS: &[(Field, &[&str])] = &[
    (Field::RowId, &["id", "uid", "radid", "rowid", "handelseid", "incidentid", "objectid", "lopnr", "lopnummer", "lopid"]),
    (
        Field::Code,
        &[
            "brottskod",
            "brkod",
            "offense",
            "offence",
            "brottstyp",
            "brottskategori",
            "handelsetyp",
            "kategori",
            "category",
            "crimetype",
            "primarytype",
            "offensetype",
            "rubricering",
            "brott",
            "kod",
            "code",
            "typ",
            "type",
            "handelse",
        ],
    ),
    (
        Field::District,
        &[
            "basomrade",
            "regso",
            "regsokod",
            "regsonamn",
            "stadsdel",
            "distrikt",
            "omrade",
            "delomrade",
            "deso",
            "district",
            "neighbourhood",
            "neighborhood",
            "area",
            "beat",
        ],
    ),
    (
        Field::Place,
        &[
            "gata",
            "gatunamn",
            "gatuadress",
            "adress",
            "brottsplats",
            "plats",
            "street",
            "streetname",
            "address",
            "place",
            "location",
            "handelseplats",
        ],
    ),
    (Field::Count, &["antal", "antalbrott", "count", "number", "antalhandelser"]),
];

/// Headers of a start, or of its date.
pub(crate) const START: &[&str] = &[
    "brottsdatumtidstart",
    "brottsdagstart",
    "datestart",
    "startdate",
    "startdatum",
    "starttid",
    "starttime",
    "start",
    "starttidpunkt",
    "from",
    "fran",
    "franochmed",
    "frandatum",
    "datumfran",
    "datumtidstart",
    "datetime",
    "datumtid",
    "tidpunkt",
    "brottsdatum",
    "brottsdag",
    "handelsedatum",
    "datum",
    "date",
    "datesingle",
    "dateocc",
    "time",
    "tid",
    "timestamp",
    "occurred",
];
/// Headers of a start's time of day.
pub(crate) const START_TIME: &[&str] = &[
    "brottstidstart",
    "starttid",
    "starttime",
    "timestart",
    "klockslagstart",
    "klockslag",
    "startklockslag",
    "tidfran",
    "frantid",
    "franklockslag",
    "kl",
    "klocka",
    "tid",
    "time",
    "timeocc",
    "brottstid",
];
/// Headers of an end, or of its date.
pub(crate) const END: &[&str] = &[
    "brottsdatumtidslut",
    "brottsdagslut",
    "dateend",
    "enddate",
    "slutdatum",
    "slut",
    "sluttid",
    "endtime",
    "end",
    "sluttidpunkt",
    "to",
    "till",
    "tillochmed",
    "tilldatum",
    "datumtill",
    "datumtidslut",
    "stopp",
    "stop",
];
/// Headers of an end's time of day.
pub(crate) const END_TIME: &[&str] =
    &["brottstidslut", "sluttid", "endtime", "timeend", "klockslagslut", "slutklockslag", "tidtill", "tilltid", "tillklockslag"];
/// Headers of a latitude or northing.
pub(crate) const NORTH: &[&str] = &[
    "latitude",
    "latitud",
    "lat",
    "ywgs84",
    "wgs84y",
    "wgs84lat",
    "latwgs84",
    "swerefn",
    "nsweref",
    "sweref99n",
    "sweref99tmn",
    "n99",
    "northing",
    "nord",
    "north",
    "ykoordinat",
    "ykoord",
    "ycoord",
    "ycoordinate",
    "koordinatn",
    "nkoordinat",
    "n",
    "y",
];
/// Headers of a longitude or easting.
pub(crate) const EAST: &[&str] = &[
    "longitude",
    "longitud",
    "lon",
    "long",
    "lng",
    "xwgs84",
    "wgs84x",
    "wgs84lon",
    "lonwgs84",
    "swerefe",
    "esweref",
    "sweref99e",
    "sweref99tme",
    "e99",
    "easting",
    "ost",
    "east",
    "xkoordinat",
    "xkoord",
    "xcoord",
    "xcoordinate",
    "koordinate",
    "ekoordinat",
    "e",
    "x",
];

/// Columns that are never read, whatever a mapping or preview asks: house numbers and persons.
const NEVER: &[&str] = &[
    "gatunr",
    "gatunummer",
    "husnr",
    "husnummer",
    "nr",
    "personnummer",
    "personnr",
    "pnr",
    "namn",
    "fornamn",
    "efternamn",
    "telefon",
    "epost",
    "email",
    "malsagande",
    "misstankt",
    "regnr",
    "registreringsnummer",
    "fritext",
    "beskrivning",
];

/// Header text without case, accents, blanks and marks.
pub(crate) fn bare(header: &str) -> String {
    header
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            'å' | 'ä' => Some('a'),
            'ö' => Some('o'),
            'é' => Some('e'),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

/// How many different headers that a list is known by the cells are. A single letter (`N`, `x`) is none: cells have
/// them too.
pub(crate) fn known(cells: &[Cell]) -> usize {
    let lists = [START, START_TIME, END, END_TIME, NORTH, EAST, NEVER];
    let is_known = |word: &str| {
        word.chars().nth(1).is_some()
            && (WORDS.iter().any(|(_, words)| words.contains(&word)) || lists.iter().any(|words| words.contains(&word)))
    };
    cells.iter().map(|cell| bare(&cell.text())).filter(|word| is_known(word)).collect::<BTreeSet<_>>().len()
}

/// Whether a column is never read unless a person chooses it, and mostly not even then.
pub(crate) fn is_never_read(header: &str) -> bool {
    NEVER.contains(&bare(header).as_str())
}

/// Whether a field may be read from a column when a person has chosen so. `Nr` alone may be a house
/// number or the list's own numbering: only as the latter.
pub fn may_be_read(field: Field, header: &str) -> bool {
    !is_never_read(header) || field == Field::RowId && bare(header) == "nr"
}

/// The columns of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headers {
    /// Header texts; an empty one is named by its column's letters, one that comes several times has
    /// them after its text.
    pub(crate) texts: Vec<String>,
    /// Header texts as the file has them.
    written: Vec<String>,
}

/// Where a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    At(usize),
    /// Several columns have that header.
    Repeated,
    Nowhere,
}

impl Headers {
    pub(crate) fn of(cells: &[Cell]) -> Self {
        let written: Vec<String> = cells.iter().map(|cell| cell.text().chars().take(100).collect()).collect();
        let text = |(at, name): (usize, &String)| match name.as_str() {
            "" => format!("({})", letters(at)),
            _ if written.iter().filter(|other| folded(other) == folded(name)).count() > 1 => format!("{name} ({})", letters(at)),
            _ => name.clone(),
        };
        Self { texts: written.iter().enumerate().map(text).collect(), written }
    }

    /// Looks for a column. Neither case nor blanks matter, unless two columns differ in nothing else.
    pub(crate) fn find(&self, name: &str) -> Position {
        let sought = folded(name);
        let exact = self.texts.iter().position(|text| *text == name);
        if let Some(at) = exact.or_else(|| self.texts.iter().position(|text| folded(text) == sought)) {
            return Position::At(at);
        }
        if self.written.iter().any(|text| folded(text) == sought) { Position::Repeated } else { Position::Nowhere }
    }

    /// The header as the file has it.
    pub(crate) fn written(&self, at: usize) -> &str {
        self.written.get(at).map_or("", String::as_str)
    }

    /// All columns that have this column's header, when there are several.
    pub(crate) fn alike(&self, at: usize) -> Vec<String> {
        let sought = folded(self.written(at));
        let alike = |at: &usize| !sought.is_empty() && folded(self.written(*at)) == sought;
        let found: Vec<String> = (0..self.texts.len()).filter(alike).map(|at| self.texts[at].clone()).collect();
        if found.len() > 1 { found } else { Vec::new() }
    }
}

/// A name without case and outer blanks, in one form of its letters.
pub(crate) fn folded(name: &str) -> String {
    clean(name).to_lowercase()
}

/// Whether a column holds streets or places, so that house numbers must go.
pub(crate) fn is_place(header: &str) -> bool {
    let bare = bare(header);
    WORDS.iter().any(|(field, words)| *field == Field::Place && words.contains(&bare.as_str()))
}
