//! A store that another server of this process answers for: the resources, the pages of its launches and their tokens, and nothing else.
//! Whoever embeds it decides who may ask at all.

use super::play::{fetch, file};
use super::respond::{answer, missing};
use super::{Log, Server};
use crate::record::launch::{Launch, Session};
use crate::record::resources::RESOURCES;
use crate::record::store::documents::{self, Document};
use crate::record::upkeep::{ExportFault, export};
use crate::record::{ENDPOINT, Refusal, Settings, Store};
use axum::body::Body;
use axum::extract::Path;
use axum::http::{Method, Request, Response};
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// Whoever embeds the store answers for all who ask.
const PEER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// The store.
pub struct Embedded(Arc<Server>);

impl Embedded {
    /// Takes a store in.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn new(store: Store, settings: Settings, log: Log) -> io::Result<Self> {
        Server::new(store, settings, log).map(|server| Self(Arc::new(server)))
    }

    /// Launches a package, whose addresses begin with `base`, and gives the one to open. Launches that go on are abandoned first: an LMS
    /// plays a unit for a learner once at a time.
    ///
    /// # Errors
    /// Where the store cannot keep it.
    pub fn launch(&self, launch: Launch, base: &str) -> Result<String, Refusal> {
        let Server { store, settings, launches, .. } = &*self.0;
        for before in launches.all() {
            before.abandon(store, settings)?;
        }
        let (session, address) = Session::begin(store, settings, launch, base)?;
        session.conclude(store, settings)?;
        launches.add(session);
        Ok(address)
    }

    /// Answers a request for a path below the `base` of its launches.
    pub async fn answer(&self, path: &str, request: Request<Body>) -> Response<Body> {
        let server = Arc::clone(&self.0);
        if let Some(number) = resource(path) {
            let writes = request.method() != Method::GET;
            let response = answer(Arc::clone(&server), number, PEER, request).await;
            if writes && response.status().is_success() {
                conclude(server).await;
            }
            return response;
        }
        let parts: Vec<&str> = path.trim_start_matches('/').splitn(3, '/').collect();
        match (request.method(), parts.as_slice()) {
            (&Method::GET, ["play", ticket, rest]) => {
                file(server, Path(((*ticket).to_owned(), (*rest).to_owned()))).await
            }
            (&Method::POST, ["fetch", ticket]) => fetch(server, Path((*ticket).to_owned())).await,
            _ => missing(),
        }
    }

    /// Every statement, the oldest first, with whether it was voided.
    ///
    /// # Errors
    /// Where the data base cannot be read.
    pub fn statements(&self) -> Result<Vec<(String, bool)>, Refusal> {
        let mut all = Vec::new();
        let give = |body: &str, voided| {
            all.push((body.to_owned(), voided));
            Ok(())
        };
        match export(&self.0.store, give) {
            Ok(_) => Ok(all),
            Err(ExportFault::Read(refusal)) => Err(refusal),
            Err(ExportFault::Write(error)) => Err(Refusal::internal(error.to_string())),
        }
    }

    /// Every document by its name.
    ///
    /// # Errors
    /// Where the data base cannot be read.
    pub fn documents(&self) -> Result<Vec<(String, Document)>, Refusal> {
        self.0.store.read(documents::all)
    }
}

/// The number of the resource that a path names.
fn resource(path: &str) -> Option<usize> {
    let below = path.strip_prefix(ENDPOINT)?;
    RESOURCES.iter().position(|resource| resource.path == below)
}

/// Lets the launches conclude what follows from what was just told. Where the store cannot keep it, the next request tries again.
async fn conclude(server: Arc<Server>) {
    let work = move || server.launches.all().last().map(|session| session.conclude(&server.store, &server.settings));
    drop(tokio::task::spawn_blocking(work).await);
}
