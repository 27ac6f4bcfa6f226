//! The studio as attackers, editors and slow machines meet it. What only a browser shows is in tests/browser/studio-guard.test.mjs.

mod bounds;
#[path = "../copy/mod.rs"]
mod copy;
mod guard;
#[path = "../http/mod.rs"]
mod http;
mod paths;
mod routes;
mod server;
mod size;
mod start;
mod watching;
