//! `rehinge screen`: only the verdict, with its reasons and what to do.

use super::answer::{self, Form, Outcome};
use super::{basis, colour};
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
    basis: super::basis::Basis,
}

pub fn run(args: &Args) -> Outcome {
    let protocol = args.basis.protocol()?;
    let profile = basis::profile(&args.profile, &protocol)?.profile;
    let verdict = screen::verdict(&profile, &protocol, args.basis.today());
    args.form.say(&verdict, || colour::verdict(&terminal::verdict(&verdict, &protocol, answer::width())))?;
    Ok(verdict.kind.into())
}
