//! How a store is set up to serve.

use super::{Progress, Pseudonyms, Titles};
use crate::xapi::statement::Version;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Where the resources of xAPI begin.
pub const ENDPOINT: &str = "/xapi/";

/// How a store is set up to serve.
pub struct Settings {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The homePage of the accounts that `authority` names.
    pub home: String,
    /// The version in which a request without one is refused.
    pub fallback: Version,
    /// Whether the address of a client is the last one of `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// The origins whose pages may ask, such as `https://moodle.example.org`.
    pub origins: Vec<String>,
    /// What it takes at most.
    pub limits: Limits,
    /// Replaces actors at the door.
    pub pseudonyms: Option<Pseudonyms>,
    /// How handing on to another store goes, where this process does that.
    pub forwarding: Option<Arc<Progress>>,
    /// What the report pages call activities.
    pub titles: Titles,
    /// Whether each request is told to the log.
    pub log_requests: bool,
}

impl Settings {
    /// As it is set up where nothing else is wished.
    pub fn at(listen: SocketAddr) -> Self {
        Self {
            listen,
            home: format!("http://{listen}"),
            fallback: Version::Two,
            behind_proxy: false,
            origins: Vec::new(),
            limits: Limits::default(),
            pseudonyms: None,
            forwarding: None,
            titles: Titles::default(),
            log_requests: false,
        }
    }
}

/// What a server takes at most.
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// Bytes of all bodies that are being worked on.
    pub bodies: usize,
    /// Answers to GET that are being made or read.
    pub answers: usize,
    /// Headers of a request.
    pub headers: usize,
    /// Bytes of the headers of a request.
    pub header_bytes: usize,
    /// Connections.
    pub connections: usize,
    /// Requests a second with one key.
    pub rate: u32,
    /// For the headers of a request, and between two of them.
    pub header_time: Duration,
    /// For a body, and for whoever reads an answer to take some more of it.
    pub body_time: Duration,
    /// For requests that are being answered when the server is told to stop.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 4 << 20,
            bodies: 24 << 20,
            answers: 8,
            headers: 64,
            header_bytes: 32 << 10,
            connections: 256,
            rate: 1000,
            header_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            stop_time: Duration::from_secs(10),
        }
    }
}
