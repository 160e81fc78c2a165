//! Computed pictures, lists of weeks and simplified outlines, kept until their material in the store changes.

use crate::pictures::{Request, WeekListing};
use domain::districts::DistrictOutline;
use domain::ids::DistrictSetId;
use domain::pictures::{Picture, PictureFilter};
use domain::tenants::TenantCode;
use domain::week::{Week, hour_of_week};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The list of weeks, as it is shared.
type Weeks = Arc<Vec<WeekListing>>;

/// Most pictures kept: about a megabyte each for a large municipality.
const MOST_PICTURES: usize = 64;

/// Most sets of outlines kept.
const MOST_OUTLINES: usize = 64;

/// Most lists of weeks kept: one for each tenant, and then some.
const MOST_LISTS: usize = 400;

/// Most totals of published versions kept: five years of weeks for some hundred tenants.
const MOST_TOTALS: usize = 40_000;

/// A state of what pictures are computed from: every write has an entry in the log, so unchanged numbers mean unchanged material.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Material {
    /// Number of the newest audit entry that changed it ([`domain::audit::Event::changes_material`]).
    pub(crate) newest: i64,
    /// The newest that can be read: an earlier one while a long list is being added.
    pub(crate) readable: i64,
}

/// What a picture depends on.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    tenant: TenantCode,
    week: Week,
    filter: PictureFilter,
    version: Option<u32>,
    material: Material,
    /// The hour, while the week goes on: more of it has passed in the next.
    hour: Option<usize>,
}

impl Key {
    pub(crate) fn new(tenant: &TenantCode, request: &Request, material: Material, now: Timestamp) -> Self {
        let hour = (Week::of(now) <= request.week).then(|| hour_of_week(now));
        Self { tenant: tenant.clone(), week: request.week, filter: request.filter.clone(), version: request.version, material, hour }
    }
}

/// The cache of an application.
#[derive(Default)]
pub struct Cache {
    pictures: Mutex<Recent<Key, Arc<Picture>>>,
    weeks: Mutex<Recent<(TenantCode, Material, Week), Weeks>>,
    outlines: Mutex<Recent<DistrictSetId, Arc<Vec<DistrictOutline>>>>,
    totals: Mutex<Recent<(TenantCode, Week, u32), u64>>,
}

impl Cache {
    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Picture>> {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).get(key)
    }

    pub(crate) fn keep(&self, key: Key, picture: Arc<Picture>) {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).keep(key, picture, MOST_PICTURES);
    }

    /// The list of weeks of a tenant, as of a state of the material and the week in progress.
    pub(crate) fn weeks(&self, key: &(TenantCode, Material, Week)) -> Option<Arc<Vec<WeekListing>>> {
        self.weeks.lock().unwrap_or_else(PoisonError::into_inner).get(key)
    }

    pub(crate) fn keep_weeks(&self, key: (TenantCode, Material, Week), weeks: Arc<Vec<WeekListing>>) {
        self.weeks.lock().unwrap_or_else(PoisonError::into_inner).keep(key, weeks, MOST_LISTS);
    }

    /// Incidents of a published version.
    pub(crate) fn total(&self, key: &(TenantCode, Week, u32)) -> Option<u64> {
        self.totals.lock().unwrap_or_else(PoisonError::into_inner).get(key)
    }

    pub(crate) fn keep_total(&self, key: (TenantCode, Week, u32), total: u64) {
        self.totals.lock().unwrap_or_else(PoisonError::into_inner).keep(key, total, MOST_TOTALS);
    }

    pub(crate) fn outlines(&self, set: DistrictSetId) -> Option<Arc<Vec<DistrictOutline>>> {
        self.outlines.lock().unwrap_or_else(PoisonError::into_inner).get(&set)
    }

    pub(crate) fn keep_outlines(&self, set: DistrictSetId, outlines: Arc<Vec<DistrictOutline>>) {
        self.outlines.lock().unwrap_or_else(PoisonError::into_inner).keep(set, outlines, MOST_OUTLINES);
    }
}

/// The values used last. Small: dropping the oldest looks at all of them.
struct Recent<K, V> {
    values: HashMap<K, (V, u64)>,
    clock: u64,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self { values: HashMap::new(), clock: 0 }
    }
}

impl<K: Clone + Eq + std::hash::Hash, V: Clone> Recent<K, V> {
    fn get(&mut self, key: &K) -> Option<V> {
        self.clock += 1;
        let (value, used) = self.values.get_mut(key)?;
        *used = self.clock;
        Some(value.clone())
    }

    fn keep(&mut self, key: K, value: V, most: usize) {
        self.clock += 1;
        self.values.insert(key, (value, self.clock));
        if self.values.len() > most
            && let Some(oldest) = self.values.iter().min_by_key(|(_, (_, used))| *used).map(|(key, _)| key.clone())
        {
            self.values.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_goes_first() {
        let mut recent = Recent::default();
        recent.keep(1, 'a', 2);
        recent.keep(2, 'b', 2);
        assert_eq!(recent.get(&1), Some('a'));
        recent.keep(3, 'c', 2);
        assert_eq!((recent.get(&1), recent.get(&2), recent.get(&3)), (Some('a'), None, Some('c')));
    }
}
