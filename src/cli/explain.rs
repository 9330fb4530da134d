//! `rehinge explain`: why each number of a plan is what it is.

use super::answer::{self, Exit, Form, Outcome};
use super::job::Kept;
use super::{basis, colour, files, guard};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::Document;
use crate::explain::{Explainer, explain_rule};
use crate::protocol::RuleId;
use crate::render::terminal;
use crate::units::Load;
use std::path::{Path, PathBuf};

/// Say why something is as it is, down to the article's section or a judgement
#[derive(clap::Args)]
#[command(after_help = super::help::EXPLAIN)]
pub struct Args {
    /// The plan file, `-` for standard input; or a rule's id alone
    #[arg(value_name = "PLAN|RULE")]
    plan: PathBuf,
    /// A week (`week-3`), a session's id, a number by its path (`week-3.load`), or a rule's id; the whole plan where it is left out
    what: Option<String>,
    /// Why not this load? Of a week or a deadlift session
    #[arg(long, value_name = "LOAD", value_parser = load, requires = "what")]
    instead: Option<Load>,
    #[command(flatten)]
    pub(super) form: Form,
    /// A protocol of your own: a folder, or a file of rules
    #[arg(long, value_name = "DIR|FILE")]
    protocol: Option<PathBuf>,
}

fn load(text: &str) -> Result<Load, String> {
    text.parse().map_err(|error: crate::units::LoadError| format!("{error}; write it like 85kg"))
}

pub fn run(args: &Args) -> Outcome {
    let protocol = basis::protocol(args.protocol.as_deref())?;
    let explanation = match rule(args)? {
        Some(rule) => explain_rule(rule, &protocol),
        None => {
            let kept = Kept::open(&args.plan, None, protocol)?;
            if let Some(exit) = guard::hold_back(&kept, args.form)? {
                return Ok(exit);
            }
            let located = |wrong| match Document::parse(&kept.text, &files::name(&args.plan)) {
                Ok(document) => document.locate(wrong),
                Err(_) => wrong,
            };
            Explainer::new(&kept.plan, &kept.protocol).map_err(located)?.explain(args.what.as_deref(), args.instead)?
        }
    };
    args.form.say(&explanation, || colour::view(&terminal::explanation(&explanation, answer::width())))?;
    Ok(Exit::Done)
}

/// The rule that is meant where a rule stands in place of a plan.
fn rule(args: &Args) -> Result<Option<RuleId>, Vec<Diagnostic>> {
    if args.what.is_some() || files::is_standard(&args.plan) || args.plan.exists() {
        return Ok(None);
    }
    let name = args.plan.to_string_lossy();
    let found = RuleId::ALL.iter().copied().find(|rule| rule.id() == name);
    let like_a_file = name.contains(['/', '.', '\\']) || Path::new(&*name).extension().is_some();
    if found.is_some() || like_a_file {
        return Ok(found);
    }
    let wrong = Diagnostic::new(Code::UnknownValue, format!("`{}` is neither a file nor a rule", crate::diagnostic::shown(&name)));
    Err(vec![wrong.help(match did_you_mean(&name, RuleId::ALL.iter().map(|rule| rule.id())) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "name a plan file, or a rule of docs/protocol.md".to_owned(),
    })])
}
