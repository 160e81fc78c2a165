//! What every page shows around its own content: name, navigation, language, who may see it,
//! and in the practice municipality the banner and the choice of persona.

use crate::access::{Member, Reader};
use domain::organisations::Class;
use domain::policy::Action;
use domain::tenants::Tenant;
use messages::Lang;
use serde::Serialize;

/// Where in the product a page is, to mark the current item of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Filing a report.
    Report,
    /// One's own reports.
    Mine,
    /// Reviewing what came in.
    Review,
    /// Register of named places.
    Places,
    /// The week's picture.
    Picture,
    /// The list of weeks.
    Weeks,
    /// Coming events.
    Coming,
    /// Imported files.
    Import,
    /// The weekly meeting.
    Meeting,
    /// Actions.
    Actions,
    /// District boundaries.
    Districts,
    /// Table of codes.
    Codes,
    /// Audit log.
    Log,
    /// The calendar of the week.
    Calendar,
    /// Retention.
    Retention,
    /// What has been handed over.
    Disclosures,
    /// The reporters' course.
    Course,
    /// The analyst's workbook.
    Workbook,
    /// What reporters are told.
    Feedback,
    /// The words of letters.
    Letters,
    /// The words of categories and levels.
    Words,
    /// People, organisations, settings.
    Administration,
    /// How things are computed.
    Methods,
    /// About, accessibility.
    About,
    /// Sign-in and error pages.
    Elsewhere,
}

/// An item of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationItem {
    /// Text.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether the page is in this part.
    pub current: bool,
}

/// A persona of the practice municipality.
#[derive(Clone, Debug, Serialize)]
pub struct PersonaChoice {
    /// Value of the form field.
    pub key: String,
    /// Function title, such as `EST-samordnare`.
    pub title: String,
    /// Whether the session is this persona's.
    pub selected: bool,
}

/// The frame around a page; the field `shell` of every page struct.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    /// BCP 47 tag for `<html lang>`.
    pub lang: &'static str,
    /// Title of the page, without the product's name.
    pub title: String,
    /// Name of the authority; empty outside a tenant.
    pub tenant_name: String,
    /// Where the product's name leads.
    pub home: String,
    /// Address of the cards of methods; empty outside a tenant.
    pub methods: String,
    /// Main navigation: what this person may open. Empty outside a tenant.
    pub navigation: Vec<NavigationItem>,
    /// Second row of the navigation (*Mer*).
    pub more: Vec<NavigationItem>,
    /// Name of the signed-in person (a function title); empty when nobody is.
    pub person: String,
    /// Whether a sign-out button is to be shown.
    pub can_sign_out: bool,
    /// Who may see what the page shows, in words; empty when the page shows nothing of a tenant.
    pub audience: String,
    /// Whether everything shown is invented.
    pub demo: bool,
    /// Personas to choose between; empty outside the practice municipality.
    pub personas: Vec<PersonaChoice>,
    /// Address of this page with its query, for forms that come back to it.
    pub here: String,
    /// Tag of the other language, for the switch.
    pub other_lang: &'static str,
    /// Tells one account's reports that wait on a device from another's; empty when nobody is signed in.
    pub owner: String,
    /// Whether the page is kept on the device for where there is no net: it leads nowhere.
    pub kept: bool,
}

impl Shell {
    /// The frame of a page that says nothing about who reads it or where: errors.
    pub fn bare(lang: Lang, demo: bool, title: String) -> Self {
        Self {
            lang: lang.tag(),
            title,
            tenant_name: String::new(),
            home: "/".to_owned(),
            methods: String::new(),
            navigation: Vec::new(),
            more: Vec::new(),
            person: String::new(),
            can_sign_out: false,
            audience: String::new(),
            demo,
            personas: Vec::new(),
            here: "/".to_owned(),
            other_lang: other(lang).tag(),
            owner: String::new(),
            kept: false,
        }
    }

    /// The frame of a page that belongs to no tenant; `title` is a message id.
    pub fn outside(reader: &Reader, title: &str, place: Place) -> Self {
        let lang = reader.lang;
        let mut shell = Self { here: reader.here.clone(), ..Self::bare(lang, reader.demo, lang.text(title)) };
        if let Some(session) = &reader.session {
            shell.person.clone_from(&session.name);
            shell.owner = session.account.to_string();
            shell.can_sign_out = reader.signed_in_by_cookie;
            shell.personas = reader.personas(Some(session.account));
            if let [membership] = session.memberships.as_slice() {
                let code = membership.tenant.code.clone();
                if let Some(actor) = session.actor(&code) {
                    shell.tenant_name.clone_from(&membership.tenant.name);
                    shell.enter(lang, code.as_str(), place, |action| actor.can(action));
                }
            }
        }
        shell
    }

    /// The frame of a page of a tenant that anyone may read, signed in or not; `title` is text.
    pub fn open_to_all(reader: &Reader, tenant: &Tenant, title: String) -> Self {
        let lang = reader.lang;
        let mut shell = Self::outside(reader, "edition-public", Place::Elsewhere).titled(title);
        shell.tenant_name.clone_from(&tenant.name);
        shell.audience = lang.text("audience-a");
        shell
    }

    /// The frame of a page in a tenant; `title` is a message id. The route's action decides the
    /// words of who may see it.
    pub fn within(member: &Member, title: &str, place: Place) -> Self {
        let lang = member.lang;
        let mut shell = Self::outside(&member.reader, title, Place::Elsewhere);
        shell.tenant_name.clone_from(&member.tenant.name);
        member.actor.name().clone_into(&mut shell.person);
        shell.enter(lang, member.tenant.code.as_str(), place, |action| member.actor.can(action));
        shell.audience = lang.text(match member.action.class() {
            Class::A => "audience-a",
            Class::B => "audience-b",
            Class::C => "audience-c",
            Class::D => "audience-d",
        });
        shell
    }

    /// The same for a page that is kept on the device: without the person, and without anything that needs
    /// the net.
    #[must_use]
    pub fn kept(self) -> Self {
        let bare = Self { navigation: Vec::new(), more: Vec::new(), personas: Vec::new(), person: String::new(), ..self };
        Self { can_sign_out: false, kept: true, ..bare }
    }

    /// The same with a badge that says that only authorities see the page.
    #[must_use]
    pub fn for_authorities(mut self, lang: Lang) -> Self {
        self.audience = lang.text("audience-c");
        self
    }

    /// The same with a title that is already text.
    #[must_use]
    pub fn titled(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    fn enter(&mut self, lang: Lang, tenant: &str, place: Place, can: impl Fn(Action) -> bool) {
        let item = |(here, label, path, action): &(Place, &str, &str, Action)| {
            can(*action).then(|| NavigationItem { label: lang.text(label), href: format!("/t/{tenant}/{path}"), current: *here == place })
        };
        self.methods = format!("/t/{tenant}/metod");
        // Who only reports begins there.
        let reporter = can(Action::FileReport) && !can(Action::ExportPicture);
        self.home = format!("/t/{tenant}/{}", if reporter { "rapportera" } else { "lagesbild" });
        self.navigation = MAIN.iter().filter_map(item).collect();
        self.more = MORE.iter().filter_map(item).collect();
    }
}

const MAIN: &[(Place, &str, &str, Action)] = &[
    (Place::Report, "nav-report", "rapportera", Action::FileReport),
    (Place::Review, "nav-review", "granska", Action::ReviewReports),
    (Place::Picture, "nav-picture", "lagesbild", Action::ViewPicture),
    (Place::Meeting, "nav-meeting", "mote", Action::ViewMeeting),
    (Place::Actions, "nav-actions", "insatser", Action::ViewActions),
];

const MORE: &[(Place, &str, &str, Action)] = &[
    (Place::Mine, "nav-mine", "mina", Action::FileReport),
    (Place::Feedback, "nav-feedback", "aterkoppling", Action::ApproveFeedback),
    (Place::Weeks, "nav-weeks", "veckor", Action::ViewPicture),
    (Place::Workbook, "nav-workbook", "analys", Action::UseWorkbook),
    (Place::Coming, "nav-coming", "kommande", Action::ViewPicture),
    (Place::Import, "nav-import", "import", Action::ViewImports),
    (Place::Places, "nav-places", "platser", Action::EditPlaces),
    (Place::Districts, "nav-districts", "stadsdelar", Action::ViewPicture),
    (Place::Codes, "nav-codes", "koder", Action::ViewImports),
    (Place::Log, "nav-log", "logg", Action::ReadAudit),
    (Place::Calendar, "calendar-title", "administration/veckan", Action::EditSettings),
    (Place::Retention, "nav-retention", "gallring", Action::ViewRetention),
    (Place::Disclosures, "nav-disclosures", "utlamnat", Action::ReadAudit),
    (Place::Course, "nav-course", "utbildning", Action::ViewPicture),
    (Place::Methods, "methods-title", "metod", Action::ViewPicture),
    (Place::Letters, "letters-title", "administration/brev", Action::EditLetters),
    (Place::Words, "nav-words", "administration/kategorier", Action::EditWords),
    (Place::Administration, "nav-administration", "administration", Action::ManageUsers),
];

/// The language that the switch offers.
fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Sv => Lang::En,
        Lang::En => Lang::Sv,
    }
}
