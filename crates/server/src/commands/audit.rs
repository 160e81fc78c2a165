//! `samsyn audit verify` and `samsyn audit export`

use crate::arguments::{AuditExport, AuditVerify};
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use application::audit::{Chain, Comparison, authority_of, compare, verify_chain};
use application::{App, tenants};
use domain::actor::Actor;
use domain::audit::Verdict;
use domain::tenants::TenantCode;
use messages::Lang;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

/// Whose chain.
enum Store {
    Tenant(Actor),
    Directory,
}

impl Store {
    async fn tenant(app: &App, code: &TenantCode) -> Result<Self, Trouble> {
        tenants::by_code(app, code).await?;
        Ok(Store::Tenant(Actor::operator(code.clone())))
    }

    fn chain(&self) -> Chain<'_> {
        match self {
            Store::Tenant(actor) => Chain::Tenant(actor),
            Store::Directory => Chain::Directory,
        }
    }
}

/// Walks chains; each head's number and digest go to standard output, to be noted elsewhere.
pub async fn verify(config: &Config, asked: &AuditVerify, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    if let Some(file) = &asked.against {
        return against(&app, asked, file, lang).await;
    }
    if let Some(code) = &asked.tenant {
        return whole(&app, &Store::tenant(&app, code).await?, false, lang).await;
    }
    let mut stores = vec![Store::Directory];
    if !asked.directory {
        for tenant in tenants::all(&app).await? {
            stores.push(Store::tenant(&app, &tenant.code).await?);
        }
    }
    let mut exit = Exit::Done;
    for store in &stores {
        let found = whole(&app, store, true, lang).await?;
        exit = if found == Exit::Done { exit } else { found };
    }
    Ok(exit)
}

/// One chain; `named` when several are told of.
async fn whole(app: &App, store: &Store, named: bool, lang: Lang) -> Result<Exit, Trouble> {
    let name = store.chain().authority();
    let begin = if named { format!("{name}: ") } else { String::new() };
    match verify_chain(app, store.chain()).await? {
        Verdict::Whole { entries, head } => {
            eprintln!("{begin}{}", lang.format("cli-audit-whole", &[("n", entries.into())]));
            println!("{}{entries} {head}", if named { format!("{name} ") } else { String::new() });
            Ok(Exit::Done)
        }
        Verdict::Broken { at } => {
            eprintln!("{begin}{}", lang.format("cli-audit-broken", &[("n", at.into())]));
            Ok(Exit::Tampered)
        }
    }
}

async fn against(app: &App, asked: &AuditVerify, file: &Path, lang: Lang) -> Result<Exit, Trouble> {
    let open = || File::open(file).map(BufReader::new);
    let copy = match open() {
        Ok(copy) => copy,
        Err(error) => {
            eprintln!("samsyn: {}", lang.format("cli-audit-copy-unreadable", &[("value", error.to_string().into())]));
            return Ok(Exit::Refused);
        }
    };
    // Without a name, the copy says whose it is.
    let said = authority_of(copy);
    let store = match (&asked.tenant, asked.directory, said.as_deref()) {
        (Some(code), _, _) => Store::tenant(app, code).await?,
        (None, true, _) | (None, false, Some("directory")) => Store::Directory,
        (None, false, said) => match said.and_then(|code| code.parse::<TenantCode>().ok()) {
            Some(code) => Store::tenant(app, &code).await?,
            None => {
                eprintln!("{}", lang.format("cli-audit-copy-broken", &[("n", 1u64.into())]));
                return Ok(Exit::Tampered);
            }
        },
    };
    let told = match compare(app, store.chain(), open).await? {
        Comparison::Same { entries } => {
            eprintln!("{}", lang.format("cli-audit-same", &[("n", entries.into())]));
            return whole(app, &store, false, lang).await;
        }
        Comparison::CopyBroken { line } => lang.format("cli-audit-copy-broken", &[("n", line.into())]),
        Comparison::CopyCut => lang.text("cli-audit-copy-cut"),
        Comparison::CopyOfAnother { authority } => lang.format("cli-audit-copy-of-another", &[("value", authority.into())]),
        Comparison::StoreBroken { at } => lang.format("cli-audit-broken", &[("n", at.into())]),
        Comparison::StoreDiffers { at } => lang.format("cli-audit-store-differs", &[("n", at.into())]),
    };
    eprintln!("{told}");
    Ok(Exit::Tampered)
}

/// Takes a chain out.
pub async fn export(config: &Config, asked: &AuditExport, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    let store = match &asked.tenant {
        Some(code) => Store::tenant(&app, code).await?,
        None => Store::Directory,
    };
    let mut out: Box<dyn Write + Send> = match &asked.out {
        Some(path) => {
            let file = File::create(path).map_err(Trouble::writing(Some(path)))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(std::io::stdout())),
    };
    let span = application::audit::export(&app, store.chain(), asked.from, asked.to, &mut *out).await?;
    eprintln!("{}", lang.format("cli-audit-exported", &[("first", span.first.into()), ("last", span.last.into())]));
    Ok(Exit::Done)
}
