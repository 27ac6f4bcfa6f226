//! The record store on PostgreSQL, as its clients see it: what it does in a file it does here, and what several processes on one
//! data base do besides.

mod base;
#[path = "../record/between.rs"]
mod between;
mod clock;
mod cluster;
mod disk;
#[path = "../record/documents.rs"]
mod documents;
mod failover;
#[path = "../record/forward.rs"]
mod forward;
#[path = "../record/hostile.rs"]
mod hostile;
#[path = "../http/mod.rs"]
mod http;
#[path = "../record/keys.rs"]
mod keys;
mod killed;
#[path = "../record/launch.rs"]
mod launch;
#[path = "../record/lists.rs"]
mod lists;
mod load;
mod nodes;
#[path = "../record/person.rs"]
mod person;
mod place;
#[path = "../record/server.rs"]
mod server;
#[path = "../record/statements.rs"]
mod statements;
mod tls;
mod together;
#[path = "../record/transfer.rs"]
mod transfer;
#[path = "../record/upkeep.rs"]
mod upkeep;
