//! PDF in a process of its own: the typesetting library has no timeout and can be neither
//! stopped nor bounded from inside (trust.md T-16).

use documents::{TypesetInput, typeset_main};
use futures::future::BoxFuture;
use std::io::{Read, Write};
use std::process::{ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use web::{Typeset, TypesetError};

/// Longest time for a document. An ordinary picture takes about a second.
const LONGEST: Duration = Duration::from_secs(30);

/// Most address space of the process, KiB. An ordinary picture uses a tenth of it.
const MOST_MEMORY: u32 = 4 << 20;

/// Most documents at once: each takes a whole core.
const AT_ONCE: usize = 2;

/// The child's side: an input on standard input, a PDF on standard output.
pub fn child() -> ExitCode {
    let mut input = Vec::new();
    let result = std::io::stdin().lock().read_to_end(&mut input).map_err(|e| e.to_string());
    let result = result.and_then(|_| typeset_main(&input).map_err(|e| e.to_string()));
    match result.and_then(|pdf| std::io::stdout().lock().write_all(&pdf).map_err(|e| e.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

/// The parent's side.
pub fn typesetter() -> Typeset {
    let places = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
    Arc::new(move |input| {
        let places = places.clone();
        let run: BoxFuture<'static, Result<Vec<u8>, TypesetError>> = Box::pin(async move {
            let _place = places.acquire_owned().await?;
            tokio::time::timeout(LONGEST, run(input)).await.map_err(|_| "typesetting took too long")?
        });
        run
    })
}

/// Makes one document.
async fn run(input: TypesetInput) -> Result<Vec<u8>, TypesetError> {
    let program = std::env::current_exe()?;
    let limited = format!("ulimit -v {MOST_MEMORY} 2>/dev/null; exec \"$0\" typeset");
    let mut command = Command::new("sh");
    command.arg("-c").arg(limited).arg(program).env_clear();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true).spawn()?;
    let (Some(mut stdin), Some(mut stdout), Some(mut stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take()) else {
        return Err("typesetting has no pipes".into());
    };
    let bytes = serde_json::to_vec(&input)?;
    let write = async move {
        // A child that ended early closes the pipe; its own words say why.
        let _ = stdin.write_all(&bytes).await;
        drop(stdin);
    };
    let (mut pdf, mut words) = (Vec::new(), String::new());
    let ((), read, _) = tokio::join!(write, stdout.read_to_end(&mut pdf), stderr.read_to_string(&mut words));
    read?;
    if child.wait().await?.success() { Ok(pdf) } else { Err(format!("typesetting failed: {}", words.trim()).into()) }
}
