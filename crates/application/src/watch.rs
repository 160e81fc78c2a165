//! What is watched at the door: refused tries, and one person looking at unusually much (trust.md E1, E8, L-51).
//!
//! A refused try is one entry, and the same try again within the minute is counted only: nobody can
//! fill the disk by being refused. The counts are told when the minute is over. They are kept in
//! memory: a process that dies loses the count of a minute, never the entry of a try.

use crate::App;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::tenants::TenantCode;
use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// More looks than this within [`LOOKED_AT_WITHIN`] leave an alarm.
pub const MOST_LOOKS: usize = 300;

/// See [`MOST_LOOKS`].
pub const LOOKED_AT_WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// Refused tries of one account that get an entry each hour; further ones are told together.
const MOST_REFUSED: u32 = 600;

/// Refused sign-ins that get an entry each minute, from whomever; further ones are told together.
const MOST_STRANGERS: u32 = 60;

/// What every refused try beyond [`MOST_REFUSED`] counts as.
const MANY: &str = "*";

/// Why a try was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The policy does not allow it.
    NotAllowed,
    /// There is no such thing, or none that this person may know of.
    NotFound,
}

impl Why {
    fn key(self) -> &'static str {
        match self {
            Why::NotAllowed => "not-allowed",
            Why::NotFound => "not-found",
        }
    }
}

/// A try that was refused.
#[derive(Clone, Debug)]
pub struct Try<'a> {
    /// Who tried.
    pub account: AccountId,
    /// As a member of the tenant tried in; `None` for someone who is none.
    pub member: Option<&'a Actor>,
    /// The tenant tried in, whether there is one or not.
    pub tenant: Option<TenantCode>,
    /// Kind of request: method and path template, never what was sent.
    pub route: &'a str,
    /// Id or week of the thing, when the address names one.
    pub object: Option<String>,
    /// Why.
    pub why: Why,
}

/// What is counted in memory.
#[derive(Default)]
pub(crate) struct Watch(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    refused: HashMap<Key, Minute>,
    each_hour: HashMap<AccountId, (i64, u32)>,
    strangers: Minute,
    looks: HashMap<(TenantCode, AccountId), Looks>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    account: AccountId,
    /// Of a member: the entry goes to its own log.
    home: Option<TenantCode>,
    route: String,
    why: Why,
}

#[derive(Clone, Copy, Default)]
struct Minute {
    minute: i64,
    told: u32,
    untold: u32,
}

#[derive(Default)]
struct Looks {
    at: VecDeque<Timestamp>,
    alarmed: Option<Timestamp>,
}

fn minute(now: Timestamp) -> i64 {
    now.as_second().div_euclid(60)
}

impl Watch {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a refused sign-in gets an entry of its own; counts it otherwise.
    pub(crate) fn room_for_strangers(&self, now: Timestamp) -> bool {
        let mut counts = self.counts();
        let minute = minute(now);
        if counts.strangers.minute != minute && counts.strangers.untold == 0 {
            counts.strangers = Minute { minute, told: 0, untold: 0 };
        }
        let room = counts.strangers.minute == minute && counts.strangers.told < MOST_STRANGERS;
        if room {
            counts.strangers.told += 1
        } else {
            counts.strangers.untold = counts.strangers.untold.saturating_add(1)
        }
        room
    }

    /// The key under which a try gets an entry now, with the number of earlier ones not told; `None` when
    /// it is counted only.
    fn tells(&self, mut key: Key, now: Timestamp) -> Option<(Key, u32)> {
        let mut counts = self.counts();
        let minute = minute(now);
        if let Some(known) = counts.refused.get_mut(&key).filter(|known| known.minute == minute) {
            known.untold = known.untold.saturating_add(1);
            return None;
        }
        let hour = minute.div_euclid(60);
        let spent = counts.each_hour.entry(key.account).or_default();
        if spent.0 != hour {
            *spent = (hour, 0);
        }
        if spent.1 >= MOST_REFUSED {
            key.route = MANY.to_owned();
            if let Some(known) = counts.refused.get_mut(&key).filter(|known| known.minute == minute) {
                known.untold = known.untold.saturating_add(1);
                return None;
            }
        } else {
            spent.1 += 1;
        }
        let before = counts.refused.insert(key.clone(), Minute { minute, told: 1, untold: 0 });
        Some((key, before.map_or(0, |m| m.untold)))
    }

    /// What is to be told of minutes that are over.
    fn settled(&self, now: Timestamp) -> (Vec<(Key, u32)>, u32) {
        let mut counts = self.counts();
        let minute = minute(now);
        let over: Vec<_> = counts.refused.iter().filter(|(_, m)| m.minute < minute).map(|(key, m)| (key.clone(), m.untold)).collect();
        counts.refused.retain(|_, m| m.minute >= minute);
        counts.each_hour.retain(|_, (hour, _)| *hour == minute.div_euclid(60));
        counts.looks.retain(|_, looks| looks.at.back().is_some_and(|at| now.duration_since(*at) <= LOOKED_AT_WITHIN));
        let strangers = if counts.strangers.minute < minute { std::mem::take(&mut counts.strangers).untold } else { 0 };
        (over.into_iter().filter(|(_, untold)| *untold > 0).collect(), strangers)
    }

    /// Counts a look; answers how many within the time when they have just become too many.
    fn looked(&self, who: (TenantCode, AccountId), now: Timestamp) -> Option<usize> {
        let mut counts = self.counts();
        let looks = counts.looks.entry(who).or_default();
        looks.at.push_back(now);
        while looks.at.len() > MOST_LOOKS + 1 || looks.at.front().is_some_and(|at| now.duration_since(*at) >= LOOKED_AT_WITHIN) {
            looks.at.pop_front();
        }
        let quiet = looks.alarmed.is_none_or(|at| now.duration_since(at) > LOOKED_AT_WITHIN);
        if looks.at.len() <= MOST_LOOKS || !quiet {
            return None;
        }
        looks.alarmed = Some(now);
        Some(looks.at.len())
    }
}

/// Notes that someone signed in was refused something protected: in the log of the tenant for its own
/// members, in the directory's for everyone else.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn refused(app: &App, tried: &Try<'_>) -> Result<(), Failure> {
    let home = tried.member.map(|member| member.tenant().clone());
    let key = Key { account: tried.account, home, route: tried.route.to_owned(), why: tried.why };
    let Some((key, untold)) = app.watch().tells(key, app.now()) else { return Ok(()) };
    let mut entry = AuditEntry::new(Event::AccessRefused, key.route).fact("why", tried.why.key());
    if let Some(object) = &tried.object {
        entry = entry.fact("object", object.clone());
    }
    if untold > 0 {
        entry = entry.fact("more", untold.to_string());
    }
    tell(app, tried.account, tried.member, tried.tenant.as_ref(), entry).await
}

async fn tell(
    app: &App,
    account: AccountId,
    member: Option<&Actor>,
    tenant: Option<&TenantCode>,
    entry: AuditEntry,
) -> Result<(), Failure> {
    if let Some(member) = member {
        return Ok(app.write(member).await?.commit(entry).await?);
    }
    let entry = match tenant {
        Some(code) => entry.fact("tenant", code.as_str()),
        None => entry,
    };
    Ok(app.stores().write_directory(account.to_string(), app.now()).await?.commit(entry).await?)
}

/// Notes that a member looked at a record; leaves an alarm in the tenant's log when that is the last of
/// unusually many. Answers whether it did.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn looked(app: &App, actor: &Actor) -> Result<bool, Failure> {
    let Some(account) = actor.account() else { return Ok(false) };
    let Some(many) = app.watch().looked((actor.tenant().clone(), account), app.now()) else { return Ok(false) };
    let entry = AuditEntry::new(Event::VolumeAlarm, account.to_string())
        .fact("looks", many.to_string())
        .fact("minutes", LOOKED_AT_WITHIN.as_mins().to_string());
    app.write(actor).await?.commit(entry).await?;
    tracing::warn!(tenant = %actor.tenant(), %account, looks = many, "one person looked at unusually much");
    Ok(true)
}

/// Tells what was counted in minutes that are over. Run every minute.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn settle(app: &App) -> Result<(), Failure> {
    let (over, strangers) = app.watch().settled(app.now());
    for (key, untold) in over {
        let entry = AuditEntry::new(Event::AccessRefused, key.route).fact("why", key.why.key()).fact("more", untold.to_string());
        // By an actor that may do nothing else: the account may have lost its membership meanwhile.
        let member = key
            .home
            .map(|tenant| Actor::member(key.account, String::new(), tenant, domain::organisations::OrganisationKind::Other, Vec::new()));
        tell(app, key.account, member.as_ref(), None, entry).await?;
    }
    if strangers > 0 {
        let tx = app.stores().write_directory("-".to_owned(), app.now()).await?;
        tx.commit(AuditEntry::new(Event::SignInRefused, MANY).fact("more", strangers.to_string())).await?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn key(route: &str) -> Key {
        Key { account: AccountId([1; 16]), home: None, route: route.to_owned(), why: Why::NotAllowed }
    }

    #[test]
    fn the_same_try_is_told_once_a_minute_and_the_rest_is_counted() {
        let watch = Watch::default();
        assert!(watch.tells(key("a"), at(0)).is_some());
        for _ in 0..1000 {
            assert!(watch.tells(key("a"), at(1)).is_none());
        }
        assert!(watch.tells(key("b"), at(1)).is_some());
        assert_eq!(watch.tells(key("a"), at(60)).map(|(_, untold)| untold), Some(1000));
        assert!(watch.tells(key("b"), at(1)).is_none());
        let (over, _) = watch.settled(at(130));
        assert_eq!(over.iter().map(|(key, untold)| (key.route.as_str(), *untold)).collect::<Vec<_>>(), [("b", 1)]);
        assert_eq!(watch.settled(at(200)).0.len(), 0);
    }

    #[test]
    fn a_flood_over_many_routes_is_bounded_by_the_hour() {
        let watch = Watch::default();
        let told = (0..100_000).filter(|i| watch.tells(key(&i.to_string()), at(i % 60)).is_some()).count();
        // The hour's own, and one for the rest each minute.
        assert!((600..=602).contains(&told), "{told}");
        let rest: u32 = watch.settled(at(120)).0.iter().map(|(_, untold)| untold).sum();
        assert_eq!(told + rest as usize, 100_000);
    }

    #[test]
    fn refused_sign_ins_are_bounded_by_the_minute_and_none_is_lost() {
        let watch = Watch::default();
        let told = (0..1000).filter(|i| watch.room_for_strangers(at(i % 50))).count();
        assert_eq!(told, 60);
        assert_eq!(watch.settled(at(61)).1, 940);
        assert!(watch.room_for_strangers(at(62)));
    }

    #[test]
    fn the_301st_look_within_ten_minutes_alarms_once() {
        let watch = Watch::default();
        let who = || ("0580".parse().unwrap(), AccountId([1; 16]));
        let alarms: Vec<i64> = (0..1000).filter(|i| watch.looked(who(), at(*i)).is_some()).collect();
        assert_eq!(alarms, [300, 901]);
        let slow = Watch::default();
        assert!((0..1000).all(|i| slow.looked(who(), at(i * 2 + 1)).is_none()), "one every other second is work");
    }
}
