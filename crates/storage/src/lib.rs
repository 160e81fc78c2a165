//! SQL and row mapping, one file per feature. Reads take what the actor may see, writes take the
//! policy's permit, and no write commits without its entry in the audit chain.

mod chain;
mod error;
mod stores;

pub mod accounts;
pub mod actions;
pub mod allowed_words;
pub mod audit;
pub mod batches;
pub mod class_d;
pub mod codes;
pub mod coming_events;
pub mod counts;
pub mod districts;
pub mod editions;
pub mod evidence;
pub mod feed;
pub mod feedback;
pub mod form_keys;
pub mod incidents;
pub mod jobs;
pub mod letters;
pub mod mail_choices;
pub mod meetings;
pub mod members;
pub mod memberships;
pub mod organisation_ids;
pub mod organisations;
pub mod photos;
pub mod pictures;
pub mod places;
pub mod reports;
pub mod results;
pub mod retention;
pub mod secret_links;
pub mod senders;
pub mod sessions;
pub mod settings;
pub mod sources;
pub mod tenants;
pub mod tries;
pub mod weekly;
pub mod words;
pub mod workbook;

pub use database::ServerConfig;
pub use error::StorageError;
pub use stores::{DIRECTORY, DirectoryTx, OperationalTx, ReadTx, Stores, TENANT, WriteTx};

/// Declares the statements of a file: constants, and `ALL` for the test that prepares every
/// statement on both databases.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* const $name: ::database::Statement = ::database::Statement::new($text);)*

        /// Name and text of every statement in this file.
        pub(crate) const ALL: &[(&str, ::database::Statement)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use statements;

/// Every statement on the directory's tables, for the test that prepares each on both databases.
pub fn directory_statements() -> impl Iterator<Item = &'static (&'static str, database::Statement)> {
    [
        accounts::ALL,
        audit::ALL,
        chain::ALL,
        class_d::ALL,
        mail_choices::ALL,
        members::ALL,
        memberships::ALL,
        organisations::ALL,
        retention::accounts::ALL,
        secret_links::ALL,
        sessions::ALL,
        tenants::ALL,
        tries::ALL,
    ]
    .into_iter()
    .flatten()
}

/// Every statement on a tenant's tables, for the test that prepares each on both databases.
pub fn tenant_statements() -> impl Iterator<Item = &'static (&'static str, database::Statement)> {
    [
        actions::ALL,
        actions::measured::ALL,
        allowed_words::ALL,
        audit::ALL,
        batches::ALL,
        chain::ALL,
        codes::ALL,
        coming_events::ALL,
        counts::ALL,
        districts::ALL,
        editions::ALL,
        evidence::ALL,
        feed::ALL,
        feedback::ALL,
        form_keys::ALL,
        incidents::ALL,
        jobs::ALL,
        jobs::FORKS,
        letters::ALL,
        meetings::ALL,
        organisation_ids::ALL,
        photos::ALL,
        pictures::ALL,
        places::ALL,
        reports::ALL,
        results::ALL,
        retention::ALL,
        retention::due::ALL,
        senders::ALL,
        settings::ALL,
        sources::ALL,
        weekly::ALL,
        words::ALL,
        workbook::ALL,
    ]
    .into_iter()
    .flatten()
}
