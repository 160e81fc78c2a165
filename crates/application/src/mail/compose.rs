//! What each letter says. Whether its receiver may still have it, and whether it is still so, is asked when it is sent.

use super::deliver::{Ready, Receiver};
use super::{Due, wants, wishes};
use crate::App;
use crate::actions::today;
use crate::app::broken;
use crate::guard::{self, Guard};
use crate::letters::Fact;
use crate::{feedback, pictures, reminders};
use domain::actions::{ActionItem, Occasion};
use domain::actor::Actor;
use domain::failure::Failure;
use domain::feedback::{FeedbackItem, FeedbackKind};
use domain::ids::{AccountId, FeedbackId, JobId};
use domain::letters::{LetterKind, Topic};
use domain::memberships::{INVITATION_LASTS, MembershipState, RESET_LASTS};
use domain::organisations::Class;
use domain::pictures::PictureFilter;
use domain::policy::Action;
use domain::reports::{Report, ReportState};
use domain::tenants::Tenant;
use domain::week::{Week, local};
use jiff::civil::Date;
use messages::Lang;
use storage::ReadTx;
use storage::actions::Reader;
use storage::secret_links::{LinkRow, Purpose};

/// Where a mail is written: for whom in which authority, by which job.
pub(super) struct To<'a> {
    /// The application.
    pub app: &'a App,
    /// The authority.
    pub tenant: Tenant,
    /// The job; its id is the mail's.
    pub job: JobId,
}

impl To<'_> {
    fn fact_of_tenant(&self) -> Fact {
        ("kommun", self.tenant.name.clone())
    }

    fn address(&self, path: &str) -> Fact {
        ("adress", self.app.link(&format!("/t/{}/{path}", self.tenant.code)))
    }

    /// Who acts here under an account now, and where their mail goes; `None` for anyone else.
    async fn member(&self, account: AccountId) -> Result<Option<Member>, Failure> {
        let Some(actor) = crate::sessions::member(self.app, account, &self.tenant.code).await? else { return Ok(None) };
        let mut tx = self.app.stores().read_directory().await?;
        let address = storage::accounts::own(&mut tx, account).await?.and_then(|own| own.email);
        drop(tx);
        let Some(address) = address else { return Ok(None) };
        Ok(Some(Member { actor, receiver: Receiver { account, address, lang: wishes::language(self.app, account).await? } }))
    }

    /// The same, of those who want letters of a sort.
    async fn willing(&self, account: AccountId, topic: Topic) -> Result<Option<Member>, Failure> {
        match wants(self.app, &self.tenant.code, account, topic).await? {
            true => self.member(account).await,
            false => Ok(None),
        }
    }

    pub(super) async fn invitation(&self, account: AccountId) -> Result<bool, Failure> {
        let mut tx = self.app.stores().read_directory().await?;
        let Some(person) = storage::memberships::one(&mut tx, &self.tenant.code, account).await? else { return Ok(false) };
        drop(tx);
        let Some(address) = person.email.clone() else { return Ok(false) };
        if !matches!(person.state.clone().at(self.app.now(), person.valid_to), MembershipState::Invited { .. }) {
            return Ok(false);
        }
        let row = LinkRow { account, tenant: Some(self.tenant.code.clone()) };
        let (secret, hash) = self.link(Purpose::Invitation, &row).await?;
        let facts = [
            self.fact_of_tenant(),
            ("funktion", person.title),
            ("adress", self.app.link(&format!("/inbjudan/{secret}"))),
            ("till", messages::date_time(self.app.now() + INVITATION_LASTS)),
        ];
        let receiver = Receiver { account, address, lang: wishes::language(self.app, account).await? };
        let sent = self.with_secret(&receiver, LetterKind::Invitation, &facts, hash).await;
        if let Err(Failure::Conflict("failure-mail-refused")) = sent {
            let mut tx = self.app.stores().operate_directory().await?;
            storage::memberships::mail_refused(&mut tx, &self.tenant.code, account, self.app.now()).await?;
            tx.commit().await?;
        }
        sent
    }

    pub(super) async fn reset(&self, account: AccountId) -> Result<bool, Failure> {
        let mut tx = self.app.stores().read_directory().await?;
        let own = storage::accounts::own(&mut tx, account).await?;
        drop(tx);
        let Some(address) = own.and_then(|own| own.email) else { return Ok(false) };
        let (secret, hash) = self.link(Purpose::Reset, &LinkRow { account, tenant: None }).await?;
        let facts = [
            self.fact_of_tenant(),
            ("adress", self.app.link(&format!("/losenord/{secret}"))),
            ("till", messages::date_time(self.app.now() + RESET_LASTS)),
        ];
        let receiver = Receiver { account, address, lang: wishes::language(self.app, account).await? };
        self.with_secret(&receiver, LetterKind::Reset, &facts, hash).await
    }

    pub(super) async fn training(&self, account: AccountId, last_day: &str) -> Result<bool, Failure> {
        let day: Date = last_day.parse().map_err(broken)?;
        // Someone who has taken the course again since is not reminded.
        if !crate::training::ending(self.app, &self.tenant.code).await?.contains(&(account, day)) {
            return Ok(false);
        }
        let Some(member) = self.willing(account, Topic::Training).await? else { return Ok(false) };
        let facts = vec![self.fact_of_tenant(), ("datum", messages::date_long(member.receiver.lang, day)), self.address("utbildning")];
        // It says when a course ends, and nothing of what the collaboration knows.
        let letter = Ready { kind: LetterKind::Training, occasion: last_day.to_owned(), edition: None, class: Class::A, facts };
        self.optional(&member, Topic::Training, &letter).await
    }

    pub(super) async fn feedback(&self, account: AccountId, letter: FeedbackId) -> Result<bool, Failure> {
        let Some(member) = self.willing(account, Topic::Feedback).await? else { return Ok(false) };
        let Member { actor, receiver } = &member;
        let guard = guard::of(self.app, actor).await?;
        let mut tx = self.app.read(actor).await?;
        let items = storage::feedback::of_letter(&mut tx, letter.0).await?;
        let mut list = Vec::new();
        for told in items.chunk_by(|a, b| a.report == b.report) {
            let Some(first) = told.first() else { continue };
            let report = storage::reports::by_id(&mut tx, actor.visible(), Some(account), first.report).await?;
            let Some(report) = report.filter(|r| r.reporter.account == account) else { continue };
            let place = district(&mut tx, &report, today(self.app)).await?;
            let what = messages::category(receiver.lang, &crate::words::now(&mut tx).await?, report.content.category);
            list.push(said_of(&guard, receiver.lang, (what, &report, &place), told));
        }
        drop(tx);
        if list.is_empty() {
            return Ok(false);
        }
        let facts = vec![self.fact_of_tenant(), ("lista", list.join("\n\n")), self.address("mina")];
        let letter = Ready { kind: LetterKind::Feedback, occasion: today(self.app).to_string(), edition: None, class: Class::B, facts };
        self.optional(&member, Topic::Feedback, &letter).await
    }

    pub(super) async fn actions(&self, account: AccountId, due: &[Due]) -> Result<bool, Failure> {
        let Some(member) = self.member(account).await? else { return Ok(false) };
        let Member { actor, receiver } = &member;
        let others = wants(self.app, &self.tenant.code, account, Topic::Actions).await?;
        let organisation = crate::accounts::acting_for(self.app, actor).await?.map(|own| own.id);
        let reader = Reader { visible: actor.visible(), organisation, account: Some(account) };
        let day = today(self.app);
        let mut tx = self.app.read(actor).await?;
        let (mut list, mut needed) = (Vec::new(), false);
        for one in due.iter().filter(|one| one.own || others) {
            let item = storage::actions::by_id(&mut tx, &reader, one.action.parse().map_err(broken)?).await?;
            // Done or given a later day meanwhile: nothing to remind of.
            let Some(item) = item else { continue };
            let Some((occasion, from)) = item.occasion(day).filter(|(o, _)| o.key() == one.occasion) else { continue };
            list.push(self.said_of_action(receiver.lang, &item, occasion, from));
            needed |= one.own;
        }
        drop(tx);
        if list.is_empty() {
            return Ok(false);
        }
        let facts = vec![self.fact_of_tenant(), ("lista", list.join("\n\n")), self.address("insatser")];
        let letter = Ready { kind: LetterKind::ActionReminder, occasion: day.to_string(), edition: None, class: Class::B, facts };
        match needed {
            true => self.needed(&member, &letter).await,
            false => self.optional(&member, Topic::Actions, &letter).await,
        }
    }

    fn said_of_action(&self, lang: Lang, item: &ActionItem, occasion: Occasion, from: Date) -> String {
        let date = item.plan.due.filter(|_| occasion != Occasion::FollowUp).unwrap_or(from);
        let args = [("name", item.plan.title.as_str().into()), ("date", messages::date_long(lang, date).into())];
        let said = lang.format(&format!("mail-action-{}", occasion.key()), &args);
        format!("• {said}\n  {}", self.app.link(&format!("/t/{}/insatser/{}", self.tenant.code, item.id)))
    }

    pub(super) async fn report(&self, account: AccountId, week: Week) -> Result<bool, Failure> {
        let silent = reminders::silent(self.app, &self.tenant.code, week).await?;
        if self.app.now() >= week.end() || !silent.contains(&account) {
            return Ok(false);
        }
        let Some(member) = self.willing(account, Topic::ReportReminder).await? else { return Ok(false) };
        let facts = vec![self.fact_of_tenant(), ("vecka", messages::week_long(member.receiver.lang, week)), self.address("rapportera")];
        let letter = Ready { kind: LetterKind::ReportReminder, occasion: week.to_string(), edition: None, class: Class::A, facts };
        self.optional(&member, Topic::ReportReminder, &letter).await
    }

    pub(super) async fn publication(&self, account: AccountId, week: Week, version: u32) -> Result<bool, Failure> {
        let Some(member) = self.willing(account, Topic::Publication).await? else { return Ok(false) };
        let Member { actor, receiver } = &member;
        if !actor.can(Action::ViewPicture) {
            return Ok(false);
        }
        // The picture as this reader sees it: the letter holds nothing above their class.
        let request = pictures::Request { week, filter: PictureFilter::default(), version: Some(version) };
        let picture = pictures::show(self.app, actor, &request).await?;
        let facts = vec![
            self.fact_of_tenant(),
            ("vecka", messages::week_long(receiver.lang, week)),
            ("version", version.to_string()),
            ("sammanfattning", documents::picture::words::headline(&picture, receiver.lang)),
            self.address(&format!("lagesbild/{week}")),
        ];
        // Its first sentence counts; motives and places stay in the picture.
        let letter = Ready { kind: LetterKind::Publication, occasion: week.to_string(), edition: Some(version), class: Class::B, facts };
        self.optional(&member, Topic::Publication, &letter).await
    }
}

/// Someone who acts here now, and where their mail goes.
pub(super) struct Member {
    /// As whom.
    pub actor: Actor,
    /// Where to.
    pub receiver: Receiver,
}

/// Name of a report's district.
async fn district(tx: &mut ReadTx, report: &Report, day: Date) -> Result<Option<String>, Failure> {
    let Some(code) = &report.content.district else { return Ok(None) };
    let Some(set) = storage::districts::on_day(tx, day, i64::MAX).await? else { return Ok(None) };
    Ok(storage::districts::list(tx, set.id).await?.into_iter().find(|d| d.code == *code).map(|d| d.name))
}

/// What has become of one report. The report's own words stay in the product: here it is category, district and day.
fn said_of(guard: &Guard, lang: Lang, (what, report, district): (String, &Report, &Option<String>), told: &[FeedbackItem]) -> String {
    let what = [Some(what), district.clone(), Some(messages::date_long(lang, local(report.content.start).date()))];
    let mut lines = vec![what.into_iter().flatten().collect::<Vec<_>>().join(", ")];
    for item in told {
        lines.extend(line(guard, lang, report, item).map(|said| format!("– {said}")));
    }
    lines.join("\n")
}

fn line(guard: &Guard, lang: Lang, report: &Report, item: &FeedbackItem) -> Option<String> {
    match item.kind {
        FeedbackKind::Received => Some(lang.format("mail-report-received", &[("at", messages::date_time(report.submitted).into())])),
        FeedbackKind::Answer => answer(guard, lang, &report.state),
        FeedbackKind::Picture => {
            let (week, version) = feedback::picture_of(item)?;
            Some(lang.format("thread-in-picture", &[("week", messages::week_long(lang, week).into()), ("version", version.into())]))
        }
        FeedbackKind::Action | FeedbackKind::Result => {
            let [sv, en] = item.texts.clone()?;
            Some(match lang {
                Lang::Sv => sv,
                Lang::En => en,
            })
        }
    }
}

/// What was decided. What the reviewer wrote goes with it unless the guard marks it.
fn answer(guard: &Guard, lang: Lang, state: &ReportState) -> Option<String> {
    let (said, letter) = match state {
        ReportState::Submitted | ReportState::Withdrawn { .. } => return None,
        ReportState::Accepted { incident: Some(_), .. } => ("thread-accepted".to_owned(), None),
        ReportState::Accepted { incident: None, .. } => ("thread-planned".to_owned(), None),
        ReportState::Returned(returned) => ("thread-returned".to_owned(), Some(&returned.question)),
        ReportState::Rejected { wrong, note, .. } => (format!("thread-rejected-{}", wrong.key()), note.as_ref()),
        ReportState::Merged { .. } => ("thread-merged".to_owned(), None),
    };
    let letter = letter.filter(|text| guard.found(text).is_none()).map(|text| format!(" ”{}”", text.trim())).unwrap_or_default();
    Some(format!("{}{letter}", lang.text(&said)))
}
