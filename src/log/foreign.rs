//! Logs that other apps export: Strong, Hevy and FitNotes, one row for each set. Says which deadlifts were done on which day,
//! as they stand there. Of the plan it knows only the unit, the lift and the days that count.
//!
//! What would have to be guessed is refused, with its place: a row that was cut off, a weight in another unit.

use super::read::{MOST_SETS, weights};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::document::table::{Cell, Table};
use crate::profile::Lift;
use crate::units::{Decimal, Load, Unit};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The largest export that is read, bytes: every set of years of training stands in it, not only the deadlifts.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// What the export leaves open, and what of it counts.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan's unit: that of weights without one, and the only one that is taken.
    pub unit: Unit,
    /// The plan's lift: that of a deadlift of which no more is said.
    pub lift: Lift,
    /// The days of the plan so far.
    pub days: RangeInclusive<NaiveDate>,
}

/// What an export says of deadlifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// The app that wrote it.
    pub app: &'static str,
    /// Each day, and on it each kind of deadlift.
    pub deadlifts: BTreeMap<NaiveDate, Vec<Deadlifts>>,
    /// Days with deadlifts before those that count.
    pub before: BTreeSet<NaiveDate>,
    /// Days with deadlifts after those that count.
    pub after: BTreeSet<NaiveDate>,
    /// How many sets are marked as warm-ups: they are left out.
    pub warm_ups: u32,
    /// How many sets there are of each other exercise.
    pub others: BTreeMap<String, u32>,
}

/// The sets of one kind of deadlift on a day, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlifts {
    /// Which deadlift.
    pub lift: Lift,
    /// When the training began, where that is said.
    pub at: Option<NaiveTime>,
    /// What was on the bar in each set.
    pub loads: Vec<Load>,
    /// The repetitions of each set.
    pub reps: Vec<u32>,
}

/// An app, and how it names its columns, in small letters and without underscores.
struct App {
    name: &'static str,
    day: &'static str,
    exercise: &'static str,
    /// A column that tells it from the others.
    own: &'static str,
    /// The column that says which set it is: `1`, `warmup`.
    set: Option<&'static str>,
}

const APPS: [App; 3] = [
    App { name: "Strong", day: "date", exercise: "exercise name", own: "set order", set: Some("set order") },
    App { name: "Hevy", day: "start time", exercise: "exercise title", own: "set type", set: Some("set type") },
    App { name: "FitNotes", day: "date", exercise: "exercise", own: "category", set: None },
];

/// What a text says that one of the apps exported. `file` is what its mistakes call it.
///
/// # Errors
/// It is no table, none of the three apps wrote it, or a deadlift on a day that counts cannot be taken as it stands; each with
/// its place.
pub fn read(text: &str, file: &str, reading: &Reading) -> Result<Foreign, Vec<Diagnostic>> {
    let table = Table::parse(text, file, MAX_BYTES)?;
    let columns = Columns::of(&table)?;
    let mut sets = Sets::new(&table, &columns, reading);
    table.rows.iter().for_each(|row| sets.row(row));
    sets.all()
}

/// Where the columns are that count.
struct Columns {
    app: &'static App,
    day: usize,
    exercise: usize,
    set: Option<usize>,
    weight: usize,
    reps: usize,
    /// The unit that the name of the column of weights says.
    unit: Option<Unit>,
    /// The column that says the unit of each row.
    units: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, Vec<Diagnostic>> {
        let names: Vec<String> = table.header.iter().map(|cell| cell.text.to_lowercase().replace('_', " ")).collect();
        let find = |name: &str| names.iter().position(|it| it == name);
        let spot = table.header[0].spot;
        let Some((app, day, exercise)) = APPS.iter().find_map(|app| {
            let (day, exercise) = find(app.day).zip(find(app.exercise))?;
            find(app.own).map(|_| (app, day, exercise))
        }) else {
            let message = "the first line is not that of a log that Strong, Hevy or FitNotes exports";
            let help = "export it from one of them as CSV and leave its first line as it is; a log with rehinge's own columns is \
                        named with --log FILE";
            return Err(vec![Diagnostic::new(Code::WrongType, message).place(table.place(spot)).help(help)]);
        };
        let weight = names.iter().enumerate().find_map(|(at, name)| Some((at, weight_column(name)?)));
        let ((weight, unit), reps) = weight.zip(find("reps")).ok_or_else(|| {
            let lacks = if weight.is_none() { "weight" } else { "reps" };
            let wrong = Diagnostic::new(Code::Missing, format!("this looks like a log of {}, and has no column for `{lacks}`", app.name));
            vec![wrong.place(table.place(spot)).help(format!("export it from {} again, and leave it as it is", app.name))]
        })?;
        Ok(Columns { app, day, exercise, set: app.set.and_then(find), weight, reps, unit, units: find("weight unit") })
    }
}

/// The unit that the name of a column of weights says: `weight (kg)`, `weight lbs`, or none in `weight`.
fn weight_column(name: &str) -> Option<Option<Unit>> {
    let unit = name.strip_prefix("weight")?.trim_matches([' ', '(', ')']);
    if unit.is_empty() { Some(None) } else { unit_of(unit).map(Some) }
}

fn unit_of(text: &str) -> Option<Unit> {
    match text.to_lowercase().as_str() {
        "kg" | "kgs" => Some(Unit::Kg),
        "lb" | "lbs" => Some(Unit::Lb),
        _ => None,
    }
}

/// Which deadlift an exercise is; none where it is none from the floor with a bar. Its name alone says no more than the plan.
fn deadlift(name: &str, plans: Lift) -> Option<Lift> {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (named, rest): (Vec<&str>, Vec<&str>) = words.partition(|word| ["deadlift", "deadlifts"].contains(word));
    let only = |known: &[&str]| rest.iter().all(|word| known.contains(word));
    match () {
        () if named.is_empty() => None,
        () if rest.is_empty() => Some(plans),
        () if only(&["conventional", "barbell"]) => Some(Lift::Conventional),
        () if rest.contains(&"sumo") && only(&["sumo", "barbell"]) => Some(Lift::Sumo),
        () if rest.iter().any(|word| *word != "bar") && only(&["trap", "hex", "trapbar", "hexbar", "bar"]) => Some(Lift::TrapBar),
        () => None,
    }
}

/// The day and the time as the three write them: `2026-12-10`, `2026-12-10 18:05:11`, `10 Dec 2026, 18:05`.
fn moment(text: &str) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let timed = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d %b %Y, %H:%M"];
    let timed = timed.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let to_the_minute = |at: NaiveTime| NaiveTime::from_hms_opt(at.hour(), at.minute(), 0);
    let day = || Some((NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?, None));
    timed.map(|at| (at.date(), to_the_minute(at.time()))).or_else(day)
}

/// What the app says of a set beside weight and repetitions.
#[derive(PartialEq, Eq)]
enum Mark {
    Lifted,
    WarmUp,
    /// A rest or a note: no set at all.
    Nothing,
}

fn mark(text: &str) -> Mark {
    match text.to_lowercase().as_str() {
        "w" | "warmup" | "warm up" | "warm-up" => Mark::WarmUp,
        "rest timer" | "note" => Mark::Nothing,
        _ => Mark::Lifted,
    }
}

/// A set: when, which deadlift, what was on the bar, how often.
struct Set {
    day: NaiveDate,
    at: Option<NaiveTime>,
    lift: Lift,
    load: Load,
    reps: u32,
}

/// The sets of a table, row by row.
struct Sets<'a> {
    table: &'a Table,
    columns: &'a Columns,
    reading: &'a Reading,
    sets: Vec<Set>,
    found: Foreign,
    wrong: Vec<Diagnostic>,
}

impl<'a> Sets<'a> {
    fn new(table: &'a Table, columns: &'a Columns, reading: &'a Reading) -> Self {
        let found = Foreign {
            app: columns.app.name,
            deadlifts: BTreeMap::new(),
            before: BTreeSet::new(),
            after: BTreeSet::new(),
            warm_ups: 0,
            others: BTreeMap::new(),
        };
        Sets { table, columns, reading, sets: Vec::new(), found, wrong: Vec::new() }
    }

    /// Takes a row, or says what is wrong with it. Nothing is wrong on days that do not count.
    fn row(&mut self, row: &[Cell]) {
        let text = |column: usize| row.get(column).map_or("", |cell| cell.text.as_str());
        let mark = self.columns.set.map_or(Mark::Lifted, |column| mark(text(column)));
        let (day, name) = (moment(text(self.columns.day)), text(self.columns.exercise));
        let lift = deadlift(name, self.reading.lift);
        if mark == Mark::Nothing {
            return;
        }
        if let Some((day, _)) = day.filter(|(day, _)| lift.is_some() && !self.reading.days.contains(day)) {
            let days = if day < *self.reading.days.start() { &mut self.found.before } else { &mut self.found.after };
            days.insert(day);
            return;
        }
        let wants = self.table.header.len();
        match (lift, day) {
            (None, _) if !name.is_empty() => *self.found.others.entry(name.to_owned()).or_default() += 1,
            _ if row.len() != wants => {
                let message = format!("this row has {} cells, and there are {wants} columns", row.len());
                let help = "it was cut off, or a comma within a cell cut it in two: export the file again, and leave it as it is";
                self.tell(Code::WrongType, row, 0, message, help);
            }
            (Some(_), _) if mark == Mark::WarmUp => self.found.warm_ups += 1,
            (Some(lift), Some((day, at))) => {
                if let (Some(load), Some(reps)) = (self.load(row), self.reps(row)) {
                    self.sets.push(Set { day, at, lift, load, reps });
                }
            }
            (Some(_), None) => {
                let message = format!("`{}` is no day as {} writes it", shown(text(self.columns.day)), self.columns.app.name);
                self.tell(Code::BadDate, row, self.columns.day, message, "write it as in 2026-12-10, or as in 10 Dec 2026, 18:05");
            }
            (None, _) => {}
        }
    }

    fn load(&mut self, row: &[Cell]) -> Option<Load> {
        let Columns { weight, unit, units, app, .. } = *self.columns;
        let text = row[weight].text.as_str();
        let said = units.map(|column| row[column].text.as_str()).filter(|said| !said.is_empty());
        let unit = match said.map(|said| unit_of(said).ok_or(said)) {
            Some(Err(said)) => {
                let message = format!("`{}` is not a unit of weight", shown(said));
                self.tell(Code::WrongUnit, row, units.unwrap_or(weight), message, "it is kg or lb");
                return None;
            }
            Some(Ok(said)) => said,
            None => unit.unwrap_or(self.reading.unit),
        };
        let plans = self.reading.unit;
        if unit != plans {
            // Said once: it is the same in every row.
            if self.wrong.iter().all(|one| one.code != Code::WrongUnit) {
                let help = format!(
                    "set {} to {plans} and export again, or note these days with `rehinge log --date DATE --load 50{plans}`; weights \
                     are never converted",
                    app.name
                );
                self.tell(Code::WrongUnit, row, weight, format!("the weights here are in {unit}, and the plan is in {plans}"), &help);
            }
            return None;
        }
        let load = self.number(text).map(|number| Load::new(number.0, unit));
        let [least, most] = weights(unit);
        let taken = load.filter(|load| (least..=most).contains(load));
        if taken.is_none() {
            let message = if text.is_empty() { "this set has no weight".to_owned() } else { format!("`{}` is no weight from {least} to {most}", shown(text)) };
            self.tell(Code::OutOfRange, row, weight, message, "write down what was on the bar, or take the row out");
        }
        taken
    }

    fn reps(&mut self, row: &[Cell]) -> Option<u32> {
        let text = row[self.columns.reps].text.as_str();
        let whole = self.number(text).filter(|number| number.0 % 1000 == 0).and_then(|number| u32::try_from(number.0 / 1000).ok());
        let taken = whole.filter(|reps| *reps <= 100);
        if taken.is_none() {
            let message = if text.is_empty() {
                "this set has no repetitions".to_owned()
            } else {
                format!("`{}` is no number of repetitions from 0 to 100", shown(text))
            };
            self.tell(Code::OutOfRange, row, self.columns.reps, message, "write down how many were done, or take the row out");
        }
        taken
    }

    /// A number; where commas do not cut the cells, one is a decimal comma.
    fn number(&self, text: &str) -> Option<Decimal> {
        if self.table.separator == ',' { text.parse().ok() } else { text.replace(',', ".").parse().ok() }
    }

    fn tell(&mut self, code: Code, row: &[Cell], column: usize, message: String, help: &str) {
        let wrong = Diagnostic::new(code, message).help(help);
        self.wrong.push(match row.get(column).or(row.first()) {
            Some(cell) => wrong.place(self.table.place(cell.spot)),
            None => wrong,
        });
    }

    /// Everything that was found; the newest may stand first in the file, and two trainings may be on one day.
    fn all(mut self) -> Result<Foreign, Vec<Diagnostic>> {
        self.sets.sort_by_key(|set| (set.day, set.at));
        for Set { day, at, lift, load, reps } in self.sets {
            let of_day = self.found.deadlifts.entry(day).or_default();
            let known = of_day.iter().position(|it| it.lift == lift);
            let place = known.unwrap_or(of_day.len());
            if known.is_none() {
                of_day.push(Deadlifts { lift, at, loads: Vec::new(), reps: Vec::new() });
            }
            of_day[place].loads.push(load);
            of_day[place].reps.push(reps);
        }
        for (day, of_day) in &self.found.deadlifts {
            if let Some(many) = of_day.iter().map(|it| it.reps.len()).find(|sets| *sets > MOST_SETS) {
                let message = format!("{many} sets of deadlifts on {day}, and a log takes {MOST_SETS} of a session");
                let wrong = Diagnostic::new(Code::OutOfRange, message);
                self.wrong.push(wrong.help(format!("take rows of {day} out of the file, the lightest first, and note it again")));
            }
        }
        if self.wrong.is_empty() { Ok(self.found) } else { Err(self.wrong) }
    }
}
