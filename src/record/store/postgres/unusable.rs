//! Why a server cannot be used, among the words that have a sentence for people. Source: PostgreSQL, appendix A, error codes.

use super::fault::causes;
use crate::record::ServerFault;
use ::postgres::Error;
use rustls::CertificateError;
use std::error::Error as _;
use std::io::{self, ErrorKind};

/// What the server says of a connection or of the tables.
const CODES: [(&str, &str); 8] = [
    ("25006", "read_only"),
    ("28000", "not_admitted"),
    ("28P01", "password"),
    ("3D000", "no_database"),
    ("42501", "no_right"),
    ("53300", "full"),
    ("57P01", "starting"),
    ("57P03", "starting"),
];

/// What the client library says in words alone.
const WORDS: [(&str, &str); 2] = [("password missing", "no_password"), ("server does not support TLS", "no_tls")];

/// What the system says of the line to it.
const KINDS: [(ErrorKind, &str); 7] = [
    (ErrorKind::ConnectionRefused, "refused"),
    (ErrorKind::ConnectionReset, "closed"),
    (ErrorKind::HostUnreachable, "slow"),
    (ErrorKind::NetworkUnreachable, "slow"),
    (ErrorKind::NotFound, "no_socket"),
    (ErrorKind::TimedOut, "slow"),
    (ErrorKind::UnexpectedEof, "closed"),
];

/// An error of whoever opens the data base.
pub(super) fn unusable(error: Error) -> io::Error {
    io::Error::other(ServerFault { key: key(&error), detail: causes(&error) })
}

fn key(error: &Error) -> &'static str {
    if let Some(told) = error.as_db_error() {
        return find(&CODES, told.code().code()).unwrap_or("other");
    }
    let Some(source) = error.source() else { return if error.is_closed() { "closed" } else { "other" } };
    match source.downcast_ref::<io::Error>() {
        Some(line) => of_line(line),
        None => find(&WORDS, &source.to_string()).unwrap_or("other"),
    }
}

fn of_line(error: &io::Error) -> &'static str {
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return of_tls(tls);
    }
    let is_system = error.raw_os_error().is_some();
    let known = KINDS.iter().find(|(kind, _)| *kind == error.kind()).map(|(_, key)| *key);
    match error.kind() {
        // The library says so where each host refuses to be written to.
        ErrorKind::PermissionDenied if !is_system => "read_only",
        // A name that is not found has no number of the system's.
        _ if !is_system => known.unwrap_or("no_host"),
        _ => known.unwrap_or("other"),
    }
}

fn of_tls(error: &rustls::Error) -> &'static str {
    let rustls::Error::InvalidCertificate(why) = error else { return "tls" };
    match why {
        CertificateError::UnknownIssuer | CertificateError::BadSignature => "untrusted",
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => "other_name",
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => "expired",
        _ => "tls",
    }
}

fn find(table: &[(&str, &'static str)], wanted: &str) -> Option<&'static str> {
    table.iter().find(|(word, _)| *word == wanted).map(|(_, key)| *key)
}
