//! A log that Strong, Hevy or FitNotes wrote, taken into the lifter's own: which day is of which session, what of it is left
//! out, and a preview of all of it before anything is written.

use super::said::Said;
use super::setting::Setting;
use crate::cli::answer::{tell, width};
use crate::cli::{ask, files};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::due;
use crate::log::Entry;
use crate::log::foreign::{self, Deadlifts, Foreign, Reading};
use crate::render::terminal;
use crate::words::{self, day};
use chrono::NaiveDate;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Which log is taken in, and whether that is decided
#[derive(clap::Args)]
pub(super) struct Import {
    /// Take in a log that Strong, Hevy or FitNotes exported as CSV: deadlifts by day, in the plan's unit
    #[arg(long, value_name = "FILE")]
    pub(super) from: Option<PathBuf>,
    /// Write what `--from` found without asking
    #[arg(long, requires = "from")]
    yes: bool,
}

/// What an export comes to in this log.
struct Understood {
    entries: Vec<Entry>,
    /// What was found, in sentences.
    found: Vec<String>,
    /// What of it does not become an entry, and what is missing in those that do.
    rest: Vec<String>,
}

impl Import {
    /// The entries that a log of another app says, where it is decided that they are written.
    ///
    /// # Errors
    /// The file cannot be read or is none of the three; what in it cannot be taken as it stands; the answers ended.
    pub(super) fn said(&self, from: &Path, setting: &Setting<'_>, asks: bool) -> Result<Said, Vec<Diagnostic>> {
        let Understood { entries, mut found, rest } = understood(from, setting)?;
        if self.yes && !entries.is_empty() {
            return Ok(Said { entries, asked: false, is_sure: false, remarks: rest });
        }
        found.extend(rest);
        if entries.is_empty() {
            return Ok(Said { entries, asked: false, is_sure: false, remarks: found });
        }
        if !asks && !io::stdin().is_terminal() {
            found.push("This is a preview: with --yes it is written.".to_owned());
            return Ok(Said { entries: Vec::new(), asked: false, is_sure: false, remarks: found });
        }
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        tell(&terminal::sentences(&found, width()));
        let entries = if is_wanted()? { entries } else { Vec::new() };
        Ok(Said { entries, asked: true, is_sure: false, remarks: Vec::new() })
    }
}

/// Whether it is to be written: asked until the answer is yes or no.
fn is_wanted() -> Result<bool, Vec<Diagnostic>> {
    loop {
        tell("Write these? [y/n] ");
        match ask::line().map(|text| text.to_lowercase()).as_deref() {
            Some("y" | "yes") => return Ok(true),
            Some("n" | "no") => return Ok(false),
            Some(_) => {}
            None => {
                tell("\n");
                return Err(ask::ended("nothing was written; run the command again"));
            }
        }
    }
}

fn understood(from: &Path, setting: &Setting<'_>) -> Result<Understood, Vec<Diagnostic>> {
    let text = files::read(from, foreign::MAX_BYTES).map_err(|wrong| wrong.into_iter().map(of_an_export).collect::<Vec<_>>())?;
    let (unit, lift) = (setting.plan.unit, setting.plan.profile.deadlift.lift);
    let starts = due::starts(setting.plan);
    let reading = Reading { unit, lift, days: starts..=setting.today };
    let foreign = foreign::read(&text, &files::name(from), &reading)?;
    let mut understood = Understood { entries: Vec::new(), found: vec![summary(&foreign, from)], rest: Vec::new() };
    for (date, of_day) in &foreign.deadlifts {
        understood.take(*date, of_day, setting);
    }
    understood.rest.extend(left_out(&foreign, starts));
    understood.rest.extend(scores(&understood.entries));
    Ok(understood)
}

/// What is wrong with a file, where it should be an export.
fn of_an_export(mut wrong: Diagnostic) -> Diagnostic {
    if matches!(wrong.code, Code::Empty | Code::TooLarge) {
        wrong.help = Some("export the log from Strong, Hevy or FitNotes as CSV, and name that file".to_owned());
    }
    wrong
}

fn summary(foreign: &Foreign, from: &Path) -> String {
    let (file, app, days) = (files::name(from), foreign.app, foreign.deadlifts.len());
    let sets: usize = foreign.deadlifts.values().flatten().map(|it| it.reps.len()).sum();
    match days {
        0 => format!("{file} is a log of {app}, and has no deadlift on a day of this plan."),
        _ => format!("{file} is a log of {app}, with {} of deadlifts on {} of this plan.", counted(sets, "set"), counted(days, "day")),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Understood {
    /// Takes the deadlifts of a day as those of the session that is planned nearest, where nothing is noted of either.
    fn take(&mut self, date: NaiveDate, of_day: &[Deadlifts], setting: &Setting<'_>) {
        let of_plan = setting.plan.profile.deadlift.lift;
        let Some(done) = of_day.iter().find(|it| it.lift == of_plan).or(of_day.first()) else { return };
        let when = day::full(date);
        if let Some(noted) = setting.noted.iter().find(|entry| entry.date == date && entry.deadlift().is_some()) {
            self.rest.push(format!("Left out: {when}, of which the log has {} already.", noted.about()));
            return;
        }
        let Some(session) = setting.nearest(date, &self.entries) else {
            self.rest.push(format!("Left out: {when}, because every deadlift of the plan is noted already."));
            return;
        };
        let mut load = done.loads.clone();
        load.dedup();
        let load = if load.len() == 1 { load } else { done.loads.clone() };
        let lift = Some(done.lift).filter(|lift| *lift != of_plan);
        let entry = Entry { at: done.at, lift, load, sets: Some(done.reps.clone()), ..Entry::new(session.id, date) };
        let planned = session.start.date();
        let moved = if planned == date { String::new() } else { format!(", planned for {}", day::full(planned)) };
        let other = lift.map(|lift| format!(" ({})", lift.name())).unwrap_or_default();
        let (loads, reps) = (words::loads(&entry.load, "/"), words::reps_done(&entry));
        self.found.push(format!("{when}: {loads}{other}, reps {reps}: this is {}{moved}.", session.id));
        for left in of_day.iter().filter(|it| it.lift != done.lift) {
            let sets = counted(left.reps.len(), "set");
            self.rest.push(format!(
                "Left out: {sets} of the {} deadlift on {when}, beside the {} one.",
                left.lift.name(),
                done.lift.name()
            ));
        }
        self.entries.push(entry);
    }
}

/// What never becomes an entry.
fn left_out(foreign: &Foreign, starts: NaiveDate) -> Vec<String> {
    let mut told = Vec::new();
    let mut left = |count: usize, what: &str, of: String| {
        if count > 0 {
            told.push(format!("Left out: {}{of}.", counted(count, what)));
        }
    };
    left(foreign.warm_ups as usize, "set", " of deadlifts marked as warm-up".to_owned());
    left(foreign.before.len(), "day", format!(" of deadlifts before the plan began, on {}", day::full(starts)));
    left(foreign.after.len(), "day", " of deadlifts after today".to_owned());
    let sets: u32 = foreign.others.values().sum();
    let mut names: Vec<&String> = foreign.others.keys().collect();
    // Those first of which one may think that they should count.
    names.sort_by_key(|name| !name.to_lowercase().contains("deadlift"));
    let mut names: Vec<String> = names.into_iter().take(3).map(|name| shown(name)).collect();
    if foreign.others.len() > names.len() {
        names.push("…".to_owned());
    }
    left(sets as usize, "set", format!(" of other exercises ({})", names.join(", ")));
    told
}

/// That no app says how the back felt, and how that is added.
fn scores(entries: &[Entry]) -> Option<String> {
    let last = entries.last()?;
    let each = if entries.len() == 1 { "" } else { ", and so for each session" };
    Some(format!(
        "How your back felt is not in it and stays unknown. Add the scores: `rehinge log --amend --session {} --worst SCORE --morning \
         SCORE`{each}.",
        last.about()
    ))
}
