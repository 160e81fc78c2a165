//! The practice municipality: a seed in, two and a half years of an invented town out.
//!
//! The districts are Linköping's real ones; everything that happens in them is invented. How much
//! goes on in a district follows an invented activity (most in the centre, alike in all
//! residential districts but for the seed's variation), and the planted patterns move to other
//! districts with every seed, so that nothing here says anything about a real place.
//!
//! Pure and deterministic: the same arguments give the same bytes, and a week's rows do not
//! depend on how many weeks are asked for.

mod actions;
mod draw;
mod events;
mod files;
mod ground;
mod kinds;
mod lists;
mod memory;
mod patterns;
mod people;
mod season;
mod second_hand;
mod surroundings;
mod sweref;
#[cfg(test)]
mod tests;
pub mod trial;
mod truth;
mod volume;

pub use actions::{PracticeAction, PracticeStep};
pub use domain::categories::police_codes;
pub use kinds::{PracticeSender, SenderCodes};
pub use memory::{Memory, SeenRow};
pub use people::{Persona, persons};
pub use volume::volume;

use domain::categories::{Category, CodeMapping};
use domain::imports::Mapping;
use domain::incidents::{ComingEvent, FeedEvent, IncomingIncident};
use domain::week::Week;
use jiff::Timestamp;
use std::collections::VecDeque;

/// Weeks in the town that `samsyn demo` shows: two and a half years.
pub const WEEKS: u32 = 130;

/// The fewest weeks that a town is made with.
pub const FEWEST_WEEKS: u32 = 8;

/// A practice town.
pub struct Town {
    model: events::Model,
    planted: Vec<patterns::Planted>,
    first: Week,
    last: Week,
}

/// Something that really happened in the town, whoever wrote of it: the truth that counts are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrueEvent {
    week: Week,
    sender: usize,
    number: u32,
}

impl TrueEvent {
    /// Week in which it began.
    pub fn week(&self) -> Week {
        self.week
    }
}

/// One file from one sender.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Index into [`Town::senders`].
    pub sender: usize,
    /// The week that the file reports. A few of its rows are from earlier weeks: sent late, or found
    /// late.
    pub week: Week,
    /// Name of the file.
    pub file_name: String,
    /// When it came: on the Monday or Tuesday after the week.
    pub delivered_at: Timestamp,
    /// Its rows as an importer would read them.
    pub rows: Vec<IncomingIncident>,
    /// What each row tells of. Two rows of one event are the same in two files, or one sent twice.
    pub events: Vec<TrueEvent>,
}

impl Delivery {
    /// The part of the file that can have come at `now`: rows whose latest time has passed, with
    /// a time of delivery not after `now`. `None` when nothing is left.
    ///
    /// Files of the week in progress are dated after it; this makes them what senders have sent
    /// so far.
    pub fn until(self, now: Timestamp) -> Option<Delivery> {
        files::until(self, now)
    }

    /// The file as its sender writes it: text with semicolons, in columns of the sender's own.
    pub fn text(&self) -> String {
        lists::text(self)
    }

    /// What the columns of [`Delivery::text`] mean.
    pub fn mapping(&self) -> Mapping {
        lists::mapping(self.sender)
    }
}

/// The town of a seed in the `weeks` weeks that end with `last` (at least [`FEWEST_WEEKS`]).
///
/// `last` is the week in progress; rows are made for the whole of it.
pub fn town(seed: u64, last: Week, weeks: u32) -> Town {
    let back = i32::try_from(weeks.max(FEWEST_WEEKS)).unwrap_or(i32::MAX) - 1;
    let model = events::Model::new(seed);
    let planted = patterns::plant(&model);
    Town { model, planted, first: last.plus(-back), last }
}

/// Linköping's RegSO districts as GeoJSON in WGS 84, with `regsokod`, `regsonamn` and `kommunkod`.
pub fn districts_geojson() -> &'static [u8] {
    ground::DISTRICTS
}

impl Town {
    /// Who sends files. A delivery's `sender` is an index into this list.
    pub fn senders(&self) -> &[PracticeSender] {
        kinds::SENDERS
    }

    /// First week.
    pub fn first(&self) -> Week {
        self.first
    }

    /// Last week, the one in progress.
    pub fn last(&self) -> Week {
        self.last
    }

    /// All files in the order that they come.
    pub fn deliveries(&self) -> impl Iterator<Item = Delivery> {
        self.files().map(|file| file.delivery)
    }

    /// Matches, markets, school breaks and special days in and after the last week.
    pub fn coming_events(&self) -> Vec<ComingEvent> {
        surroundings::coming(self.last)
    }

    /// What the collaboration has done, oldest first: the planted drop's action, and others in every state.
    pub fn actions(&self) -> Vec<PracticeAction> {
        actions::actions(self)
    }

    /// Invented events in the form of the police's public feed. Context only, never counted.
    pub fn feed(&self) -> Vec<FeedEvent> {
        surroundings::feed(&self.model, self.first, self.last)
    }

    /// Every label of the senders that are not the police; the police's codes are in
    /// [`police_codes`].
    pub fn codes(&self) -> Vec<CodeMapping> {
        kinds::own_codes()
    }

    /// The planted patterns with their weeks, places and sizes, the silent weeks of each sender,
    /// how many events each week had, as the files tell them, and which of them two senders wrote of.
    pub fn ground_truth(&self) -> serde_json::Value {
        truth::ground_truth(self)
    }

    /// What kind of event a code of one of the senders stands for.
    fn category_of(&self, code: &str) -> Category {
        self.model.kinds[self.model.kind(second_hand::of_police(code))].category
    }

    fn files(&self) -> files::Files<'_> {
        files::Files {
            model: &self.model,
            planted: &self.planted,
            last: self.last,
            next: self.first,
            ready: VecDeque::new(),
            waiting: Vec::new(),
        }
    }
}
