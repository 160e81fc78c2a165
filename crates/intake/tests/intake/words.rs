//! Every refusal and reason has words in both languages.

use domain::imports::{NotRead, Reason};
use intake::{Excess, FileKind, Layout, Message, Need, NotBoundaries, Refused, reason_message};
use messages::{Arg, Lang};

fn words(message: &Message, lang: Lang) -> String {
    let args: Vec<(&str, Arg)> = message.args.iter().map(|(name, text)| (*name, Arg::from(text.as_str()))).collect();
    lang.format(message.id, &args)
}

/// The text differs between the languages, is not the id, and holds the value.
fn check(message: &Message, value: Option<&str>) {
    let (sv, en) = (words(message, Lang::Sv), words(message, Lang::En));
    assert!(sv != message.id && en != message.id && sv != en, "{message:?}: {sv} / {en}");
    assert!(!sv.contains("{") && !en.contains("{"), "{sv} / {en}");
    if let Some(value) = value {
        assert!(sv.contains(value) && en.contains(value), "{sv} / {en}");
    }
}

#[test]
fn refusals() {
    use FileKind::{
        BinaryExcel, DosText, Gzip, Image, Json, Markup, OldExcel, OpenDocument, Other, Pdf, Sqlite, Text, WebArchive, Xlsx, Zip,
    };
    let mut seen = std::collections::BTreeSet::new();
    for found in [Xlsx, Text, Gzip, Sqlite, Json, OldExcel, BinaryExcel, OpenDocument, Zip, Pdf, Image, Markup, WebArchive, DosText, Other]
    {
        let message = Refused::WrongKind { found }.message();
        check(&message, None);
        assert!(seen.insert(words(&message, Lang::Sv)), "{found:?} has words of its own");
    }
    for what in [
        Excess::File,
        Excess::Inflated,
        Excess::Ratio,
        Excess::Entries,
        Excess::Strings,
        Excess::Rows,
        Excess::Columns,
        Excess::Row,
        Excess::Depth,
        Excess::Districts,
        Excess::Positions,
    ] {
        let message = Refused::TooLarge { what, limit: 77 }.message();
        check(&message, (what != Excess::Depth).then_some("77"));
        assert!(seen.insert(words(&message, Lang::Sv)), "{what:?} has words of its own");
    }
    for needs in [
        vec![Need::Start],
        vec![Need::Position],
        vec![Need::OtherCoordinate],
        vec![Need::Start, Need::Position],
        vec![Need::Start, Need::OtherCoordinate],
    ] {
        let message = Refused::MissingFields(needs).message();
        check(&message, None);
        assert!(seen.insert(words(&message, Lang::Sv)));
    }
    for refused in [
        Refused::Unreadable("os".into()),
        Refused::Folder,
        Refused::NoPermission,
        Refused::Empty,
        Refused::PasswordProtected,
        Refused::Truncated,
        Refused::ForbiddenMarkup,
        Refused::NoHeader,
        Refused::NotAWorkbook,
        Refused::NotAFeed,
        Refused::NoDistricts,
        Refused::OpenElsewhere,
    ] {
        check(&refused.message(), None);
    }
    for found in [
        NotBoundaries::Shapefile,
        NotBoundaries::Kml,
        NotBoundaries::Gml,
        NotBoundaries::Json,
        NotBoundaries::Packed,
        NotBoundaries::Table,
        NotBoundaries::Other,
    ] {
        let message = Refused::NotBoundaries(found).message();
        check(&message, None);
        assert!(words(&message, Lang::Sv).contains("GeoPackage"));
        assert!(seen.insert(words(&message, Lang::Sv)), "{found:?} has words of its own");
    }
    let value = || "Qx9".to_owned();
    for refused in [
        Refused::MissingColumns { gone: vec![value()], new: vec![] },
        Refused::MissingColumns { gone: vec!["Plats".into()], new: vec![value()] },
        Refused::RepeatedColumns(vec![value()]),
        Refused::NeverRead(vec![value()]),
        Refused::UnknownSheet { name: value(), known: vec![] },
        Refused::UnknownSheet { name: "v41".into(), known: vec![value()] },
        Refused::StrayCell { sheet: value(), cell: "XFD1".into() },
        Refused::StrayCell { sheet: "v41".into(), cell: value() },
        Refused::NoFile(value()),
        Refused::NotAMapping(value()),
        Refused::UnknownLayer { name: value(), known: vec![] },
        Refused::UnknownLayer { name: "x".into(), known: vec![value()] },
        Refused::SeveralLayers(vec!["x".into(), value()]),
        Refused::UnknownColumn { name: value(), known: vec![] },
        Refused::UnknownColumn { name: "x".into(), known: vec![value()] },
        Refused::DuplicateCode(value()),
        Refused::WrongCoordinateSystem(value()),
        Refused::BadGeometry(value()),
    ] {
        check(&refused.message(), Some("Qx9"));
    }
    check(&Refused::Unnamed(42).message(), Some("42"));
    check(&Refused::BrokenJson { line: 47, column: 11 }.message(), Some("47"));
}

#[test]
fn reasons() {
    for reason in [Reason::Missing, Reason::EndBeforeStart, Reason::OutsideDistricts, Reason::TooLong, Reason::StrayQuote] {
        check(&reason_message(&reason), None);
    }
    let value = || "Qx9".to_owned();
    for reason in [
        Reason::NotADate(value()),
        Reason::AmbiguousDate(value()),
        Reason::UnlikelyDate(value()),
        Reason::NotANumber(value()),
        Reason::UnlikelyCount(value()),
        Reason::WrongCoordinateSystem(value()),
        Reason::UnknownDistrict(value()),
        Reason::SharedDistrict(value()),
        Reason::UnknownCode(value()),
        Reason::PersonalData("Qx9"),
        Reason::TooManyFields("Qx9/4".into()),
        Reason::TooManyFields("6/Qx9".into()),
    ] {
        check(&reason_message(&reason), Some("Qx9"));
    }
}

#[test]
fn tabs_that_are_not_read() {
    for why in [NotRead::NotChosen, NotRead::Hidden, NotRead::NoCells, NotRead::NoTable, NotRead::OtherColumns, NotRead::SameRows] {
        let id = format!("not-read-{}", why.key());
        assert!(Lang::Sv.text(&id) != Lang::En.text(&id) && Lang::Sv.text(&id) != id);
        assert_eq!(NotRead::from_key(why.key()), Some(why));
    }
}

#[test]
fn layouts() {
    for layout in [Layout::PoliceAreas, Layout::PolicePoints] {
        let id = layout.key();
        assert_ne!(Lang::Sv.text(id), Lang::En.text(id));
        assert_ne!(Lang::Sv.text(id), id);
    }
}
