//! Answers on a port, and bounds what a connection may cost: axum's own loop waits for a request for ever. Knows no route.

use super::launched::Cut;
use axum::Router;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How many connections a port has at a time; the others wait until one ends. A browser opens six to a host.
const CONNECTIONS: usize = 64;
/// How long a connection may be without a whole head of a request.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// How many lines and bytes a head has at most.
const HEAD_LINES: usize = 64;
const HEAD_BYTES: usize = 64 << 10;
/// Before another try where the system gives no connection, for want of descriptors for example.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers for as long as the process lives.
pub(super) async fn answer(listener: TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // An answer is small: it goes out at once.
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_headers(HEAD_LINES)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), Hanging(TowerToHyperService::new(router.clone())));
        tokio::spawn(async move {
            // Whoever breaks the connection off is told nothing more.
            let _ = connection.await;
            drop(place);
        });
    }
}

/// A service that hangs up instead of answering where the answer says so: a line that breaks.
struct Hanging(TowerToHyperService<Router>);

impl Service<Request<Incoming>> for Hanging {
    type Response = Response;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Response>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let answered = self.0.call(request);
        Box::pin(async move {
            let Ok(response) = answered.await;
            let is_cut = response.extensions().get::<Cut>().is_some();
            if is_cut { Err(io::ErrorKind::ConnectionAborted.into()) } else { Ok(response) }
        })
    }
}
