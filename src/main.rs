//! The command: arguments in, an exit code out.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A build asks for memory a thousand times a situation, and the C library of a static program is slow to give it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cartable::cli::run()
}
