//! Writers and a reader on several processes, while something happens to what they need.

use crate::nodes::{Nodes, follow, id, record};
use crate::server::statement;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const WRITERS: usize = 3;
const BATCH: usize = 20;

/// How far the writers are, in batches.
#[derive(Default)]
pub struct Load {
    begun: AtomicUsize,
    acknowledged: AtomicUsize,
    all: usize,
}

impl Load {
    /// Sends so many statements, each batch until it is acknowledged, and reads the list all the while. Whatever `deed` does
    /// meanwhile, each statement is there once, and the reader has seen it once, in the order of `stored`.
    pub fn arrives(nodes: &Nodes, statements: usize, deed: impl FnOnce(&Self)) {
        let load = Self { all: statements / BATCH, ..Self::default() };
        let is_over = AtomicBool::new(false);
        let seen = std::thread::scope(|scope| {
            let reader = scope.spawn(|| follow(nodes, &is_over));
            let writers: Vec<_> = (0..WRITERS).map(|_| scope.spawn(|| load.write(nodes))).collect();
            deed(&load);
            writers.into_iter().for_each(|writer| writer.join().unwrap());
            is_over.store(true, Ordering::SeqCst);
            reader.join().unwrap()
        });
        assert!(seen.is_sorted_by(|(one, _), (other, _)| one < other), "in the order of `stored`");
        let found: BTreeSet<&String> = seen.iter().map(|(_, id)| id).collect();
        assert_eq!((seen.len(), found.len()), (load.all * BATCH, load.all * BATCH), "each once");
        let checked = record(nodes, &["progress", "--check"]);
        assert!(checked.0, "{}", checked.1);
    }

    /// Waits until the writers have begun such a part of what they send.
    pub fn reach(&self, part: usize, of: usize) {
        while self.begun.load(Ordering::SeqCst) < self.all * part / of {
            std::thread::yield_now();
        }
    }

    /// Waits until the next batch is acknowledged.
    pub fn go_on(&self) {
        let before = self.acknowledged.load(Ordering::SeqCst);
        while self.acknowledged.load(Ordering::SeqCst) == before {
            std::thread::yield_now();
        }
    }

    fn write(&self, nodes: &Nodes) {
        loop {
            let piece = self.begun.fetch_add(1, Ordering::SeqCst);
            if piece >= self.all {
                return;
            }
            let body = batch(piece);
            while nodes.try_ask("POST", "statements", &[], &body).is_none_or(|answer| {
                assert!(matches!(answer.status, 200 | 503), "{} {}", answer.status, answer.text());
                answer.status != 200
            }) {}
            self.acknowledged.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// The statements of a batch, with ids of their own so that they can be sent again.
fn batch(piece: usize) -> String {
    let all = (0..BATCH).map(|n| {
        let mut one = statement(&format!("u{}", n % 7), "did", &format!("a{}", piece % 11));
        one["id"] = json!(id(piece * BATCH + n));
        one
    });
    json!(all.collect::<Vec<Value>>()).to_string()
}
