//! The record store as its clients see it: a process, a socket, a data base on a disk.

mod base;
mod between;
mod documents;
mod file;
mod forward;
mod full_disk;
mod hostile;
#[path = "../http/mod.rs"]
mod http;
mod keys;
mod launch;
mod lists;
mod pages;
mod person;
mod server;
mod statements;
mod transfer;
mod upkeep;
