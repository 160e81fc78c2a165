//! What people want by mail: by topic, in which language, how often. A link in each letter ends its sort without signing in.

use crate::app::App;
use crate::links;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::letters::{Cadence, Topic};
use domain::tenants::TenantCode;
use messages::Lang;
use storage::ReadTx;
use storage::secret_links::Purpose;

/// What an account wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailWishes {
    /// Whether it wants any mail that it can do without.
    pub any: bool,
    /// By topic, all of them.
    pub topics: Vec<(Topic, bool)>,
    /// Language of its letters.
    pub lang: Lang,
    /// How often it hears of its own actions.
    pub cadence: Cadence,
}

/// What an account wants, as it stands when nothing was chosen.
///
/// # Errors
/// [`Failure::NotFound`] for an account that is off.
pub async fn wishes(app: &App, account: AccountId) -> Result<MailWishes, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let own = storage::accounts::own(&mut tx, account).await?.ok_or(Failure::NotFound)?;
    let mut by_default = false;
    for membership in storage::memberships::active(&mut tx, account, app.now()).await? {
        by_default |= storage::mail_choices::publication_default(&mut tx, &membership.tenant.code).await?;
    }
    let chosen = storage::mail_choices::of_account(&mut tx, account).await?;
    let wanted = |topic: Topic| {
        let choice = chosen.iter().find(|(known, _)| *known == topic).map(|(_, wanted)| *wanted);
        choice.unwrap_or(topic != Topic::Publication || by_default)
    };
    let (lang, cadence) = how(&mut tx, account).await?;
    Ok(MailWishes { any: own.wants_mail, topics: Topic::ALL.iter().map(|t| (*t, wanted(*t))).collect(), lang, cadence })
}

/// Keeps what an account wants.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn set_wishes(app: &App, account: AccountId, wishes: &MailWishes) -> Result<(), Failure> {
    let before = self::wishes(app, account).await?;
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    storage::accounts::set_wants_mail(&mut tx, account, wishes.any).await?;
    // What is left as it was is not chosen: it follows the authority's own setting.
    for (topic, wanted) in wishes.topics.iter().filter(|choice| !before.topics.contains(choice)) {
        storage::mail_choices::choose(&mut tx, account, *topic, *wanted).await?;
    }
    storage::mail_choices::set_lang(&mut tx, account, wishes.lang.tag()).await?;
    storage::mail_choices::set_cadence(&mut tx, account, wishes.cadence).await?;
    let entry = AuditEntry::new(Event::AccountChanged, account.to_string()).fact("wants-mail", wishes.any.to_string());
    Ok(tx.commit(entry).await?)
}

/// Writes an account's letters in the language that it reads pages in.
///
/// # Errors
/// [`Failure::Infrastructure`] only.
pub async fn speak(app: &App, account: AccountId, lang: Lang) -> Result<(), Failure> {
    let mut tx = app.stores().read_directory().await?;
    if how(&mut tx, account).await?.0 == lang {
        return Ok(());
    }
    drop(tx);
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    storage::mail_choices::set_lang(&mut tx, account, lang.tag()).await?;
    Ok(tx.commit(AuditEntry::new(Event::AccountChanged, account.to_string()).fact("lang", lang.tag())).await?)
}

async fn how(tx: &mut ReadTx, account: AccountId) -> Result<(Lang, Cadence), Failure> {
    let known = storage::mail_choices::how(tx, account).await?;
    Ok(known.map_or((Lang::Sv, Cadence::Daily), |(tag, cadence)| (Lang::from_tag(&tag).unwrap_or_default(), cadence)))
}

/// Language of an account's letters.
pub(super) async fn language(app: &App, account: AccountId) -> Result<Lang, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(how(&mut tx, account).await?.0)
}

/// How often an account hears of its actions.
pub(crate) async fn cadence(app: &App, account: AccountId) -> Result<Cadence, Failure> {
    let mut tx = app.stores().read_directory().await?;
    Ok(how(&mut tx, account).await?.1)
}

/// Whether an account wants letters of a sort from an authority.
pub(crate) async fn wants(app: &App, tenant: &TenantCode, account: AccountId, topic: Topic) -> Result<bool, Failure> {
    let mut tx = app.stores().read_directory().await?;
    let Some(own) = storage::accounts::own(&mut tx, account).await? else { return Ok(false) };
    if !own.wants_mail || own.email.is_none() {
        return Ok(false);
    }
    let choice = storage::mail_choices::of_account(&mut tx, account).await?.into_iter().find(|(known, _)| *known == topic);
    match (choice, topic) {
        (Some((_, wanted)), _) => Ok(wanted),
        (None, Topic::Publication) => Ok(storage::mail_choices::publication_default(&mut tx, tenant).await?),
        (None, Topic::Feedback | Topic::ReportReminder | Topic::Training | Topic::Actions) => Ok(true),
    }
}

async fn of_link(app: &App, secret: &str) -> Result<(AccountId, Topic), Failure> {
    let hash = links::hash_of(secret).ok_or(Failure::NotFound)?;
    let mut tx = app.stores().read_directory().await?;
    for topic in Topic::ALL {
        if let Some(link) = storage::secret_links::find(&mut tx, &hash, Purpose::OptOut(*topic), app.now()).await? {
            return Ok((link.account, *topic));
        }
    }
    Err(Failure::NotFound)
}

/// What the link of a letter ends. Looking at it ends nothing.
///
/// # Errors
/// [`Failure::NotFound`] when the link does not work, or no longer.
pub async fn opted_out(app: &App, secret: &str) -> Result<Topic, Failure> {
    Ok(of_link(app, secret).await?.1)
}

/// Ends the letters of a sort, by the link of one of them.
///
/// # Errors
/// [`Failure::NotFound`] when the link does not work, or no longer.
pub async fn opt_out(app: &App, secret: &str) -> Result<Topic, Failure> {
    let (account, topic) = of_link(app, secret).await?;
    let mut tx = app.stores().write_directory(account.to_string(), app.now()).await?;
    storage::mail_choices::choose(&mut tx, account, topic, false).await?;
    let entry = AuditEntry::new(Event::AccountChanged, account.to_string()).fact("no-mail-about", topic.key());
    tx.commit(entry).await?;
    Ok(topic)
}
