//! Runs the command line; nothing else.

fn main() -> std::process::ExitCode {
    rehinge::cli::run()
}
