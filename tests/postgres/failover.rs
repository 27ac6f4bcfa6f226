//! The first server is gone and its standby takes its place: the processes find it by themselves.

use crate::cluster::Cluster;
use crate::load::Load;
use crate::nodes::Nodes;
use crate::server::until;
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn a_standby_takes_over_with_all_that_was_acknowledged() {
    let first = Cluster::listening();
    first.make("records");
    let second = first.standby();
    let hosts = [&first, &second].map(Cluster::host).join(",");
    let nodes =
        Nodes::start(format!("postgres://postgres@{hosts}/records?target_session_attrs=read-write").into(), &[]);
    Load::arrives(&nodes, 2_000, |load| {
        load.reach(1, 2);
        // What the first one has and the second one has not must not be acknowledged.
        let receiver = second.process_of("walreceiver");
        signal(receiver, "STOP");
        until("somebody waits for the standby", || first.has_waiting("SyncRep"));
        first.kill();
        let gone = Instant::now();
        signal(receiver, "CONT");
        second.promote();
        let promoted = gone.elapsed();
        load.go_on();
        let taken = gone.elapsed();
        println!("promoted after {promoted:?}, a statement taken after {taken:?}");
        assert!(taken < promoted + Duration::from_secs(10), "{promoted:?} and {taken:?}");
    });
}

fn signal(process: i32, name: &str) {
    assert!(Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status().unwrap().success());
}
