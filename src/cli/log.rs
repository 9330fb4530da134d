//! `rehinge log`: notes what was lifted and felt, brings the plan up to date, and says what that means for the next session.

mod import;
mod questions;
mod remarks;
mod said;
mod setting;

use super::answer::{self, Exit, Form, Outcome};
use super::files::{self, Held, Output};
use super::find::{self, Found};
use super::job::{Kept, Whose};
use super::outputs::{self, referral};
use super::{again, colour, screened};
use crate::clinic::Current;
use crate::diagnostic::{Code, Diagnostic};
use crate::due;
use crate::emergency;
use crate::log::{self, Entry};
use crate::plan::{Session, VerdictKind};
use crate::render::referral::Referral;
use crate::render::terminal::{self, Follows};
use import::Import;
use questions::Questions;
pub(super) use said::Said;
use setting::{Setting, Typed};
use std::io::{self, IsTerminal};

/// Note what was lifted and felt, and say what follows
///
/// Without options it asks. What is left out stays unknown, never 0. The plan, its calendar and its sheet follow.
#[derive(clap::Args)]
#[command(after_help = super::help::LOG)]
pub struct Args {
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    typed: Typed,
    #[command(flatten)]
    import: Import,
    /// Ask, also where standard input is not a terminal
    #[arg(long)]
    ask: bool,
    /// Only note it: leave the plan, its calendar and its sheet as they lie
    #[arg(long)]
    only_note: bool,
    #[command(flatten)]
    pub(super) form: Form,
}

/// What was noted, for programs.
#[derive(serde::Serialize)]
struct Noted<'a> {
    /// The log.
    file: &'a str,
    /// What was added to it.
    entries: &'a [Entry],
    /// What is said of it: which sets count, what may be a slip.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    remarks: &'a [String],
    /// The verdict of the plan with them: train, or who has to be seen first.
    verdict: VerdictKind,
    /// The next deadlift, where one is planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<&'a Session>,
    /// The files that follow.
    files: Vec<String>,
}

pub fn run(args: &Args) -> Outcome {
    // Whatever cannot be noted, an emergency that was typed is answered.
    answered(args).map_err(|wrong| match args.whose.basis.protocol() {
        Ok(protocol) => {
            let is_of_a_sign = |one: &Diagnostic| matches!(one.field.as_deref(), Some("--sign" | "--unsure"));
            if !args.form.is_json() && wrong.iter().any(is_of_a_sign) {
                answer::tell(&format!("The signs, by their ids:\n{}", terminal::signs(&protocol, answer::width())));
            }
            emergency::among(&args.typed.signs(), &protocol).into_iter().chain(wrong).collect()
        }
        Err(_) => wrong,
    })
}

fn answered(args: &Args) -> Outcome {
    let how = How { only_note: args.only_note, form: args.form };
    let noted = note(&args.whose, how, |setting| said(args, setting))?;
    if !(noted.asked && noted.screen_is_due) {
        return Ok(noted.exit);
    }
    // What was noted stands; of the questions that come now, nothing is written before the last is answered.
    let again = note(&args.whose, how, |setting| Ok(Said::of(screened::asked(setting.protocol, setting.today)?)));
    match again {
        Ok(again) => Ok(again.exit),
        Err(wrong) if wrong.iter().all(|one| one.code == Code::Usage) => {
            wrong.iter().for_each(|one| answer::tell(&colour::diagnostic(one)));
            Ok(noted.exit)
        }
        Err(wrong) => Err(wrong),
    }
}

/// How something is noted and told.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub only_note: bool,
    pub form: Form,
}

/// What noting something came to.
pub(super) struct Outcomes {
    pub exit: Exit,
    /// It was asked for.
    pub asked: bool,
    /// Nothing is loaded before the screen's questions are answered again.
    pub screen_is_due: bool,
}

/// Notes what `say` says in the log of a lifter, brings the plan up to date, and says what follows.
///
/// # Errors
/// Those of the log, the profile and the plan; what was noted by then is told.
pub(super) fn note(
    whose: &Whose,
    how: How,
    say: impl FnOnce(&Setting) -> Result<Said, Vec<Diagnostic>>,
) -> Result<Outcomes, Vec<Diagnostic>> {
    let find = || find::lifter(whose.name.as_deref(), whose.log.as_deref(), None);
    let mut found = find()?;
    let path = found.log_to_write()?;
    // A log that is named may be a new one.
    found.log = found.log.filter(|_| path.exists() || path.is_symlink());
    let kept = Kept::read(found, &whose.basis)?;
    let today = whose.basis.today();
    let before = kept.today(today)?;
    let (past, noted) = (kept.past(today).collect(), before.noted().to_vec());
    let setting = Setting { plan: &before, past, protocol: &kept.protocol, logged: kept.entries(), noted, today };
    let Said { entries, asked, is_sure, remarks: said } = say(&setting)?;
    let entries: Vec<Entry> = entries.into_iter().map(|entry| Entry { noted: Some(today), ..entry }).collect();
    let file = files::name(&path);
    if entries.is_empty() {
        let next = terminal::next_deadlift(&before);
        let noted = Noted { file: &file, entries: &entries, remarks: &said, verdict: before.verdict, next, files: Vec::new() };
        how.form.say(&noted, || sentences(&said) + "Nothing was noted.\n")?;
        return Ok(Outcomes { exit: before.verdict.into(), asked, screen_is_due: due::is_screen_due(&before) });
    }
    // Whoever notes something at the same time waits, so that the files are those of the whole log.
    let held = files::hold(kept.found.place.folder());
    files::change(&path, log::MAX_BYTES, |text| setting.with(text, &file, &entries, asked))?;
    let found = Found { log: Some(path), ..find()? };
    let remarks: Vec<String> = said.into_iter().chain(remarks::remarks(&setting, &entries, is_sure)).collect();
    let followed = Followed { whose, how, before: &before, file: &file, entries: &entries, remarks: &remarks };
    let (exit, screen_is_due) = follow(&followed, found, &held)?;
    Ok(Outcomes { exit, asked, screen_is_due })
}

fn sentences(said: &[String]) -> String {
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    terminal::sentences(&said, answer::width())
}

/// What was done and felt: typed, taken from another app's log, or asked for.
fn said(args: &Args, setting: &Setting<'_>) -> Result<Said, Vec<Diagnostic>> {
    let asks = args.ask || io::stdin().is_terminal();
    match (args.typed.says_something(), &args.import.from) {
        (true, Some(_)) => {
            let wrong = Diagnostic::new(Code::Usage, "a log of another app and an entry are not noted in one run");
            Err(vec![wrong.help("note the log with --from alone, and then the entry")])
        }
        (true, None) => {
            let entry = setting.typed(&args.typed)?;
            let entry = if asks { Questions::new(setting).sure(entry)? } else { entry };
            Ok(Said { is_sure: asks, ..Said::of(entry) })
        }
        (false, Some(from)) => args.import.said(from, setting, args.ask),
        (false, None) if asks => Ok(Said { entries: Questions::new(setting).ask()?, asked: true, is_sure: true, remarks: Vec::new() }),
        (false, None) => {
            let wrong = Diagnostic::new(Code::Usage, "there is nothing to note");
            Err(vec![wrong.help("say what was done: --load 80kg --reps 5,5,5 --worst 1; or let it ask: --ask")])
        }
    }
}

/// What was noted, and what it follows.
struct Followed<'a> {
    whose: &'a Whose,
    how: How,
    before: &'a Current<'a>,
    file: &'a str,
    entries: &'a [Entry],
    /// What is said of it beside that it was noted.
    remarks: &'a [String],
}

/// Brings the plan and its files up to date, and says what was noted and what follows; whether the screen is to be answered now.
fn follow(of: &Followed, found: Found, held: &Held) -> Result<(Exit, bool), Vec<Diagnostic>> {
    let Followed { whose, how, before, file, entries, remarks } = *of;
    let width = answer::width();
    let noted = terminal::noted(entries, file, width) + &sentences(remarks);
    let to_note = |wrong: Vec<Diagnostic>| {
        // It stands in the log, whatever cannot be made of it.
        if !how.form.is_json() {
            answer::tell(&noted);
        }
        wrong
    };
    let kept = Kept::read(found, &whose.basis).map_err(to_note)?;
    let after = kept.today(whose.basis.today()).map_err(to_note)?;
    let outputs = if how.only_note { Vec::new() } else { files_of(&kept, &after).map_err(to_note)? };
    held.write(&outputs, false).map_err(to_note)?;
    let answer = Noted {
        file,
        entries,
        remarks,
        verdict: after.verdict,
        next: terminal::next_deadlift(&after),
        files: outputs.iter().map(|output| files::name(&output.path)).collect(),
    };
    how.form.say(&answer, || {
        let follows = match after.stopped() {
            Some(verdict) => format!("\n{}", kept.stopped(verdict)),
            None => colour::view(&terminal::follows(&Follows { before, after: &after, entries, protocol: &kept.protocol }, width)),
        };
        let wrote = if outputs.is_empty() { String::new() } else { outputs::wrote(&outputs) };
        format!("{noted}{follows}{wrote}")
    })?;
    Ok((Exit::from(after.verdict), due::is_screen_due(&after)))
}

/// The plan and what of it lies there; with a referral, the page to take along.
fn files_of(kept: &Kept, plan: &Current) -> Result<Vec<Output>, Vec<Diagnostic>> {
    let mut outputs = again::files(plan, &kept.found)?;
    if let Some(verdict) = plan.stopped().filter(|verdict| verdict.kind == VerdictKind::Refer) {
        let target = |ending: &str| kept.found.place.file(ending);
        let page = Referral::new(&plan.profile, plan.noted(), verdict, &kept.protocol, plan.today());
        outputs.extend(referral(&page, again::paper(&kept.found.place), target));
    }
    Ok(outputs)
}
