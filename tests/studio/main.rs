//! The studio as attackers, editors and slow machines meet it. What only a browser shows is in tests/browser/studio-guard.test.mjs.

mod bounds;
mod guard;
mod paths;
mod routes;
mod server;
mod size;
mod start;
mod watching;
