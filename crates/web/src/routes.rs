//! The one list of routes. Router, OpenAPI document and the route walk in the tests are made from
//! it: a route that is not here does not exist, and a route here has its access stated.

use crate::access::{Access, Audience, Guard, guard};
use crate::{WebState, api, assets, exports, form_keys, observe, pages};
use application::imports::LARGEST_UPLOAD;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use domain::policy::Action::{ApproveFeedback, EditLetters, EditWords, UseWorkbook};
use domain::policy::Action::{
    EditCodes, EditComingEvents, EditPlaces, ExportPicture, FileReport, ImportIncidents, ManageUsers, PublishPicture, ReadAudit,
    ReviewReports, UndoImport, ViewImports, ViewPicture,
};
use domain::policy::Action::{EditSettings, ManageRetention, ViewRetention};
use domain::policy::Action::{ProposeAction, RunMeeting, ViewActions, ViewMeeting};

/// Method of a route. Pages know no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Changes nothing but the audit log.
    Get,
    /// Changes something.
    Post,
}

impl Method {
    /// As in a request.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// Where files are sent to.
const UPLOAD: &str = "/t/{tenant}/import";
/// Where a report's photo is sent to.
const PHOTO: &str = "/t/{tenant}/mina/{report}/bild";

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
    /// Whether what it makes is made once, however often its form is sent.
    once: bool,
}

impl Route {
    /// Whether a file comes in: at the speed of the sender's line.
    pub fn takes_a_file(&self) -> bool {
        self.method == Method::Post && [UPLOAD, PHOTO].contains(&self.path)
    }

    /// A router of this route alone, behind its guard.
    pub fn guarded(self, state: &WebState) -> Router<WebState> {
        let guard_of_route =
            Guard { state: state.clone(), access: self.access, audience: self.audience, method: self.method, path: self.path };
        let handler = match self.once {
            true => self.handler.route_layer(from_fn_with_state(state.clone(), form_keys::once)),
            false => self.handler,
        };
        Router::new().route(self.path, handler.route_layer(from_fn_with_state(guard_of_route, guard)))
    }
}

fn page(path: &'static str, access: Access, handler: MethodRouter<WebState>) -> Route {
    Route { method: Method::Get, path, access, audience: Audience::Browser, handler, once: false }
}

fn form(path: &'static str, access: Access, handler: MethodRouter<WebState>) -> Route {
    Route { method: Method::Post, path, access, audience: Audience::Browser, handler, once: false }
}

/// A form that makes something. Its template has `form_key()`.
fn making(path: &'static str, access: Access, handler: MethodRouter<WebState>) -> Route {
    Route { once: true, ..form(path, access, handler) }
}

fn api(path: &'static str, access: Access, handler: MethodRouter<WebState>) -> Route {
    Route { method: Method::Get, path, access, audience: Audience::Program, handler, once: false }
}

/// Every route.
pub fn all() -> Vec<Route> {
    let mut routes = open();
    routes.extend(reports());
    routes.extend(picture());
    routes.extend(actions());
    routes.extend(meetings());
    routes.extend(imports());
    routes.extend(tables());
    routes.extend(retention());
    routes.extend(people());
    routes.extend(letters());
    routes.extend(words());
    routes.extend(workbook());
    routes.extend(own_account());
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
        page("/worker.js", Open, get(assets::worker)),
    ]
}

fn reports() -> Vec<Route> {
    let file = Access::Tenant(FileReport);
    let review = Access::Tenant(ReviewReports);
    let keep = Access::Tenant(EditPlaces);
    vec![
        page("/t/{tenant}/rapportera", file, get(pages::report::show)),
        form("/t/{tenant}/rapportera", file, post(pages::report::send)),
        page("/t/{tenant}/rapportera/utan-nat", file, get(pages::report::kept)),
        page("/t/{tenant}/rapportera/karta", file, get(pages::report::ground)),
        form("/t/{tenant}/rapportera/lugn-vecka", file, post(pages::report::quiet)),
        form("/t/{tenant}/rapportera/granska-text", file, post(pages::report::mark)),
        page("/t/{tenant}/mina", file, get(pages::my_reports::show)),
        page("/t/{tenant}/mina/{report}", file, get(pages::my_reports::one)),
        page("/t/{tenant}/mina/{report}/andra", file, get(pages::report::edit)),
        form("/t/{tenant}/mina/{report}/andra", file, post(pages::report::change)),
        page("/t/{tenant}/mina/{report}/bild", file, get(pages::photo::own)),
        form(PHOTO, file, post(pages::photo::add).layer(DefaultBodyLimit::max(pages::photo::MOST))),
        form("/t/{tenant}/mina/{report}/bild/ta-bort", file, post(pages::photo::remove)),
        form("/t/{tenant}/mina/{report}/ta-tillbaka", file, post(pages::my_reports::withdraw)),
        page("/t/{tenant}/granska", review, get(pages::review::show)),
        page("/t/{tenant}/granska/samma", review, get(pages::matches::show)),
        form("/t/{tenant}/granska/samma", review, post(pages::matches::answer)),
        page("/t/{tenant}/granska/{report}", review, get(pages::review_item::show)),
        form("/t/{tenant}/granska/{report}", review, post(pages::review_item::decide)),
        form("/t/{tenant}/granska/{report}/insats", review, post(pages::review_item::connect)),
        page("/t/{tenant}/granska/{report}/bild", review, get(pages::photo::reviewed)),
        form("/t/{tenant}/granska/{report}/bild/ta-bort", review, post(pages::photo::remove_reviewed)),
        page("/t/{tenant}/platser", keep, get(pages::places::show)),
        making("/t/{tenant}/platser", keep, post(pages::places::add)),
        form("/t/{tenant}/platser/{id}/ta-bort", keep, post(pages::places::remove)),
        page("/t/{tenant}/ord", keep, get(pages::allowed_words::show)),
        making("/t/{tenant}/ord", keep, post(pages::allowed_words::add)),
        form("/t/{tenant}/ord/{id}/ta-bort", keep, post(pages::allowed_words::remove)),
    ]
}

fn picture() -> Vec<Route> {
    let view = Access::Tenant(ViewPicture);
    let export = Access::Tenant(ExportPicture);
    let plan = Access::Tenant(EditComingEvents);
    let publish = Access::Tenant(PublishPicture);
    let open = Access::Public;
    vec![
        page("/t/{tenant}/lagesbild", view, get(pages::picture::current)),
        page("/t/{tenant}/lagesbild/{week}", view, get(pages::picture::show)),
        // Which step it is decides the action: `pictures::step` asks the policy.
        form("/t/{tenant}/lagesbild/{week}/steg", view, post(pages::picture::step)),
        page("/t/{tenant}/lagesbild/{week}/fynd/{id}", view, get(pages::finding::show)),
        page("/t/{tenant}/lagesbild/{week}/publicera", publish, get(pages::publish::show)),
        form("/t/{tenant}/lagesbild/{week}/publicera", publish, post(pages::publish::publish)),
        form("/t/{tenant}/lagesbild/{week}/dra-tillbaka", publish, post(pages::publish::withdraw)),
        // What the tenant has published for everyone, when it has turned that on.
        page("/t/{tenant}/offentlig", open, get(pages::edition::list)),
        page("/t/{tenant}/offentlig/{week}", open, get(pages::edition::show)),
        page("/t/{tenant}/offentlig/{week}/fil.json", open, get(pages::edition::json)),
        page("/t/{tenant}/omrade/{district}", view, get(pages::area::district)),
        page("/t/{tenant}/omrade/{district}/typ/{category}", view, get(pages::area::category)),
        page("/t/{tenant}/omrade/{district}/plats/{place}", view, get(pages::area::place)),
        page("/t/{tenant}/kartdata/{week}", view, get(pages::picture::map_data)),
        page("/t/{tenant}/lagesbild/{week}/fil.pdf", export, get(exports::pdf)),
        page("/t/{tenant}/lagesbild/{week}/fil.json", export, get(exports::json)),
        page("/t/{tenant}/lagesbild/{week}/fil.xlsx", export, get(exports::xlsx)),
        page("/t/{tenant}/lagesbild/{week}/fil.csv", export, get(exports::csv)),
        page("/t/{tenant}/metod", view, get(pages::methods::list)),
        page("/t/{tenant}/metod/{method}", view, get(pages::methods::show)),
        page("/t/{tenant}/veckor", view, get(pages::weeks::show)),
        page("/t/{tenant}/kommande", view, get(pages::coming_events::show)),
        making("/t/{tenant}/kommande", plan, post(pages::coming_events::add)),
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
        making("/t/{tenant}/insatser/ny", propose, post(pages::action::create)),
        // Whose action it is decides what may be done with it: `application::actions` asks.
        page("/t/{tenant}/insatser/{id}", view, get(pages::action::show)),
        page("/t/{tenant}/insatser/{id}/andra", view, get(pages::action::edit)),
        form("/t/{tenant}/insatser/{id}/andra", view, post(pages::action::change)),
        form("/t/{tenant}/insatser/{id}/steg", view, post(pages::action::step)),
        form("/t/{tenant}/insatser/{id}/matning", view, post(pages::action::choose)),
        making("/t/{tenant}/insatser/{id}/anteckning", view, post(pages::action::note)),
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
        form(UPLOAD, view, upload),
        form("/t/{tenant}/import/avsandare", Access::Tenant(EditCodes), post(pages::imports::expect)),
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
        page("/t/{tenant}/utlamnat", Access::Tenant(ReadAudit), get(pages::disclosures::show)),
        page("/t/{tenant}/utlamnat/fil.csv", Access::Tenant(ReadAudit), get(pages::disclosures::csv)),
        page("/t/{tenant}/logg/inloggningar", Access::Tenant(ReadAudit), get(pages::audit_directory::show)),
    ]
}

fn retention() -> Vec<Route> {
    let (view, manage) = (Access::Tenant(ViewRetention), Access::Tenant(ManageRetention));
    vec![
        page("/t/{tenant}/gallring", view, get(pages::retention::show)),
        form("/t/{tenant}/gallring", manage, post(pages::retention::propose)),
        form("/t/{tenant}/gallring/regler", manage, post(pages::retention::set_rule)),
        page("/t/{tenant}/gallring/{id}", view, get(pages::retention::one)),
        form("/t/{tenant}/gallring/{id}", manage, post(pages::retention::step)),
    ]
}

fn people() -> Vec<Route> {
    let manage = Access::Tenant(ManageUsers);
    let view = Access::Tenant(ViewPicture);
    vec![
        page("/t/{tenant}/administration", manage, get(pages::people::show)),
        page("/t/{tenant}/administration/offentligt", manage, get(pages::public_setting::show)),
        form("/t/{tenant}/administration/offentligt", manage, post(pages::public_setting::set)),
        form("/t/{tenant}/administration/installningar", manage, post(pages::people::set)),
        form("/t/{tenant}/administration/bilder", manage, post(pages::people::set_photos)),
        page("/t/{tenant}/administration/bjud-in", manage, get(pages::invite::show)),
        form("/t/{tenant}/administration/bjud-in", manage, post(pages::invite::invite)),
        page("/t/{tenant}/administration/personer/{id}", manage, get(pages::person::show)),
        form("/t/{tenant}/administration/personer/{id}", manage, post(pages::person::change)),
        form("/t/{tenant}/administration/personer/{id}/steg", manage, post(pages::person::step)),
        form("/t/{tenant}/administration/personer/{id}/bjud-in-igen", manage, post(pages::person::invite_again)),
        form("/t/{tenant}/administration/personer/{id}/nytt-losenord", manage, post(pages::person::send_reset)),
        form("/t/{tenant}/administration/personer/{id}/klass-d", manage, post(pages::person::name_for_class_d)),
        form("/t/{tenant}/administration/personer/{id}/klass-d/avsluta", manage, post(pages::person::end_class_d)),
        page("/t/{tenant}/administration/organisationer", manage, get(pages::organisations::show)),
        making("/t/{tenant}/administration/organisationer", manage, post(pages::organisations::add)),
        form("/t/{tenant}/administration/organisationer/{id}", manage, post(pages::organisations::change)),
        form("/t/{tenant}/administration/organisationer/{id}/sla-ihop", manage, post(pages::organisations::join)),
        page("/t/{tenant}/administration/genomgang", manage, get(pages::access_review::show)),
        form("/t/{tenant}/administration/genomgang", manage, post(pages::access_review::mark)),
        page("/t/{tenant}/administration/veckan", Access::Tenant(EditSettings), get(pages::week_calendar::show)),
        form("/t/{tenant}/administration/veckan", Access::Tenant(EditSettings), post(pages::week_calendar::set)),
        page("/t/{tenant}/utbildning", view, get(pages::course::show)),
        form("/t/{tenant}/utbildning", view, post(pages::course::take)),
    ]
}

fn letters() -> Vec<Route> {
    let (approve, edit) = (Access::Tenant(ApproveFeedback), Access::Tenant(EditLetters));
    vec![
        page("/t/{tenant}/aterkoppling", approve, get(pages::feedback::show)),
        form("/t/{tenant}/aterkoppling", approve, post(pages::feedback::settle)),
        page("/t/{tenant}/administration/brev", edit, get(pages::letters::show)),
        form("/t/{tenant}/administration/brev", edit, post(pages::letters::set)),
        page("/t/{tenant}/administration/brev/{letter}", edit, get(pages::letters::one)),
        form("/t/{tenant}/administration/brev/{letter}", edit, post(pages::letters::write)),
        page("/utan-mejl/{secret}", Access::Public, get(pages::opt_out::show)),
        form("/utan-mejl/{secret}", Access::Public, post(pages::opt_out::end)),
    ]
}

fn words() -> Vec<Route> {
    let edit = Access::Tenant(EditWords);
    vec![
        page("/t/{tenant}/administration/kategorier", edit, get(pages::categories::show)),
        making("/t/{tenant}/administration/kategorier", edit, post(pages::categories::add)),
        page("/t/{tenant}/administration/kategorier/{category}", edit, get(pages::categories::one)),
        form("/t/{tenant}/administration/kategorier/{category}", edit, post(pages::categories::write)),
        page("/t/{tenant}/administration/nivaer", edit, get(pages::levels::show)),
        page("/t/{tenant}/administration/nivaer/{level}", edit, get(pages::levels::one)),
        form("/t/{tenant}/administration/nivaer/{level}", edit, post(pages::levels::write)),
    ]
}

fn workbook() -> Vec<Route> {
    let using = Access::Tenant(UseWorkbook);
    vec![
        page("/t/{tenant}/analys", using, get(pages::workbook::show)),
        making("/t/{tenant}/analys", using, post(pages::workbook::save)),
        // That it may be taken out too, `workbook::export` asks; whose it is decides who changes it.
        page("/t/{tenant}/analys/fil.csv", using, get(pages::workbook::csv)),
        page("/t/{tenant}/analys/fil.json", using, get(pages::workbook::json)),
        page("/t/{tenant}/analys/fil.svg", using, get(pages::workbook::svg)),
        page("/t/{tenant}/analys/{id}", using, get(pages::workbook::open)),
        form("/t/{tenant}/analys/{id}", using, post(pages::workbook::rename)),
        page("/t/{tenant}/analys/{id}/ta-bort", using, get(pages::workbook::ask_remove)),
        form("/t/{tenant}/analys/{id}/ta-bort", using, post(pages::workbook::remove)),
        form("/t/{tenant}/analys/{id}/lagesbild", using, post(pages::workbook::cite)),
    ]
}

fn own_account() -> Vec<Route> {
    use Access::{Public, SignedIn};
    vec![
        page("/logga-in/kod", Public, get(pages::sign_in::show_code)),
        form("/logga-in/kod", Public, post(pages::sign_in::give_code)),
        page("/losenord", Public, get(pages::password::show)),
        form("/losenord", Public, post(pages::password::ask)),
        page("/losenord/{secret}", Public, get(pages::password::open)),
        form("/losenord/{secret}", Public, post(pages::password::choose)),
        page("/inbjudan/{secret}", Public, get(pages::invitation::show)),
        form("/inbjudan/{secret}", Public, post(pages::invitation::accept)),
        page("/konto", SignedIn, get(pages::account::show)),
        form("/konto/losenord", SignedIn, post(pages::account::change_password)),
        form("/konto/mejl", SignedIn, post(pages::account::set_mail)),
        form("/konto/enheter/{id}/logga-ut", SignedIn, post(pages::account::sign_out_one)),
        form("/konto/logga-ut-overallt", SignedIn, post(pages::account::sign_out_everywhere)),
        page("/konto/tvasteg", SignedIn, get(pages::second_factor::show)),
        form("/konto/tvasteg", SignedIn, post(pages::second_factor::set_up)),
        form("/konto/tvasteg/ta-bort", SignedIn, post(pages::second_factor::take_away)),
        form("/konto/tvasteg/koder", SignedIn, post(pages::second_factor::new_codes)),
    ]
}

fn programs() -> Vec<Route> {
    let export = Access::Tenant(ExportPicture);
    vec![
        api("/api/v1/openapi.json", Access::Open, get(api::openapi::document)),
        api("/api/v1/tenants/{tenant}/pictures", Access::Tenant(ViewPicture), get(api::pictures::weeks)),
        api("/api/v1/tenants/{tenant}/pictures/{week}", export, get(api::pictures::picture)),
        api("/api/v1/tenants/{tenant}/pictures/{week}/findings/{id}", export, get(api::findings::finding)),
        api("/api/v1/tenants/{tenant}/imports", Access::Tenant(ViewImports), get(api::imports::list)),
        api("/livez", Access::Open, get(observe::livez)),
        api("/readyz", Access::Open, get(observe::readyz)),
        api("/metrics", Access::Open, get(observe::prometheus)),
    ]
}
