//! `samsyn config check`

use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use messages::Lang;

/// Tries the stores and prints what counts. A password in the database's address is not printed.
pub async fn check(config: &Config, lang: Lang) -> Result<Exit, Trouble> {
    let file = config.file.as_ref().map_or_else(|| "-".to_owned(), |f| f.display().to_string());
    println!("config    {file}");
    println!("data      {}", config.data.display());
    println!("database  {}", config.database.as_deref().map_or_else(|| "sqlite".to_owned(), without_password));
    println!(
        "http      {}:{} behind_tls={} metrics_open={}",
        config.http.address, config.http.port, config.http.behind_tls, config.http.metrics_open
    );
    let mail = config.mail.as_ref().map_or_else(|| "-".to_owned(), |m| format!("{} from {}", m.host, m.from));
    println!("mail      {mail}");
    println!("log       {} {:?}", config.log.level, config.log.format);
    if config.mail.is_some() {
        println!("links     {}", config.address());
    }
    let app = config.open().await?;
    let not_ready = |not_ready: application::NotReady| Trouble::Said("cli-store-not-ready", not_ready.to_string());
    app.ready().await.map_err(not_ready)?;
    app.check_stores().await.map_err(not_ready)?;
    println!("tenants   {}", application::tenants::all(&app).await?.len());
    if config.mail.is_some() && config.http.public_address.is_none() {
        return Err(Trouble::Said("cli-no-public-address", config.address()));
    }
    if let Some(post) = app.post() {
        post.greet().map_err(|cause| Trouble::Said("cli-mail-unreachable", cause))?;
    }
    eprintln!("{}", lang.text("cli-config-good"));
    Ok(Exit::Done)
}

fn without_password(url: &str) -> String {
    match url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (user, place))) => format!("{scheme}://{}@{place}", user.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_printed() {
        assert_eq!(without_password("postgres://a:secret@host/db"), "postgres://a@host/db");
        assert_eq!(without_password("postgres:///db?host=/run"), "postgres:///db?host=/run");
    }
}
