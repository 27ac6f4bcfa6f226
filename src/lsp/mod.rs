//! The language server: findings, quick fixes, completion, what a name means and where it was given, for editors that speak the
//! Language Server Protocol 3.17. A skin over `read` and `check`: it has no rule of its own and touches no disk.

mod address;
mod completion;
mod cursor;
mod desk;
mod diagnostics;
mod fixes;
mod hover;
mod names;
mod position;
mod schema_node;
mod session;
mod wire;

use crate::diagnostic::Locale;
use session::Session;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{TryRecvError, sync_channel};
use std::thread;

/// Messages that wait before the input is read on.
const MOST_WAITING: usize = 64;

/// Serves one editor until it says `exit` or closes the input. Gives whether it took its leave as the protocol asks. `named` is the
/// language that the command line names; without it the editor's counts, then that of the environment.
///
/// # Errors
/// Where the output cannot be written.
pub fn serve(
    mut input: impl BufRead + Send + 'static,
    output: &mut impl Write,
    named: Option<Locale>,
    environment: Locale,
) -> io::Result<bool> {
    let (sender, receiver) = sync_channel(MOST_WAITING);
    // What waits is known only where somebody reads ahead: a deck is checked once for all changes that have come in.
    thread::spawn(move || {
        while let Ok(Some(incoming)) = wire::receive(&mut input) {
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    let mut session = Session::new(named, environment);
    while session.is_over().is_none() {
        let next = match receiver.try_recv() {
            Ok(incoming) => Some(incoming),
            Err(TryRecvError::Disconnected) => None,
            Err(TryRecvError::Empty) => {
                session.rest().iter().try_for_each(|message| wire::send(output, message))?;
                receiver.recv().ok()
            }
        };
        let Some(incoming) = next else { return Ok(false) };
        session.take(incoming).iter().try_for_each(|message| wire::send(output, message))?;
    }
    Ok(session.is_over() == Some(true))
}
