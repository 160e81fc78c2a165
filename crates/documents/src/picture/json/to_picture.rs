//! JSON types to picture.

use super::NotAPicture;
use super::dto::*;
use domain::actions::StateKind;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::incidents::{ComingEvent, FeedEvent};
use domain::meetings::{Situation, Trend};
use domain::methods::Method;
use domain::pictures::*;
use domain::reports::{PoliceReported, Reported, Sureness};
use domain::workbook::{Citation, Sentence};
use std::str::FromStr;

type Read<T> = Result<T, NotAPicture>;

fn read<T: FromStr>(member: &'static str, text: &str) -> Read<T> {
    text.parse().map_err(|_| NotAPicture::Value { member, text: text.to_owned() })
}

fn span(weeks: u32) -> Read<Span> {
    Span::from_weeks(weeks).ok_or_else(|| NotAPicture::Value { member: "span_weeks", text: weeks.to_string() })
}

fn code(text: Option<String>) -> Option<DistrictCode> {
    text.map(DistrictCode)
}

impl TryFrom<PictureJson> for Picture {
    type Error = NotAPicture;

    fn try_from(j: PictureJson) -> Read<Self> {
        let hotspots = hotspots(j.hotspot_spans, j.hotspots)?;
        let basis = j.pulse_basis;
        Ok(Picture {
            tenant: read("tenant", &j.tenant)?,
            tenant_name: j.tenant_name,
            week: read("week", &j.week)?,
            filter: PictureFilter {
                district: code(j.filter.district),
                category: j.filter.category.map(|c| read("category", &c)).transpose()?,
                source: j.filter.source,
                reported: Reported {
                    sureness: j.filter.certainty.map(|key| keyed("certainty", key, Sureness::from_key)).transpose()?,
                    police: j.filter.police_reported.map(|key| keyed("police_reported", key, PoliceReported::from_key)).transpose()?,
                },
                span: span(j.filter.span_weeks)?,
            },
            filter_district_name: j.filter.district_name,
            state: j.state.try_into()?,
            edition: j.publication.map_or(Ok(Edition::Working), |p| p.try_into().map(Edition::Version))?,
            at: read("at", &j.at)?,
            so_far: j.so_far.map(|t| read("so_far", &t)).transpose()?,
            incident_count: j.incident_count,
            crime_count: j.crime_count,
            unsafety_count: j.unsafety_count,
            change: j.change.into(),
            comparisons: j.comparisons.into_iter().map(Into::into).collect(),
            notable: each(j.notable)?,
            weekly: each(j.weekly)?,
            districts: j.districts.into_iter().map(Into::into).collect(),
            categories: each(j.categories)?,
            pulse: Pulse { cells: cells(&j.pulse)?, placed: basis.placed, vague: basis.vague, left_out: basis.left_out },
            hotspots,
            map: j.map.into(),
            coming: each(j.coming)?,
            context: each(j.context)?,
            judgement: j.judgement.try_into()?,
            citations: each(j.citations)?,
            words: j.words.read().map_err(|text| NotAPicture::Value { member: "words", text })?,
            sources: each(j.sources)?,
            late: each(j.late)?,
            findings: j.findings.try_into()?,
            digest: j.digest,
        })
    }
}

fn each<J, T: TryFrom<J, Error = NotAPicture>>(all: Vec<J>) -> Read<Vec<T>> {
    all.into_iter().map(T::try_from).collect()
}

fn cells(pulse: &[Vec<f64>]) -> Read<[[f64; 24]; 7]> {
    let days: Vec<[f64; 24]> =
        pulse.iter().map(|day| day.as_slice().try_into()).collect::<Result<_, _>>().map_err(|_| NotAPicture::Pulse)?;
    days.try_into().map_err(|_| NotAPicture::Pulse)
}

fn hotspots(spans: Vec<u32>, spots: Vec<HotspotJson>) -> Read<Vec<Hotspots>> {
    let mut out: Vec<Hotspots> =
        spans.into_iter().map(|weeks| Ok(Hotspots { span: span(weeks)?, places: Vec::new() })).collect::<Read<_>>()?;
    for spot in spots {
        let own = span(spot.span_weeks)?;
        let list = out.iter_mut().find(|h| h.span == own);
        let list = list.ok_or_else(|| NotAPicture::Value { member: "hotspot_spans", text: spot.span_weeks.to_string() })?;
        list.places.push(spot.try_into()?);
    }
    Ok(out)
}

impl TryFrom<PublicationJson> for Publication {
    type Error = NotAPicture;

    fn try_from(p: PublicationJson) -> Read<Self> {
        Ok(Self { version: p.version, at: read("at", &p.at)?, by: p.by, correction: p.correction })
    }
}

impl TryFrom<StateJson> for PictureState {
    type Error = NotAPicture;

    fn try_from(state: StateJson) -> Read<Self> {
        Ok(match state {
            StateJson::Open => PictureState::Open,
            StateJson::Closed { at } => PictureState::Closed { at: read("at", &at)? },
            StateJson::Draft { at } => PictureState::Draft { at: read("at", &at)? },
            StateJson::Assessed { at } => PictureState::Assessed { at: read("at", &at)? },
            StateJson::Published(p) => PictureState::Published(p.try_into()?),
        })
    }
}

impl From<ChangeJson> for Change {
    fn from(change: ChangeJson) -> Self {
        match change {
            ChangeJson::New => Change::New,
            ChangeJson::Grown => Change::Grown,
            ChangeJson::Unchanged => Change::Unchanged,
            ChangeJson::Shrunk => Change::Shrunk,
            ChangeJson::Gone => Change::Gone,
            ChangeJson::Unknown => Change::Unknown,
        }
    }
}

impl From<CertaintyJson> for Certainty {
    fn from(certainty: CertaintyJson) -> Self {
        match certainty {
            CertaintyJson::Clear => Certainty::Clear,
            CertaintyJson::Probable => Certainty::Probable,
            CertaintyJson::WithinChance => Certainty::WithinChance,
            CertaintyJson::CannotTell => Certainty::CannotTell,
        }
    }
}

impl From<AgainstJson> for Against {
    fn from(against: AgainstJson) -> Self {
        match against {
            AgainstJson::FourWeeks => Against::FourWeeks,
            AgainstJson::TwelveWeeks => Against::TwelveWeeks,
            AgainstJson::LastYear => Against::LastYear,
        }
    }
}

impl From<ExpectedJson> for Expected {
    fn from(e: ExpectedJson) -> Self {
        Self { mean: e.mean, low: e.low, high: e.high }
    }
}

impl From<ComparisonJson> for Comparison {
    fn from(c: ComparisonJson) -> Self {
        let expected = c.expected.map(Into::into);
        Self { against: c.against.into(), weeks: c.weeks, expected, change: c.change.into(), certainty: c.certainty.into() }
    }
}

impl TryFrom<NotableJson> for Notable {
    type Error = NotAPicture;

    fn try_from(n: NotableJson) -> Read<Self> {
        Ok(Self {
            district: code(n.district),
            district_name: n.district_name,
            town: n.town,
            mixed: n.mixed,
            place: n.place,
            circle: n.circle.map(|c| Circle { middle: [c.east, c.north], radius: c.radius, side: c.side }),
            category: read("category", &n.category)?,
            count: n.count,
            weeks: n.weeks,
            expected: n.expected.into(),
            change: n.change.into(),
            certainty: n.certainty.into(),
        })
    }
}

impl TryFrom<WeekJson> for WeekCount {
    type Error = NotAPicture;

    fn try_from(w: WeekJson) -> Read<Self> {
        Ok(Self { week: read("week", &w.week)?, count: w.count })
    }
}

impl From<DistrictJson> for DistrictRow {
    fn from(d: DistrictJson) -> Self {
        Self {
            code: code(d.code),
            name: d.name,
            count: d.count,
            expected: d.expected.map(Into::into),
            change: d.change.into(),
            certainty: d.certainty.into(),
            by_category: d.by_category,
            recent: d.recent,
        }
    }
}

impl TryFrom<CategoryJson> for CategoryRow {
    type Error = NotAPicture;

    fn try_from(c: CategoryJson) -> Read<Self> {
        Ok(Self {
            category: read("code", &c.code)?,
            count: c.count,
            expected: c.expected.map(Into::into),
            change: c.change.into(),
            certainty: c.certainty.into(),
        })
    }
}

impl TryFrom<HotspotJson> for Hotspot {
    type Error = NotAPicture;

    fn try_from(h: HotspotJson) -> Read<Self> {
        let categories = h.categories.into_iter().map(|c| Ok((read::<Category>("code", &c.code)?, c.count)));
        Ok(Self {
            categories: categories.collect::<Read<_>>()?,
            place: h.place,
            district: code(h.district),
            district_name: h.district_name,
            count: h.count,
            expected: h.expected.map(Into::into),
            change: h.change.into(),
            weeks_in_row: h.weeks_in_row,
            hours: h.hours.map(|b| HourBand { weekdays: b.weekdays, from_hour: b.from_hour, to_hour: b.to_hour }),
        })
    }
}

impl From<MapJson> for PictureMap {
    fn from(m: MapJson) -> Self {
        let square = |s: SquareJson| MapSquare { lon: s.lon, lat: s.lat, count: s.count };
        let grid = |g: GridJson| MapGrid { size: g.size, squares: g.squares.into_iter().map(square).collect() };
        Self {
            districts: m.districts.into_iter().map(|d| (DistrictCode(d.code), d.count)).collect(),
            grids: m.grids.into_iter().map(grid).collect(),
            density: m.density.map(|d| Density {
                west: d.west,
                south: d.south,
                cell: d.cell,
                columns: d.columns,
                rows: d.rows,
                values: d.values,
                bandwidth: d.bandwidth,
            }),
            without_position: m.without_position,
        }
    }
}

impl TryFrom<ComingJson> for ComingEvent {
    type Error = NotAPicture;

    fn try_from(e: ComingJson) -> Read<Self> {
        Ok(Self { title: e.title, place: e.place, from: read("from", &e.from)?, to: read("to", &e.to)? })
    }
}

impl TryFrom<ContextJson> for FeedEvent {
    type Error = NotAPicture;

    fn try_from(e: ContextJson) -> Read<Self> {
        Ok(Self { id: e.id, at: read("at", &e.at)?, type_label: e.kind, summary: e.summary, location: e.location, path: e.path })
    }
}

impl TryFrom<SourceJson> for SourceRow {
    type Error = NotAPicture;

    fn try_from(s: SourceJson) -> Read<Self> {
        Ok(Self {
            name: s.name,
            count: s.count,
            usual_hundredths: s.usual_hundredths,
            last_delivery: s.last_delivery.map(|t| read("last_delivery", &t)).transpose()?,
            silent: s.silent,
            quiet: s.quiet,
        })
    }
}

impl TryFrom<LateJson> for LateWeek {
    type Error = NotAPicture;

    fn try_from(l: LateJson) -> Read<Self> {
        Ok(Self { week: read("week", &l.week)?, count: l.count })
    }
}

impl TryFrom<JudgementJson> for Judgement {
    type Error = NotAPicture;

    fn try_from(j: JudgementJson) -> Read<Self> {
        let assessed = j.assessed.unwrap_or(!j.areas.is_empty());
        let others_normal = j.others_normal.unwrap_or(assessed);
        Ok(Self { assessed, others_normal, areas: each(j.areas)?, focus: j.focus, actions: each(j.actions)? })
    }
}

/// One of our keyed values.
fn keyed<T>(member: &'static str, key: String, from_key: impl Fn(&str) -> Option<T>) -> Read<T> {
    from_key(&key).ok_or(NotAPicture::Value { member, text: key })
}

impl TryFrom<CitationJson> for Citation {
    type Error = NotAPicture;

    fn try_from(c: CitationJson) -> Read<Self> {
        Ok(Self {
            result: read("result", &c.result)?,
            name: c.name,
            method: keyed("method", c.method, Method::from_key)?,
            said: Sentence { sv: c.said.sv, en: c.said.en },
            at: read("at", &c.at)?,
            digest: c.digest,
        })
    }
}

impl TryFrom<JudgedAreaJson> for JudgedArea {
    type Error = NotAPicture;

    fn try_from(a: JudgedAreaJson) -> Read<Self> {
        Ok(Self {
            district: DistrictCode(a.district),
            name: a.name,
            situation: keyed("situation", a.situation, Situation::from_key)?,
            trend: keyed("trend", a.trend, Trend::from_key)?,
            motive: a.motive,
        })
    }
}

impl TryFrom<JudgedActionJson> for JudgedAction {
    type Error = NotAPicture;

    fn try_from(a: JudgedActionJson) -> Read<Self> {
        Ok(Self {
            title: a.title,
            state: keyed("state", a.stage, StateKind::from_key)?,
            owner: a.owner,
            district: a.district,
            due: a.due.map(|d| read("due", &d)).transpose()?,
        })
    }
}
