//! `/t/{tenant}/lagesbild/{week}/publicera`: what goes out to whom, looked at before it does. Withdrawing a public edition too.

use super::edition::EditionView;
use super::marked_texts::{self, MarkedLine};
use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, Fields, FormError, ManyFields, filled, page, summary};
use crate::selection;
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::editions::{self, LONGEST_WORDS, PublicWords};
use application::pictures::{self, Preview, Publish};
use application::{App, districts};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use domain::editions::EditionListing;
use domain::pictures::{PictureState, Step};
use domain::policy::Action;
use domain::week::Week;
use messages::Lang;
use serde::{Deserialize, Serialize};

/// The page before publishing.
#[derive(Serialize)]
pub struct PublishPage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Why it cannot be published now; empty when it can.
    pub not_now: String,
    /// Key of the step.
    pub step: &'static str,
    /// Label of the button.
    pub button: String,
    /// Whether a reason is asked for.
    pub needs_reason: bool,
    /// The state that the reader has seen.
    pub seen: String,
    /// Address of the form.
    pub action: String,
    /// Address of the picture.
    pub back: String,
    /// Texts that the guard marks.
    pub marked: Vec<MarkedLine>,
    /// Whether any of them must be mended first.
    pub blocked: bool,
    /// Address of the allowed words; empty when the reader may not keep them.
    pub words_href: String,
    /// What everyone in the collaboration gets.
    pub everyone: Vec<String>,
    /// What authorities get besides.
    pub authorities: Vec<String>,
    /// Whether the authority has public editions.
    pub public_on: bool,
    /// Address of the setting; empty when the reader may not change it.
    pub setting: String,
    /// The public edition as it would be; `None` when there can be none.
    pub edition: Option<EditionView>,
    /// For whom: the collaboration, or everyone too.
    pub editions: Vec<Choice>,
    /// Coming events to open.
    pub coming: Vec<Choice>,
    /// Longest own words.
    pub longest: usize,
    /// The form as it was sent.
    pub sent: Sent,
    /// Public editions of the week.
    pub published: Vec<PublishedLine>,
}

impl Page for PublishPage {
    const TEMPLATE: &'static str = "publish.html";
}

/// A public edition that has been published.
#[derive(Serialize)]
pub struct PublishedLine {
    /// `Utgåva 1, 2026-11-17 14:00`
    pub label: String,
    /// Version.
    pub version: u32,
    /// Address of its page.
    pub href: String,
    /// That it was withdrawn; empty while it is shown.
    pub withdrawn: String,
}

/// What was sent.
#[derive(Default, Serialize)]
pub struct Sent {
    reason: String,
    words: String,
    kept: bool,
    public: bool,
    coming: Vec<usize>,
}

impl Sent {
    fn read(form: &ManyFields) -> Result<(Self, Step, String), Problem> {
        let step = Step::from_key(form.one("step")).filter(|s| matches!(s, Step::Publish | Step::Correct));
        let step = step.ok_or_else(|| Problem::field("step", "failure-request"))?;
        let coming = form.every("coming").map(|n| n.parse().map_err(|_| Problem::field("coming", "failure-request")));
        let sent = Self {
            reason: form.one("reason").to_owned(),
            words: form.one("words").to_owned(),
            kept: form.one("kept") == "yes",
            public: form.one("edition") == "both",
            coming: coming.collect::<Result<_, _>>()?,
        };
        Ok((sent, step, form.one("seen").to_owned()))
    }
}

/// `GET …/lagesbild/{week}/publicera`
pub async fn show(State(state): State<WebState>, member: Member, Path((_, week)): Path<(String, String)>) -> Answer {
    form(&state.app, &member, selection::week(&week)?, Sent::default(), Vec::new()).await
}

/// `POST …/lagesbild/{week}/publicera`
pub async fn publish(State(state): State<WebState>, member: Member, Path((_, week)): Path<(String, String)>, fields: ManyFields) -> Answer {
    let week = selection::week(&week)?;
    let fields = fields.only(&["step", "seen", "reason", "words", "kept", "edition", "coming"])?;
    let (sent, step, seen) = Sent::read(&fields)?;
    let reason = filled(&sent.reason);
    let words = PublicWords { text: sent.words.clone(), coming: sent.coming.clone() };
    let command = Publish { step, reason: reason.as_deref(), seen: &seen, kept: sent.kept, public: sent.public.then_some(&words) };
    match pictures::publish(&state.app, &member.actor, week, &command).await {
        Ok(_) => Ok(Redirect::to(&member.path(&format!("lagesbild/{week}"))).into_response()),
        Err(failure) => {
            let mut errors = summary(member.lang, failure.into())?;
            // Texts that are mended elsewhere are listed on the page, with the way there.
            let here = ["", "reason", "words", "kept"];
            errors.iter_mut().filter(|e| !here.contains(&e.field)).for_each(|e| e.field = "texts");
            form(&state.app, &member, week, sent, errors).await
        }
    }
}

/// Fields of a withdrawal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    version: u32,
    #[serde(rename = "withdraw-reason")]
    reason: String,
}

/// `POST …/lagesbild/{week}/dra-tillbaka`
pub async fn withdraw(
    State(state): State<WebState>,
    member: Member,
    Path((_, week)): Path<(String, String)>,
    Fields(sent): Fields<Withdraw>,
) -> Answer {
    let week = selection::week(&week)?;
    match editions::withdraw(&state.app, &member.actor, week, sent.version, &sent.reason).await {
        Ok(()) => Ok(Redirect::to(&member.path(&format!("lagesbild/{week}/publicera"))).into_response()),
        Err(failure) => {
            let errors = summary(member.lang, failure.into())?;
            form(&state.app, &member, week, Sent::default(), errors).await
        }
    }
}

async fn form(app: &App, member: &Member, week: Week, sent: Sent, errors: Vec<FormError>) -> Answer {
    let preview = pictures::preview(app, &member.actor, week).await?;
    let outlines = districts::outlines(app, &member.actor, &preview.picture).await?;
    let published = editions::of_week(app, &member.actor, week).await?;
    let shown = PublishPage::new(member, &preview, &outlines, &published, sent, errors);
    page(member.lang, &shown, &shown.errors)
}

impl PublishPage {
    fn new(
        member: &Member,
        preview: &Preview,
        outlines: &[domain::districts::DistrictOutline],
        published: &[EditionListing],
        sent: Sent,
        errors: Vec<FormError>,
    ) -> Self {
        let (lang, picture) = (member.lang, &preview.picture);
        let week = picture.week;
        let step = if matches!(picture.state, PictureState::Published(_)) { Step::Correct } else { Step::Publish };
        let address = format!("lagesbild/{week}");
        let may = |action, path: &str| if member.actor.can(action) { member.path(path) } else { String::new() };
        let choice =
            |value: &str, selected| Choice { value: value.to_owned(), label: lang.text(&format!("publish-edition-{value}")), selected };
        let title = lang.format("publish-title", &[("week", messages::week_long(lang, week).into())]);
        Self {
            shell: Shell::within(member, "publish-title", Place::Picture).titled(title),
            not_now: not_now(preview, step, lang),
            step: step.key(),
            button: messages::step(lang, step),
            needs_reason: step == Step::Correct,
            seen: pictures::seen_key(&picture.state),
            action: member.path(&format!("{address}/publicera")),
            back: member.path(&address),
            marked: marked_texts::lines(member, week, &preview.marked),
            blocked: preview.marked.iter().any(|m| m.level == application::guard::Level::Block),
            words_href: may(Action::EditPlaces, "ord"),
            everyone: everyone(preview, lang),
            authorities: authorities(preview, lang),
            public_on: preview.public_on,
            setting: may(Action::ManageUsers, "administration/offentligt"),
            edition: preview.public.as_ref().map(|edition| EditionView::new(edition, outlines, lang)),
            editions: vec![choice("internal", !sent.public), choice("both", sent.public)],
            coming: coming(preview, &sent, lang),
            longest: LONGEST_WORDS,
            sent,
            errors,
            published: published.iter().map(|e| PublishedLine::new(e, member.path(&format!("offentlig/{week}")), lang)).collect(),
        }
    }
}

impl PublishedLine {
    fn new(listing: &EditionListing, href: String, lang: Lang) -> Self {
        let withdrawn = |w: &domain::editions::Withdrawal| {
            lang.format("edition-withdrawn", &[("at", messages::date_time(w.at).into()), ("value", w.reason.as_str().into())])
        };
        Self {
            label: lang
                .format("picture-version", &[("n", u64::from(listing.version).into()), ("at", messages::date_time(listing.at).into())]),
            version: listing.version,
            href,
            withdrawn: listing.withdrawn.as_ref().map(withdrawn).unwrap_or_default(),
        }
    }
}

fn not_now(preview: &Preview, step: Step, lang: Lang) -> String {
    if !preview.picture.state.possible().contains(&step) {
        return lang.text("publish-not-ready");
    }
    match preview.unreviewed {
        0 => String::new(),
        n => lang.format("publish-unreviewed", &[("n", n.into())]),
    }
}

fn count(n: usize) -> messages::Arg {
    u64::try_from(n).unwrap_or(u64::MAX).into()
}

fn everyone(preview: &Preview, lang: Lang) -> Vec<String> {
    let picture = &preview.picture;
    let places = picture.hotspots.first().map_or(0, |h| h.places.len());
    vec![
        lang.format("publish-counts", &[("n", picture.incident_count.into()), ("count", count(picture.districts.len()))]),
        lang.format("publish-places", &[("n", count(places))]),
        lang.format("publish-judged", &[("n", count(picture.judgement.areas.len())), ("count", count(picture.judgement.focus.len()))]),
        lang.format("publish-actions", &[("n", count(picture.judgement.actions.len()))]),
        lang.format("publish-around", &[("n", count(picture.coming.len())), ("count", count(picture.sources.len()))]),
    ]
}

fn authorities(preview: &Preview, lang: Lang) -> Vec<String> {
    let motives: Vec<&str> = preview.picture.judgement.areas.iter().filter(|a| !a.motive.is_empty()).map(|a| a.name.as_str()).collect();
    match motives.is_empty() {
        true => vec![lang.text("publish-motives-none")],
        false => vec![lang.format("publish-motives", &[("name", motives.join(", ").into())])],
    }
}

fn coming(preview: &Preview, sent: &Sent, lang: Lang) -> Vec<Choice> {
    let events = preview.picture.coming.iter().enumerate();
    let choice = |(at, event): (usize, &domain::incidents::ComingEvent)| Choice {
        value: at.to_string(),
        label: format!("{} ({})", event.title, messages::date_range(lang, event.from, event.to)),
        selected: sent.coming.contains(&at),
    };
    events.map(choice).collect()
}

/// The page of a picture, for rendering samples.
#[cfg(test)]
pub(crate) fn sample(member: &Member, preview: &Preview, text: &str, errors: Vec<FormError>) -> PublishPage {
    let at = preview.picture.at;
    let withdrawal = domain::editions::Withdrawal { at, by: text.to_owned(), reason: text.to_owned() };
    let listing = |version, withdrawn| EditionListing { week: preview.picture.week, version, at, by: text.to_owned(), withdrawn };
    let published = [listing(2, None), listing(1, Some(withdrawal))];
    let sent = Sent { reason: text.to_owned(), words: text.to_owned(), ..Sent::default() };
    PublishPage::new(member, preview, &test_support::picture::outlines(), &published, sent, errors)
}
