//! The people of the practice municipality beside its personas: a few in each state, made by the same
//! use cases as real ones. Titles, never names.

use crate::outcome::Trouble;
use application::people::{self, Invite, MemberFields};
use application::sessions;
use application::{App, invitations, organisations, training};
use domain::actor::Actor;
use domain::ids::OrganisationId;
use domain::memberships::MembershipStep;
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::sessions::Device;
use domain::week::local;
use jiff::{SignedDuration, ToSpan};

/// Someone who takes part, took part or is about to. Days count back from the day the town is made.
struct Member {
    user: &'static str,
    title: &'static str,
    organisation: (&'static str, OrganisationKind),
    roles: &'static [Role],
    invited: i64,
    accepted: Option<i64>,
    /// Days until the last day; negative when it has been.
    last_day: Option<i64>,
    course: bool,
    step: Option<(MembershipStep, i64, &'static str)>,
}

const LEISURE: (&str, OrganisationKind) = ("Fritidsförvaltningen", OrganisationKind::Administration);
const HOUSING: (&str, OrganisationKind) = ("Övningsbostäder", OrganisationKind::MunicipalCompany);
const WALKERS: (&str, OrganisationKind) = ("Nattvandrarna", OrganisationKind::Association);
const RESCUE: (&str, OrganisationKind) = ("Räddningstjänsten", OrganisationKind::RescueService);
const LANDLORD: (&str, OrganisationKind) = ("Bostadsbolaget", OrganisationKind::PrivateLandlord);

const fn member(user: &'static str, title: &'static str, organisation: (&'static str, OrganisationKind), invited: i64) -> Member {
    let accepted = Some(invited - 1);
    Member { user, title, organisation, roles: &[Role::Reporter], invited, accepted, last_day: None, course: false, step: None }
}

/// In the order that they were invited.
const MEMBERS: &[Member] = &[
    member("fastighetsskotare", "Fastighetsskötare", HOUSING, 200),
    Member { roles: &[Role::Reader], last_day: Some(-10), ..member("projektledare", "Projektledare, sommarlov", LEISURE, 120) },
    Member {
        roles: &[Role::Reader],
        step: Some((MembershipStep::Remove, 12, "Har gått vidare till en annan tjänst.")),
        ..member("utvecklingsledare", "Utvecklingsledare", LEISURE, 110)
    },
    Member { course: true, ..member("faltare", "Fältare", LEISURE, 40) },
    Member { roles: &[Role::GroupMember], last_day: Some(20), ..member("brandingenjor", "Brandingenjör", RESCUE, 35) },
    Member {
        step: Some((MembershipStep::Suspend, 5, "Uppdraget är pausat över vintern.")),
        ..member("trygghetsvard", "Trygghetsvärd", WALKERS, 20)
    },
    Member { accepted: None, ..member("omradesvard", "Områdesvärd", LANDLORD, 2) },
];

/// Makes them, as the administrator persona.
pub async fn make(app: &App, administrator: &Actor) -> Result<(), Trouble> {
    for one in MEMBERS {
        add(app, administrator, one).await?;
    }
    Ok(())
}

async fn add(app: &App, administrator: &Actor, one: &Member) -> Result<(), Trouble> {
    let on = |days: i64| app.at(app.now() - SignedDuration::from_hours(24 * days));
    let then = on(one.invited);
    let last_day = one.last_day.map(|days| local(app.now()).date().saturating_add(days.days()));
    let organisation = organisation(&then, administrator, one.organisation).await?;
    let fields = MemberFields { title: one.title.to_owned(), organisation, roles: one.roles.to_vec(), last_day };
    let invite = Invite { email: format!("{}@ovning.example", one.user), member: fields };
    let invited = people::invite(&then, administrator, &invite).await?;
    if let (Some(days), Some(link)) = (one.accepted, &invited.link) {
        let secret = link.rsplit('/').next().unwrap_or_default();
        // Nobody is told the password: in the practice nobody signs in.
        let password = crate::commands::user::random()?;
        let token = invitations::accept_as_new(&on(days), secret, &password, Device::UNKNOWN).await?;
        let session = sessions::find(&on(days), &token).await?;
        if let Some(actor) = session.and_then(|s| s.actor(administrator.tenant())).filter(|_| one.course) {
            training::take(&on(days), &actor).await?;
        }
    }
    if let Some((step, days, reason)) = one.step {
        let person = people::by_id(&on(days), administrator, invited.account).await?;
        people::step(&on(days), administrator, invited.account, person.version, step, reason).await?;
    }
    Ok(())
}

async fn organisation(app: &App, actor: &Actor, (name, kind): (&str, OrganisationKind)) -> Result<OrganisationId, Trouble> {
    let known = organisations::list(app, actor).await?.into_iter().find(|o| o.name == name && o.kind == kind);
    match known {
        Some(known) => Ok(known.id),
        None => Ok(organisations::add(app, actor, name, kind).await?),
    }
}
