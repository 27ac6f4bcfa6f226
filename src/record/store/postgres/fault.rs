//! What PostgreSQL says where something cannot be done, as a refusal. Source: PostgreSQL, appendix A, error codes.

use crate::record::Refusal;
use ::postgres::Error;
use ::postgres::error::SqlState;
use std::error::Error as _;

/// How soon to come back where the data base is not there, or others were first, in seconds.
const SOON: u32 = 5;

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let Some(told) = error.as_db_error() else {
            // The line to it, or what is sent along it: only the first may pass.
            let is_line = error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>());
            return if is_line { Self::busy(SOON) } else { Self::internal(causes(&error)) };
        };
        let code = told.code();
        match code {
            _ if *code == SqlState::DISK_FULL => Self::no_room("the disk is full"),
            _ if *code == SqlState::CHARACTER_NOT_IN_REPERTOIRE || *code == SqlState::UNTRANSLATABLE_CHARACTER => {
                Self::bad("this store keeps no text with the character U+0000")
            }
            _ if *code == SqlState::PROGRAM_LIMIT_EXCEEDED => {
                Self::bad("an identifier is too long for this store: 2,600 bytes always fit")
            }
            _ if passes(code) => Self::busy(SOON),
            _ => Self::internal(format!("{} {}", code.code(), told.message())),
        }
    }
}

/// Whether it may be otherwise soon: others were first, the server is full, stops or starts, or another one is the first one now.
fn passes(code: &SqlState) -> bool {
    const CODES: [SqlState; 6] = [
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::READ_ONLY_SQL_TRANSACTION,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        SqlState::QUERY_CANCELED,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
    ];
    CODES.contains(code) || ["08", "53", "57P"].iter().any(|class| code.code().starts_with(class))
}

/// An error with what led to it. None of them tells a password.
pub(super) fn causes(error: &Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let own = source.to_string();
        words.push_str(": ");
        // The number of the system's error says nothing to people.
        words.push_str(own.split(" (os error ").next().unwrap_or(&own));
        next = source.source();
    }
    words
}
