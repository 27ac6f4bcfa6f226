//! What runs is killed, as a power cut would end it: nothing that was acknowledged is lost, and nothing is there twice.

use crate::cluster::Cluster;
use crate::load::Load;
use crate::nodes::{NODES, Nodes};

#[test]
fn nothing_is_lost_or_doubled_whatever_is_killed_and_a_reader_sees_each_once() {
    let wanted = std::env::var("CARTABLE_STATEMENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let cluster = Cluster::start();
    cluster.make("records");
    let nodes = Nodes::start(cluster.url("records").into(), &[]);
    Load::arrives(&nodes, wanted, |load| {
        for eighth in 1..8 {
            load.reach(eighth, 8);
            if eighth % 3 == 0 {
                cluster.kill();
                cluster.run();
            } else {
                nodes.kill(eighth % NODES);
            }
        }
    });
}
