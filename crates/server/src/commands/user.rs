//! `samsyn user add`, `invite` and `reset`.

use crate::arguments::{UserAdd, UserInvite};
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use application::accounts::{NewAccount, create};
use application::people::{self, Invite, MemberFields};
use application::{organisations, recovery};
use domain::actor::Actor;
use domain::failure::{Failure, FieldError};
use domain::organisations::OrganisationKind;
use domain::policy::Role;
use domain::tenants::TenantCode;
use messages::Lang;

/// Makes an account. Without `--password-stdin` a password is made and printed once on standard output.
pub async fn add(config: &Config, user: &UserAdd, lang: Lang) -> Result<Exit, Trouble> {
    let roles = user.roles.iter().flat_map(|r| r.split(',')).map(role).collect::<Result<Vec<_>, _>>()?;
    let organisation = kind(&user.organisation_kind)?;
    let app = config.open().await?;
    let tenant = application::tenants::by_code(&app, &user.tenant).await?;
    let (password, made) = if user.password_stdin { (from_stdin()?, false) } else { (random()?, true) };
    let new = NewAccount {
        user: user.user.clone(),
        title: user.title.clone().unwrap_or_else(|| user.user.clone()),
        password: Some(password.clone()),
        tenant: tenant.code.clone(),
        organisation,
        organisation_name: user.organisation.clone().unwrap_or(tenant.name),
        roles,
    };
    create(&app, Actor::operator(tenant.code).name(), &new).await?;
    eprintln!("{}", lang.format("cli-user-added", &[("user", user.user.as_str().into())]));
    if made {
        println!("{password}");
    }
    Ok(Exit::Done)
}

/// Invites someone. Without mail configured the link is printed on standard output.
pub async fn invite(config: &Config, user: &UserInvite, lang: Lang) -> Result<Exit, Trouble> {
    let roles = user.roles.iter().flat_map(|r| r.split(',')).map(role).collect::<Result<Vec<_>, _>>()?;
    let kind = kind(&user.organisation_kind)?;
    let app = config.open().await?;
    app.open_address(&config.address());
    let tenant = application::tenants::by_code(&app, &user.tenant).await?;
    let operator = Actor::operator(tenant.code.clone());
    let name = user.organisation.clone().unwrap_or(tenant.name);
    let known = organisations::list(&app, &operator).await?.into_iter().find(|o| o.name == name && o.kind == kind);
    let organisation = match known {
        Some(known) => known.id,
        None => organisations::add(&app, &operator, &name, kind).await?,
    };
    let member = MemberFields { title: user.title.clone(), organisation, roles, last_day: user.last_day };
    let invited = people::invite(&app, &operator, &Invite { email: user.email.clone(), member }).await?;
    eprintln!("{}", lang.format("cli-user-invited", &[("user", user.email.as_str().into())]));
    if let Some(link) = invited.link {
        println!("{link}");
    }
    Ok(Exit::Done)
}

/// Prints a link to choose a new password.
pub async fn reset(config: &Config, tenant: &TenantCode, user: &str, without_second_factor: bool, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    app.open_address(&config.address());
    let link = recovery::link(&app, tenant, user, without_second_factor).await?;
    eprintln!("{}", lang.text("cli-user-reset"));
    println!("{link}");
    Ok(Exit::Done)
}

fn kind(key: &str) -> Result<OrganisationKind, Trouble> {
    OrganisationKind::from_key(key).ok_or_else(|| unknown("organisation-kind", "failure-unknown-organisation-kind", key))
}

fn role(key: &str) -> Result<Role, Trouble> {
    Role::from_key(key.trim()).ok_or_else(|| unknown("role", "failure-unknown-role", key))
}

fn unknown(field: &'static str, message: &'static str, value: &str) -> Trouble {
    Failure::Invalid(vec![FieldError::new(field, message).with(value)]).into()
}

fn from_stdin() -> Result<String, Trouble> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|e| Trouble::Config(e.to_string()))?;
    Ok(domain::text::written(line.trim_end_matches(['\r', '\n'])))
}

/// 120 random bits in hexadecimal.
pub(super) fn random() -> Result<String, Trouble> {
    let mut bytes = [0u8; 15];
    getrandom::fill(&mut bytes).map_err(|e| Trouble::Config(e.to_string()))?;
    Ok(hex::encode(bytes))
}
