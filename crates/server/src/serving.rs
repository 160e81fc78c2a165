//! Listening, answering, and stopping without losing work in hand.

use crate::outcome::Trouble;
use crate::typesetting;
use application::App;
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt;
use web::{Settings, WebState};

/// What one who connects may take of the server.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Longest time between two requests of a connection, and for the head of one.
    head: Duration,
    /// Connections at a time. Others wait to be taken.
    connections: usize,
    /// Longest time for what is being answered when the server is told to stop.
    stop: Duration,
}

impl Limits {
    /// As many connections as leave the stores, the typesetter and the mail a good part of the open files that the process may have.
    fn of_process() -> Self {
        let files = usize::try_from(open_files()).unwrap_or(1024);
        Self { head: Duration::from_secs(10), connections: (files / 2).clamp(64, 4096), stop: Duration::from_secs(20) }
    }
}

/// How many files the process may have open, after asking for as many as it may ask for.
fn open_files() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let wanted = now.maximum.map_or(65_536, |most| most.min(65_536));
    if now.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit { current: Some(wanted), maximum: now.maximum };
        if setrlimit(Resource::Nofile, raised).is_ok() {
            return wanted;
        }
    }
    now.current.unwrap_or(wanted)
}

/// Serves until told to stop (Ctrl-C or SIGTERM). `ready` is called with the address once it answers.
pub async fn serve(app: App, address: SocketAddr, settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), Trouble> {
    let metrics = PrometheusBuilder::new().install_recorder().map_err(|e| Trouble::Config(e.to_string()))?;
    let listener = TcpListener::bind(address).await.map_err(|e| Trouble::Said("cli-cannot-listen", format!("{address}: {e}")))?;
    let bound = listener.local_addr().unwrap_or(address);
    let limits = Limits::of_process();
    let (stop, stopped) = watch::channel(false);
    let mut runner = tokio::spawn(jobs::run(app.clone(), stopped));
    let upkeep = tokio::spawn(keep_up(metrics.clone()));
    let state = WebState { app, typeset: typesetting::typesetter(), metrics, settings };
    ready(bound);
    answer(listener, web::router(state), limits, told_to_stop()).await;
    let _ = stop.send(true);
    // A work that does not come to its end is taken up again at the next start.
    if tokio::time::timeout(limits.stop, &mut runner).await.is_err() {
        runner.abort();
    }
    upkeep.abort();
    Ok(())
}

/// Histograms grow until what they have gathered is put together.
async fn keep_up(metrics: PrometheusHandle) {
    let mut each = tokio::time::interval(Duration::from_secs(5));
    loop {
        each.tick().await;
        metrics.run_upkeep();
    }
}

/// Takes connections and answers them until `told` comes; then lets what is being answered come to its end.
async fn answer(listener: TcpListener, router: Router, limits: Limits, told: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut told = std::pin::pin!(told);
    loop {
        let (stream, peer, place) = tokio::select! {
            taken = take(&listener, &room) => taken,
            () = &mut told => break,
        };
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let mut http = http1::Builder::new();
        let connection = http.timer(TokioTimer::new()).header_read_timeout(limits.head).serve_connection(TokioIo::new(stream), service);
        let watched = open.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks off is the other end's matter.
            let _ = watched.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.stop, open.shutdown()).await;
}

/// The next connection, when there is room for it.
async fn take(listener: &TcpListener, room: &Arc<Semaphore>) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    let place = room.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) => {
                // The other end gave up, or there is no open file left: somebody closes one soon.
                tracing::warn!(cause = %error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn told_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    const SHORT: Limits = Limits { head: Duration::from_millis(300), connections: 2, stop: Duration::from_millis(500) };

    /// A server with these limits: its address, and how it is told to stop and found to have stopped.
    async fn served(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, told) = oneshot::channel();
        let router = Router::new()
            .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { format!("{} asked", peer.ip()) }))
            .route("/never", get(std::future::pending::<()>));
        let told = async {
            let _ = told.await;
        };
        (address, stop, tokio::spawn(answer(listener, router, limits, told)))
    }

    async fn ask(address: SocketAddr, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).await.unwrap();
        stream
    }

    async fn all_of(mut stream: TcpStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text
    }

    #[tokio::test]
    async fn half_requests_are_let_go_and_hold_nobody_up_for_ever() {
        let (address, stop, server) = served(SHORT).await;
        let mut halves = Vec::new();
        for _ in 0..6 {
            let mut half = TcpStream::connect(address).await.unwrap();
            half.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: ").await.unwrap();
            halves.push(half);
        }
        let answered = all_of(ask(address, "/").await).await;
        assert!(answered.starts_with("HTTP/1.1 200") && answered.ends_with("127.0.0.1 asked"), "{answered}");
        for mut half in halves {
            let mut rest = Vec::new();
            // Closed by the server, with or without a word.
            let _ = half.read_to_end(&mut rest).await;
            assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
        }
        stop.send(()).unwrap();
        server.await.unwrap();
    }

    #[tokio::test]
    async fn stopping_ends_though_something_is_never_answered() {
        let (address, stop, server) = served(SHORT).await;
        let never = ask(address, "/never").await;
        let idle = TcpStream::connect(address).await.unwrap();
        stop.send(()).unwrap();
        server.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "nobody new is taken");
        drop((never, idle));
    }

    #[test]
    fn a_process_has_room_for_more_than_its_connections() {
        let limits = Limits::of_process();
        assert!(u64::try_from(limits.connections).unwrap() < open_files());
    }
}
