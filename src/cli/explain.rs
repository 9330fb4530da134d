//! `rehinge explain`: why each number of a plan is what it is.

use super::answer::{self, Exit, Form, Outcome};
use super::basis::Basis;
use super::colour;
use super::files;
use super::find;
use super::job::Kept;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::explain::{Explainer, explain_rule};
use crate::protocol::RuleId;
use crate::render::terminal;
use crate::session_id::SessionId;
use crate::units::Load;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Say why something is as it is, down to the article's section or a judgement
#[derive(clap::Args)]
#[command(after_help = super::help::EXPLAIN)]
pub struct Args {
    /// The lifter, by their profile or plan; not needed where the folder has only one
    #[arg(value_name = "NAME")]
    name: Option<PathBuf>,
    /// A week (`week-3`), a session's id, a number by its path (`week-3.load`), or a rule's id; the whole plan where it is left out
    what: Option<String>,
    /// Why not this load? Of a week or a deadlift session
    #[arg(long, value_name = "LOAD", value_parser = load)]
    instead: Option<Load>,
    /// The log, YAML or a table; default: NAME.log.yaml or NAME.log.csv beside the plan
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    #[command(flatten)]
    pub(super) form: Form,
    #[command(flatten)]
    basis: Basis,
}

fn load(text: &str) -> Result<Load, String> {
    text.parse().map_err(|error: crate::units::LoadError| format!("{error}; write it like 85kg"))
}

pub fn run(args: &Args) -> Outcome {
    let asked = Asked::of(args)?;
    let explanation = match asked {
        Asked::Rule(rule) => explain_rule(rule, &args.basis.protocol()?),
        Asked::Plan { name, what } => {
            let kept = Kept::read(find::lifter(name, args.log.as_deref(), None)?, &args.basis)?;
            let current = match kept.to_show(args.basis.today(), args.form)? {
                ControlFlow::Continue(current) => current,
                ControlFlow::Break(exit) => return Ok(exit),
            };
            // The whole plan is what is explained where nothing of it is named.
            Explainer::new(&current, &kept.protocol)?.explain(what.filter(|what| *what != "plan"), args.instead)?
        }
    };
    args.form.say(&explanation, || colour::view(&terminal::explanation(&explanation, answer::width())))?;
    Ok(Exit::Done)
}

/// What is to be explained.
enum Asked<'a> {
    Rule(RuleId),
    Plan { name: Option<&'a Path>, what: Option<&'a str> },
}

impl<'a> Asked<'a> {
    /// One word alone may be a lifter, a rule, or a part of the plan of the one lifter of this folder.
    fn of(args: &'a Args) -> Result<Self, Vec<Diagnostic>> {
        let (name, what) = (args.name.as_deref(), args.what.as_deref());
        let Some(word) = name.and_then(Path::to_str).filter(|word| what.is_none() && !is_a_file(word)) else {
            return Ok(Asked::Plan { name, what });
        };
        if let Some(rule) = RuleId::ALL.iter().copied().find(|rule| rule.id() == word) {
            return Ok(Asked::Rule(rule));
        }
        let part = word.split('.').next().unwrap_or(word);
        if part.starts_with("week-") || part == "plan" || part.parse::<SessionId>().is_ok() {
            return Ok(Asked::Plan { name: None, what: Some(word) });
        }
        let wrong = Diagnostic::new(Code::UnknownValue, format!("`{}` is neither a file nor a rule", crate::diagnostic::shown(word)));
        Err(vec![wrong.help(match did_you_mean(word, RuleId::ALL.iter().map(|rule| rule.id())) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "name a plan file, a week, a session, or a rule of docs/protocol.md".to_owned(),
        })])
    }
}

/// Whether a word means a file: it is there, or looks like one.
fn is_a_file(word: &str) -> bool {
    let looks = word.contains(['/', '\\']) || [".yaml", ".yml"].iter().any(|ending| word.ends_with(ending));
    looks || files::is_standard(Path::new(word)) || Path::new(word).exists() || find::lifter(Some(Path::new(word)), None, None).is_ok()
}
