//! From words to a mail on its way: frame, the link that ends a sort of letters, and the post office.

use super::Message;
use super::compose::{Member, To};
use crate::app::broken;
use crate::disclosures;
use crate::letters::{self, Fact};
use crate::links;
use domain::actor::Actor;
use domain::audit::{AuditEntry, Event};
use domain::failure::Failure;
use domain::ids::AccountId;
use domain::letters::{LetterKind, Topic};
use domain::memberships::{INVITATION_LASTS, RESET_LASTS};
use domain::organisations::Class;
use jiff::SignedDuration;
use messages::Lang;
use storage::secret_links::{LinkRow, Purpose};

/// A link that ends a sort of letters works so long.
const OPT_OUT_LASTS: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Where a letter goes.
pub(super) struct Receiver {
    /// Whose it is.
    pub account: AccountId,
    /// Address.
    pub address: String,
    /// Language.
    pub lang: Lang,
}

/// A letter about the work, ready to be written.
pub(super) struct Ready {
    /// Which.
    pub kind: LetterKind,
    /// What it is about: a day, a week.
    pub occasion: String,
    /// Which version of the week's picture.
    pub edition: Option<u32>,
    /// Highest class of what it holds.
    pub class: Class,
    /// What its words are filled with.
    pub facts: Vec<Fact>,
}

impl To<'_> {
    /// A mail in its frame.
    pub(super) fn framed(&self, receiver: &Receiver, subject: String, text: &str, footer: Option<&str>) -> Message {
        let signature = receiver.lang.format("mail-signature", &[("name", self.tenant.name.as_str().into())]);
        let footer = footer.map_or(String::new(), |footer| format!("\n\n{footer}"));
        let text = format!("{text}\n\n{signature}{footer}\n");
        Message { to: receiver.address.clone(), subject, text, ends: None, id: self.job.to_string() }
    }

    /// The words that hold here, with the facts put in.
    pub(super) async fn written(&self, kind: LetterKind, lang: Lang, facts: &[Fact]) -> Result<(String, String), Failure> {
        let mut tx = self.app.read(&self.program()).await?;
        let text = letters::written(&letters::words(&mut tx, kind, lang).await?, facts);
        Ok((text.subject, text.body))
    }

    /// Sends a letter that holds a link which works once.
    pub(super) async fn with_secret(&self, receiver: &Receiver, kind: LetterKind, facts: &[Fact], hash: [u8; 32]) -> Result<bool, Failure> {
        let (subject, text) = self.written(kind, receiver.lang, facts).await?;
        self.or_forget(self.framed(receiver, subject, &text, None), hash).await
    }

    /// Sends a letter that its receiver can do without, with a link that ends the sort.
    pub(super) async fn optional(&self, to: &Member, topic: Topic, letter: &Ready) -> Result<bool, Failure> {
        let receiver = &to.receiver;
        let (subject, text) = self.written(letter.kind, receiver.lang, &letter.facts).await?;
        let row = LinkRow { account: receiver.account, tenant: None };
        let (secret, hash) = self.link(Purpose::OptOut(topic), &row).await?;
        let (end, all) = (self.app.link(&format!("/utan-mejl/{secret}")), self.app.link("/konto"));
        let footer = receiver.lang.format("mail-opt-out-link", &[("value", end.as_str().into()), ("name", all.into())]);
        let message = Message { ends: Some(end), ..self.framed(receiver, subject, &text, Some(&footer)) };
        self.or_forget(message, hash).await?;
        self.handed_over(to, letter).await
    }

    /// Sends a letter that its receiver cannot do without.
    pub(super) async fn needed(&self, to: &Member, letter: &Ready) -> Result<bool, Failure> {
        let receiver = &to.receiver;
        let (subject, text) = self.written(letter.kind, receiver.lang, &letter.facts).await?;
        let footer = receiver.lang.format("mail-cadence", &[("value", self.app.link("/konto").into())]);
        self.deliver(self.framed(receiver, subject, &text, Some(&footer))).await?;
        self.handed_over(to, letter).await
    }

    /// Notes that a letter has left: which, about what, to which organisation; never whose it is or what it says. It is noted when the mail
    /// server has taken it: a letter that is tried again has not left.
    async fn handed_over(&self, to: &Member, letter: &Ready) -> Result<bool, Failure> {
        let tx = self.app.write(&self.program()).await?;
        let mut entry = AuditEntry::new(Event::LetterSent, letter.occasion.as_str()).fact("letter", letter.kind.key());
        entry.facts.extend(letter.edition.map(|edition| ("edition", edition.to_string())));
        tx.commit(disclosures::stamped(entry, &to.actor, letter.class)).await?;
        Ok(true)
    }

    /// The program itself, in this authority.
    pub(super) fn program(&self) -> Actor {
        Actor::scheduler(self.tenant.code.clone())
    }

    /// A link of its own for this mail: earlier ones that may have arrived work until one is used.
    pub(super) async fn link(&self, purpose: Purpose, row: &LinkRow) -> Result<(String, [u8; 32]), Failure> {
        let (secret, hash) = links::secret()?;
        let lasts = match purpose {
            Purpose::Invitation => INVITATION_LASTS,
            Purpose::Reset => RESET_LASTS,
            Purpose::OptOut(_) => OPT_OUT_LASTS,
        };
        let mut tx = self.app.write_directory(&self.program()).await?;
        storage::secret_links::insert(&mut tx, &hash, purpose, row, self.app.now() + lasts).await?;
        tx.commit(AuditEntry::new(Event::LinkMade, row.account.to_string())).await?;
        Ok((secret, hash))
    }

    async fn or_forget(&self, message: Message, hash: [u8; 32]) -> Result<bool, Failure> {
        let sent = self.deliver(message).await;
        if sent.is_err() {
            let mut tx = self.app.stores().operate_directory().await?;
            storage::secret_links::forget(&mut tx, &hash).await?;
            tx.commit().await?;
        }
        sent.map(|()| true)
    }

    pub(super) async fn deliver(&self, message: Message) -> Result<(), Failure> {
        let post = self.app.post().ok_or(Failure::NotFound)?.clone();
        tokio::task::spawn_blocking(move || post.send(&message)).await.map_err(broken)?
    }
}
