//! Counters for whoever runs the store, as Prometheus reads them. They tell of nobody.

use crate::record::resources::RESOURCES;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The classes of status that are counted.
const CLASSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// The counters of a resource: answers by class, and the time that they took, in microseconds.
#[derive(Default)]
struct Counters {
    answers: [AtomicU64; CLASSES.len()],
    micros: AtomicU64,
}

/// What is counted.
#[derive(Default)]
pub struct Metrics {
    resources: [Counters; RESOURCES.len()],
    stored: AtomicU64,
    connections: AtomicU64,
    refused_connections: AtomicU64,
}

impl Metrics {
    /// A request to the resource of a number was answered.
    pub fn answered(&self, resource: usize, status: u16, micros: i64, stored: usize) {
        let Some(counters) = self.resources.get(resource) else { return };
        let class = usize::from(status / 100).saturating_sub(2).min(CLASSES.len() - 1);
        counters.answers[class].fetch_add(1, Relaxed);
        counters.micros.fetch_add(micros.max(0) as u64, Relaxed);
        self.stored.fetch_add(stored as u64, Relaxed);
    }

    /// A connection was opened.
    pub fn opened(&self) {
        self.connections.fetch_add(1, Relaxed);
    }

    /// A connection was closed.
    pub fn closed(&self) {
        self.connections.fetch_sub(1, Relaxed);
    }

    /// Someone had to wait for a free connection.
    pub fn full(&self) {
        self.refused_connections.fetch_add(1, Relaxed);
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut line = |name: &str, labels: &str, value: String| {
            // A String takes everything.
            let _ = writeln!(out, "cartable_record_{name}{labels} {value}");
        };
        for (resource, counters) in RESOURCES.iter().zip(&self.resources) {
            for (class, count) in CLASSES.iter().zip(&counters.answers) {
                let labels = format!("{{resource=\"{}\",status=\"{class}\"}}", resource.path);
                line("requests_total", &labels, count.load(Relaxed).to_string());
            }
            let seconds = counters.micros.load(Relaxed) as f64 / 1e6;
            line("request_seconds_total", &format!("{{resource=\"{}\"}}", resource.path), seconds.to_string());
        }
        line("statements_received_total", "", self.stored.load(Relaxed).to_string());
        line("connections", "", self.connections.load(Relaxed).to_string());
        line("connections_delayed_total", "", self.refused_connections.load(Relaxed).to_string());
        out
    }
}
