//! Deliveries as the files that senders send, each with columns of its own.

use crate::Delivery;
use crate::kinds::{ALARMS, POLICE, SENDERS};
use domain::imports::{Field, Mapping};
use domain::incidents::IncomingIncident;
use domain::week::local;
use jiff::Timestamp;

/// Columns of a list in their order, with their headers.
type Columns = &'static [(Field, &'static str)];

const OF_POLICE: Columns = &[
    (Field::RowId, "ID"),
    (Field::Code, "BROTTSKOD"),
    (Field::Latitude, "LATITUDE"),
    (Field::Longitude, "LONGITUDE"),
    (Field::District, "STADSDEL"),
    (Field::Place, "GATA"),
    (Field::Start, "BROTTSDATUMTID_START"),
    (Field::End, "BROTTSDATUMTID_SLUT"),
];

const OF_ALARMS: Columns = &[
    (Field::RowId, "Larmnr"),
    (Field::StartDate, "Datum"),
    (Field::StartTime, "Kl"),
    (Field::Code, "Händelse"),
    (Field::District, "Område"),
    (Field::Place, "Adress"),
];

const OF_OTHERS: Columns = &[
    (Field::RowId, "Id"),
    (Field::Start, "Start"),
    (Field::End, "Slut"),
    (Field::Code, "Kod"),
    (Field::District, "Stadsdel"),
    (Field::Place, "Plats"),
    (Field::Latitude, "Latitud"),
    (Field::Longitude, "Longitud"),
];

/// Columns of a sender's list: those in which it never writes anything are left out.
fn columns(sender: usize) -> impl Iterator<Item = (Field, &'static str)> {
    let all = match sender {
        POLICE => OF_POLICE,
        ALARMS => OF_ALARMS,
        _ => OF_OTHERS,
    };
    let of = &SENDERS[sender];
    all.iter().copied().filter(|(field, _)| match field {
        Field::RowId => of.id.is_some(),
        Field::District => of.with_district > 0.0,
        Field::Latitude | Field::Longitude => of.with_point > 0.0,
        Field::Start
        | Field::StartDate
        | Field::StartTime
        | Field::End
        | Field::EndDate
        | Field::EndTime
        | Field::Code
        | Field::Place
        | Field::Northing
        | Field::Easting
        | Field::Count => true,
    })
}

pub(crate) fn mapping(sender: usize) -> Mapping {
    Mapping { columns: columns(sender).map(|(field, header)| (field, header.to_owned())).collect(), ..Mapping::default() }
}

pub(crate) fn text(delivery: &Delivery) -> String {
    let line = |cells: Vec<String>| cells.join(";") + "\r\n";
    let header = line(columns(delivery.sender).map(|(_, header)| header.to_owned()).collect());
    let rows = delivery.rows.iter().map(|row| line(columns(delivery.sender).map(|(field, _)| cell(row, field)).collect()));
    std::iter::once(header).chain(rows).collect()
}

fn cell(row: &IncomingIncident, field: Field) -> String {
    let moment = |at: Timestamp| local(at).strftime("%Y-%m-%d %H:%M").to_string();
    let degrees = |value: f64| format!("{value:.7}");
    match field {
        Field::RowId => row.source_id.clone().unwrap_or_default(),
        Field::Code => row.code.clone().unwrap_or_default(),
        Field::District => row.district.clone().unwrap_or_default(),
        Field::Place => row.place.clone().unwrap_or_default(),
        Field::Start => moment(row.start),
        Field::End => row.end.map(moment).unwrap_or_default(),
        Field::StartDate => local(row.start).strftime("%Y-%m-%d").to_string(),
        // In this layout a row has an end only when nothing but the day is known.
        Field::StartTime if row.end.is_some() => String::new(),
        Field::StartTime => local(row.start).strftime("%H:%M").to_string(),
        Field::Latitude => row.point.map(|point| degrees(point.lat)).unwrap_or_default(),
        Field::Longitude => row.point.map(|point| degrees(point.lon)).unwrap_or_default(),
        Field::EndDate | Field::EndTime | Field::Northing | Field::Easting => String::new(),
        Field::Count => row.count.to_string(),
    }
}
