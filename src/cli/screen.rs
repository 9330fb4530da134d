//! `rehinge screen`: only the verdict, with its reasons and what to do.

use super::{Form, Outcome, colour};
use crate::render::terminal;
use crate::screen;
use std::path::PathBuf;

/// Say whether the profile may have a plan, and why
#[derive(clap::Args)]
#[command(after_help = super::help::SCREEN)]
pub struct Args {
    /// The profile, a YAML file; `-` reads standard input
    profile: PathBuf,
    #[command(flatten)]
    pub(super) form: Form,
    #[command(flatten)]
    basis: super::Basis,
}

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let protocol = args.basis.protocol()?;
    let profile = super::profile(&args.profile, &protocol)?.profile;
    let verdict = screen::verdict(&profile, &protocol, args.basis.today());
    args.form.say(&verdict, || colour::verdict(&terminal::verdict(&verdict, &protocol, super::width())))?;
    Ok(verdict.kind.into())
}
