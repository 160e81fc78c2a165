//! Positions are told no finer than a place (trust.md L-20): a telephone knows to the metre where someone
//! stood, and nobody needs that to find a place.

use crate::imports::Ground;
use domain::districts::Point;
use domain::failure::Failure;
use storage::ReadTx;

/// A named place so near is where it happened, metres.
const NEAR: f64 = 50.0;

/// Side of the squares whose middle stands for any position in them, metres. The finer ones are for a square
/// whose middle lies in another district.
const SIDES: [f64; 2] = [50.0, 10.0];

/// The position that is kept: that of a named place nearby, or the middle of a square. `None` when every
/// middle lies in another district: the district alone is kept then.
pub(super) async fn position(tx: &mut ReadTx, ground: &Ground, at: Point) -> Result<Option<Point>, Failure> {
    let district = ground.at(&at).map(|d| d.code.clone());
    let within = |p: &Point| ground.at(p).map(|d| &d.code) == district.as_ref();
    let away = |p: &Point| (p.x - at.x).hypot(p.y - at.y);
    let places = storage::places::all(tx).await?;
    let near = places.into_iter().filter_map(|(_, place)| place.point).filter(|p| away(p) <= NEAR && within(p));
    let nearest = near.min_by(|a, b| away(a).total_cmp(&away(b)));
    Ok(nearest.or_else(|| SIDES.iter().filter_map(|side| middle(at, *side)).find(within)))
}

/// The middle of the square of the national grid that a position lies in.
fn middle(at: Point, side: f64) -> Option<Point> {
    let [x, y] = [at.x, at.y].map(|metres| (metres / side).floor() * side + side / 2.0);
    let [lon, lat] = intake::coordinates::to_wgs84(x, y)?;
    Some(Point { lon, lat, x, y })
}
