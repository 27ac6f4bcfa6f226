//! The library for a page: a message in, a message out, over one buffer in the memory that both sides see. Each answer follows from
//! its message and from the words that were given first, so a worker that was stopped loses nothing. Knows what a page may ask; knows no
//! page, no disk and no clock.

mod ask;
mod compare;
mod deck;
mod message;
mod package;
mod remix;

use message::Message;
use std::sync::{Mutex, PoisonError};

static BUFFER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn with<T>(work: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    work(&mut BUFFER.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Makes room for a message of this many bytes, and says where it goes.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *const u8 {
    with(|buffer| {
        *buffer = vec![0; length];
        buffer.as_ptr()
    })
}

/// Answers the message in the buffer: how many bytes the answer has. It takes the message's place.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    let asked = with(std::mem::take);
    let told = reply(&asked);
    with(|buffer| {
        *buffer = told;
        buffer.len()
    })
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    with(|buffer| buffer.as_ptr())
}

/// The answer to a message, both as [`Message`] describes them. One that cannot be read is answered with `why` alone.
pub fn reply(bytes: &[u8]) -> Vec<u8> {
    Message::read(bytes).and_then(ask::answer).unwrap_or_else(|why| Message::refused(why, "")).write()
}
