//! `/t/{tenant}/administration/bjud-in`: inviting someone.

use crate::WebState;
use crate::access::Member;
use crate::errors::Problem;
use crate::forms::{Answer, Choice, FormError, ManyFields, page, summary};
use crate::shell::{Place, Shell};
use crate::templates::Page;
use application::organisations;
use application::people::{self, Invite, MemberFields};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use domain::failure::{Failure, FieldError};
use domain::organisations::Organisation;
use domain::policy::Role;
use messages::Lang;
use serde::Serialize;

/// The form.
#[derive(Serialize)]
pub struct InvitePage {
    /// Frame.
    pub shell: Shell,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// Address of the form.
    pub action: String,
    /// Address of the organisations, when there are none to choose between.
    pub organisations: String,
    /// E-mail address as it was sent.
    pub email: String,
    /// The other fields.
    pub fields: MemberForm,
    /// Whether the invitation goes by mail.
    pub by_mail: bool,
}

impl Page for InvitePage {
    const TEMPLATE: &'static str = "invite.html";
}

/// A link to hand over, shown this one time.
#[derive(Serialize)]
pub struct HandoverPage {
    /// Frame.
    pub shell: Shell,
    /// The link.
    pub link: String,
    /// Address of the person's page.
    pub person: String,
}

impl Page for HandoverPage {
    const TEMPLATE: &'static str = "handover.html";
}

/// Fields of a member, in the form for a new one and for one that is changed.
#[derive(Clone, Serialize)]
pub struct MemberForm {
    /// Function title.
    pub title: String,
    /// Organisations to choose between.
    pub organisations: Vec<Choice>,
    /// Every role.
    pub roles: Vec<RoleChoice>,
    /// Last day as sent; empty for no end.
    pub last_day: String,
}

/// A role to tick.
#[derive(Clone, Serialize)]
pub struct RoleChoice {
    /// Key.
    pub value: String,
    /// In words.
    pub label: String,
    /// What it lets its person do, in words.
    pub hint: String,
    /// Whether it is ticked.
    pub selected: bool,
}

/// Names of the fields that [`read`] reads.
pub(crate) const NAMES: [&str; 4] = ["title", "organisation", "roles", "last_day"];

impl MemberForm {
    /// A form with these values.
    pub(crate) fn new(lang: Lang, organisations: &[Organisation], title: &str, chosen: &str, roles: &[Role], last_day: &str) -> Self {
        let may_be_chosen = |o: &&Organisation| o.active || o.id.to_string() == chosen;
        let organisation = |o: &Organisation| Choice {
            value: o.id.to_string(),
            label: format!("{} ({})", o.name, messages::organisation_kind(lang, o.kind)),
            selected: o.id.to_string() == chosen,
        };
        let role = |role: &Role| RoleChoice {
            value: role.key().to_owned(),
            label: messages::role(lang, *role),
            hint: lang.text(&format!("role-hint-{}", role.key())),
            selected: roles.contains(role),
        };
        Self {
            title: title.to_owned(),
            organisations: organisations.iter().filter(may_be_chosen).map(organisation).collect(),
            roles: Role::ALL.iter().map(role).collect(),
            last_day: last_day.to_owned(),
        }
    }

    /// The same form with what was sent.
    pub(crate) fn sent(lang: Lang, organisations: &[Organisation], sent: &ManyFields) -> Self {
        let roles: Vec<Role> = sent.every("roles").filter_map(Role::from_key).collect();
        Self::new(lang, organisations, sent.one("title"), sent.one("organisation"), &roles, sent.one("last_day"))
    }
}

/// What was sent, as the use case takes it.
pub(crate) fn read(sent: &ManyFields) -> Result<MemberFields, Failure> {
    let mut errors = Vec::new();
    let organisation = sent.one("organisation").parse().ok();
    if organisation.is_none() {
        errors.push(FieldError::new("organisation", "failure-organisation-unknown"));
    }
    let roles: Option<Vec<Role>> = sent.every("roles").map(Role::from_key).collect();
    if roles.is_none() {
        errors.push(FieldError::new("roles", "failure-no-role"));
    }
    let last_day = match sent.one("last_day") {
        "" => None,
        text => text.parse().map(Some).unwrap_or_else(|_| {
            errors.push(FieldError::new("last_day", "failure-date").with(text));
            None
        }),
    };
    match (organisation, roles, errors.is_empty()) {
        (Some(organisation), Some(roles), true) => Ok(MemberFields { title: sent.one("title").to_owned(), organisation, roles, last_day }),
        _ => Err(Failure::Invalid(errors)),
    }
}

/// `GET …/bjud-in`
pub async fn show(State(state): State<WebState>, member: Member) -> Answer {
    let organisations = organisations::list(&state.app, &member.actor).await?;
    let fields = MemberForm::new(member.lang, &organisations, "", "", &[], "");
    form(&state, &member, String::new(), fields, Vec::new())
}

fn form(state: &WebState, member: &Member, email: String, fields: MemberForm, errors: Vec<FormError>) -> Answer {
    let shown = InvitePage {
        shell: Shell::within(member, "invite-title", Place::Administration),
        errors,
        action: member.path("administration/bjud-in"),
        organisations: member.path("administration/organisationer"),
        email,
        fields,
        by_mail: state.app.post().is_some(),
    };
    page(member.lang, &shown, &shown.errors)
}

/// `POST …/bjud-in`
pub async fn invite(State(state): State<WebState>, member: Member, sent: ManyFields) -> Answer {
    let sent = sent.only(&["email", NAMES[0], NAMES[1], NAMES[2], NAMES[3]])?;
    let invited = match read(&sent) {
        Ok(fields) => people::invite(&state.app, &member.actor, &Invite { email: sent.one("email").to_owned(), member: fields }).await,
        Err(failure) => Err(failure),
    };
    match invited {
        Ok(invited) => told(&member, invited),
        Err(failure) => {
            let organisations = organisations::list(&state.app, &member.actor).await?;
            let errors = summary(member.lang, Problem::from(failure))?;
            form(&state, &member, sent.one("email").to_owned(), MemberForm::sent(member.lang, &organisations, &sent), errors)
        }
    }
}

/// On to the person's page, or the link to hand over.
pub(crate) fn told(member: &Member, invited: people::Invited) -> Answer {
    let person = member.path(&format!("administration/personer/{}", invited.account));
    let Some(link) = invited.link else { return Ok(Redirect::to(&person).into_response()) };
    let shell = Shell::within(member, "handover-title", Place::Administration);
    page(member.lang, &HandoverPage { shell, link, person }, &[])
}
