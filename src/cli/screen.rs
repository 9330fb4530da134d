//! `rehinge screen`: only the verdict, with its reasons and what to do; where there is a plan, its questions asked again.

use super::answer::{self, Exit, Form, Outcome};
use super::colour;
use super::find::{self, Found};
use super::job::{Kept, Whose};
use super::log::{How, Said, note};
use super::screened::{self, Answered};
use crate::diagnostic::{Code, Diagnostic};
use crate::profile::{self, Profiled};
use crate::render::terminal;
use crate::screen;
use std::io::{self, IsTerminal};

/// Say whether there may be a plan, and why; where there is one, ask the questions again
///
/// In a terminal, or with the answers as options, they are noted in the log, and the plan follows.
#[derive(clap::Args)]
#[command(after_help = super::help::SCREEN)]
pub struct Args {
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    answered: Answered,
    /// Ask, also where standard input is not a terminal
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    pub(super) form: Form,
}

pub fn run(args: &Args) -> Outcome {
    let found = find::lifter(args.whose.name.as_deref(), args.whose.log.as_deref(), None)?;
    let asks = args.ask || (io::stdin().is_terminal() && !args.form.is_json());
    if found.has_a_plan() && (args.answered.says_something() || asks) {
        return answered(args);
    }
    if args.answered.says_something() {
        let wrong = Diagnostic::new(Code::Usage, format!("there is no plan of `{}` whose log the answers would go into", found.called()));
        return Err(vec![wrong.help("write the signs into the profile: `pain: {signs: […]}`")]);
    }
    first(args, &found)
}

/// The questions, answered again: an entry of the log.
fn answered(args: &Args) -> Outcome {
    let how = How { only_note: false, form: args.form };
    let noted = note(&args.whose, how, |setting| {
        let (protocol, today) = (setting.protocol, setting.today);
        let entry = if args.answered.says_something() { args.answered.entry(protocol, today)? } else { screened::asked(protocol, today)? };
        Ok(Said::of(entry))
    })?;
    Ok(noted.exit)
}

/// What the profile says; of a plan that is stopped, what stopped it.
fn first(args: &Args, found: &Found) -> Outcome {
    let today = args.whose.basis.today();
    if found.has_a_plan() {
        let kept = Kept::read(found.clone(), &args.whose.basis)?;
        if let Some(verdict) = kept.today(today)?.stopped() {
            args.form.say(verdict, || kept.stopped(verdict))?;
            return Ok(Exit::from(verdict.kind));
        }
    }
    let Some(source) = &found.profile else {
        let wrong = Diagnostic::new(Code::Missing, format!("there is no profile beside `{}`", found.called()));
        return Err(vec![wrong.help("put it there under the same name; `rehinge init` asks the questions and writes one")]);
    };
    let protocol = args.whose.basis.protocol()?;
    let Profiled { profile, .. } = profile::read_file(&source.text(profile::MAX_BYTES)?, &source.name(), &protocol)?;
    let verdict = screen::verdict(&profile, &protocol, today);
    args.form.say(&verdict, || colour::verdict(&terminal::verdict(&verdict, &protocol, answer::width())))?;
    Ok(verdict.kind.into())
}
