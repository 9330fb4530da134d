//! `rehinge screen`: only the verdict, with its reasons and what to do.

use super::answer::{self, Form, Outcome};
use super::find;
use super::{basis, colour};
use crate::diagnostic::{Code, Diagnostic};
use crate::profile::{self, Profiled};
use crate::render::terminal;
use crate::screen;
use std::path::PathBuf;

/// Say whether the profile may have a plan, and why
#[derive(clap::Args)]
#[command(after_help = super::help::SCREEN)]
pub struct Args {
    /// The profile, a YAML file; `-` reads standard input; not needed where the folder has only one lifter
    #[arg(value_name = "NAME")]
    name: Option<PathBuf>,
    #[command(flatten)]
    pub(super) form: Form,
    #[command(flatten)]
    basis: basis::Basis,
}

pub fn run(args: &Args) -> Outcome {
    let protocol = args.basis.protocol()?;
    let found = find::lifter(args.name.as_deref(), None, None)?;
    let Some(source) = &found.profile else {
        let wrong = Diagnostic::new(Code::Missing, format!("there is no profile beside `{}`", found.called()));
        return Err(vec![wrong.help("put it there under the same name; `rehinge init` asks the questions and writes one")]);
    };
    let Profiled { profile, .. } = profile::read_file(&source.text(profile::MAX_BYTES)?, &source.name(), &protocol)?;
    let verdict = screen::verdict(&profile, &protocol, args.basis.today());
    args.form.say(&verdict, || colour::verdict(&terminal::verdict(&verdict, &protocol, answer::width())))?;
    Ok(verdict.kind.into())
}
