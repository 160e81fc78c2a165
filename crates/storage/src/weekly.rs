//! What the week's rule is asked of: the whole town's material by who sent it, whatever part of it a picture shows.

use crate::error::{StorageError, column};
use crate::incidents::{Selection, of_any, of_one};
use crate::senders::Joined;
use crate::statements;
use crate::stores::ReadTx;
use database::Row;
use domain::actor::Visible;
use domain::categories::Category;
use domain::districts::DistrictCode;
use domain::ids::SenderId;
use domain::week::Week;

macro_rules! sent {
    ($sender:ident) => {
        concat!(
            "SELECT week, district, category, sender_id, CAST(SUM(count) AS BIGINT) FROM incident
            WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
            AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            $sender!(),
            "
            AND hour_of_week < $7 AND category <> 'ARR' GROUP BY week, district, category, sender_id
            ORDER BY week, district, category, sender_id"
        )
    };
}

macro_rules! placed {
    ($sender:ident) => {
        concat!(
            "SELECT local_start / 86400, district, category, sender_id, place, x, y, CAST(SUM(count) AS BIGINT) FROM incident
              WHERE week >= $1 AND week <= $2 AND added <= $3 AND (removed IS NULL OR removed > $3)
              AND (district = $4 OR $4 IS NULL) AND (category = $5 OR $5 IS NULL) AND ",
            $sender!(),
            "
              AND hour_of_week < $7 AND category <> 'ARR' AND x IS NOT NULL AND y IS NOT NULL
              GROUP BY local_start / 86400, district, category, sender_id, place, x, y
              ORDER BY 1, district, category, sender_id, place, x, y"
        )
    };
}

statements! {
    SENT = sent!(of_any);
    SENT_OF = sent!(of_one);
    // One row for what happened at one place on one day.
    PLACED = placed!(of_any);
    PLACED_OF = placed!(of_one);
}

/// What a sender sent of a category in a district and week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Week.
    pub week: Week,
    /// District.
    pub district: Option<DistrictCode>,
    /// Category.
    pub category: Category,
    /// Who sent it.
    pub sender: SenderId,
    /// Incidents.
    pub count: u64,
}

/// What happened at a position on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Days since Monday 1970-01-05 on the local clock.
    pub day: i64,
    /// District.
    pub district: Option<DistrictCode>,
    /// Category.
    pub category: Category,
    /// Who sent it.
    pub sender: SenderId,
    /// Named place or street.
    pub place: Option<String>,
    /// SWEREF 99 TM easting and northing.
    pub position: [f64; 2],
    /// Incidents.
    pub count: u64,
}

/// Counts by who sent them; every week up to `hours` of the selection.
pub async fn sent(tx: &mut ReadTx, _visible: Visible, selection: &Selection) -> Result<Vec<Sent>, StorageError> {
    let joined = Joined::read(tx, selection.as_of).await?;
    let read = |row: &Row| {
        let category: String = row.get(2)?;
        Ok(Sent {
            week: Week::from_index(row.get(0)?),
            district: row.get::<Option<String>>(1)?.map(DistrictCode),
            category: category.parse().map_err(|_| column(2, &category))?,
            sender: joined.id(SenderId(row.get(3)?)),
            count: row.get::<i64>(4)?.unsigned_abs(),
        })
    };
    Ok(tx.0.all(selection.choose(&SENT, &SENT_OF), &selection.values(), read).await?)
}

/// What has a position, gathered by day and position; every week up to `hours` of the selection.
pub async fn placed(tx: &mut ReadTx, _visible: Visible, selection: &Selection) -> Result<Vec<Placed>, StorageError> {
    let joined = Joined::read(tx, selection.as_of).await?;
    let read = |row: &Row| {
        let category: String = row.get(2)?;
        Ok(Placed {
            day: row.get(0)?,
            district: row.get::<Option<String>>(1)?.map(DistrictCode),
            category: category.parse().map_err(|_| column(2, &category))?,
            sender: joined.id(SenderId(row.get(3)?)),
            place: row.get(4)?,
            position: [row.get(5)?, row.get(6)?],
            count: row.get::<i64>(7)?.unsigned_abs(),
        })
    };
    Ok(tx.0.all(selection.choose(&PLACED, &PLACED_OF), &selection.values(), read).await?)
}
