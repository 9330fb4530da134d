//! `rehinge init`: asks the questions behind a profile in a terminal, and writes it.

use super::answer::{self, Outcome};
use super::ask::{self, line};
use super::files;
use super::files::shown;
use super::schema::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::interview::{Given, Interview, Next, Setting};
use crate::plan::VerdictKind;
use crate::render::terminal;
use crate::words::day;
use chrono::NaiveDate;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Answer some questions, and have the profile written
///
/// It asks what a physiotherapist would ask, emergency signs first, and stops with what to do where no plan may follow.
/// Enter takes what the brackets name, `<` goes back to the question before. Ctrl-C stops: what was answered is kept
/// in a draft beside the profile, and the next run goes on from there.
#[derive(clap::Args)]
#[command(after_help = super::help::INIT)]
pub struct Args {
    /// The profile to write
    #[arg(default_value = "me.yaml")]
    profile: PathBuf,
    /// Replace a profile that is there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    basis: super::basis::Basis,
}

/// How a draft begins.
const DRAFT: &str = "# Answers given to `rehinge init` so far. The next run goes on from here; delete this file to begin anew.";

/// The largest draft that is read, bytes.
const DRAFT_BYTES: usize = 64 * 1024;

/// Where the schema of a profile is kept, from the profile on.
const SCHEMAS: &str = ".rehinge";

/// Columns of a screen that does not say how wide it is.
const USUAL_WIDTH: usize = 80;

/// The widest line that is easy to read.
const WIDEST: usize = 100;

pub fn run(args: &Args) -> Outcome {
    let path = &args.profile;
    refuse(path, args.force)?;
    let protocol = args.basis.protocol()?;
    let zone = super::plan::system_zone();
    let setting = Setting { protocol: &protocol, today: args.basis.today(), time_zone: &zone };
    let draft = Draft { path: path.with_file_name(format!("{}.draft.yaml", stem(path))) };
    let kept = draft.read()?;
    answer::tell(&terminal::sentences(
        &[
            "Some questions, for a plan that fits you. This is education, not medical advice, and no one has examined you.",
            "Enter alone takes what the brackets name. < goes back to the question before. Ctrl-C stops; what you answered is kept, and \
             the next run goes on from there.",
        ],
        width(),
    ));
    let mut interview = Interview::new(setting);
    if !kept.answers.is_empty() && draft.is_wanted(&kept, setting.today)? {
        interview = Interview::resume(setting, &kept.answers, kept.answered);
    }
    let kind = match ask(&mut interview, &setting, &draft)? {
        End::Stopped(kind) => return Ok(kind.into()),
        End::Answered(kind) => kind,
    };
    let schema = Kind::Profile.output(&path.with_file_name(SCHEMAS), &protocol);
    let text = interview.profile(&shown(path), &format!("{SCHEMAS}/{}", Kind::Profile.file()));
    files::write(&[schema], false)?;
    files::create(path, text.as_bytes(), args.force)?;
    draft.remove();
    answer::say(&format!("\nWrote {}.\n{}\n", files::name(path), what_next(path, kind)))?;
    Ok(kind.into())
}

/// How the questions ended.
enum End {
    /// With this verdict, and without a profile.
    Stopped(VerdictKind),
    /// With a profile, of which the screen says this.
    Answered(VerdictKind),
}

/// What has to be said before anything is asked.
fn refuse(path: &Path, force: bool) -> Result<(), Vec<Diagnostic>> {
    if files::is_standard(path) {
        return Err(vec![Diagnostic::new(Code::Usage, "the profile is written to a file").help("name it: rehinge init me.yaml")]);
    }
    if !force && fs::symlink_metadata(path).is_ok() {
        let wrong = Diagnostic::new(Code::WouldOverwrite, format!("`{}` is there already", files::name(path)));
        return Err(vec![wrong.help("edit it, name another (rehinge init other.yaml), or replace it with --force")]);
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        let wrong = Diagnostic::new(Code::Usage, "there is no terminal to ask in");
        let help = "run it in one, over ssh with `ssh -t HOST rehinge init`; or write the profile yourself, three lines are enough: \
                    `age: 29`, `deadlift: {working_weight: 100 kg}`, `pain: {status: acute}`";
        return Err(vec![wrong.help(help)]);
    }
    Ok(())
}

/// Asks until there is an end, and keeps each answer.
fn ask(interview: &mut Interview<'_>, setting: &Setting<'_>, draft: &Draft) -> Result<End, Vec<Diagnostic>> {
    let mut part: Option<&'static str> = None;
    loop {
        let (end, hint) = match interview.next() {
            Next::Question(question) => {
                if let Some(advice) = &question.advice {
                    answer::tell(&format!("\n{}", terminal::verdict(advice, setting.protocol, width())));
                }
                answer::tell(&terminal::question(&question, part, width()));
                part = Some(question.part);
                match one_answer(interview, draft)? {
                    Typed::Back if !interview.back() => answer::tell("This is the first question.\n"),
                    Typed::Back | Typed::Answered => draft.write(interview, setting.today)?,
                }
                continue;
            }
            Next::Stop(verdict) => {
                // What must not become a plan leaves no file behind.
                draft.remove();
                answer::tell(&format!("\n{}", terminal::verdict(&verdict, setting.protocol, width())));
                (End::Stopped(verdict.kind), "< takes the last answer back; Enter ends")
            }
            Next::NoPlan(wrong) => {
                answer::tell(&terminal::sentences(&["", "No plan can be made with these answers:"], width()));
                ask::correct(&wrong);
                (End::Answered(VerdictKind::Train), "< goes back to change an answer; Enter writes the profile as it is")
            }
            Next::Done(verdict) => return Ok(End::Answered(verdict.kind)),
        };
        answer::tell(&format!("\n{}> ", terminal::sentences(&[&format!("({hint})")], width())));
        match line() {
            Some(text) if is_back(&text) => {
                interview.back();
                part = None;
            }
            _ => return Ok(end),
        }
    }
}

/// What was typed at a question.
enum Typed {
    Answered,
    Back,
}

/// Reads until there is an answer that is one.
fn one_answer(interview: &mut Interview<'_>, draft: &Draft) -> Result<Typed, Vec<Diagnostic>> {
    loop {
        let Some(text) = line().filter(|text| !["quit", "exit"].contains(&text.to_lowercase().as_str())) else {
            answer::tell("\n");
            let kept = match interview.given().len() {
                0 => "nothing was answered yet".to_owned(),
                _ => format!("what you answered is kept in {}; the next run goes on from there", files::name(&draft.path)),
            };
            return Err(ask::ended(kept));
        };
        if is_back(&text) {
            return Ok(Typed::Back);
        }
        match interview.answer(&text) {
            Ok(()) => return Ok(Typed::Answered),
            Err(wrong) => {
                ask::correct(&wrong);
                answer::tell("> ");
            }
        }
    }
}

fn is_back(text: &str) -> bool {
    text == "<" || text.eq_ignore_ascii_case("back")
}

/// Columns of the terminal.
fn width() -> usize {
    let columns = terminal_size::terminal_size_of(io::stderr()).map_or(0, |(width, _)| usize::from(width.0));
    if columns == 0 { USUAL_WIDTH } else { columns.min(WIDEST) }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What can be done with the profile.
fn what_next(path: &Path, kind: VerdictKind) -> String {
    let plan = format!("`rehinge plan {}`", shown(path));
    let sentence = match kind {
        VerdictKind::Refer => {
            format!(
                "{plan} makes the page to take to the clinician. Once you are cleared, add the clearance to the profile and run it again."
            )
        }
        _ => format!("{plan} makes the plan, its calendar and its sheet."),
    };
    terminal::sentences(&[&sentence], width()).trim_end().to_owned()
}

/// What a draft holds.
#[derive(Default, serde::Deserialize)]
struct KeptAnswers {
    /// The day of the last of them.
    answered: NaiveDate,
    answers: Vec<Given>,
}

/// The answers so far, beside the profile.
struct Draft {
    path: PathBuf,
}

impl Draft {
    /// What an earlier run left.
    fn read(&self) -> Result<KeptAnswers, Vec<Diagnostic>> {
        if !self.path.exists() {
            return Ok(KeptAnswers::default());
        }
        let text = files::read_blank(&self.path, DRAFT_BYTES)?;
        if !text.starts_with(DRAFT) {
            let wrong = Diagnostic::new(Code::WouldOverwrite, format!("`{}` is there already, and is no draft", files::name(&self.path)));
            return Err(vec![wrong.help("move it away, or name another profile: rehinge init other.yaml")]);
        }
        // A draft that someone has changed beyond recognition is none.
        Ok(serde_yaml::from_str(&text).unwrap_or_default())
    }

    /// Whether to go on from it.
    fn is_wanted(&self, kept: &KeptAnswers, today: NaiveDate) -> Result<bool, Vec<Diagnostic>> {
        let many = match kept.answers.len() {
            1 => "is an answer".to_owned(),
            answers => format!("are {answers} answers"),
        };
        let aged = match kept.answered == today {
            true => String::new(),
            false => format!(" They are of {}: what may have changed since is asked again.", day::full(kept.answered)),
        };
        let file = files::name(&self.path);
        let question = format!("From an earlier run there {many}, in {file}.{aged} Go on from there? (y, n; Enter for y)");
        loop {
            answer::tell(&format!("\n{}> ", terminal::sentences(&[&question], width())));
            match line().map(|text| text.to_lowercase()).as_deref() {
                Some("" | "y" | "yes") => return Ok(true),
                Some("n" | "no") => return Ok(false),
                Some(_) => {}
                None => return Err(ask::ended("nothing was changed")),
            }
        }
    }

    fn write(&self, interview: &Interview<'_>, today: NaiveDate) -> Result<(), Vec<Diagnostic>> {
        let mut text = format!("{DRAFT}\nanswered: {today}\nanswers:\n");
        for one in interview.to_keep() {
            text.push_str(&format!("  - {}\n", serde_json::json!({"question": one.question, "answer": one.answer})));
        }
        files::make_directory_of(&self.path)?;
        files::change(&self.path, DRAFT_BYTES, |_| Ok(text.clone()))
    }

    fn remove(&self) {
        // One that is not there, or cannot be taken away, is no harm: the next run asks about it.
        let _ = fs::remove_file(&self.path);
    }
}
