//! `rehinge next` and `rehinge progress`: what a plan and its log show in a terminal.

use super::answer::{self, Exit, Form, Outcome};
use super::colour;
use super::job::Whose;
use crate::clinic::Current;
use std::ops::ControlFlow;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    pub(super) form: Form,
}

/// Runs a command that shows what `view` makes of the plan as it stands today, and of the width; for programs, what `data`
/// makes of it.
pub fn run(args: &Args, view: fn(&Current, usize) -> String, data: fn(&Current) -> String) -> Outcome {
    let kept = args.whose.open()?;
    let current = match kept.to_show(args.whose.basis.today(), args.form)? {
        ControlFlow::Continue(current) => current,
        ControlFlow::Break(exit) => return Ok(exit),
    };
    answer::say(&if args.form.is_json() { data(&current) } else { colour::view(&view(&current, answer::width())) })?;
    Ok(Exit::Done)
}
