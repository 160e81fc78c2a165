//! The coordinate systems that boundaries may come in, by what a file says of them.

use crate::coordinates::{self, EASTINGS, NORTHINGS, Zone};
use crate::headers::bare;
use std::collections::BTreeMap;

/// A coordinate system, easting or longitude first as both formats demand.
#[derive(Clone, Copy, Debug)]
pub(super) enum System {
    /// Longitude and latitude in degrees.
    Wgs84,
    /// Easting and northing in metres.
    Sweref99Tm,
    /// Easting and northing in a local zone of SWEREF 99.
    Local(Zone),
}

impl System {
    /// The system of an EPSG number. A compound system is the one of its plane: heights are dropped.
    pub(super) fn of_epsg(number: i64) -> Option<Self> {
        match number {
            // WGS 84, ETRS 89 and SWEREF 99, flat, with heights, and compound with RH 2000.
            4326 | 4979 | 4258 | 4937 | 4619 | 4977 | 5628 => Some(Self::Wgs84),
            // SWEREF 99 TM, with RH 2000, and zone 33 of UTM on ETRS 89, which is the same plane.
            3006 | 5845 | 25_833 => Some(Self::Sweref99Tm),
            3007..=3018 => Zone::of(u32::try_from(number).ok()?).map(Self::Local),
            // The local zones with RH 2000, in the order of 3007–3018.
            5846..=5857 => Zone::of(u32::try_from(number - 5846 + 3007).ok()?).map(Self::Local),
            _ => None,
        }
    }

    /// The system of a name such as `SWEREF99 TM` or `SWEREF_99_15_00`; of a compound one its plane counts.
    fn of_name(name: &str) -> Option<Self> {
        let name = bare(name.split('+').next().unwrap_or_default());
        if name == "sweref99tm" {
            return Some(Self::Sweref99Tm);
        }
        Zone::all().find(|zone| bare(zone.name()) == name).map(Self::Local)
    }

    /// A position in SWEREF 99 TM; `None` for one that the system does not have in or near Sweden.
    pub(super) fn metres(self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        match self {
            Self::Sweref99Tm => {
                let fits = (EASTINGS.0..=EASTINGS.1).contains(&x) && (NORTHINGS.0..=NORTHINGS.1).contains(&y);
                fits.then_some([x, y])
            }
            Self::Wgs84 => coordinates::from_degrees(y, x).ok().map(|point| [point.x, point.y]),
            Self::Local(zone) => zone.point(y, x).map(|point| [point.x, point.y]),
        }
    }
}

/// How a file describes one coordinate system.
#[derive(Clone, Debug, Default)]
pub(super) struct Described {
    /// Who numbered it: `EPSG`, or the program itself.
    pub(super) organization: String,
    /// Its number there.
    pub(super) number: Option<i64>,
    /// Its name.
    pub(super) name: String,
    /// Well-known text.
    pub(super) definition: String,
}

impl Described {
    /// The EPSG number: the organization's, or the outermost one that the definition carries.
    fn epsg(&self) -> Option<i64> {
        if self.organization.trim().eq_ignore_ascii_case("epsg") {
            return self.number;
        }
        let text = self.definition.to_ascii_uppercase().replace(char::is_whitespace, "");
        // The outermost closes last: PROJCS[…,AUTHORITY["EPSG","3006"]] and PROJCRS[…,ID["EPSG",3006]].
        let (_, last) = text.trim_end_matches(']').rsplit_once("[\"EPSG\",")?;
        last.trim_matches('"').parse().ok()
    }

    /// The system: by its number or, where it has none that is known, by its name.
    fn system(&self) -> Option<System> {
        self.epsg().map_or_else(|| self.names().find_map(System::of_name), System::of_epsg)
    }

    /// What it is called by the file and by its definition: `PROJCS["SWEREF99_TM",…`.
    fn names(&self) -> impl Iterator<Item = &str> {
        let definition = self.definition.trim_start();
        let outermost = ["PROJCS[\"", "PROJCRS[\""].into_iter().find_map(|start| definition.strip_prefix(start)?.split('"').next());
        std::iter::once(self.name.as_str()).chain(outermost)
    }

    /// What it is called when it cannot be used.
    fn shown(&self, id: i64) -> String {
        let number = self.epsg().map_or_else(|| format!("srs_id {id}"), |number| format!("EPSG:{number}"));
        let name = crate::cell::shorten(&crate::cell::clean(&self.name));
        if name.is_empty() { number } else { format!("{number}, {name}") }
    }
}

/// The systems that a file describes, by its own keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Systems(BTreeMap<i64, Described>);

impl Systems {
    pub(super) fn add(&mut self, id: i64, described: Described) {
        self.0.insert(id, described);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The system of a key, or what it is called.
    pub(super) fn of(&self, id: i64) -> Result<System, String> {
        match self.0.get(&id) {
            Some(described) => described.system().ok_or_else(|| described.shown(id)),
            // A file that does not describe it can only mean the number that everyone knows.
            None => System::of_epsg(id).ok_or_else(|| format!("EPSG:{id}")),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn described(organization: &str, number: i64, name: &str, definition: &str) -> Described {
        let [organization, name, definition] = [organization, name, definition].map(str::to_owned);
        Described { organization, number: Some(number), name, definition }
    }

    #[test]
    fn a_key_of_the_file_is_no_epsg_number() {
        let mut systems = Systems::default();
        systems.add(7, described("epsg", 3006, "SWEREF99 TM", ""));
        systems.add(3006, described("EPSG", 3011, "SWEREF99 18 00", ""));
        systems.add(8, described("NONE", 0, "egen", r#"PROJCS["x",GEOGCS["y",AUTHORITY["EPSG","4619"]],AUTHORITY["EPSG","3006"]]"#));
        systems.add(9, described("QGIS", 0, "egen", "PROJCRS[\"x\", BASEGEOGCRS[\"y\", ID[\"EPSG\", 4619]], ID[\"EPSG\", 5850]]"));
        systems.add(10, described("EPSG", 3021, "RT90 2.5 gon V", ""));
        systems.add(-1, described("NONE", -1, "Undefined Cartesian", "undefined"));
        assert!(matches!(systems.of(7), Ok(System::Sweref99Tm)));
        assert!(matches!(systems.of(3006), Ok(System::Local(zone)) if zone.name() == "SWEREF 99 18 00"));
        assert!(matches!(systems.of(8), Ok(System::Sweref99Tm)));
        assert!(matches!(systems.of(9), Ok(System::Local(zone)) if zone.name() == "SWEREF 99 18 00"));
        assert_eq!(systems.of(10).unwrap_err(), "EPSG:3021, RT90 2.5 gon V");
        assert_eq!(systems.of(-1).unwrap_err(), "srs_id -1, Undefined Cartesian");
        assert!(matches!(systems.of(4326), Ok(System::Wgs84)));
        systems.add(11, described("Kommunen", 1, "SWEREF 99 15 00", "undefined"));
        systems.add(12, described("ESRI", 104_139, "", "PROJCS[\"SWEREF99_TM\",GEOGCS[\"GCS_SWEREF99\",DATUM[\"D\"]]]"));
        systems.add(13, described("NONE", 0, "SWEREF99 18 00 + RH2000 height", ""));
        // What has a number is not called otherwise.
        systems.add(14, described("EPSG", 3021, "SWEREF99 TM", ""));
        assert!(matches!(systems.of(11), Ok(System::Local(zone)) if zone.name() == "SWEREF 99 15 00"));
        assert!(matches!(systems.of(12), Ok(System::Sweref99Tm)));
        assert!(matches!(systems.of(13), Ok(System::Local(zone)) if zone.name() == "SWEREF 99 18 00"));
        assert!(systems.of(14).is_err());
        assert_eq!(systems.of(32_632).unwrap_err(), "EPSG:32632");
    }
}
