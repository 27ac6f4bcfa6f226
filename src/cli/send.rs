//! `cartable send`

use super::keys::{KeyArgs, NoKeys};
use super::{Outcome, Speech};
use crate::clock;
use crate::diagnostic::{Findings, json};
use crate::source::Source;
use crate::ui::{Format, Ui};
use crate::xapi::client::{BadEndpoint, Client, Endpoint};
use crate::xapi::intake::{Ready, intake};
use crate::xapi::outbox::{Counts, Outbox, Taken};
use crate::xapi::sender::{End, Pace, Sender};
use crate::xapi::statement::{Version, rules};
use clap::Args;
use serde_json::json as object;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs, io, thread};

/// Sends xAPI statements to a record store, each once, whatever breaks meanwhile.
#[derive(Debug, Args)]
pub struct Send {
    /// Files of statements: one, an array, or one a line; `-` is the standard input. Without files, what waits is sent.
    files: Vec<PathBuf>,
    /// The address of the record store, such as `https://lrs.example.org/xapi`.
    #[arg(long, value_name = "URL", required_unless_present_any = ["status", "rejected"])]
    to: Option<String>,
    /// Where statements wait; by default in the folder for the state of programs.
    #[arg(long, value_name = "FILE", env = "CARTABLE_OUTBOX")]
    outbox: Option<PathBuf>,
    /// Goes on until nothing waits any more, however long the store does not work.
    #[arg(long)]
    wait: bool,
    /// Sends the good statements of a file that has bad ones as well.
    #[arg(long)]
    skip_bad: bool,
    /// Sends those again that the store refused, as they are.
    #[arg(long)]
    retry: bool,
    /// Says how many statements are where, and sends nothing.
    #[arg(long, conflicts_with_all = ["files", "retry", "rejected"])]
    status: bool,
    /// Prints the statements that the store refused, one a line, and sends nothing. Mended, they can be sent from a file.
    #[arg(long, conflicts_with_all = ["files", "retry"])]
    rejected: bool,
    /// The version of xAPI.
    #[arg(long = "xapi", value_name = "VERSION", default_value = "1.0.3", value_parser = version)]
    version: Version,
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    speech: Speech,
}

fn version(text: &str) -> Result<Version, String> {
    Version::named(text).ok_or_else(|| "1.0.3, 2.0.0".to_owned())
}

/// Real time.
pub(super) struct Real;

impl Pace for Real {
    fn now(&self) -> i64 {
        clock::now()
    }

    fn wait(&self, micros: i64) {
        thread::sleep(Duration::from_micros(micros.unsigned_abs()));
    }

    fn chance(&self) -> f64 {
        f64::from(u32::from_le_bytes(clock::random())) / f64::from(u32::MAX)
    }
}

/// How often another sender is looked after, and how long at most by who does not wait for ever.
const LOOK: Duration = Duration::from_millis(200);
const LOOKS: u32 = 75;

impl Send {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let endpoint = match self.to.as_deref().map(Endpoint::read).transpose() {
            Ok(endpoint) => endpoint,
            Err(bad) => return refused(&ui, bad),
        };
        let path = self.outbox.clone().unwrap_or_else(state_file);
        let mut outbox = match Outbox::open(&path) {
            Ok(outbox) => outbox,
            Err(error) => return Outcome::file(&ui, &path, error),
        };
        let done = match endpoint {
            _ if self.status => status(&ui, &outbox, endpoint.as_ref()),
            _ if self.rejected => rejected(&ui, &outbox, endpoint.as_ref()),
            Some(endpoint) => self.send(&ui, &mut outbox, endpoint),
            None => Ok(Outcome::Usage),
        };
        done.unwrap_or_else(|error| Outcome::file(&ui, &path, error))
    }

    fn send(&self, ui: &Ui, outbox: &mut Outbox, endpoint: Endpoint) -> rusqlite::Result<Outcome> {
        let keys = match self.keys.read() {
            Ok(keys) => keys,
            Err(no_keys) => return Ok(say_no_keys(ui, no_keys)),
        };
        let store = endpoint.as_str().to_owned();
        let (ready, mut findings) = match self.read() {
            Ok(read) => read,
            Err((path, error)) => return Ok(Outcome::file(ui, &path, error)),
        };
        let mut taken = Taken::default();
        if !findings.has_errors() || self.skip_bad {
            taken = outbox.put(&store, &ready, self.skip_bad)?;
            for at in &taken.taken_ids {
                findings.add(&rules::SAME_ID, &ready[*at].place).with("id", ready[*at].id);
            }
        }
        let has_bad = findings.has_errors();
        let goes_on = !has_bad || self.skip_bad;
        if !findings.is_empty() && (ui.format == Format::Human || !goes_on) {
            ui.findings(&findings);
        }
        if !goes_on {
            ui.message("send.nothing", &[]);
            return Ok(Outcome::Findings);
        }
        if self.retry {
            outbox.retry(&store)?;
        }
        let client = match Client::new(endpoint, keys, self.version) {
            Ok(client) => client,
            Err(words) => {
                ui.message("send.no_https", &[("words", &words)]);
                return Ok(Outcome::Network);
            }
        };
        let before = outbox.counts(&store)?;
        let end = self.deliver(ui, outbox, &client, before)?;
        let after = outbox.counts(&store)?;
        summary(ui, &store, (&taken, &findings), (before, after), &end);
        Ok(match end {
            End::Done if after.rejected > before.rejected || has_bad => Outcome::Findings,
            End::Done => Outcome::Done,
            End::Later(..) | End::Never(..) => Outcome::Network,
        })
    }

    /// The statements of all files. An id may stand in two of them.
    fn read(&self) -> Result<(Vec<Ready>, Findings), (PathBuf, io::Error)> {
        let (mut ready, mut findings) = (Vec::new(), Findings::default());
        for path in &self.files {
            let text = text(path).map_err(|error| (path.clone(), error))?;
            let (more, found) = intake(&Source::new(path.display().to_string(), text), self.version, clock::now());
            ready.extend(more);
            findings.extend(found);
        }
        Ok((ready, findings))
    }

    /// Sends what waits. Where another program is sending to the store, it is waited for: it sends ours as well.
    fn deliver(&self, ui: &Ui, outbox: &mut Outbox, client: &Client, before: Counts) -> rusqlite::Result<End> {
        let store = client.endpoint().to_owned();
        let mut looks = 0;
        let _sender = loop {
            if outbox.counts(&store)?.waiting == 0 {
                return Ok(End::Done);
            }
            match outbox.sender(&store) {
                Ok(Some(right)) => break right,
                Ok(None) if self.wait || looks < LOOKS => {
                    looks += 1;
                    thread::sleep(LOOK);
                }
                Ok(None) => return Ok(End::Later(String::new(), 0)),
                Err(error) => return Ok(End::Later(error.to_string(), 0)),
            }
        };
        let (all, mut settled) = (usize::try_from(before.waiting).unwrap_or(usize::MAX), 0);
        let mut told = |more: usize| {
            settled += more;
            ui.progress(settled, all.max(settled + 1));
        };
        let is_patient = self.wait;
        let end = Sender { outbox, client, pace: &Real, is_patient, told: &mut told }.run();
        ui.progress(all, all);
        end
    }
}

/// The text of a file, or of the standard input.
fn text(path: &Path) -> io::Result<String> {
    if path == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    fs::read_to_string(path)
}

/// Where statements wait by default: the folder for the state of programs (XDG Base Directory Specification; on Windows the local
/// folder of the user's programs).
fn state_file() -> PathBuf {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let state = folder("XDG_STATE_HOME").or_else(|| folder("LOCALAPPDATA"));
    let home = || folder("HOME").map(|home| home.join(".local/state"));
    state.or_else(home).unwrap_or_default().join("cartable").join("outbox.sqlite")
}

pub(super) fn refused(ui: &Ui, bad: BadEndpoint) -> Outcome {
    let key = match bad {
        BadEndpoint::NoUrl => "send.no_url",
        BadEndpoint::NotHttps => "send.not_https",
        BadEndpoint::TooMuch => "send.url_too_much",
    };
    ui.message(key, &[]);
    Outcome::Usage
}

pub(super) fn say_no_keys(ui: &Ui, no_keys: NoKeys) -> Outcome {
    match no_keys {
        NoKeys::File(path, error) => return Outcome::file(ui, &path, error),
        NoKeys::Open(path) => ui.message("keys.open", &[("path", &path.display().to_string())]),
        NoKeys::Command(reason) => ui.message("keys.command", &[("reason", &reason)]),
        NoKeys::Form => ui.message("keys.form", &[]),
    }
    Outcome::Usage
}

fn stores(outbox: &Outbox, endpoint: Option<&Endpoint>) -> rusqlite::Result<Vec<String>> {
    endpoint.map_or_else(|| outbox.stores(), |endpoint| Ok(vec![endpoint.as_str().to_owned()]))
}

fn status(ui: &Ui, outbox: &Outbox, endpoint: Option<&Endpoint>) -> rusqlite::Result<Outcome> {
    for store in stores(outbox, endpoint)? {
        let counts = outbox.counts(&store)?;
        let wait = outbox.pause(&store, clock::now())?.wait / 1_000_000;
        let Counts { waiting, sent, rejected } = counts;
        match ui.format {
            Format::Json => ui.result(
                &object!({"store": store, "waiting": waiting, "sent": sent, "rejected": rejected, "wait_seconds": wait})
                    .to_string(),
            ),
            Format::Human => {
                let (waiting, sent, rejected) = (waiting.to_string(), sent.to_string(), rejected.to_string());
                let args = [("store", store.as_str()), ("waiting", &waiting), ("sent", &sent), ("rejected", &rejected)];
                ui.say("send.status", &args);
            }
        }
    }
    Ok(Outcome::Done)
}

fn rejected(ui: &Ui, outbox: &Outbox, endpoint: Option<&Endpoint>) -> rusqlite::Result<Outcome> {
    for store in stores(outbox, endpoint)? {
        for statement in outbox.rejected(&store)? {
            let words = statement.words.as_str();
            match ui.format {
                Format::Json => {
                    let body: serde_json::Value = serde_json::from_str(&statement.body).unwrap_or_default();
                    let row = object!({"store": store, "id": statement.id, "words": words, "statement": body});
                    ui.result(&row.to_string());
                }
                Format::Human => {
                    ui.message("send.rejected", &[("id", &statement.id), ("words", words)]);
                    ui.result(&statement.body);
                }
            }
        }
    }
    Ok(Outcome::Done)
}

fn summary(ui: &Ui, store: &str, (taken, bad): (&Taken, &Findings), (before, after): (Counts, Counts), end: &End) {
    let sent = after.sent.saturating_sub(before.sent);
    let (kind, words) = match end {
        End::Done => ("done", String::new()),
        End::Later(words, _) => ("later", words.clone()),
        End::Never(_, words) => ("never", words.clone()),
    };
    if ui.format == Format::Json {
        let all = object!({
            "store": store, "added": taken.added, "known": taken.known, "sent": sent, "waiting": after.waiting,
            "rejected": after.rejected, "end": kind, "words": words, "bad": json(bad, ui.locale)["findings"],
        });
        ui.result(&all.to_string());
        return;
    }
    let numbers = [sent, after.waiting, after.rejected].map(|number| number.to_string());
    let known = taken.known.to_string();
    let args = [("sent", numbers[0].as_str()), ("waiting", &numbers[1]), ("rejected", &numbers[2]), ("known", &known)];
    ui.say("send.summary", &args);
    if after.rejected > 0 {
        ui.message("send.see_rejected", &[]);
    }
    match end {
        End::Done => {}
        End::Later(words, wait) if words.is_empty() => {
            ui.message("send.not_yet", &[("seconds", &(wait / 1_000_000).to_string())]);
        }
        End::Later(words, _) => ui.message("send.later", &[("words", words)]),
        End::Never(401 | 403, words) => ui.message("send.keys_refused", &[("words", words)]),
        End::Never(_, words) => ui.message("send.never", &[("words", words)]),
    }
}
