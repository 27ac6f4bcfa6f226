//! The command: arguments in, an exit code out.

use std::process::ExitCode;

/// musl's own allocator goes to the system for each larger piece, which takes a third of a build's time.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cartable::cli::run()
}
