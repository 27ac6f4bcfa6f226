//! Which data base a store is in, as a person names it.

use std::convert::Infallible;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// How the address of a server begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// The data base of a store.
#[derive(Clone, PartialEq, Eq)]
pub enum Data {
    /// SQLite in a file.
    File(PathBuf),
    /// PostgreSQL at an address, which may have a password in it.
    Server(String),
}

impl FromStr for Data {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let is_server = SCHEMES.iter().any(|scheme| text.starts_with(scheme));
        Ok(if is_server { Self::Server(text.to_owned()) } else { Self::File(text.into()) })
    }
}

impl From<&Path> for Data {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl From<&PathBuf> for Data {
    fn from(path: &PathBuf) -> Self {
        Self::File(path.clone())
    }
}

impl From<&Data> for Data {
    fn from(data: &Data) -> Self {
        data.clone()
    }
}

impl fmt::Display for Data {
    /// Without what may be secret: the password, and all that follows the name of the data base.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = match self {
            Self::File(path) => return write!(to, "{}", path.display()),
            Self::Server(url) => url.split('?').next().unwrap_or_default(),
        };
        let Some((scheme, rest)) = url.split_once("://") else { return to.write_str(url) };
        match rest.rsplit_once('@') {
            Some((who, place)) => write!(to, "{scheme}://{}@{place}", who.split(':').next().unwrap_or_default()),
            None => write!(to, "{scheme}://{rest}"),
        }
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (text, shown) in [
            ("record.sqlite", "record.sqlite"),
            ("postgres://me:se@cret@h:1/x?password=secret", "postgres://me@h:1/x"),
            ("postgresql:///x?host=/run", "postgresql:///x"),
        ] {
            let data: Data = text.parse().unwrap();
            assert_eq!((format!("{data}"), format!("{data:?}")), (shown.to_owned(), shown.to_owned()));
        }
    }
}
