//! `rehinge log`: notes what was lifted and felt, in the log beside the plan.

mod questions;

use super::job::{Kept, Place, read_log};
use super::{Exit, Form, Outcome, files};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::due;
use crate::log::{self, Entry, Logged, PainKind};
use crate::plan::{Plan, Session, VerdictKind};
use crate::protocol::{Protocol, SignVerdict};
use crate::render::terminal;
use chrono::NaiveDate;
use questions::Questions;
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
    /// Correct or complete the entry that is there: what is given takes the place of what it says
    #[arg(long, conflicts_with = "withdraw")]
    amend: bool,
    /// Take the entry back: the session was not done after all
    #[arg(long)]
    withdraw: bool,
    /// Ask, also where standard input is not a terminal
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    pub(super) form: Form,
    #[command(flatten)]
    basis: super::Basis,
}

/// What an entry says, as it is typed: read by the rules of the log, not by those of the command line, so
/// that every mistake is told at once.
#[derive(clap::Args)]
struct Typed {
    /// The session's id in the plan; default: the one that is due
    #[arg(long, value_name = "ID")]
    session: Option<String>,
    /// The day on which it was done; default: today, where the session is planned for today
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// When it began
    #[arg(long, value_name = "HH:MM")]
    at: Option<String>,
    /// What was on the bar: 80kg, or 80kg,80kg,70kg set by set
    #[arg(long, value_name = "LOAD")]
    load: Option<String>,
    /// Repetitions of each work set: 5,5,3
    #[arg(long, value_name = "REPS")]
    reps: Option<String>,
    /// How many work sets the technique rule ended
    #[arg(long, value_name = "SETS")]
    cut_short: Option<String>,
    /// The worst pain during or after, 0 to 10
    #[arg(long, value_name = "SCORE")]
    worst: Option<String>,
    /// The pain of the next morning, 0 to 10
    #[arg(long, value_name = "SCORE")]
    morning: Option<String>,
    /// Its kind: diffuse, one-sided, sharp, pop or leg
    #[arg(long)]
    kind: Option<String>,
    /// Hours after which it was gone
    #[arg(long, value_name = "HOURS")]
    gone_after: Option<String>,
    /// A sign of the screen that showed, by its id
    #[arg(long, value_name = "ID")]
    sign: Vec<String>,
    /// A sign that you are not sure of: it counts as yes
    #[arg(long, value_name = "ID")]
    unsure: Vec<String>,
    /// It was not done, because of pain or for another reason
    #[arg(long, value_name = "pain|other")]
    missed: Option<String>,
    /// Which deadlift, where it was another than the plan's
    #[arg(long)]
    lift: Option<String>,
    /// Anything else, for you only
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// The option for a column of the log.
fn option_of(column: &str) -> &str {
    match column {
        "sets" => "--reps",
        "cut_short" => "--cut-short",
        "gone_after_hours" => "--gone-after",
        "signs" => "--sign",
        "session" => "--session",
        "date" => "--date",
        "at" => "--at",
        "load" => "--load",
        "worst" => "--worst",
        "morning" => "--morning",
        "kind" => "--kind",
        "unsure" => "--unsure",
        "missed" => "--missed",
        "lift" => "--lift",
        "note" => "--note",
        "amends" => "--amend",
        "withdrawn" => "--withdraw",
        other => other,
    }
}

impl Typed {
    /// What was typed, by the columns of the log.
    fn cells(&self) -> Vec<(&'static str, String)> {
        let one = |column, text: &Option<String>| text.clone().map(|text| (column, text));
        let many = |column, texts: &[String]| (!texts.is_empty()).then(|| (column, texts.join(" ")));
        [
            one("session", &self.session),
            one("date", &self.date),
            one("at", &self.at),
            one("load", &self.load),
            one("sets", &self.reps),
            one("cut_short", &self.cut_short),
            one("worst", &self.worst),
            one("morning", &self.morning),
            one("kind", &self.kind),
            one("gone_after_hours", &self.gone_after),
            many("signs", &self.sign),
            many("unsure", &self.unsure),
            one("missed", &self.missed),
            one("lift", &self.lift),
            one("note", &self.note),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
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

/// What an entry is made from: the plan, what is noted of it, and the day.
struct Setting<'a> {
    plan: &'a Plan,
    protocol: &'a Protocol,
    /// As it stands in the log.
    logged: &'a [Entry],
    /// What plan and log come to.
    noted: Vec<Entry>,
    today: NaiveDate,
}

/// Runs the command.
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

    let cells = args.typed.cells();
    let typed = !cells.is_empty() || args.amend || args.withdraw;
    let (entries, asked) = match typed {
        true => (vec![setting.typed(args, cells)?], false),
        false if args.ask || io::stdin().is_terminal() => (Questions::new(&setting).ask()?, true),
        false => {
            let wrong = Diagnostic::new(Code::Usage, "there is nothing to note");
            return Err(vec![wrong.help("say what was done: --load 80kg --reps 5,5,5 --worst 1; or let it ask: --ask")]);
        }
    };
    if entries.is_empty() {
        args.form.say(&Noted::new(Exit::Done, &file, &entries), || "Nothing was noted.\n".to_owned())?;
        return Ok(Exit::Done);
    }
    files::change(&path, log::MAX_BYTES, |text| setting.with(text, &file, &entries, asked))?;
    report(args, &setting, &entries, &file)
}

impl Setting<'_> {
    /// The session that is to be noted next.
    fn due(&self) -> Option<&Session> {
        due::to_note(self.plan, &self.noted)
    }

    fn session(&self, id: &str) -> Option<&Session> {
        self.plan.weeks.iter().flat_map(|week| &week.sessions).find(|session| session.id == id)
    }

    /// The entry that the options say.
    fn typed(&self, args: &Args, mut cells: Vec<(&'static str, String)>) -> Result<Entry, Vec<Diagnostic>> {
        let has = |cells: &[(&str, String)], column| cells.iter().any(|(name, _)| *name == column);
        // The score of the morning after, and nothing of a session: it completes the last one.
        let of_morning = ["morning", "gone_after_hours", "note"];
        let waits = due::morning_due(&self.noted, self.today);
        let completes = !args.withdraw && !has(&cells, "session") && has(&cells, "morning") && waits.is_some();
        let completes = completes && cells.iter().all(|(name, _)| of_morning.contains(name));
        let amends = args.amend || completes;
        let earlier = match cells.iter().find(|(name, _)| *name == "session") {
            Some((_, id)) => self.noted.iter().find(|entry| entry.session == *id),
            None if completes => waits,
            // Without an id, the entry that was written down last is meant.
            None => self.logged.last().and_then(|last| self.noted.iter().find(|entry| entry.session == last.session)),
        };
        let mut wrong = Vec::new();
        if let (true, Some(earlier)) = (amends || args.withdraw, earlier) {
            if !has(&cells, "session") {
                cells.push(("session", earlier.session.clone()));
            }
            if !has(&cells, "date") {
                cells.push(("date", earlier.date.to_string()));
            }
        } else {
            if !has(&cells, "session") {
                match self.due() {
                    Some(session) => cells.push(("session", session.id.clone())),
                    None => wrong.push(
                        Diagnostic::new(Code::Missing, "every heavy session of the plan is noted already")
                            .help("say which one is meant: --session ID; with --amend to correct it"),
                    ),
                }
            }
            if let (false, Some((_, id))) = (has(&cells, "date"), cells.iter().find(|(name, _)| *name == "session"))
                && let Some(session) = self.session(id)
            {
                let planned = session.start.date();
                if planned == self.today || (has(&cells, "missed") && planned < self.today) {
                    cells.push(("date", planned.to_string()));
                } else {
                    let help = if planned < self.today {
                        format!("say when it was done: --date {planned}, as planned, or another day; today is {}", self.today)
                    } else {
                        format!("say that it was done before its day: --date {}", self.today)
                    };
                    wrong.push(Diagnostic::new(Code::Missing, format!("`{id}` is planned for {planned}, which is not today")).help(help));
                }
            }
        }
        let flags = [("amends", amends), ("withdrawn", args.withdraw)];
        cells.extend(flags.into_iter().filter(|(_, set)| *set).map(|(name, _)| (name, "true".to_owned())));
        let told = !wrong.is_empty();
        let entry = self.read(&cells);
        // What is told already is not told again as missing.
        wrong.extend(entry.as_ref().err().into_iter().flatten().filter(|one| !(told && one.code == Code::Missing)).cloned());
        wrong.extend(cells.iter().filter(|(name, _)| *name == "session").filter_map(|(_, id)| self.unknown(id)));
        match entry {
            Ok(entry) if wrong.is_empty() => Ok(entry),
            _ => Err(wrong),
        }
    }

    /// An entry from its columns; mistakes name the options.
    fn read(&self, cells: &[(&str, String)]) -> Result<Entry, Vec<Diagnostic>> {
        let cells: Vec<(&str, &str)> = cells.iter().map(|(name, text)| (*name, text.as_str())).collect();
        log::from_cells(&cells, self.plan.unit, self.protocol).map_err(|wrong| wrong.into_iter().map(by_option).collect())
    }

    /// A session that neither plan nor log knows.
    fn unknown(&self, id: &str) -> Option<Diagnostic> {
        let planned = self.plan.weeks.iter().flat_map(|week| &week.sessions).map(|session| session.id.as_str());
        let dropped = self.plan.dropped.iter().map(|session| session.id.as_str());
        let logged = self.logged.iter().map(|entry| entry.session.as_str());
        let known: Vec<&str> = planned.chain(dropped).chain(logged).collect();
        if known.contains(&id) {
            return None;
        }
        let help = match did_you_mean(id, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`rehinge next PLAN` shows the id of the coming session; the plan file has them all".to_owned(),
        };
        Some(
            Diagnostic::new(Code::UnknownValue, format!("the plan has no session `{}`", crate::diagnostic::shown(id)))
                .at("--session")
                .help(help),
        )
    }

    /// The text of the log with the entries behind it, where everything in it can be true.
    fn with(&self, text: &str, file: &str, entries: &[Entry], asked: bool) -> Result<String, Vec<Diagnostic>> {
        let read = |text: &str| log::read(text, file, self.plan.unit, self.protocol);
        let mut logged: Logged = read(text)?;
        let before = logged.entries.len();
        let mut whole = text.to_owned();
        for entry in entries {
            whole = logged.with(entry)?;
            logged = read(&whole)?;
        }
        let wrong = log::check(&logged.entries, due::starts(self.plan), self.today);
        if wrong.is_empty() {
            return Ok(whole);
        }
        // The new entries have no place yet: what is wrong with them names what was typed.
        let of_new = |one: &Diagnostic| {
            let field = one.field.as_deref()?.strip_prefix('[')?;
            let (number, field) = field.split_once("].")?;
            (number.parse::<usize>().ok()? >= before).then(|| field.to_owned())
        };
        let (new, old): (Vec<_>, Vec<_>) = wrong.into_iter().partition(|one| of_new(one).is_some());
        let new = new.into_iter().map(|mut one| {
            one.field = of_new(&one);
            if one.code == Code::Repeated {
                one.help = Some("to correct or complete it, add --amend; to take it back, --withdraw".to_owned());
            }
            if asked { one } else { by_option(one) }
        });
        let new: Vec<Diagnostic> = new.collect();
        Err(logged.locate(old).into_iter().chain(new).collect())
    }
}

/// A mistake in a column, named by the option that gave it.
fn by_option(mut wrong: Diagnostic) -> Diagnostic {
    if let Some(field) = &wrong.field {
        let last = field.rsplit('.').next().unwrap_or(field);
        wrong.field = Some(option_of(last.split('[').next().unwrap_or(last)).to_owned());
    }
    wrong
}

/// Says what was noted, and what has to be done about it.
fn report(args: &Args, setting: &Setting<'_>, entries: &[Entry], file: &str) -> Outcome {
    let form = args.form;
    let say = |exit: Exit, text: &str| {
        form.say(&Noted::new(exit, file, entries), || text.to_owned())?;
        Ok(exit)
    };
    let mut text = terminal::noted(entries, file, super::width());
    let signs = |emergency: bool| {
        let of_kind = move |sign: &&crate::protocol::Sign| (sign.verdict == SignVerdict::Emergency) == emergency;
        setting.protocol.signs.iter().filter(of_kind).filter(|sign| {
            let showed = |entry: &Entry| entry.signs.contains(&sign.id) || entry.unsure.contains(&sign.id);
            entries.iter().filter(|entry| !entry.withdrawn).any(showed)
        })
    };
    let emergency: Vec<_> = signs(true).collect();
    if !emergency.is_empty() {
        text.push_str(&terminal::emergency(&emergency, setting.protocol, super::width()));
        return say(Exit::Emergency, &text);
    }
    let refer: Vec<_> = signs(false).collect();
    let leg = entries.iter().any(|entry| entry.pain.kind == Some(PainKind::Leg));
    if leg || !refer.is_empty() {
        text.push_str(&terminal::refer(&refer, leg, setting.protocol, super::width()));
        text.push_str(&follow(args, file));
        return say(Exit::Referred, &text);
    }
    text.push_str(&follow(args, file));
    say(Exit::Done, &text)
}

fn follow(args: &Args, file: &str) -> String {
    format!("`rehinge replan {} --log {}` makes the plan follow.\n", shown(&args.plan), shown(Path::new(file)))
}

/// A path as a shell takes it.
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(|c: char| c.is_whitespace() || "'\"$&;()*?".contains(c)) { format!("'{}'", text.replace('\'', "'\\''")) } else { text }
}
