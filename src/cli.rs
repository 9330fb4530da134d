//! The command line: the only room with files, clock, terminal and environment.

/// Runs the command line and returns the exit code.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
