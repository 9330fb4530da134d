//! `rehinge screen`: only the verdict, with its reasons and what to do.

use super::{Exit, Form, Outcome, colour};
use crate::plan::VerdictKind;
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
    super::say(&if args.form.is_json() {
        super::json(&verdict)
    } else {
        colour::verdict(&terminal::verdict(&verdict, &protocol, super::width()))
    })?;
    Ok(exit(verdict.kind))
}

/// The exit code that a verdict stands for.
pub fn exit(kind: VerdictKind) -> Exit {
    match kind {
        VerdictKind::Train | VerdictKind::Rest => Exit::Done,
        VerdictKind::Refer => Exit::Referred,
        VerdictKind::Emergency => Exit::Emergency,
    }
}
