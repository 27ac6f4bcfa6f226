//! `cartable send`

mod report;

use super::keys::KeyArgs;
use super::lrs::{self, Real};
use super::reason::Reason;
use super::{Outcome, Speech};
use crate::clock;
use crate::diagnostic::Findings;
use crate::source::Source;
use crate::ui::{Format, Ui};
use crate::xapi::client::Client;
use crate::xapi::endpoint::Endpoint;
use crate::xapi::intake::{Ready, intake};
use crate::xapi::outbox::{Counts, Outbox, Taken};
use crate::xapi::sender::{End, Sender};
use crate::xapi::statement::{Version, rules};
use clap::Args;
use report::Sent;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs, io, thread};

/// Sends xAPI statements to a record store, each once, even after interruptions.
#[derive(Debug, Args)]
pub struct Send {
    /// Statement files: one statement, an array, or one per line; `-` reads standard input. Without files, waiting statements are
    /// sent.
    files: Vec<PathBuf>,
    /// Address of the record store, such as `https://lrs.example.org/xapi`.
    #[arg(long, value_name = "URL", required_unless_present_any = ["status", "rejected"])]
    to: Option<String>,
    /// Outbox file, in which statements wait; defaults to a file in the folder for application state.
    #[arg(long, value_name = "FILE", env = "CARTABLE_OUTBOX")]
    outbox: Option<PathBuf>,
    /// Keeps retrying until no statements are waiting.
    #[arg(long)]
    wait: bool,
    /// Sends the valid statements of a file even if others are invalid.
    #[arg(long)]
    skip_bad: bool,
    /// Resends the statements that the store refused, unchanged.
    #[arg(long)]
    retry: bool,
    /// Sends at once, without waiting for a pause to end, even if the store asked for the pause.
    #[arg(long)]
    now: bool,
    /// Sends the statements waiting for this wrong address to the one in --to.
    #[arg(long, value_name = "URL", requires = "to")]
    instead_of: Option<String>,
    /// Deletes the statements that wait for the address in --to or were refused there, and sends nothing.
    #[arg(long, requires = "to", conflicts_with_all = ["files", "retry", "rejected", "status", "now", "instead_of"])]
    drop: bool,
    /// Shows how many statements are waiting, sent and refused, and sends nothing.
    #[arg(long, conflicts_with_all = ["files", "retry", "rejected"])]
    status: bool,
    /// Prints the refused statements, one per line, and sends nothing; once fixed, they can be sent from a file.
    #[arg(long, conflicts_with_all = ["files", "retry"])]
    rejected: bool,
    /// xAPI version.
    #[arg(long = "xapi", value_name = "VERSION", default_value = Version::One.header(), value_parser = lrs::version)]
    version: Version,
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    speech: Speech,
}

/// How often another sender is looked after, and how long at most by who does not wait for ever.
const LOOK: Duration = Duration::from_millis(200);
const LOOKS: u32 = 75;

impl Send {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let endpoint = match self.to.as_deref().map(|url| lrs::endpoint(&ui, url)).transpose() {
            Ok(endpoint) => endpoint,
            Err(outcome) => return outcome,
        };
        let path = self.outbox.clone().unwrap_or_else(state_file);
        let opened = if self.status || self.rejected || self.drop { Outbox::find(&path) } else { Outbox::open(&path) };
        let mut outbox = match opened {
            Ok(outbox) => outbox,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                ui.message("send.no_outbox", &[("path", &path.display().to_string())]);
                return if self.outbox.is_some() { Outcome::File } else { Outcome::Done };
            }
            Err(error) => return Outcome::file(&ui, &path, error),
        };
        let done = match endpoint {
            _ if self.status => report::status(&ui, &outbox, endpoint.as_ref()),
            _ if self.rejected => report::rejected(&ui, &outbox, endpoint.as_ref()),
            Some(endpoint) if self.drop => report::dropped(&ui, &mut outbox, &endpoint),
            Some(endpoint) => self.send(&ui, &mut outbox, endpoint),
            None => Ok(Outcome::Usage),
        };
        done.unwrap_or_else(|error| Outcome::file(&ui, &path, error))
    }

    fn send(&self, ui: &Ui, outbox: &mut Outbox, endpoint: Endpoint) -> rusqlite::Result<Outcome> {
        let store = endpoint.as_str().to_owned();
        let client = match lrs::client(ui, endpoint, &self.keys, self.version) {
            Ok(client) => client,
            Err(outcome) => return Ok(outcome),
        };
        let (ready, mut findings) = match self.read() {
            Ok(read) => read,
            Err((path, error)) => return Ok(Outcome::file(ui, &path, error)),
        };
        let Some(taken) = self.put(ui, outbox, &store, &ready, &mut findings)? else { return Ok(Outcome::Findings) };
        if let Some(wrong) = self.instead_of.as_deref().map(|url| lrs::endpoint(ui, url)) {
            match wrong {
                Ok(wrong) => outbox.redirect(wrong.as_str(), &store)?,
                Err(outcome) => return Ok(outcome),
            };
        }
        if self.retry {
            outbox.retry(&store)?;
        }
        if self.now {
            outbox.answered(&store)?;
        }
        let before = outbox.counts(&store)?;
        let end = self.deliver(ui, outbox, &client, before)?;
        let after = outbox.counts(&store)?;
        Sent { store: &store, taken: &taken, findings: &findings, before, after, end: &end }.show(ui);
        Ok(match end {
            End::Done if after.rejected > before.rejected || findings.has_errors() => Outcome::Findings,
            End::Done => Outcome::Done,
            End::Later(..) | End::Never(..) => Outcome::Network,
        })
    }

    /// Puts statements into the outbox and says what is wrong with them; none where they are kept back.
    fn put(
        &self,
        ui: &Ui,
        outbox: &mut Outbox,
        store: &str,
        ready: &[Ready],
        findings: &mut Findings,
    ) -> rusqlite::Result<Option<Taken>> {
        let mut taken = Taken::default();
        if !findings.has_errors() || self.skip_bad {
            taken = outbox.put(store, ready, self.skip_bad)?;
            for at in &taken.taken_ids {
                findings.add(&rules::SAME_ID, &ready[*at].place).with("id", ready[*at].id);
            }
        }
        let goes_on = !findings.has_errors() || self.skip_bad;
        if !findings.is_empty() && (ui.format == Format::Human || !goes_on) {
            ui.findings(findings);
        }
        if !goes_on {
            ui.message("send.nothing", &[]);
        }
        Ok(goes_on.then_some(taken))
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
                Err(error) => return Ok(End::Later(error.say(ui.locale), 0)),
            }
        };
        let (all, mut settled) = (usize::try_from(before.waiting).unwrap_or(usize::MAX), 0);
        let mut told = |more: usize| {
            settled += more;
            ui.progress(settled, all.max(settled + 1));
        };
        let is_patient = self.wait;
        let end = Sender::new(outbox, client, &Real, is_patient, &mut told).run();
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
