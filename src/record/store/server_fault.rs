//! Why the data base of a server cannot be used, as a word that has a sentence in `templates/messages/*/server.toml`.

use std::error::Error;
use std::fmt;

/// Why it cannot be used. Its own words are for a log and those of whoever refused; none of them tells a password.
#[derive(Debug)]
pub struct ServerFault {
    /// The key in `server.toml`.
    pub key: &'static str,
    /// What the sentence names: a file, or what the server said.
    pub detail: String,
}

impl fmt::Display for ServerFault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.key, self.detail)
    }
}

impl Error for ServerFault {}
