//! Processes whose clocks are wrong, one five minutes behind and one ahead: `stored` follows the clock of the data base, so nothing
//! changes its order and a reader misses nothing. Needs the package faketime.
#![cfg(target_os = "linux")]

use crate::cluster::cluster;
use crate::load::Load;
use crate::nodes::{NODES, Nodes};
use crate::server::statement;
use std::process::Command;

/// By how many seconds the clocks are off.
const OFF: [i64; NODES] = [-300, 300];

/// The environment of a process whose clock is off by so many seconds.
fn clock(seconds: &str) -> Vec<(String, String)> {
    let asked = Command::new("faketime").args(["-m", "-f", "+0s", "printenv", "LD_PRELOAD"]).output();
    let library = asked.unwrap_or_else(|error| panic!("faketime: {error}: install the package faketime")).stdout;
    [
        ("LD_PRELOAD", String::from_utf8(library).unwrap().trim()),
        ("FAKETIME", seconds),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// Processes with such clocks, on a data base of their own.
fn start(name: &str) -> Nodes {
    let name = format!("{name}-{}", std::process::id());
    cluster().make(&name);
    Nodes::start_in(cluster().url(&name).into(), &[], OFF.map(|by| clock(&format!("{by:+}"))))
}

/// Seconds since midnight of a time of day.
fn seconds(time: &str) -> i64 {
    time.split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().unwrap())
}

#[test]
fn a_moment_that_is_told_as_past_is_past_for_all() {
    let nodes = start("clocks");
    // An empty store says nothing of the clock; each process takes one.
    for n in 0..NODES {
        assert_eq!(nodes.ask("POST", "statements", &statement("bob", "did", &format!("a{n}")).to_string()).status, 200);
    }
    for n in 0..20 {
        let answer = nodes.ask("GET", "statements?limit=1", "");
        let (date, through) = (&answer.headers["date"], &answer.headers["x-experience-api-consistent-through"]);
        // The two took their turns so far: one question, one statement and one list a round.
        let by = seconds(&date[17..25]) - seconds(&through[11..19]);
        let by = (by + 43_200).rem_euclid(86_400) - 43_200;
        assert!((by - OFF[n % NODES]).abs() <= 5, "the clock of the process is off by {by} seconds");
        let kept = nodes.ask("POST", "statements", &statement("ann", "did", &format!("a{n}")).to_string());
        assert_eq!(kept.status, 200, "{}", kept.text());
        let page = nodes.ask("GET", "statements?limit=1", "").json();
        let stored = page["statements"][0]["stored"].as_str().unwrap();
        assert!(stored > through.as_str(), "{stored} was told as past at {through}");
    }
}

#[test]
fn a_reader_sees_each_once_whatever_the_clocks_say() {
    let nodes = start("clocks-read");
    Load::arrives(&nodes, 600, |_| {});
}
