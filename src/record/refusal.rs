//! Why a request is not done: a status of the standard and a reason for whoever wrote the program that asked. A reason never
//! repeats what was sent.

use rusqlite::ErrorCode;
use rusqlite::ffi::{
    SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE,
};

/// A request that is refused.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// In English, for a developer. That of a fault of ours is for the log alone.
    pub reason: String,
    /// After how many seconds to come back, where that is known.
    pub retry_after: Option<u32>,
}

impl Refusal {
    fn new(status: u16, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into(), retry_after: None }
    }

    /// 400: the request breaks the standard.
    pub fn bad(reason: impl Into<String>) -> Self {
        Self::new(400, reason)
    }

    /// 401: no key, or none that is known.
    pub fn unauthorized() -> Self {
        Self::new(401, "a key is needed: HTTP Basic, its id as the name and its secret as the password")
    }

    /// 403: the key may not do this.
    pub fn forbidden(reason: impl Into<String>) -> Self {
        Self::new(403, reason)
    }

    /// 404: there is no such thing.
    pub fn missing() -> Self {
        Self::new(404, "there is no such thing here")
    }

    /// 405: not with this method.
    pub fn method() -> Self {
        Self::new(405, "this resource has no such method")
    }

    /// 408: the request came too slowly.
    pub fn slow() -> Self {
        Self::new(408, "the request took too long to arrive")
    }

    /// 409: it contradicts what is stored.
    pub fn conflict(reason: impl Into<String>) -> Self {
        Self::new(409, reason)
    }

    /// 412: the document is not the one that the client knows.
    pub fn precondition() -> Self {
        Self::new(412, "the document has changed, or exists already: get it again and merge")
    }

    /// 413: the body is larger than this store takes.
    pub fn large(most: usize) -> Self {
        Self::new(413, format!("a body has at most {most} bytes here"))
    }

    /// 429: too much in too short a time.
    pub fn often(seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(429, "too many requests: come back later") }
    }

    /// 503: busy.
    pub fn busy(seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(503, "busy: come back later") }
    }

    /// 503 and not 507: there may be room again, and clients come back after a 503.
    pub(super) fn no_room(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..Self::busy(60) }
    }

    /// 500: our own fault. The reason goes to the log and not to the client.
    pub fn internal(reason: impl Into<String>) -> Self {
        Self::new(500, reason)
    }
}

/// What SQLite says where the disk takes no more, but for `SQLITE_FULL`: a quota or a limit of sizes was reached, or there is no room
/// for the log or its index.
const NOT_WRITTEN: [i32; 5] =
    [SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHMMAP];

impl std::fmt::Display for Refusal {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error().map_or(0, |error| error.extended_code);
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::busy(5),
            Some(ErrorCode::DiskFull) => Self::no_room("the disk is full"),
            _ if NOT_WRITTEN.contains(&code) => Self::no_room("the disk takes no more"),
            _ => Self::internal(error.to_string()),
        }
    }
}
