//! The studio: a deck in a browser of this machine, with the module as learners get it beside the text. A skin over `read`, `check`,
//! `edit` and `build`; it has no rule of its own. Two servers listen on loopback alone: the page, and the module, which may come from a
//! stranger and so gets an origin of its own.

mod answer;
mod bench;
mod gate;
mod heard;
mod importing;
mod languages;
mod latest;
mod launched;
mod making;
mod mime;
mod outline;
mod page;
mod places;
mod platform;
mod player;
mod presence;
mod press;
mod preview;
mod publish;
mod replacing;
mod routes;
mod server;
mod translated;
mod tutor;
mod watch;
mod writing;

use crate::diagnostic::Locale;
use crate::edit::{self, journal_folder};
use bench::Bench;
use gate::Gate;
use latest::{Latest, Read};
use platform::Platforms;
use presence::Presence;
use press::Press;
use preview::Preview;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;

/// Threads that read, build and wait for the disk.
const BLOCKING_THREADS: usize = 4;
/// The file beside the journal with the translations that wait for others of their file.
const WAITING: &str = "waiting.json";
/// How many ports are tried for the module, until one is free on both loopback addresses.
const TRIES: usize = 20;

/// What the studio is started with.
pub struct Settings {
    /// The deck's folder.
    pub root: PathBuf,
    /// The port of the page; 0 takes a free one.
    pub port: u16,
    /// Whether nothing may be written.
    pub read_only: bool,
    /// The folder in which the system wants programs to keep their state; the journal goes below it.
    pub state: PathBuf,
    /// The language in which the page speaks.
    pub locale: Locale,
}

/// What all requests share.
struct Studio {
    settings: Settings,
    gate: Gate,
    latest: Latest,
    desk: Mutex<edit::Desk>,
    preview: Preview,
    press: Press,
    bench: Bench,
    /// The deck that learners of the simulated LMS have.
    published: Mutex<Arc<Read>>,
    /// The record stores of modules that are launched.
    platforms: Platforms,
    /// The pages that tutors would see.
    tutor: tutor::Pages,
}

/// Something that whoever started the studio wants to know.
#[derive(Debug)]
pub enum Event {
    /// It is open at this address, which lets whoever has it in.
    Open(String),
    /// Its page has been closed for a minute, and it is still there.
    Left,
}

/// Why it could not start.
#[derive(Debug)]
pub enum Fault {
    /// The deck's folder cannot be listed.
    Deck(io::Error),
    /// There is no place for the journal: the folder that it would have.
    State(PathBuf, io::Error),
    /// It cannot listen on its ports.
    Port(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Port(error)
    }
}

/// Serves until the process is told to stop.
///
/// # Errors
/// Where the port is taken or the deck's folder cannot be listed.
pub fn serve(settings: Settings, told: impl Fn(Event)) -> Result<(), Fault> {
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = threads.worker_threads(2).max_blocking_threads(BLOCKING_THREADS).enable_all().build()?;
    runtime.block_on(run(settings, told))
}

async fn run(settings: Settings, told: impl Fn(Event)) -> Result<(), Fault> {
    let latest = Latest::open(&settings.root).map_err(Fault::Deck)?;
    let journal = journal_folder(&settings.state, &settings.root).map_err(Fault::Deck)?;
    let desk =
        Mutex::new(edit::Desk::open(&settings.root, &journal).map_err(|error| Fault::State(journal.clone(), error))?);
    let page = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)).await?;
    let (module, also) = listen_twice().await?;
    let gate = Gate::new(page.local_addr()?.port(), module.local_addr()?.port());
    let published = Mutex::new(latest.read());
    let (preview, press) = (Preview::default(), Press::default());
    let bench = Bench::open(journal.join(WAITING));
    let (platforms, tutor) = (Platforms::default(), tutor::Pages::default());
    let studio = Arc::new(Studio { gate, latest, desk, settings, preview, press, bench, published, platforms, tutor });
    told(Event::Open(studio.gate.invitation()));
    let watching = Arc::clone(&studio);
    std::thread::Builder::new().name("watch".to_owned()).spawn(move || watch::watch(&watching.latest))?;
    let modules = player::routes(&studio);
    if let Some(also) = also {
        tokio::spawn(server::answer(also, modules.clone()));
    }
    tokio::spawn(server::answer(module, modules));
    tokio::select! {
        () = server::answer(page, routes::routes(&studio)) => Ok(()),
        () = attend(&studio, told) => Ok(()),
        stopped = tokio::signal::ctrl_c() => Ok(stopped?),
    }
}

/// Tells when the page has been closed for a while, so that no studio is forgotten.
async fn attend(studio: &Arc<Studio>, told: impl Fn(Event)) {
    let mut presence = Presence::default();
    loop {
        tokio::time::sleep(presence::PAUSE).await;
        let shared = Arc::clone(studio);
        let looked = tokio::task::spawn_blocking(move || {
            let mut desk = shared.desk.lock().unwrap_or_else(PoisonError::into_inner);
            // A disk that refuses is told of by the next save.
            drop(desk.look_back());
        });
        drop(looked.await);
        if presence.is_left(studio.latest.waiting()) {
            told(Event::Left);
        }
    }
}

/// A port on which the module is served. Browsers try `[::1]` first for `localhost`, so it is taken as well where the machine has it, or
/// another program could answer there.
async fn listen_twice() -> io::Result<(TcpListener, Option<TcpListener>)> {
    let has_six = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok();
    for _ in 0..TRIES {
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        if !has_six {
            return Ok((four, None));
        }
        if let Ok(six) = TcpListener::bind((Ipv6Addr::LOCALHOST, four.local_addr()?.port())).await {
            return Ok((four, Some(six)));
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}
