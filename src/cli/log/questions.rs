//! The few questions about a session. What is skipped stays unknown; a wrong answer is asked again with
//! what would be right.

use super::setting::Setting;
use crate::cli::answer::{tell, width};
use crate::cli::ask;
use crate::diagnostic::{Code, Diagnostic};
use crate::due;
use crate::log::{self, Entry};
use crate::plan::{Session, Set};
use crate::render::terminal;
use crate::units::{Decimal, Load};
use crate::words::{self, day};

/// Asks on standard error and reads from standard input, so that standard output only says what was noted.
pub(super) struct Questions<'a> {
    setting: &'a Setting<'a>,
}

type Asked<T> = Result<T, Vec<Diagnostic>>;

impl<'a> Questions<'a> {
    pub(super) fn new(setting: &'a Setting<'a>) -> Self {
        Questions { setting }
    }

    /// The entries that the answers say; none where there is nothing to note.
    pub(super) fn ask(&self) -> Asked<Vec<Entry>> {
        tell(
            "Enter skips a question: what is not answered stays unknown, but the load, which is then as planned. Ctrl-D ends without writing.\n",
        );
        let mut entries: Vec<Entry> = self.morning()?.into_iter().collect();
        let due = self.setting.due();
        let session = due.map(|session| self.session(session)).transpose()?.flatten();
        let is_due = due.is_some_and(|session| session.start.date() <= self.setting.today);
        // Of a day without a session of its own, how the back felt is all there is to tell.
        let entry = if session.is_none() && !is_due { self.day()? } else { session };
        entries.extend(entry);
        Ok(entries)
    }

    /// How a day was on which nothing heavy was due.
    fn day(&self) -> Asked<Option<Entry>> {
        let mut entry = Entry::of_day(self.setting.today);
        let nothing = entry.clone();
        tell(&format!("\nToday, {}:\n", day::full(entry.date)));
        self.felt(&mut entry)?;
        self.medicine(&mut entry)?;
        self.gate(&mut entry)?;
        self.signs(&mut entry)?;
        self.one(&mut entry, "note", "Anything else?")?;
        Ok((entry != nothing).then_some(entry))
    }

    /// The worst pain, and of which kind it was.
    fn felt(&self, entry: &mut Entry) -> Asked<()> {
        let when = if entry.session.is_some() { "during or after" } else { "of the day" };
        self.one(entry, "worst", &format!("The worst pain {when}, 0 to 10?"))?;
        if entry.pain.worst.is_some_and(|worst| worst.score() > 0) {
            self.one(entry, "kind", "Of which kind? (dull, one-sided, sharp, pop, leg)")?;
        }
        Ok(())
    }

    /// The score of the morning after the last session, where it is due.
    fn morning(&self) -> Asked<Option<Entry>> {
        let Some(last) = due::morning_due(&self.setting.noted, self.setting.today) else { return Ok(None) };
        let mut entry = Entry { amends: true, ..Entry { session: last.session.clone(), ..Entry::of_day(last.date) } };
        tell(&format!("\nThe morning after {} on {}:\n", last.about(), day::full(last.date)));
        self.one(&mut entry, "morning", "How was your back, from 0 (no pain) to 10 (the worst imaginable)?")?;
        Ok(entry.pain.morning.is_some().then_some(entry))
    }

    fn session(&self, session: &Session) -> Asked<Option<Entry>> {
        let today = self.setting.today;
        let planned = session.start.date();
        let lead = match planned {
            day if day == today => "Today's session".to_owned(),
            day if day < today => "Not noted yet".to_owned(),
            _ => "Nothing heavy is due today; the next session is".to_owned(),
        };
        tell(&format!("\n{lead}: {}, {}\n", session.id, terminal::planned(session)));
        let question = if planned > today { "Did you do it already? (y, n)" } else { "Did you do it? (y, n; Enter for nothing to note)" };
        let done = self.choice(question, &["y", "yes", "n", "no"])?;
        let mut entry = Entry::new(session.id, if planned <= today { planned } else { today });
        match done.as_deref() {
            None => return Ok(None),
            Some("n" | "no") if planned > today => return Ok(None),
            Some("n" | "no") => {
                let why = self.needed("Because of the back, or for another reason? (pain, other)", |text| {
                    self.read(&entry, "missed", text).map(|read| read.missed)
                })?;
                entry.missed = why;
                self.one(&mut entry, "note", "Anything else?")?;
                return Ok(Some(entry));
            }
            Some(_) => {}
        }
        if planned != today {
            let day = day::full(entry.date);
            let skipped = if planned < today { format!("Enter for {day}, as planned") } else { format!("Enter for today, {day}") };
            self.one(&mut entry, "date", &format!("On which day? ({skipped}; else like {today})"))?;
        }
        let work = session.work().map(|work| work.sets.as_slice()).unwrap_or_default();
        self.load(&mut entry, work)?;
        entry = self.sure(entry)?;
        let reps: Vec<String> = work.iter().filter_map(Set::reps).map(|reps| reps.from.to_string()).collect();
        let hint = if reps.is_empty() { "like 5 5 3".to_owned() } else { format!("planned {}", reps.join(" ")) };
        self.one(&mut entry, "sets", &format!("Repetitions of each work set? ({hint})"))?;
        self.one(&mut entry, "cut_short", "How many sets did the technique rule end?")?;
        self.felt(&mut entry)?;
        if entry.date < today {
            self.one(&mut entry, "morning", "And the next morning, 0 to 10?")?;
        }
        self.medicine(&mut entry)?;
        self.signs(&mut entry)?;
        self.one(&mut entry, "note", "Anything else?")?;
        Ok(Some(entry))
    }

    /// What was on the bar: as planned, where nothing else is typed.
    fn load(&self, entry: &mut Entry, work: &[Set]) -> Asked<()> {
        let mut planned: Vec<Load> = work.iter().filter_map(Set::load).collect();
        if planned.iter().all(|load| Some(load) == planned.first()) {
            planned.truncate(1);
        }
        let unit = self.setting.plan.unit;
        let default =
            if planned.is_empty() { format!("in {unit}") } else { format!("Enter for {}, as planned", words::loads(&planned, " ")) };
        self.one(entry, "load", &format!("What was on the bar? ({default}; where the sets differed, one after the other)"))?;
        if entry.load.is_empty() {
            entry.load = planned;
        }
        Ok(())
    }

    /// The entry, where a load in it is likelier to be a slip: asked back until it is right.
    pub(super) fn sure(&self, mut entry: Entry) -> Asked<Entry> {
        loop {
            let doubts = due::doubts(self.setting.plan, &entry);
            if doubts.is_empty() {
                return Ok(entry);
            }
            let doubts: Vec<String> = doubts.iter().map(|doubt| format!("  {}.", doubt.says())).collect();
            let doubts: Vec<&str> = doubts.iter().map(String::as_str).collect();
            tell(&terminal::sentences(&doubts, width()));
            let text = self.needed("Was that on the bar? (y; else what it was)", |text| Ok(text.to_owned()))?;
            if ["y", "yes"].contains(&text.to_lowercase().as_str()) {
                return Ok(entry);
            }
            match self.read(&entry, "load", &self.in_unit(&text)) {
                Ok(read) => entry.load = read.load,
                Err(wrong) => ask::correct(&wrong),
            }
        }
    }

    /// Whether the scores were given under painkillers, where the profile says that the lifter takes some.
    fn medicine(&self, entry: &mut Entry) -> Asked<()> {
        if self.setting.plan.profile.pain.is_medicated() && !entry.pain.is_empty() {
            let taken = self.choice("Under painkillers? (y, n; Enter as the profile says)", &["y", "yes", "n", "no"])?;
            entry.medicine = taken.map(|taken| taken.starts_with('y'));
        }
        Ok(())
    }

    /// Whether the gate of the phase is passed, from its last day on until that is told, or a deadlift is.
    fn gate(&self, entry: &mut Entry) -> Asked<()> {
        let Some((phase, gate)) = due::gate_due(self.setting.plan, &self.setting.noted, self.setting.today) else { return Ok(()) };
        let question = format!("Is the gate of {} passed? {gate} (y, n; Enter where you do not know)", words::phase_title(phase));
        entry.gate = self.choice(&question, &["y", "yes", "n", "no"])?.map(|passed| passed.starts_with('y'));
        Ok(())
    }

    fn signs(&self, entry: &mut Entry) -> Asked<()> {
        loop {
            let Some(text) = self.answer("Did a warning sign show? (its id; ? lists them)")? else { return Ok(()) };
            if text == "?" {
                tell(&terminal::signs(self.setting.protocol, width()));
                continue;
            }
            if ["n", "no", "none"].contains(&text.to_lowercase().as_str()) {
                return Ok(());
            }
            match self.read(entry, "signs", &text) {
                Ok(read) => {
                    entry.signs = read.signs;
                    return Ok(());
                }
                Err(wrong) => ask::correct(&wrong),
            }
        }
    }

    /// Asks for one column until the answer is right, or skipped.
    fn one(&self, entry: &mut Entry, column: &str, question: &str) -> Asked<()> {
        loop {
            let Some(text) = self.answer(question)? else { return Ok(()) };
            let text = if column == "load" { self.in_unit(&text) } else { text };
            match self.read(entry, column, &text) {
                Ok(read) => {
                    match column {
                        "date" => entry.date = read.date,
                        "load" => entry.load = read.load,
                        "sets" => entry.sets = read.sets,
                        "cut_short" => entry.cut_short = read.cut_short,
                        "worst" => entry.pain.worst = read.pain.worst,
                        "morning" => entry.pain.morning = read.pain.morning,
                        "kind" => entry.pain.kind = read.pain.kind,
                        _ => entry.note = read.note,
                    }
                    return Ok(());
                }
                Err(wrong) => ask::correct(&wrong),
            }
        }
    }

    /// Numbers alone with the unit that the question names.
    fn in_unit(&self, text: &str) -> String {
        let parts: Vec<String> =
            text.split([' ', ';']).map(|part| part.trim_end_matches(',').replace(',', ".")).filter(|part| !part.is_empty()).collect();
        if parts.iter().all(|part| part.parse::<Decimal>().is_ok()) {
            parts.iter().map(|part| format!("{part} {}", self.setting.plan.unit)).collect::<Vec<_>>().join("; ")
        } else {
            text.to_owned()
        }
    }

    /// The entry with one column as typed, read by the rules of the log.
    fn read(&self, entry: &Entry, column: &str, text: &str) -> Asked<Entry> {
        let (session, date) = (entry.session.clone().unwrap_or_default(), entry.date.to_string());
        let sets = entry.sets.iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let load = entry.load.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let mut cells = vec![("session", session), ("date", date), ("load", load), ("sets", sets)];
        cells.retain(|(name, text)| *name != column && !text.is_empty());
        cells.push((column, text.to_owned()));
        let cells: Vec<(&str, &str)> = cells.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let read = log::from_cells(&cells, self.setting.plan.unit, self.setting.protocol)?;
        if column == "date" {
            let wrong = log::check(std::slice::from_ref(&read), due::starts(self.setting.plan), self.setting.today);
            if !wrong.is_empty() {
                return Err(wrong);
            }
        }
        Ok(read)
    }

    /// One of these words, or nothing.
    fn choice(&self, question: &str, words: &[&str]) -> Asked<Option<String>> {
        loop {
            let Some(text) = self.answer(question)? else { return Ok(None) };
            let text = text.to_lowercase();
            if words.contains(&text.as_str()) {
                return Ok(Some(text));
            }
            let wrong = Diagnostic::new(Code::UnknownValue, format!("`{}` is no answer here", crate::diagnostic::shown(&text)));
            ask::correct(&[wrong.help(format!("answer with one of {}", words.join(", ")))]);
        }
    }

    /// An answer that cannot be skipped.
    fn needed<T>(&self, question: &str, read: impl Fn(&str) -> Asked<T>) -> Asked<T> {
        loop {
            let text = self.answer(question)?.unwrap_or_default();
            if text.is_empty() {
                ask::correct(&[
                    Diagnostic::new(Code::Missing, "this decides how the plan goes on").help("answer it; Ctrl-D ends without writing")
                ]);
                continue;
            }
            match read(&text) {
                Ok(value) => return Ok(value),
                Err(wrong) => ask::correct(&wrong),
            }
        }
    }

    /// What was typed; nothing where the question was skipped.
    fn answer(&self, question: &str) -> Asked<Option<String>> {
        tell(&format!("{question} "));
        let Some(text) = ask::line() else {
            tell("\n");
            return Err(ask::ended("nothing was written; run the command again"));
        };
        Ok((!text.is_empty()).then_some(text))
    }
}
