//! `samsyn recompute ID`

use crate::arguments::Recompute;
use crate::config::Config;
use crate::outcome::{Exit, Trouble};
use domain::actor::Actor;
use messages::Lang;

/// Computes a kept result anew and says whether it is equal. Both outputs go to standard output, the kept one first.
pub async fn recompute(config: &Config, asked: &Recompute, lang: Lang) -> Result<Exit, Trouble> {
    let app = config.open().await?;
    application::tenants::by_code(&app, &asked.tenant).await?;
    let found = application::results::recompute(&app, &Actor::operator(asked.tenant.clone()), asked.result).await?;
    let line = |digest: &str, analysis: &str, output: &str| println!("{digest}\t{analysis}\t{output}");
    line(&found.kept.output_digest, &found.kept.analysis, &found.kept.output);
    line(&found.output_digest, &found.analysis, &found.output);
    let id = match (found.is_equal(), found.input_digest == found.kept.input_digest) {
        (true, _) => "cli-recompute-equal",
        (false, true) => "cli-recompute-output-differs",
        (false, false) => "cli-recompute-input-differs",
    };
    eprintln!("{}", lang.format(id, &[("value", found.kept.as_of.to_string().into())]));
    Ok(if found.is_equal() { Exit::Done } else { Exit::Differs })
}
