//! Why a file could not be used, in the reader's language: the one place where the errors of libraries become sentences.

use crate::diagnostic::{Locale, disk, say};
use crate::record::{Refusal, ServerFault};
use crate::tree::ArchiveError;
use rusqlite::ErrorCode;
use std::io;

/// An error that has a sentence.
pub trait Reason {
    /// The sentence, without a full stop.
    fn say(&self, locale: Locale) -> String;
}

impl Reason for io::Error {
    fn say(&self, locale: Locale) -> String {
        let inner = self.get_ref();
        if let Some(refusal) = inner.and_then(|inner| inner.downcast_ref::<Refusal>()) {
            return refusal.reason.clone();
        }
        if let Some(fault) = inner.and_then(|inner| inner.downcast_ref::<ServerFault>()) {
            return say(locale, &format!("server.{}", fault.key), &[("detail", &fault.detail)]);
        }
        match inner.and_then(|inner| inner.downcast_ref::<rusqlite::Error>()) {
            Some(inner) => inner.say(locale),
            None => say(locale, &format!("disk.{}", disk(self)), &[]),
        }
    }
}

impl Reason for ArchiveError {
    fn say(&self, locale: Locale) -> String {
        let key = match self {
            Self::Io(error) if error.get_ref().is_none() && error.raw_os_error().is_some() => return error.say(locale),
            Self::Io(_) => "damaged",
            Self::UnsupportedArchive(_) => "unsupported",
            Self::InvalidArchive(words) if words.contains("EOCD") => "none",
            _ => "damaged",
        };
        say(locale, &format!("archive.{key}"), &[])
    }
}

impl Reason for rusqlite::Error {
    fn say(&self, locale: Locale) -> String {
        let key = match self.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => "none",
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => "open",
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "busy",
            Some(ErrorCode::DiskFull) => "full",
            Some(ErrorCode::ReadOnly) => "read_only",
            Some(ErrorCode::DatabaseCorrupt) => "damaged",
            _ => "other",
        };
        say(locale, &format!("database.{key}"), &[])
    }
}

/// What has been put into words already.
impl Reason for String {
    fn say(&self, _: Locale) -> String {
        self.clone()
    }
}
