//! The browser of this machine.

use std::io;
use std::process::{Command, Stdio};

/// Opens an address in the browser that the system would take, and waits for nothing.
///
/// # Errors
/// Where the system's way to do that is not there.
pub(super) fn open(url: &str) -> io::Result<()> {
    let (program, first): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        // Not by `cmd /C start`, to which an `&` in an address is the end of a command.
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(first).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}
