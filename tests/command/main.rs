//! The command as people and programs run it, suite by suite: `cargo test --test command cli::` runs one of them.

mod answers;
mod cli;
mod common;
mod corrected;
mod documents;
mod following;
mod generated;
mod handed_out;
mod help;
mod init;
mod main_job;
mod noting;
mod protocols;
