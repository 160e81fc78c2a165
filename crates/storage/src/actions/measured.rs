//! What actions are measured against: chosen with a version, frozen with the decision.

use crate::error::{StorageError, column};
use crate::statements;
use crate::stores::{ReadTx, WriteTx};
use database::{DatabaseError, Row, Value};
use domain::actions::{ActionItem, FrozenBaseline, MeasurePlan};
use domain::actor::Permit;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::ids::ActionId;
use domain::week::Week;

statements! {
    CHOOSE = "INSERT INTO action_measure (action_id, version, district, category, comparison, weeks_after) VALUES ($1, $2, $3, $4, $5, $6)";
    CHOSEN = "SELECT comparison, weeks_after FROM action_measure WHERE action_id = $1 AND district = $2 AND category = $3
              ORDER BY version DESC LIMIT 1";
    FREEZE = "INSERT INTO action_baseline (action_id, at, by_name, district, category, comparison, around, first_week, decided_week,
              selection_weeks, weeks_after, as_of, counts, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    FROZEN = "SELECT at, by_name, district, category, comparison, around, first_week, decided_week, selection_weeks, weeks_after, as_of,
              counts, digest FROM action_baseline WHERE action_id = $1";
}

fn codes(codes: &[DistrictCode]) -> Value {
    codes.iter().map(DistrictCode::as_str).collect::<Vec<_>>().join("\n").into()
}

fn codes_of(row: &Row, index: usize) -> Result<Vec<DistrictCode>, DatabaseError> {
    let text: String = row.get(index)?;
    Ok(text.lines().map(|line| DistrictCode(line.to_owned())).collect())
}

fn number(row: &Row, index: usize) -> Result<u32, DatabaseError> {
    u32::try_from(row.get::<i64>(index)?).map_err(|e| column(index, e))
}

/// The category as the choice holds it: empty for all.
fn category_of(category: Option<Category>) -> Value {
    category.map_or("", Category::code).into()
}

/// Keeps what was chosen with this version of an action, for its place and category.
pub async fn choose(tx: &mut WriteTx, _: Permit, item: &ActionItem, plan: &MeasurePlan) -> Result<(), StorageError> {
    let district = item.plan.place.district.as_ref().map_or("", DistrictCode::as_str);
    let values = [
        item.id.0.into(),
        item.version.into(),
        district.into(),
        category_of(item.plan.category),
        codes(&plan.comparison),
        plan.weeks_after.into(),
    ];
    tx.0.execute(&CHOOSE, &values).await?;
    Ok(())
}

/// What was chosen last for an action at a place and of a category; `None` when nobody chose.
pub async fn chosen(
    tx: &mut ReadTx,
    id: ActionId,
    district: &DistrictCode,
    category: Option<Category>,
) -> Result<Option<MeasurePlan>, StorageError> {
    let read = |row: &Row| Ok(MeasurePlan { comparison: codes_of(row, 0)?, weeks_after: number(row, 1)? });
    Ok(tx.0.optional(&CHOSEN, &[id.0.into(), district.as_str().into(), category_of(category)], read).await?)
}

/// Freezes a baseline. An action has one: a second is refused by the database.
pub async fn freeze(tx: &mut WriteTx, _: Permit, id: ActionId, baseline: &FrozenBaseline) -> Result<(), StorageError> {
    let line = |counts: &[u64]| counts.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
    // The action's own weeks, those around, then each compared district: a line apart.
    let all = [&baseline.treated, &baseline.surrounding].into_iter().chain(&baseline.compared);
    let counts = all.map(|counts| line(counts)).collect::<Vec<_>>().join("\n");
    let values = [
        id.0.into(),
        baseline.at.into(),
        baseline.by.as_str().into(),
        baseline.district.as_str().into(),
        baseline.category.map(|c| c.code().to_owned()).into(),
        codes(&baseline.comparison),
        codes(&baseline.around),
        baseline.first_week.index().into(),
        baseline.decided_week.index().into(),
        baseline.selection_weeks.into(),
        baseline.weeks_after.into(),
        baseline.as_of.into(),
        counts.into(),
        baseline.digest.as_str().into(),
    ];
    tx.0.execute(&FREEZE, &values).await?;
    Ok(())
}

/// The frozen baseline of an action; `None` when it is not decided, or nothing could be frozen then.
pub async fn frozen(tx: &mut ReadTx, id: ActionId) -> Result<Option<FrozenBaseline>, StorageError> {
    Ok(tx.0.optional(&FROZEN, &[id.0.into()], read).await?)
}

fn read(row: &Row) -> Result<FrozenBaseline, DatabaseError> {
    let category: Option<String> = row.get(3)?;
    let counts: String = row.get(11)?;
    let line = |line: &str| line.split_whitespace().map(|n| n.parse::<u64>().map_err(|e| column(11, e))).collect::<Result<Vec<_>, _>>();
    let mut series = counts.split('\n').map(line);
    let mut next = || series.next().unwrap_or_else(|| Err(column(11, "a line is missing")));
    let (treated, surrounding) = (next()?, next()?);
    Ok(FrozenBaseline {
        at: row.get(0)?,
        by: row.get(1)?,
        district: DistrictCode(row.get(2)?),
        category: category.map(|code| code.parse().map_err(|_| column(3, &code))).transpose()?,
        comparison: codes_of(row, 4)?,
        around: codes_of(row, 5)?,
        first_week: Week::from_index(row.get(6)?),
        decided_week: Week::from_index(row.get(7)?),
        selection_weeks: number(row, 8)?,
        weeks_after: number(row, 9)?,
        as_of: row.get(10)?,
        treated,
        surrounding,
        compared: series.collect::<Result<_, _>>()?,
        digest: row.get(12)?,
    })
}
