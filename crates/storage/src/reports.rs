//! Reports from the field.

mod values;

pub(crate) use values::point;

use crate::error::{StorageError, column};
use crate::senders::Joined;
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::Row;
use domain::actor::{Permit, Visible};
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::ids::{AccountId, IncidentId, OrganisationId, ReportId, SenderId};
use domain::organisations::Class;
use domain::reports::{PlaceKind, PoliceReported, Report, ReportFacts, ReportState, Sureness, UnsafeReason};
use domain::week::Week;
use jiff::Timestamp;
use values::{content, report, state};

/// Every column, in the order that `values` writes and reads.
macro_rules! columns {
    () => {
        "id, account_id, title, organisation, organisation_kind, submitted_at, version, category, subtype, place, place_kind, lon, lat, x, y, \
         district, start_at, end_at, week, sureness, description, reasons, immediate_action, police_reported, warnings, state, decided_at, \
         decided_by, wrong, note, incident_id, organisation_id"
    };
}

statements! {
    INSERT = concat!("INSERT INTO report (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
              $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) ON CONFLICT (id) DO NOTHING");
    SAVE = "UPDATE report SET version = version + 1, category = $3, subtype = $4, place = $5, place_kind = $6, lon = $7, lat = $8, x = $9,
            y = $10, district = $11, start_at = $12, end_at = $13, week = $14, sureness = $15, description = $16, reasons = $17,
            immediate_action = $18, police_reported = $19, warnings = $20, state = $21, decided_at = $22, decided_by = $23, wrong = $24,
            note = $25, incident_id = $26 WHERE id = $1 AND version = $2";
    BY_ID = concat!("SELECT ", columns!(), " FROM report WHERE id = $1");
    WAITING = concat!("SELECT ", columns!(), " FROM report WHERE state = 'submitted'
               ORDER BY submitted_at, id LIMIT $1");
    DECIDED = concat!("SELECT ", columns!(), " FROM report WHERE decided_at >= $1 AND state <> 'submitted'
               ORDER BY decided_at DESC, id LIMIT $2");
    OF_ACCOUNT = concat!("SELECT ", columns!(), " FROM report WHERE account_id = $1
                  ORDER BY submitted_at DESC, id LIMIT $2");
    COUNT_WAITING = "SELECT COUNT(*) FROM report WHERE state = 'submitted'";
    COUNT_OPEN = "SELECT COUNT(*) FROM report WHERE week = $1 AND state = 'submitted'";
    NEARBY_INCIDENTS = "SELECT i.id, i.start_at, i.end_at, i.subtype, i.place, i.district, i.x, i.y, s.name, i.week FROM incident i
                        JOIN sender s ON s.id = i.sender_id WHERE i.removed IS NULL AND i.week >= $1 AND i.week <= $2 AND i.category = $3
                        AND i.start_at >= $4 AND i.start_at <= $5 ORDER BY i.start_at LIMIT 200";
    NEARBY_WAITING = "SELECT id, start_at, end_at, subtype, place, district, x, y, organisation, week FROM report
                      WHERE state = 'submitted' AND week >= $1 AND week <= $2 AND category = $3 AND start_at >= $4 AND start_at <= $5
                      ORDER BY start_at LIMIT 200";
    SAY_QUIET = "INSERT INTO quiet_week (account_id, week, sender_id, added) VALUES ($1, $2, $3, $4) ON CONFLICT (account_id, week) DO NOTHING";
    IS_QUIET = "SELECT COUNT(*) FROM quiet_week WHERE account_id = $1 AND week = $2";
    QUIET = "SELECT DISTINCT sender_id FROM quiet_week WHERE week = $1 AND added <= $2";
    STATE_OF = concat!("SELECT ", columns!(), " FROM report WHERE id = $1 AND state <> 'withdrawn'");
    HEARD_FROM = "SELECT DISTINCT organisation_id FROM report WHERE organisation_id IS NOT NULL AND state <> 'withdrawn' AND (week = $1 OR submitted_at >= $2)";
    QUIET_OF = "SELECT DISTINCT s.organisation_id FROM quiet_week q JOIN sender o ON o.id = q.sender_id
                JOIN sender s ON s.id = COALESCE(o.joined_into, o.id) WHERE q.week = $1 AND s.organisation_id IS NOT NULL";
    ANSWERED = "SELECT organisation_id, organisation, submitted_at, decided_at FROM report WHERE submitted_at >= $1 AND submitted_at < $2 AND state <> 'withdrawn'";
    FACTS = "SELECT r.sureness, r.police_reported, r.place_kind, r.reasons, COUNT(*) FROM report r JOIN incident i ON i.id = r.incident_id
             WHERE i.week >= $1 AND i.week <= $2 AND i.district = $3 AND (i.category = $4 OR $4 IS NULL) AND (i.place = $5 OR $5 IS NULL)
             AND i.added <= $6 AND (i.removed IS NULL OR i.removed > $6) GROUP BY r.sureness, r.police_reported, r.place_kind, r.reasons
             ORDER BY r.sureness, r.police_reported, r.place_kind, r.reasons";
    IN_VERSION = "SELECT v.week, v.version, v.at FROM incident i JOIN picture_version v ON v.as_of >= i.added AND v.week >= i.week
                  WHERE i.id = $1 AND (i.removed IS NULL OR i.removed > v.as_of) ORDER BY v.at LIMIT 1";
}

/// Something already reported that may be the same thing. Class B: no free text.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearby {
    /// The incident's id, or the waiting report's.
    pub id: [u8; 16],
    /// Earliest time.
    pub start: Timestamp,
    /// Latest time.
    pub end: Option<Timestamp>,
    /// Subtype key.
    pub subtype: Option<String>,
    /// Named place or street.
    pub place: Option<String>,
    /// District's code.
    pub district: Option<String>,
    /// SWEREF 99 TM position.
    pub position: Option<[f64; 2]>,
    /// Organisation or sender.
    pub source: String,
    /// Week.
    pub week: Week,
}

/// Adds a report; `false` when the id is there already (sent twice).
pub async fn insert(tx: &mut WriteTx, _permit: Permit, report: &Report) -> Result<bool, StorageError> {
    let r = &report.reporter;
    let mut values = vec![
        report.id.0.into(),
        r.account.0.into(),
        r.title.as_str().into(),
        r.organisation.as_str().into(),
        r.organisation_kind.key().into(),
        report.submitted.into(),
        report.version.into(),
    ];
    values.extend(content(report));
    values.extend(state(&report.state));
    values.push(r.organisation_id.0.into());
    Ok(tx.0.execute(&INSERT, &values).await? == 1)
}

/// Writes content and state of the version that was seen; `false` when it has changed since.
pub async fn save(tx: &mut WriteTx, _permit: Permit, report: &Report) -> Result<bool, StorageError> {
    let mut values = vec![report.id.0.into(), report.version.into()];
    values.extend(content(report));
    values.extend(state(&report.state));
    Ok(tx.0.execute(&SAVE, &values).await? == 1)
}

/// One report. Class C: for its reporter, and for those who may see class C.
pub async fn by_id(tx: &mut ReadTx, visible: Visible, reader: Option<AccountId>, id: ReportId) -> Result<Option<Report>, StorageError> {
    let found = tx.0.optional(&BY_ID, &[id.0.into()], report).await?;
    Ok(found.filter(|r| visible.ceiling() >= Class::C || Some(r.reporter.account) == reader))
}

/// How far a report has come, for what depends on it; one that was taken back is as good as none.
pub async fn state_of(tx: &mut ReadTx, id: ReportId) -> Result<Option<ReportState>, StorageError> {
    Ok(tx.0.optional(&STATE_OF, &[id.0.into()], report).await?.map(|r| r.state))
}

/// Reports that wait for review, oldest first. Class C.
pub async fn waiting(tx: &mut ReadTx, _permit: Permit, limit: u32) -> Result<Vec<Report>, StorageError> {
    Ok(tx.0.all(&WAITING, &[limit.into()], report).await?)
}

/// Reports decided on since an instant, newest first. Class C.
pub async fn decided(tx: &mut ReadTx, _permit: Permit, since: Timestamp, limit: u32) -> Result<Vec<Report>, StorageError> {
    Ok(tx.0.all(&DECIDED, &[since.into(), limit.into()], report).await?)
}

/// A person's own reports, newest first.
pub async fn of_account(tx: &mut ReadTx, account: AccountId, limit: u32) -> Result<Vec<Report>, StorageError> {
    Ok(tx.0.all(&OF_ACCOUNT, &[account.0.into(), limit.into()], report).await?)
}

/// How many wait for review.
pub async fn count_waiting(tx: &mut ReadTx) -> Result<u64, StorageError> {
    Ok(tx.0.one(&COUNT_WAITING, &[], |row| row.get::<i64>(0)).await?.unsigned_abs())
}

/// How many of a week's own wait for review (guard G-1).
pub async fn unreviewed(tx: &mut ReadTx, week: Week) -> Result<u64, StorageError> {
    Ok(tx.0.one(&COUNT_OPEN, &[week.index().into()], |row| row.get::<i64>(0)).await?.unsigned_abs())
}

/// Counted incidents and waiting reports of a category that start between two instants.
pub async fn nearby(
    tx: &mut ReadTx,
    _visible: Visible,
    category: Category,
    from: Timestamp,
    to: Timestamp,
) -> Result<(Vec<Nearby>, Vec<Nearby>), StorageError> {
    let read = |row: &Row| {
        let position = row.get::<Option<f64>>(6)?.zip(row.get::<Option<f64>>(7)?);
        Ok(Nearby {
            id: row.get(0)?,
            start: row.get(1)?,
            end: row.get(2)?,
            subtype: row.get(3)?,
            place: row.get(4)?,
            district: row.get(5)?,
            position: position.map(|(x, y)| [x, y]),
            source: row.get(8)?,
            week: Week::from_index(row.get(9)?),
        })
    };
    let values = [Week::of(from).index().into(), Week::of(to).index().into(), category.code().into(), from.into(), to.into()];
    let counted = tx.0.all(&NEARBY_INCIDENTS, &values, read).await?;
    Ok((counted, tx.0.all(&NEARBY_WAITING, &values, read).await?))
}

/// Notes that a person had nothing to report; `false` when that was said before.
pub async fn say_quiet(tx: &mut WriteTx, _permit: Permit, account: AccountId, week: Week, sender: SenderId) -> Result<bool, StorageError> {
    let values = [account.0.into(), week.index().into(), sender.0.into(), tx.seq().into()];
    Ok(tx.0.execute(&SAY_QUIET, &values).await? == 1)
}

/// Whether a person has said that the week was quiet.
pub async fn is_quiet(tx: &mut ReadTx, account: AccountId, week: Week) -> Result<bool, StorageError> {
    Ok(tx.0.one(&IS_QUIET, &[account.0.into(), week.index().into()], |row| row.get::<i64>(0)).await? > 0)
}

/// Which reports are added up.
pub struct FactsOf<'a> {
    /// First and last week of their incidents.
    pub weeks: (Week, Week),
    /// District.
    pub district: &'a DistrictCode,
    /// Only this category.
    pub category: Option<Category>,
    /// Only this named place.
    pub place: Option<&'a str>,
    /// State of the store: audit sequence number.
    pub as_of: i64,
}

/// Adds up what the accepted reports behind some incidents say beside their counts.
pub async fn facts(tx: &mut ReadTx, of: &FactsOf<'_>) -> Result<ReportFacts, StorageError> {
    let read = |row: &Row| {
        let [sureness, police]: [String; 2] = [row.get(0)?, row.get(1)?];
        let (kind, reasons): (Option<String>, String) = (row.get(2)?, row.get(3)?);
        let sureness = Sureness::from_key(&sureness).ok_or_else(|| column(0, &sureness))?;
        let police = PoliceReported::from_key(&police).ok_or_else(|| column(1, &police))?;
        let kind = kind.map(|key| PlaceKind::from_key(&key).ok_or_else(|| column(2, &key))).transpose()?;
        let reasons = reasons.split_whitespace().map(|key| UnsafeReason::from_key(key).ok_or_else(|| column(3, key)));
        let reasons = reasons.collect::<Result<Vec<_>, _>>()?;
        Ok((sureness, police, kind, reasons, u64::try_from(row.get::<i64>(4)?).unwrap_or(0)))
    };
    let values = [
        of.weeks.0.index().into(),
        of.weeks.1.index().into(),
        of.district.as_str().into(),
        of.category.map(|c| c.code().to_owned()).into(),
        of.place.map(str::to_owned).into(),
        of.as_of.into(),
    ];
    let mut facts = ReportFacts::default();
    for (sureness, police, kind, reasons, n) in tx.0.all(&FACTS, &values, read).await? {
        facts.reports += n;
        facts.sure += if sureness == Sureness::Sure { n } else { 0 };
        match police {
            PoliceReported::Yes => facts.police += n,
            PoliceReported::Unknown => facts.police_unknown += n,
            PoliceReported::No => {}
        }
        kind.into_iter().for_each(|kind| count(&mut facts.place_kinds, kind, n));
        reasons.into_iter().for_each(|reason| count(&mut facts.reasons, reason, n));
    }
    facts.place_kinds.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    facts.reasons.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(facts)
}

fn count<T: PartialEq>(counts: &mut Vec<(T, u64)>, of: T, n: u64) {
    match counts.iter_mut().find(|(known, _)| *known == of) {
        Some((_, sum)) => *sum += n,
        None => counts.push((of, n)),
    }
}

/// Senders whose people said that the week was quiet, as known at audit sequence number `as_of`.
pub async fn quiet(tx: &mut ReadTx, week: Week, as_of: i64) -> Result<Vec<SenderId>, StorageError> {
    let joined = Joined::read(tx, as_of).await?;
    Ok(tx.0.all(&QUIET, &[week.index().into(), as_of.into()], |row| Ok(joined.id(SenderId(row.get(0)?)))).await?)
}

/// A report of a period: whose it was, and how soon it was decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredRow {
    /// The reporter's organisation.
    pub organisation: OrganisationId,
    /// Its name at the time.
    pub name: String,
    /// When the report came in.
    pub came: Timestamp,
    /// When it was decided on.
    pub decided: Option<Timestamp>,
}

/// The reports of a period.
pub async fn answered(tx: &mut ReadTx, from: Timestamp, to: Timestamp) -> Result<Vec<AnsweredRow>, StorageError> {
    let read = |row: &Row| {
        let organisation = OrganisationId(row.get(0)?);
        Ok(AnsweredRow { organisation, name: row.get(1)?, came: row.get(2)?, decided: row.get(3)? })
    };
    Ok(tx.0.all(&ANSWERED, &[from.into(), to.into()], read).await?)
}

/// Organisations whose people have reported something of a week or since an instant.
pub async fn heard_from(tx: &mut ReadTx, week: Week, since: Timestamp) -> Result<Vec<OrganisationId>, StorageError> {
    Ok(tx.0.all(&HEARD_FROM, &[week.index().into(), since.into()], |row| Ok(OrganisationId(row.get(0)?))).await?)
}

/// Organisations whose people said that a week was quiet.
pub async fn said_quiet(tx: &mut ReadTx, week: Week) -> Result<Vec<OrganisationId>, StorageError> {
    Ok(tx.0.all(&QUIET_OF, &[week.index().into()], |row| Ok(OrganisationId(row.get(0)?))).await?)
}

/// The first published picture that shows an incident: its week, version and time.
pub async fn published_in(tx: &mut ReadTx, incident: IncidentId) -> Result<Option<(Week, u32, Timestamp)>, StorageError> {
    let read = |row: &Row| {
        let version = u32::try_from(row.get::<i64>(1)?).unwrap_or(u32::MAX);
        Ok((Week::from_index(row.get(0)?), version, row.get(2)?))
    };
    Ok(tx.0.optional(&IN_VERSION, &[incident.0.into()], read).await?)
}
