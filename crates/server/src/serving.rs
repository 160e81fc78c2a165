//! Listening, answering, and stopping without losing work in hand.

use crate::outcome::Trouble;
use crate::typesetting;
use application::App;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::{Settings, WebState};

/// Serves until told to stop (Ctrl-C or SIGTERM). `ready` is called with the address once it answers.
pub async fn serve(app: App, address: SocketAddr, settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), Trouble> {
    let metrics = PrometheusBuilder::new().install_recorder().map_err(|e| Trouble::Config(e.to_string()))?;
    let listener = TcpListener::bind(address).await.map_err(|e| Trouble::Said("cli-cannot-listen", format!("{address}: {e}")))?;
    let bound = listener.local_addr().unwrap_or(address);
    let (stop, stopped) = watch::channel(false);
    let runner = tokio::spawn(jobs::run(app.clone(), stopped));
    let state = WebState { app, typeset: typesetting::typesetter(), metrics, settings };
    let service = web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    ready(bound);
    let result = axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await;
    let _ = stop.send(true);
    let _ = runner.await;
    result.map_err(|e| Trouble::Said("cli-cannot-listen", e.to_string()))
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
