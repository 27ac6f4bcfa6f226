//! Why the system refused a file, as a word that has a sentence in `templates/messages/*/disk.toml`. Knows no file.

use std::fmt;
use std::io::{Error, ErrorKind};

/// A reason of our own inside an [`Error`]: a key of `disk.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason(pub &'static str);

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Reason {}

impl From<Reason> for Error {
    fn from(reason: Reason) -> Self {
        Self::other(reason)
    }
}

/// The kinds of error that have a sentence. All others share one.
const KINDS: [(ErrorKind, &str); 22] = [
    (ErrorKind::NotFound, "not_found"),
    (ErrorKind::PermissionDenied, "denied"),
    (ErrorKind::AlreadyExists, "exists"),
    (ErrorKind::IsADirectory, "is_folder"),
    (ErrorKind::NotADirectory, "no_folder"),
    (ErrorKind::DirectoryNotEmpty, "not_empty"),
    (ErrorKind::StorageFull, "full"),
    (ErrorKind::QuotaExceeded, "full"),
    (ErrorKind::ReadOnlyFilesystem, "read_only"),
    (ErrorKind::FileTooLarge, "too_large"),
    (ErrorKind::InvalidFilename, "bad_name"),
    (ErrorKind::InvalidInput, "bad_name"),
    (ErrorKind::InvalidData, "not_text"),
    (ErrorKind::ResourceBusy, "busy"),
    (ErrorKind::ExecutableFileBusy, "busy"),
    (ErrorKind::WouldBlock, "busy"),
    (ErrorKind::BrokenPipe, "closed"),
    (ErrorKind::UnexpectedEof, "ends_early"),
    (ErrorKind::AddrInUse, "address_taken"),
    (ErrorKind::AddrNotAvailable, "no_address"),
    (ErrorKind::TimedOut, "too_slow"),
    (ErrorKind::OutOfMemory, "memory"),
];

/// The key in `disk.toml` of the sentence for an error.
pub fn disk(error: &Error) -> &'static str {
    let own = error.get_ref().and_then(|inner| inner.downcast_ref::<Reason>());
    let known = || KINDS.iter().find(|(kind, _)| *kind == error.kind()).map(|(_, key)| *key);
    own.map(|reason| reason.0).or_else(known).or_else(|| in_use(error)).unwrap_or("other")
}

/// Windows refuses to replace or to open what another program has open or locked, which has no kind of its own. Source: system error
/// codes, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
fn in_use(error: &Error) -> Option<&'static str> {
    (cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))).then_some("busy")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Locale, say};

    #[test]
    fn every_kind_has_a_sentence_in_both_languages() {
        for key in KINDS.iter().map(|(_, key)| *key).chain(["other", "no_file", "link"]) {
            let key = format!("disk.{key}");
            assert!(Locale::ALL.iter().all(|locale| say(*locale, &key, &[]) != key), "{key}");
        }
    }

    #[test]
    fn an_error_of_the_system_and_one_of_our_own_have_a_key() {
        assert_eq!(disk(&Error::from_raw_os_error(2)), "not_found");
        assert_eq!(disk(&Reason("link").into()), "link");
        assert_eq!(disk(&Error::other("words of a library")), "other");
        assert_eq!(disk(&Error::from_raw_os_error(32)), if cfg!(windows) { "busy" } else { "closed" });
    }
}
