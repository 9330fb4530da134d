//! What was typed becomes an entry of the log: what it leaves out is taken from the plan and from what is noted.

use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use crate::due;
use crate::log::{self, Entry, Logged};
use crate::plan::{Plan, Session};
use crate::protocol::Protocol;
use crate::session_id::SessionId;
use chrono::NaiveDate;

/// A column of the log, and what was typed for it.
type Cell = (&'static str, String);

fn value<'a>(cells: &'a [Cell], column: &str) -> Option<&'a str> {
    cells.iter().find(|(name, _)| *name == column).map(|(_, text)| text.as_str())
}

fn has(cells: &[Cell], column: &str) -> bool {
    value(cells, column).is_some()
}

/// Of what is noted, so much is named where an entry is looked for.
const MOST_NAMED: usize = 5;

/// What an entry says, as it is typed: read by the rules of the log, not by those of the command line, so
/// that every mistake is told at once.
#[derive(clap::Args)]
pub(super) struct Typed {
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
    /// The last clean repetition of each work set: 5,5,2
    #[arg(long, value_name = "REPS")]
    clean: Option<String>,
    /// How hard each work set was, 1 to 10: 6,7,9
    #[arg(long, value_name = "SCORES")]
    effort: Option<String>,
    /// The pain before it, 0 to 10
    #[arg(long, value_name = "SCORE")]
    before: Option<String>,
    /// The worst pain during or after, 0 to 10
    #[arg(long, value_name = "SCORE")]
    worst: Option<String>,
    /// The pain of the next morning, 0 to 10
    #[arg(long, value_name = "SCORE")]
    morning: Option<String>,
    /// Its kind: dull, one-sided, sharp, pop or leg
    #[arg(long)]
    kind: Option<String>,
    /// Hours after which it was gone
    #[arg(long, value_name = "HOURS")]
    gone_after: Option<String>,
    /// The scores were given under painkillers; `no` where they were not and the profile says that you take some
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes")]
    medicine: Option<String>,
    /// Whether the gate of the phase is passed: no pain on the days that it asks for, and the full range; `no` where it is not
    #[arg(long, value_name = "yes|no")]
    gate: Option<String>,
    /// A sign of the screen that showed, by its id; `--sign list` shows them all in words
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
    /// Correct or complete the entry that is there: what is given takes the place of what it says
    #[arg(long, conflicts_with = "withdraw")]
    amend: bool,
    /// Take the entry back: the session was not done after all
    #[arg(long)]
    withdraw: bool,
}

/// The option for a column of the log.
fn option_of(column: &str) -> &str {
    match column {
        "sets" => "--reps",
        "cut_short" => "--cut-short",
        "gone_after_hours" => "--gone-after",
        "clean" => "--clean",
        "effort" => "--effort",
        "before" => "--before",
        "medicine" => "--medicine",
        "gate" => "--gate",
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
    /// The signs that were typed, sure or not.
    pub(super) fn signs(&self) -> Vec<String> {
        self.sign.iter().chain(&self.unsure).cloned().collect()
    }

    pub(super) fn says_something(&self) -> bool {
        !self.cells().is_empty() || self.amend || self.withdraw
    }

    /// What was typed, by the columns of the log.
    fn cells(&self) -> Vec<Cell> {
        let one = |column, text: &Option<String>| text.clone().map(|text| (column, text));
        let many = |column, texts: &[String]| (!texts.is_empty()).then(|| (column, texts.join(" ")));
        [
            one("session", &self.session),
            one("date", &self.date),
            one("at", &self.at),
            one("load", &self.load),
            one("sets", &self.reps),
            one("cut_short", &self.cut_short),
            one("clean", &self.clean),
            one("effort", &self.effort),
            one("before", &self.before),
            one("worst", &self.worst),
            one("morning", &self.morning),
            one("kind", &self.kind),
            one("gone_after_hours", &self.gone_after),
            one("medicine", &self.medicine),
            one("gate", &self.gate),
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

/// What an entry is made from: the plan, what is noted of it, and the day.
pub struct Setting<'a> {
    /// As it stands today.
    pub plan: &'a Plan,
    /// What was prescribed for the days before today: what is past is noted by it.
    pub past: Vec<&'a Session>,
    pub protocol: &'a Protocol,
    /// As it stands in the log.
    pub logged: &'a [Entry],
    /// What plan and log come to.
    pub noted: Vec<Entry>,
    pub today: NaiveDate,
}

impl Setting<'_> {
    /// The session that is to be noted next: today's, else the earliest of which nothing is noted.
    pub(super) fn due(&self) -> Option<&Session> {
        let to_come = || due::unnoted(self.plan, &self.noted).into_iter();
        let past = || self.past.iter().copied().find(|session| due::is_heavy(session) && self.is_open(session));
        to_come().find(|session| session.start.date() == self.today).or_else(past).or_else(|| to_come().next())
    }

    fn is_open(&self, session: &Session) -> bool {
        self.noted.iter().all(|entry| !entry.is_of(session.id))
    }

    fn session(&self, id: &str) -> Option<&Session> {
        let mut sessions = self.past.iter().copied().chain(self.plan.sessions());
        sessions.find(|session| session.id == id)
    }

    /// The heavy session of a day, of which nothing is noted yet.
    fn on(&self, day: NaiveDate) -> Option<&Session> {
        let mut sessions = self.past.iter().copied().chain(self.plan.sessions());
        sessions.find(|session| session.start.date() == day && due::is_heavy(session) && self.is_open(session))
    }

    /// The deadlift planned nearest a day of which nothing is noted, in the log or in `taken`. One that keeps the order comes
    /// first: what was lifted later is of a later session.
    pub(super) fn nearest(&self, day: NaiveDate, taken: &[Entry]) -> Option<&Session> {
        let known = self.noted.iter().chain(taken);
        let known: Vec<(SessionId, NaiveDate)> = known.filter_map(|entry| Some((entry.deadlift()?, entry.date))).collect();
        let is_open = |session: &&Session| session.id.is_deadlift() && known.iter().all(|(other, _)| *other != session.id);
        let crossed = |session: &Session| known.iter().filter(|(other, done)| (*other < session.id) != (*done < day)).count();
        let far = |session: &Session| (session.start.date() - day).num_days().abs();
        let sessions = self.past.iter().copied().chain(self.plan.sessions());
        sessions.filter(is_open).min_by_key(|session| (crossed(session), far(session), session.start))
    }

    /// The entry that the options say.
    pub(super) fn typed(&self, typed: &Typed) -> Result<Entry, Vec<Diagnostic>> {
        let mut cells = typed.cells();
        let mut wrong = Vec::new();
        let completes = self.completes(typed, &cells);
        let amends = typed.amend || completes.is_some();
        let corrects = amends || typed.withdraw;
        match completes.or_else(|| self.earlier(&cells)).filter(|_| corrects) {
            None if corrects => return Err(vec![self.nothing_there(typed, &cells)]),
            Some(earlier) => {
                if let Some(session) = earlier.session.clone().filter(|_| !has(&cells, "session")) {
                    cells.push(("session", session));
                }
                if !has(&cells, "date") {
                    cells.push(("date", earlier.date.to_string()));
                }
            }
            None => wrong = self.add_what_is_planned(&mut cells),
        }
        let flags = [("amends", amends), ("withdrawn", typed.withdraw)];
        cells.extend(flags.into_iter().filter(|(_, set)| *set).map(|(name, _)| (name, "true".to_owned())));
        let told = !wrong.is_empty();
        let entry = self.read(&cells);
        // What is told already is not told again as missing.
        wrong.extend(entry.as_ref().err().into_iter().flatten().filter(|one| !(told && one.code == Code::Missing)).cloned());
        let day = value(&cells, "date").and_then(|date| date.parse().ok());
        wrong.extend(value(&cells, "session").and_then(|id| self.unknown(id, day)));
        match entry {
            Ok(entry) if wrong.is_empty() => Ok(entry),
            _ => Err(wrong),
        }
    }

    /// The last entry, where the score of its morning after is given and nothing of a session: it is completed.
    fn completes(&self, typed: &Typed, cells: &[Cell]) -> Option<&Entry> {
        let of_morning = ["morning", "gone_after_hours", "note"];
        let completes = !typed.withdraw && has(cells, "morning") && cells.iter().all(|(name, _)| of_morning.contains(name));
        due::morning_due(&self.noted, self.today).filter(|_| completes)
    }

    /// The entry that is corrected or taken back: the one of the session, else that of the day, else the one that was written
    /// down last.
    fn earlier(&self, cells: &[Cell]) -> Option<&Entry> {
        if let Some(id) = value(cells, "session") {
            return self.noted.iter().rfind(|entry| entry.session.as_deref() == Some(id));
        }
        let day: Option<NaiveDate> = value(cells, "date").and_then(|date| date.parse().ok());
        let last = || {
            let last = self.logged.last()?;
            self.noted.iter().rfind(|entry| entry.session == last.session && (last.session.is_some() || entry.date == last.date))
        };
        day.and_then(|day| self.noted.iter().rfind(|entry| entry.date == day)).or_else(last)
    }

    /// That there is no entry to correct or to take back, and what there is.
    fn nothing_there(&self, typed: &Typed, cells: &[Cell]) -> Diagnostic {
        let what = value(cells, "session").map_or_else(String::new, |id| format!(" of `{}`", shown(id)));
        let (option, done) = if typed.withdraw { ("--withdraw", "taken back") } else { ("--amend", "corrected") };
        let mut noted: Vec<String> =
            self.noted.iter().rev().take(MOST_NAMED).map(|entry| format!("{} on {}", entry.about(), entry.date)).collect();
        noted.reverse();
        let help = match noted.as_slice() {
            [] => "the log says nothing yet".to_owned(),
            noted => format!("what is noted, the last of it: {}", noted.join(", ")),
        };
        Diagnostic::new(Code::Contradiction, format!("nothing is noted{what} that could be {done}")).at(option).help(help)
    }

    /// Adds the session that is meant and its day, as far as they are not given: what tells of no lifting tells of a day, where
    /// no session was due on it. What cannot be known is to be said.
    fn add_what_is_planned(&self, cells: &mut Vec<Cell>) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        let of_lifting = ["load", "sets", "cut_short", "clean", "effort", "lift", "missed", "at"];
        let lifted = cells.iter().any(|(name, _)| of_lifting.contains(name));
        if !has(cells, "session") {
            let day = value(cells, "date").map_or(Some(self.today), |date| date.parse().ok());
            match day.and_then(|day| self.on(day)).or_else(|| self.due().filter(|_| lifted)) {
                Some(session) => cells.push(("session", session.id.to_string())),
                None if lifted => wrong.push(
                    Diagnostic::new(Code::Missing, "every heavy session of the plan is noted already")
                        .help("say which one is meant: --session ID; with --amend to correct it"),
                ),
                None if !has(cells, "date") => cells.push(("date", self.today.to_string())),
                None => {}
            }
        }
        let Some(session) = value(cells, "session").and_then(|id| self.session(id)).filter(|_| !has(cells, "date")) else { return wrong };
        let planned = session.start.date();
        if planned == self.today || (has(cells, "missed") && planned < self.today) {
            cells.push(("date", planned.to_string()));
            return wrong;
        }
        let help = if planned < self.today {
            format!("say when it was done: --date {planned}, as planned, or another day; today is {}", self.today)
        } else {
            format!("say that it was done before its day: --date {}", self.today)
        };
        wrong.push(Diagnostic::new(Code::Missing, format!("`{}` is planned for {planned}, which is not today", session.id)).help(help));
        wrong
    }

    /// An entry from its columns; mistakes name the options.
    fn read(&self, cells: &[(&str, String)]) -> Result<Entry, Vec<Diagnostic>> {
        let cells: Vec<(&str, &str)> = cells.iter().map(|(name, text)| (*name, text.as_str())).collect();
        log::from_cells(&cells, self.plan.unit, self.protocol).map_err(|wrong| wrong.into_iter().map(by_option).collect())
    }

    /// A session that neither plan nor log knows, and as what that which was done can be noted.
    fn unknown(&self, id: &str, day: Option<NaiveDate>) -> Option<Diagnostic> {
        let planned = self.past.iter().copied().chain(self.plan.sessions()).map(|session| session.id.to_string());
        let dropped = self.plan.dropped.iter().map(|session| session.id.to_string());
        let logged = self.logged.iter().filter_map(|entry| entry.session.clone());
        let known: Vec<String> = planned.chain(dropped).chain(logged).collect();
        if known.iter().any(|known| known == id) {
            return None;
        }
        // Of what has the form of an id, another number is as far away as any.
        let help = match (id.parse::<SessionId>(), did_you_mean(id, known.iter().map(String::as_str))) {
            (Err(_), Some(meant)) => format!("did you mean `{meant}`?"),
            (Err(_), None) => "`rehinge next NAME` shows the id of the coming session; the plan file has them all".to_owned(),
            (Ok(id), _) if id.is_deadlift() => match self.nearest(day.unwrap_or(self.today), &[]) {
                Some(nearest) => {
                    let (near, on) = (nearest.id, nearest.start.date());
                    format!(
                        "a deadlift that was done is one of the plan's, on whatever day: the nearest that is open is `{near}`, planned for {on}"
                    )
                }
                None => "every deadlift of the plan is noted already; --amend with --session corrects one".to_owned(),
            },
            (Ok(_), _) => {
                "leave --session out, and how the back felt is noted of the day; the plan file has the ids of all sessions".to_owned()
            }
        };
        Some(Diagnostic::new(Code::UnknownValue, format!("the plan has no session `{}`", shown(id))).at("--session").help(help))
    }

    /// The text of the log with the entries behind it, where everything in it can be true.
    pub(super) fn with(&self, text: &str, file: &str, entries: &[Entry], asked: bool) -> Result<String, Vec<Diagnostic>> {
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
