//! The one list of routes. Router, OpenAPI document and the route walk in the tests are made from
//! it: a route that is not here does not exist, and a route here has its access stated.

use crate::access::{Access, Audience, Guard, guard};
use crate::{WebState, api, assets, exports, observe, pages};
use application::imports::LARGEST_UPLOAD;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use domain::policy::Action::{
    EditCodes, EditComingEvents, ExportPicture, ImportIncidents, ReadAudit, UndoImport, ViewImports, ViewPicture,
};
use domain::policy::Action::{ProposeAction, RunMeeting, ViewActions, ViewMeeting};

/// Method of a route. Pages know no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Changes nothing but the audit log.
    Get,
    /// Changes something.
    Post,
}

/// One route.
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path template.
    pub path: &'static str,
    /// What it asks of the one who comes.
    pub access: Access,
    /// Whom it answers.
    pub audience: Audience,
    handler: MethodRouter<WebState>,
}

impl Route {
    /// A router of this route alone, behind its guard.
    pub fn guarded(self, state: &WebState) -> Router<WebState> {
        let guard_of_route = Guard { state: state.clone(), access: self.access, audience: self.audience };
        Router::new().route(self.path, self.handler.route_layer(from_fn_with_state(guard_of_route, guard)))
    }
}

fn page(path: &'static str, access: Access, handler: MethodRouter<WebState>) -> Route {
    Route { method: Method::Get, path, access, audience: Audience::Browser, handler }
}

fn form(path: &'static str, access: Access, handler: MethodRouter<WebState>) -> Route {
    Route { method: Method::Post, path, access, audience: Audience::Browser, handler }
}

fn api(path: &'static str, access: Access, handler: MethodRouter<WebState>) -> Route {
    Route { method: Method::Get, path, access, audience: Audience::Program, handler }
}

/// Every route.
pub fn all() -> Vec<Route> {
    let mut routes = open();
    routes.extend(picture());
    routes.extend(actions());
    routes.extend(meetings());
    routes.extend(imports());
    routes.extend(tables());
    routes.extend(programs());
    routes
}

fn open() -> Vec<Route> {
    use Access::{Open, Public, SignedIn};
    vec![
        page("/", SignedIn, get(pages::start::show)),
        page("/logga-in", Public, get(pages::sign_in::show)),
        form("/logga-in", Public, post(pages::sign_in::sign_in)),
        form("/logga-ut", Public, post(pages::sign_in::sign_out)),
        form("/sprak", Public, post(pages::start::speak)),
        form("/persona", Public, post(pages::start::become_persona)),
        page("/om", Public, get(pages::about::about)),
        page("/tillganglighet", Public, get(pages::about::accessibility)),
        page("/assets/{*file}", Open, get(assets::serve)),
    ]
}

fn picture() -> Vec<Route> {
    let view = Access::Tenant(ViewPicture);
    let export = Access::Tenant(ExportPicture);
    let plan = Access::Tenant(EditComingEvents);
    vec![
        page("/t/{tenant}/lagesbild", view, get(pages::picture::current)),
        page("/t/{tenant}/lagesbild/{week}", view, get(pages::picture::show)),
        // Which step it is decides the action: `pictures::step` asks the policy.
        form("/t/{tenant}/lagesbild/{week}/steg", view, post(pages::picture::step)),
        page("/t/{tenant}/kartdata/{week}", view, get(pages::picture::map_data)),
        page("/t/{tenant}/lagesbild/{week}/fil.pdf", export, get(exports::pdf)),
        page("/t/{tenant}/lagesbild/{week}/fil.json", export, get(exports::json)),
        page("/t/{tenant}/lagesbild/{week}/fil.xlsx", export, get(exports::xlsx)),
        page("/t/{tenant}/lagesbild/{week}/fil.csv", export, get(exports::csv)),
        page("/t/{tenant}/veckor", view, get(pages::weeks::show)),
        page("/t/{tenant}/kommande", view, get(pages::coming_events::show)),
        form("/t/{tenant}/kommande", plan, post(pages::coming_events::add)),
        form("/t/{tenant}/kommande/{id}/ta-bort", plan, post(pages::coming_events::remove)),
    ]
}

fn actions() -> Vec<Route> {
    let view = Access::Tenant(ViewActions);
    let propose = Access::Tenant(ProposeAction);
    vec![
        page("/t/{tenant}/insatser", view, get(pages::actions::show)),
        page("/t/{tenant}/insatser/tavla", view, get(pages::actions::board)),
        page("/t/{tenant}/insatser/kalender", view, get(pages::actions::calendar)),
        page("/t/{tenant}/insatser/fil.csv", view, get(pages::actions::csv)),
        page("/t/{tenant}/insatser/fil.xlsx", view, get(pages::actions::xlsx)),
        page("/t/{tenant}/insatser/ny", propose, get(pages::action::new)),
        form("/t/{tenant}/insatser/ny", propose, post(pages::action::create)),
        // Whose action it is decides what may be done with it: `application::actions` asks.
        page("/t/{tenant}/insatser/{id}", view, get(pages::action::show)),
        page("/t/{tenant}/insatser/{id}/andra", view, get(pages::action::edit)),
        form("/t/{tenant}/insatser/{id}/andra", view, post(pages::action::change)),
        form("/t/{tenant}/insatser/{id}/steg", view, post(pages::action::step)),
        form("/t/{tenant}/insatser/{id}/anteckning", view, post(pages::action::note)),
    ]
}

fn meetings() -> Vec<Route> {
    let (view, run) = (Access::Tenant(ViewMeeting), Access::Tenant(RunMeeting));
    vec![
        page("/t/{tenant}/mote", view, get(pages::meeting::current)),
        page("/t/{tenant}/mote/{week}", view, get(pages::meeting::show)),
        form("/t/{tenant}/mote/{week}", run, post(pages::meeting::write)),
        form("/t/{tenant}/mote/{week}/steg", run, post(pages::meeting::step)),
    ]
}

fn imports() -> Vec<Route> {
    let view = Access::Tenant(ViewImports);
    let undo = Access::Tenant(UndoImport);
    // Districts and incidents come through one door: the use cases ask the policy for the kind.
    // Room for the multipart frame around the largest file.
    let upload_bytes = usize::try_from(LARGEST_UPLOAD).unwrap_or(usize::MAX).saturating_add(64 << 10);
    let upload = post(pages::imports::upload).layer(DefaultBodyLimit::max(upload_bytes));
    vec![
        page("/t/{tenant}/import", view, get(pages::imports::show)),
        form("/t/{tenant}/import", view, upload),
        page("/t/{tenant}/import/fil/{upload}", view, get(pages::import_preview::show)),
        form("/t/{tenant}/import/fil/{upload}", view, post(pages::import_preview::confirm)),
        page("/t/{tenant}/import/jobb/{job}", Access::Tenant(ImportIncidents), get(pages::import_progress::show)),
        page("/t/{tenant}/import/{batch}", view, get(pages::import_report::show)),
        page("/t/{tenant}/import/{batch}/avvisade.csv", view, get(pages::import_report::rejected_csv)),
        page("/t/{tenant}/import/{batch}/angra", undo, get(pages::import_report::ask_undo)),
        form("/t/{tenant}/import/{batch}/angra", undo, post(pages::import_report::undo)),
    ]
}

fn tables() -> Vec<Route> {
    let edit = Access::Tenant(EditCodes);
    vec![
        page("/t/{tenant}/stadsdelar", Access::Tenant(ViewPicture), get(pages::districts::show)),
        page("/t/{tenant}/koder", Access::Tenant(ViewImports), get(pages::codes::show)),
        form("/t/{tenant}/koder", edit, post(pages::codes::save)),
        form("/t/{tenant}/koder/ta-bort", edit, post(pages::codes::remove)),
        page("/t/{tenant}/logg", Access::Tenant(ReadAudit), get(pages::audit::show)),
    ]
}

fn programs() -> Vec<Route> {
    let export = Access::Tenant(ExportPicture);
    vec![
        api("/api/v1/openapi.json", Access::Open, get(api::openapi::document)),
        api("/api/v1/tenants/{tenant}/pictures", Access::Tenant(ViewPicture), get(api::pictures::weeks)),
        api("/api/v1/tenants/{tenant}/pictures/{week}", export, get(api::pictures::picture)),
        api("/api/v1/tenants/{tenant}/imports", Access::Tenant(ViewImports), get(api::imports::list)),
        api("/livez", Access::Open, get(observe::livez)),
        api("/readyz", Access::Open, get(observe::readyz)),
        api("/metrics", Access::Open, get(observe::prometheus)),
    ]
}
