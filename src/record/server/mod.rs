//! The server: listens, bounds what strangers may cost, hands each request to its resource, and stops without losing one.

mod embedded;
mod guard;
mod held;
mod launches;
mod metrics;
mod one_slash;
mod pages;
mod patient;
mod places;
mod play;
mod rates;
mod report;
mod request;
mod respond;
mod visits;

use super::Store;
use super::launch::{Launch, Session};
use super::resources::RESOURCES;
use super::settings::{ENDPOINT, Settings};
use super::upkeep::settle;
use axum::Router;
use axum::body::Body;
use axum::extract::Extension;
use axum::http::{HeaderName, HeaderValue, Method, Request};
use axum::routing::{any, get, post};
use guard::Guard;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use launches::Launches;
use metrics::Metrics;
use one_slash::OneSlash;
use pages::Pages;
use patient::Patient;
use places::Places;
use rates::Rates;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower_http::cors::{AllowOrigin, CorsLayer};
use visits::Visits;

pub use embedded::Embedded;

/// Threads that wait for the disk.
const BLOCKING_THREADS: usize = 48;
/// How long a page may remember what it may ask.
const CORS_AGE: Duration = Duration::from_secs(3600);

/// Something that whoever started the server may want to know. Nothing of a body, a query or a secret is in it.
#[derive(Debug)]
pub enum Event {
    /// It listens.
    Listening(SocketAddr),
    /// A package can be opened at this address.
    Launched(String),
    /// A request was answered: method, path, status, milliseconds, the key's id, with blanks between.
    Answered(String),
    /// Our own fault.
    Fault(String),
    /// It has been told to stop.
    Stopping,
}

/// Where events go.
pub type Log = Box<dyn Fn(Event) + Send + Sync>;

/// What all requests share.
struct Server {
    store: Store,
    settings: Arc<Settings>,
    guard: Guard,
    rates: Rates,
    metrics: Metrics,
    /// Bytes of bodies.
    bodies: Semaphore,
    /// Turns to be given something to read.
    answers: Arc<Semaphore>,
    /// Turns to work a slow checksum out.
    checking: Semaphore,
    /// Makes report pages.
    pages: Pages,
    /// Who looks at them.
    visits: Visits,
    /// The launches that are under way.
    launches: Launches,
    log: Log,
}

impl Server {
    fn new(store: Store, settings: Settings, log: Log) -> io::Result<Self> {
        Ok(Self {
            guard: Guard::default(),
            rates: Rates::new(settings.limits.rate),
            metrics: Metrics::default(),
            bodies: Semaphore::new(settings.limits.bodies),
            answers: Arc::new(Semaphore::new(settings.limits.answers)),
            checking: Semaphore::new(1),
            pages: Pages::start()?,
            visits: Visits::default(),
            launches: Launches::default(),
            store,
            settings: Arc::new(settings),
            log,
        })
    }
}

/// Whoever is at the other end.
#[derive(Clone, Copy)]
struct Peer(IpAddr);

/// Serves, and launches a package where one is given, until the process is told to stop; then finishes what is under way and folds the log into the data base.
///
/// # Errors
/// Where the address cannot be listened on.
pub fn serve(store: Store, settings: Settings, launch: Option<Launch>, log: Log) -> io::Result<()> {
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = threads.worker_threads(2).max_blocking_threads(BLOCKING_THREADS).enable_all().build()?;
    let server = Arc::new(Server::new(store, settings, log)?);
    let done = runtime.block_on(run(Arc::clone(&server), launch));
    // The last owner of the store closes it: first the tasks go, then this.
    runtime.shutdown_timeout(server.settings.limits.stop_time);
    done
}

async fn run(server: Arc<Server>, launch: Option<Launch>) -> io::Result<()> {
    let listener = TcpListener::bind(server.settings.listen).await?;
    let stop = stop_signal()?;
    tokio::pin!(stop);
    let address = listener.local_addr()?;
    (server.log)(Event::Listening(address));
    if let Some(launch) = launch {
        let here = Arc::clone(&server);
        let begun = tokio::task::spawn_blocking(move || begin(&here, launch, address));
        begun.await.map_err(io::Error::other)??;
    }
    let (settling, told) = (Arc::clone(&server), Arc::clone(&server));
    // A data base of an earlier version, or another time zone: pages do without meanwhile.
    tokio::task::spawn_blocking(move || {
        settle(&settling.store).unwrap_or_else(|refusal| (told.log)(Event::Fault(refusal.reason)));
    });
    let router = router(&server);
    let limits = &server.settings.limits;
    let places = Arc::new(Semaphore::new(limits.connections));
    // A proxy brings everybody from one address; nobody else may have all places.
    let kept_free = if server.settings.behind_proxy { 0 } else { limits.connections.div_ceil(8) };
    let each = limits.connections.saturating_sub(kept_free).max(1);
    let shares = Arc::new(Places::new(each));
    let graceful = GracefulShutdown::new();
    loop {
        if places.available_permits() == 0 {
            server.metrics.full();
        }
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                let Some(share) = shares.take(address.ip()) else {
                    server.metrics.full();
                    continue;
                };
                let connection = graceful.watch(connection(&server, &router, stream, address.ip()));
                let server = Arc::clone(&server);
                server.metrics.opened();
                tokio::spawn(async move {
                    // Whoever breaks the connection off is told nothing more.
                    let _ = connection.await;
                    server.metrics.closed();
                    drop((place, share));
                });
            }
            // No descriptors left, for one: those that are in use come back.
            Err(error) => {
                (server.log)(Event::Fault(error.to_string()));
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
    drop(listener);
    (server.log)(Event::Stopping);
    let _ = tokio::time::timeout(server.settings.limits.stop_time, graceful.shutdown()).await;
    Ok(())
}

/// Begins a launch, and says where it is opened.
fn begin(server: &Server, launch: Launch, address: SocketAddr) -> io::Result<()> {
    let begun = Session::begin(&server.store, &server.settings, launch, &format!("http://{address}"));
    let (session, url) = begun.map_err(|refusal| io::Error::other(refusal.reason))?;
    server.launches.add(session);
    (server.log)(Event::Launched(url));
    Ok(())
}

type Connection =
    hyper::server::conn::http1::Connection<Patient<TokioIo<TcpStream>>, OneSlash<TowerToHyperService<Router>>>;

fn connection(server: &Server, router: &Router, stream: TcpStream, address: IpAddr) -> Connection {
    // An answer is small: it goes out at once.
    let _ = stream.set_nodelay(true);
    let limits = &server.settings.limits;
    let service = OneSlash(TowerToHyperService::new(router.clone().layer(Extension(Peer(address)))));
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        // Whoever has said everything may close that half and still wants to hear the answer.
        .half_close(true)
        .header_read_timeout(limits.header_time)
        .max_headers(limits.headers)
        .max_buf_size(limits.header_bytes)
        .serve_connection(Patient::new(TokioIo::new(stream), limits.body_time), service)
}

/// The routes: a row of the table of resources each, and what watches over the store.
fn router(server: &Arc<Server>) -> Router {
    let mut router = Router::new();
    for (number, resource) in RESOURCES.iter().enumerate() {
        let server = Arc::clone(server);
        let answer = move |Extension(peer): Extension<Peer>, request: Request<Body>| {
            respond::answer(Arc::clone(&server), number, peer.0, request)
        };
        let path = format!("{ENDPOINT}{}", resource.path);
        router = router.route(&path, any(answer));
    }
    let (playing, fetching) = (Arc::clone(server), Arc::clone(server));
    let (watched, healthy) = (Arc::clone(server), Arc::clone(server));
    router
        .route("/play/{ticket}/{*path}", get(move |path| play::file(playing, path)))
        .route("/fetch/{ticket}", post(move |ticket| play::fetch(fetching, ticket)))
        .route("/favicon.ico", get(async || play::no_icon()))
        .route("/metrics", get(async move || respond::metrics(watched).await))
        .route("/health", get(async move || respond::health(healthy).await))
        .fallback(async || respond::missing())
        .layer(cors(&server.settings.origins))
        .merge(report::routes(server))
}

/// Pages of these origins may ask, and no others. Source: Fetch standard, 3.2.
fn cors(origins: &[String]) -> CorsLayer {
    let origins = origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    let headers =
        ["authorization", "content-type", "if-match", "if-none-match", "x-experience-api-version", "accept-language"];
    let exposed =
        ["etag", "last-modified", "retry-after", "x-experience-api-version", "x-experience-api-consistent-through"];
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::HEAD, Method::PUT, Method::POST, Method::DELETE])
        .allow_headers(headers.map(HeaderName::from_static))
        .expose_headers(exposed.map(HeaderName::from_static))
        .max_age(CORS_AGE)
}

/// Ends when the process is asked to stop.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}
