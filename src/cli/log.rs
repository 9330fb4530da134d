//! `rehinge log`: notes what was lifted and felt, in the log beside the plan.

mod questions;
mod setting;

use super::answer::{self, Exit, Form, Outcome};
use super::files::{self, shown};
use super::job::{Kept, Place, read_log};
use crate::diagnostic::{Code, Diagnostic};
use crate::due;
use crate::log::{self, Entry, PainKind};
use crate::plan::VerdictKind;
use crate::protocol::SignVerdict;
use crate::render::terminal;
use questions::Questions;
use setting::{Setting, Typed};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Note what was lifted and felt
///
/// Without options it asks. What is left out stays unknown, never 0.
#[derive(clap::Args)]
#[command(after_help = super::help::LOG)]
pub struct Args {
    /// The plan file
    plan: PathBuf,
    /// The log, YAML or a table (.csv); default: NAME.log.yaml beside the plan
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    #[command(flatten)]
    typed: Typed,
    /// Ask, also where standard input is not a terminal
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    pub(super) form: Form,
    #[command(flatten)]
    basis: super::basis::Basis,
}

/// What was noted, for programs.
#[derive(serde::Serialize)]
struct Noted<'a> {
    /// The log.
    file: &'a str,
    /// What was added to it.
    entries: &'a [Entry],
    /// What it means for the next deadlift: nothing, a clinician, an emergency department.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<VerdictKind>,
}

impl<'a> Noted<'a> {
    fn new(exit: Exit, file: &'a str, entries: &'a [Entry]) -> Self {
        let verdict = match exit {
            Exit::Referred => Some(VerdictKind::Refer),
            Exit::Emergency => Some(VerdictKind::Emergency),
            Exit::Done | Exit::Findings | Exit::BadInput => None,
        };
        Noted { file, entries, verdict }
    }
}

pub fn run(args: &Args) -> Outcome {
    let path = match &args.log {
        Some(path) if files::is_standard(path) => {
            return Err(vec![Diagnostic::new(Code::Usage, "a log is a file: it cannot be standard input").help("name it: --log FILE")]);
        }
        Some(path) => path.clone(),
        None => Place::beside(&args.plan, None).log_to_write()?,
    };
    let file = files::name(&path);
    let mut kept = Kept::without_log(&args.plan, args.basis.protocol()?)?;
    if path.exists() {
        kept.logged = Some(read_log(&path, &kept.plan, &kept.protocol)?);
    }
    let noted = due::noted(&kept.plan, kept.entries());
    let today = args.basis.today();
    let setting = Setting { plan: &kept.plan, protocol: &kept.protocol, logged: kept.entries(), noted, today };

    let (entries, asked) = match args.typed.says_something() {
        true => (vec![setting.typed(&args.typed)?], false),
        false if args.ask || io::stdin().is_terminal() => (Questions::new(&setting).ask()?, true),
        false => {
            let wrong = Diagnostic::new(Code::Usage, "there is nothing to note");
            return Err(vec![wrong.help("say what was done: --load 80kg --reps 5,5,5 --worst 1; or let it ask: --ask")]);
        }
    };
    let entries: Vec<Entry> = entries.into_iter().map(|entry| Entry { noted: Some(today), ..entry }).collect();
    if entries.is_empty() {
        args.form.say(&Noted::new(Exit::Done, &file, &entries), || "Nothing was noted.\n".to_owned())?;
        return Ok(Exit::Done);
    }
    files::change(&path, log::MAX_BYTES, |text| setting.with(text, &file, &entries, asked))?;
    report(args, &setting, &entries, &file)
}

/// Says what was noted, and what has to be done about it.
fn report(args: &Args, setting: &Setting<'_>, entries: &[Entry], file: &str) -> Outcome {
    let form = args.form;
    let say = |exit: Exit, text: &str| {
        form.say(&Noted::new(exit, file, entries), || text.to_owned())?;
        Ok(exit)
    };
    let mut text = terminal::noted(entries, file, answer::width());
    let signs = |emergency: bool| {
        let of_kind = move |sign: &&crate::protocol::Sign| (sign.verdict == SignVerdict::Emergency) == emergency;
        setting.protocol.signs.iter().filter(of_kind).filter(|sign| {
            let felt = |entry: &Entry| entry.pain.kind.and_then(PainKind::sign) == Some(&sign.id);
            let told = |entry: &Entry| entry.shown().into_iter().chain(entry.not_sure()).any(|id| id == sign.id);
            let showed = |entry: &Entry| felt(entry) || told(entry);
            entries.iter().filter(|entry| !entry.withdrawn).any(showed)
        })
    };
    let emergency: Vec<_> = signs(true).collect();
    if !emergency.is_empty() {
        text.push_str(&terminal::emergency(&emergency, setting.protocol, answer::width()));
        return say(Exit::Emergency, &text);
    }
    let refer: Vec<_> = signs(false).collect();
    if !refer.is_empty() {
        text.push_str(&terminal::refer(&refer, setting.protocol, answer::width()));
        text.push_str(&follow(args, file));
        return say(Exit::Referred, &text);
    }
    text.push_str(&follow(args, file));
    say(Exit::Done, &text)
}

fn follow(args: &Args, file: &str) -> String {
    format!("`rehinge replan {} --log {}` makes the plan follow.\n", shown(&args.plan), shown(Path::new(file)))
}
