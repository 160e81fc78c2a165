//! Picture to JSON types.

use super::dto::*;
use domain::districts::DistrictCode;
use domain::pictures::*;
use domain::workbook::Citation;

impl From<&Picture> for PictureJson {
    fn from(p: &Picture) -> Self {
        let twelve = p.comparisons.iter().find(|c| c.against == Against::TwelveWeeks);
        PictureJson {
            tenant: p.tenant.to_string(),
            tenant_name: p.tenant_name.clone(),
            week: p.week.to_string(),
            edition: p.edition.key(),
            publication: match &p.edition {
                Edition::Working => None,
                Edition::Version(publication) => Some(publication.into()),
            },
            state: (&p.state).into(),
            filter: FilterJson {
                district: text(&p.filter.district),
                district_name: p.filter_district_name.clone(),
                category: p.filter.category.map(|c| c.to_string()),
                source: p.filter.source.clone(),
                certainty: p.filter.reported.sureness.map(|s| s.key().to_owned()),
                police_reported: p.filter.reported.police.map(|p| p.key().to_owned()),
                span_weeks: p.filter.span.weeks().unsigned_abs(),
            },
            at: p.at.to_string(),
            so_far: p.so_far.map(|t| t.to_string()),
            incident_count: p.incident_count,
            crime_count: p.crime_count,
            unsafety_count: p.unsafety_count,
            change: p.change.into(),
            expected: twelve.and_then(|c| c.expected).map(Into::into),
            comparisons: each(&p.comparisons),
            notable: each(&p.notable),
            weekly: each(&p.weekly),
            districts: p.districts.iter().map(|d| DistrictJson { level: level(p, d), ..d.into() }).collect(),
            categories: each(&p.categories),
            pulse: p.pulse.cells.iter().map(|day| day.to_vec()).collect(),
            pulse_basis: PulseBasisJson { placed: p.pulse.placed, vague: p.pulse.vague, left_out: p.pulse.left_out },
            hotspot_spans: p.hotspots.iter().map(|h| h.span.weeks().unsigned_abs()).collect(),
            hotspots: p.hotspots.iter().flat_map(|h| h.places.iter().map(|spot| hotspot(h.span, spot))).collect(),
            map: (&p.map).into(),
            coming: p.coming.iter().map(coming).collect(),
            holidays: holidays(p),
            context: p.context.iter().map(context).collect(),
            judgement: (&p.judgement).into(),
            citations: each(&p.citations),
            words: (&p.words).into(),
            sources: each(&p.sources),
            late: p.late.iter().map(|l| LateJson { week: l.week.to_string(), count: l.count }).collect(),
            findings: (&p.findings).into(),
            digest: p.digest.clone(),
        }
    }
}

fn each<'a, T, J: From<&'a T>>(all: &'a [T]) -> Vec<J> {
    all.iter().map(J::from).collect()
}

/// Level that the meeting judged a district to have; nothing where nobody has.
fn level(p: &Picture, district: &DistrictRow) -> Option<String> {
    district.code.as_ref().and_then(|code| p.judgement.level(code)).map(|level| level.key().to_owned())
}

fn text(code: &Option<DistrictCode>) -> Option<String> {
    code.as_ref().map(ToString::to_string)
}

impl From<&Publication> for PublicationJson {
    fn from(p: &Publication) -> Self {
        Self { version: p.version, at: p.at.to_string(), by: p.by.clone(), correction: p.correction.clone() }
    }
}

impl From<&PictureState> for StateJson {
    fn from(state: &PictureState) -> Self {
        match state {
            PictureState::Open => StateJson::Open,
            PictureState::Closed { at } => StateJson::Closed { at: at.to_string() },
            PictureState::Draft { at } => StateJson::Draft { at: at.to_string() },
            PictureState::Assessed { at } => StateJson::Assessed { at: at.to_string() },
            PictureState::Published(p) => StateJson::Published(p.into()),
        }
    }
}

impl From<Change> for ChangeJson {
    fn from(change: Change) -> Self {
        match change {
            Change::New => ChangeJson::New,
            Change::Grown => ChangeJson::Grown,
            Change::Unchanged => ChangeJson::Unchanged,
            Change::Shrunk => ChangeJson::Shrunk,
            Change::Gone => ChangeJson::Gone,
            Change::Unknown => ChangeJson::Unknown,
        }
    }
}

impl From<Certainty> for CertaintyJson {
    fn from(certainty: Certainty) -> Self {
        match certainty {
            Certainty::Clear => CertaintyJson::Clear,
            Certainty::Probable => CertaintyJson::Probable,
            Certainty::WithinChance => CertaintyJson::WithinChance,
            Certainty::CannotTell => CertaintyJson::CannotTell,
        }
    }
}

impl From<Against> for AgainstJson {
    fn from(against: Against) -> Self {
        match against {
            Against::FourWeeks => AgainstJson::FourWeeks,
            Against::TwelveWeeks => AgainstJson::TwelveWeeks,
            Against::LastYear => AgainstJson::LastYear,
        }
    }
}

impl From<Expected> for ExpectedJson {
    fn from(e: Expected) -> Self {
        Self { mean: e.mean, low: e.low, high: e.high }
    }
}

impl From<&Comparison> for ComparisonJson {
    fn from(c: &Comparison) -> Self {
        let expected = c.expected.map(Into::into);
        Self { against: c.against.into(), weeks: c.weeks, expected, change: c.change.into(), certainty: c.certainty.into() }
    }
}

impl From<&Notable> for NotableJson {
    fn from(n: &Notable) -> Self {
        Self {
            district: text(&n.district),
            district_name: n.district_name.clone(),
            town: n.town,
            mixed: n.mixed,
            place: n.place.clone(),
            circle: n.circle.map(|c| CircleJson { east: c.middle[0], north: c.middle[1], radius: c.radius, side: c.side }),
            category: n.category.to_string(),
            count: n.count,
            weeks: n.weeks,
            expected: n.expected.into(),
            change: n.change.into(),
            certainty: n.certainty.into(),
        }
    }
}

impl From<&WeekCount> for WeekJson {
    fn from(w: &WeekCount) -> Self {
        Self { week: w.week.to_string(), count: w.count }
    }
}

impl From<&DistrictRow> for DistrictJson {
    fn from(d: &DistrictRow) -> Self {
        Self {
            code: text(&d.code),
            name: d.name.clone(),
            count: d.count,
            expected: d.expected.map(Into::into),
            change: d.change.into(),
            certainty: d.certainty.into(),
            by_category: d.by_category.clone(),
            recent: d.recent.clone(),
            level: None,
        }
    }
}

impl From<&CategoryRow> for CategoryJson {
    fn from(c: &CategoryRow) -> Self {
        let expected = c.expected.map(Into::into);
        Self { code: c.category.to_string(), count: c.count, expected, change: c.change.into(), certainty: c.certainty.into() }
    }
}

fn hotspot(span: Span, h: &Hotspot) -> HotspotJson {
    HotspotJson {
        span_weeks: span.weeks().unsigned_abs(),
        place: h.place.clone(),
        district: text(&h.district),
        district_name: h.district_name.clone(),
        count: h.count,
        expected: h.expected.map(Into::into),
        change: h.change.into(),
        weeks_in_row: h.weeks_in_row,
        categories: h.categories.iter().map(|(c, n)| CountJson { code: c.to_string(), count: *n }).collect(),
        hours: h.hours.map(|b| HoursJson { weekdays: b.weekdays, from_hour: b.from_hour, to_hour: b.to_hour }),
    }
}

impl From<&PictureMap> for MapJson {
    fn from(m: &PictureMap) -> Self {
        let square = |s: &MapSquare| SquareJson { lon: s.lon, lat: s.lat, count: s.count };
        Self {
            districts: m.districts.iter().map(|(code, n)| CountJson { code: code.to_string(), count: *n }).collect(),
            grids: m.grids.iter().map(|g| GridJson { size: g.size, squares: g.squares.iter().map(square).collect() }).collect(),
            density: m.density.as_ref().map(|d| DensityJson {
                west: d.west,
                south: d.south,
                cell: d.cell,
                columns: d.columns,
                rows: d.rows,
                values: d.values.clone(),
                bandwidth: d.bandwidth,
            }),
            without_position: m.without_position,
        }
    }
}

fn coming(e: &domain::incidents::ComingEvent) -> ComingJson {
    ComingJson { title: e.title.clone(), place: e.place.clone(), from: e.from.to_string(), to: e.to.to_string() }
}

fn holidays(p: &Picture) -> Vec<HolidayJson> {
    let (from, to) = p.week.ahead(p.at);
    let day = |(day, holiday): (jiff::civil::Date, domain::calendar::Holiday)| HolidayJson {
        day: day.to_string(),
        holiday: holiday.key().to_owned(),
    };
    domain::calendar::holidays(from, to).into_iter().map(day).collect()
}

fn context(e: &domain::incidents::FeedEvent) -> ContextJson {
    ContextJson {
        id: e.id,
        at: e.at.to_string(),
        kind: e.type_label.clone(),
        summary: e.summary.clone(),
        location: e.location.clone(),
        path: e.path.clone(),
    }
}

impl From<&SourceRow> for SourceJson {
    fn from(s: &SourceRow) -> Self {
        Self {
            name: s.name.clone(),
            count: s.count,
            usual_hundredths: s.usual_hundredths,
            last_delivery: s.last_delivery.map(|t| t.to_string()),
            silent: s.silent,
            quiet: s.quiet,
        }
    }
}

impl From<&Judgement> for JudgementJson {
    fn from(j: &Judgement) -> Self {
        Self {
            assessed: Some(j.assessed),
            others_normal: Some(j.others_normal),
            areas: each(&j.areas),
            focus: j.focus.clone(),
            actions: each(&j.actions),
        }
    }
}

impl From<&Citation> for CitationJson {
    fn from(c: &Citation) -> Self {
        Self {
            result: c.result.to_string(),
            name: c.name.clone(),
            method: c.method.key().to_owned(),
            said: SaidJson { sv: c.said.sv.clone(), en: c.said.en.clone() },
            at: c.at.to_string(),
            digest: c.digest.clone(),
        }
    }
}

impl From<&JudgedArea> for JudgedAreaJson {
    fn from(a: &JudgedArea) -> Self {
        Self {
            district: a.district.to_string(),
            name: a.name.clone(),
            situation: a.situation.key().to_owned(),
            trend: a.trend.key().to_owned(),
            motive: a.motive.clone(),
        }
    }
}

impl From<&JudgedAction> for JudgedActionJson {
    fn from(a: &JudgedAction) -> Self {
        Self {
            title: a.title.clone(),
            stage: a.state.key().to_owned(),
            owner: a.owner.clone(),
            district: a.district.clone(),
            due: a.due.map(|d| d.to_string()),
        }
    }
}
