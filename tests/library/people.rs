//! Random people: whatever a lifter may live through, and in whatever order and however late it is noted, there is an
//! answer; nothing to come breaks a rule; noted in another order, the same is to come; and of two entries the worse one
//! never leads to more.
//!
//! `REHINGE_PEOPLE` sets how many, `REHINGE_SEED` which, `REHINGE_PERSON` the first; all are printed.

use crate::common::{Lifter, PROTOCOL, drawn, number, random};
use crate::histories::is_slower;
use chrono::{Days, NaiveDate};
use fastrand::Rng;
use rehinge::check::{self, Severity};
use rehinge::due;
use rehinge::follow::{self, Request};
use rehinge::log::{self, Answers, CutShort, Entry, Missed, PainKind};
use rehinge::plan::{Plan, Session, SessionKind, Set, VerdictKind};
use rehinge::profile::{Away, Clearance, Decision, Plates, Profile};
use rehinge::units::{Decimal, Load, Pain};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The steps of a life, each a day on which something happens or is asked.
const STEPS: u32 = 28;

/// One life with a plan.
struct Life {
    rng: Rng,
    profile: Profile,
    plan: Plan,
    log: Vec<Entry>,
    /// What has happened and is not written down yet.
    unnoted: Vec<Entry>,
    today: NaiveDate,
    /// What was done, as a story to read.
    story: String,
}

/// What went wrong in a life.
type Wrong = String;

fn deadlifts(plan: &Plan) -> impl Iterator<Item = &Session> {
    plan.sessions().filter(|session| session.kind == SessionKind::Deadlift)
}

fn load_of(session: &Session) -> Option<Load> {
    session.work()?.sets.iter().filter_map(Set::load).max()
}

/// What is to come, as far as a lifter would notice: days and loads, the return, why nothing is. A routine without a load
/// is not told by its number, which counts what was planned meanwhile.
fn to_come(plan: &Plan, today: NaiveDate) -> String {
    let mut told = format!("{:?} {:?} {:?}", plan.verdict, plan.summary.returns_on, plan.summary.top_load);
    for session in plan.sessions().filter(|session| session.done.is_none() && session.start.date() >= today) {
        let load = load_of(session).map(|load| load.to_string());
        let name = if session.lifts() { session.id.to_string() } else { format!("{:?}", session.kind) };
        write!(told, "\n  {name} {} {load:?}", session.start).unwrap();
    }
    if let Some(stop) = &plan.stopped {
        write!(told, "\n  {:?}", stop.reasons.iter().map(|note| &note.says).collect::<Vec<_>>()).unwrap();
    }
    told
}

/// The first line in which two texts differ.
fn difference(one: &str, other: &str) -> String {
    let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    differing.map_or("one is longer".to_owned(), |(one, other)| format!("`{}` and `{}`", one.trim(), other.trim()))
}

impl Life {
    fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(0..100) < percent
    }

    fn revised(&self, plan: &Plan, log: &[Entry]) -> Result<Plan, Wrong> {
        let request = Request { plan, now: Some(&self.profile), log, today: self.today };
        match follow::replan(&request, &PROTOCOL) {
            Ok(revised) => Ok(revised.plan),
            Err(wrong) => Err(format!("no answer: {}", wrong[0].message)),
        }
    }

    /// The day goes on: to a day about the next deadlift, or some days on.
    fn sleep(&mut self) {
        let next = deadlifts(&self.plan).find(|session| session.done.is_none()).map(|session| session.start.date());
        let days = match (next, self.rng.u8(0..20)) {
            (Some(next), 0..13) => (next - self.today).num_days().max(0) as u64,
            (Some(next), 13..15) => ((next - self.today).num_days().max(0) as u64) / 2,
            (_, 15..19) => self.rng.u64(1..12),
            _ => self.rng.u64(8..70),
        };
        self.today = self.today + Days::new(days.min(120));
    }

    /// Something that happens on the day, as a lifter would write it down.
    fn lives(&mut self) {
        let next = deadlifts(&self.plan).find(|session| session.done.is_none()).cloned();
        match self.rng.u8(0..24) {
            0 => self.away(),
            1 => self.buys_plates(),
            2 => self.moves(),
            3 => self.asks_a_clinician(),
            4..6 => self.feels(),
            6 => self.misses(next.as_ref()),
            7 => {}
            8 | 9 => self.has_a_day(),
            10 => self.is_told_by_a_coach(next.as_ref()),
            _ => self.lifts(next.as_ref()),
        }
        self.answers_the_screen();
    }

    /// A day without a session: how the back was, a painkiller, now and then a sign.
    fn has_a_day(&mut self) {
        let date = self.today - Days::new(self.rng.u64(0..4));
        let mut entry = Entry::of_day(date);
        entry.pain.worst = self.rng.bool().then(|| Pain::new([0, 0, 1, 2, 3, 5, 6][self.rng.usize(0..7)])).flatten();
        entry.pain.morning = self.rng.bool().then(|| Pain::new([0, 0, 1, 4][self.rng.usize(0..4)])).flatten();
        entry.medicine = [None, None, Some(true), Some(false)][self.rng.usize(0..4)];
        if self.chance(3) {
            entry.signs = vec![["tingling", "saddle-numbness"][self.rng.usize(0..2)].to_owned()];
        }
        let is_empty = entry.pain.is_empty() && entry.medicine.is_none() && entry.signs.is_empty();
        let start = self.plan.first_profile.as_deref().unwrap_or(&self.plan.profile).schedule.start;
        if !is_empty && start.is_none_or(|start| date >= start) && !self.has_told_of(date) {
            self.unnoted.push(entry);
        }
    }

    fn has_told_of(&self, date: NaiveDate) -> bool {
        self.log.iter().chain(&self.unnoted).any(|it| it.session.is_none() && it.date == date)
    }

    /// Where the plan waits for the screen's questions, they are answered in the end; and now and then without being asked.
    fn answers_the_screen(&mut self) {
        let is_due = due::is_screen_due(&self.plan) || self.plan.stopped.is_some();
        let answers = if is_due { 40 } else { 1 };
        if !self.chance(answers) || self.has_told_of(self.today) {
            return;
        }
        let mut screen = Answers::default();
        match self.rng.u8(0..20) {
            0 => screen.signs = vec!["tingling".to_owned()],
            1 => screen.unsure = vec!["saddle-numbness".to_owned()],
            _ => {}
        }
        self.unnoted.push(Entry { screen: Some(screen), ..Entry::of_day(self.today) });
    }

    /// A coach holds the next deadlift down, or takes it back.
    fn is_told_by_a_coach(&mut self, next: Option<&Session>) {
        let decisions = &mut self.profile.decisions;
        if !decisions.is_empty() && self.rng.bool() {
            decisions.pop();
            return;
        }
        let Some((next, load)) = next.and_then(|next| Some((next, load_of(next)?))) else { return };
        if decisions.iter().any(|it| it.session == next.id) {
            return;
        }
        let lower = Load::new((load.thousandths() - 10_000).max(1_000), load.unit());
        let (load, sets) = [(Some(lower), None), (None, Some(2)), (Some(load), Some(1))][self.rng.usize(0..3)];
        decisions.push(Decision {
            session: next.id,
            load,
            sets,
            day: None,
            skip: false,
            made: self.today,
            by: Some("coach".to_owned()),
            why: "bar speed".to_owned(),
        });
    }

    fn lifts(&mut self, next: Option<&Session>) {
        let noted = |entry: &Entry, of: &[Entry]| of.iter().any(|it| it.session == entry.session || it.date == entry.date);
        let mut entry = match next {
            Some(next) => Entry::new(next.id, self.today),
            None => Entry::new(format!("loading-{}-deadlift", self.rng.u8(1..40)), self.today),
        };
        if self.chance(4) {
            // By a number that was counted in the head.
            entry.session = Some(format!("loading-{}-deadlift", self.rng.u8(1..25)));
        }
        if noted(&entry, &self.log) || noted(&entry, &self.unnoted) {
            return;
        }
        let planned = next.and_then(load_of).unwrap_or(Load::new(60_000, self.plan.unit));
        let sets = next.and_then(Session::work).map_or(4, |work| work.sets.len());
        let slip = [0, 0, 0, 0, 0, -10_000, 10_000, 2_500][self.rng.usize(0..8)];
        let load = Load::new((planned.thousandths() + slip).max(5_000), planned.unit());
        entry.load = vec![load];
        entry.sets = Some(vec![5; sets]);
        match self.rng.u8(0..12) {
            0 => entry.sets = Some(vec![5; sets + 1]),
            1 => {
                let warm = [40, 60, 80].map(|percent| Load::new(load.thousandths() * percent / 100, load.unit()));
                entry.load = warm.into_iter().chain(vec![load; sets]).collect();
                entry.sets = Some(vec![5; sets + 3]);
            }
            2 => entry.sets = Some(vec![5; sets.saturating_sub(1).max(1)]),
            _ => {}
        }
        let bad = self.chance(15);
        entry.pain.worst = Pain::new(if bad { self.rng.u8(3..8) } else { self.rng.u8(0..3) });
        entry.pain.morning = Pain::new(if bad { self.rng.u8(0..5) } else { 0 });
        if self.chance(2) {
            entry.pain.kind = Some([PainKind::Sharp, PainKind::OneSided, PainKind::Leg, PainKind::Pop][self.rng.usize(0..4)]);
        }
        if self.chance(1) {
            entry.signs = vec![["tingling", "saddle-numbness"][self.rng.usize(0..2)].to_owned()];
        }
        self.unnoted.push(entry);
    }

    fn feels(&mut self) {
        let (day, from) = (self.today, self.today - Days::new(2));
        let others: Vec<Session> = self
            .plan
            .sessions()
            .filter(|session| session.done.is_none() && session.work().is_none() && session.kind != SessionKind::Own)
            .filter(|session| (from..=day).contains(&session.start.date()))
            .cloned()
            .collect();
        let Some(other) = others.first() else { return };
        if self.log.iter().chain(&self.unnoted).any(|it| it.is_of(other.id)) {
            return;
        }
        let mut entry = Entry::new(other.id, other.start.date());
        entry.pain.worst = Pain::new([0, 0, 1, 2, 4, 6][self.rng.usize(0..6)]);
        self.unnoted.push(entry);
    }

    fn misses(&mut self, next: Option<&Session>) {
        let Some(next) = next.filter(|next| next.start.date() <= self.today) else { return };
        if self.log.iter().chain(&self.unnoted).any(|it| it.is_of(next.id)) {
            return;
        }
        let mut entry = Entry::new(next.id, next.start.date());
        entry.missed = Some(if self.rng.bool() { Missed::Pain } else { Missed::Other });
        entry.pain.worst = Pain::new(self.rng.u8(1..6));
        self.unnoted.push(entry);
    }

    fn away(&mut self) {
        let from = self.today + Days::new(self.rng.u64(0..15)) - Days::new(self.rng.u64(0..6));
        let to = from + Days::new(self.rng.u64(2..21));
        let overlaps = self.profile.schedule.away.iter().any(|away| away.from <= to && from <= away.to);
        if !overlaps {
            self.profile.schedule.away.push(Away { from, to });
            self.profile.schedule.away.sort_by_key(|away| away.from);
        }
    }

    fn buys_plates(&mut self) {
        let size = Decimal([500, 1_250, 2_500][self.rng.usize(0..3)]);
        let plates = &mut self.profile.equipment.plates;
        if plates.iter().all(|plate| plate.size != size) {
            plates.push(Plates { size, pairs: None });
            plates.sort_by_key(|plate| std::cmp::Reverse(plate.size));
        }
    }

    fn moves(&mut self) {
        let zone = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"][self.rng.usize(0..3)];
        self.profile.schedule.time_zone = Some(zone.to_owned());
    }

    fn asks_a_clinician(&mut self) {
        if self.plan.verdict == VerdictKind::Refer || self.chance(5) {
            self.profile.clearance = Some(Clearance { by: "physiotherapist".to_owned(), date: self.today, max_load: None });
        }
    }

    /// Writes down some of what happened, in any order; now and then corrects or takes back an earlier entry.
    fn notes(&mut self) {
        let waits = self.rng.u8(0..3) == 0;
        while let Some(at) = (!waits && !self.unnoted.is_empty()).then(|| self.rng.usize(0..self.unnoted.len())) {
            let entry = self.unnoted.remove(at);
            self.log.push(entry);
        }
        if self.log.is_empty() || !self.chance(8) {
            return;
        }
        let mut again = self.log[self.rng.usize(0..self.log.len())].clone();
        let spoken_of = |it: &Entry| it.session == again.session && (it.amends || it.withdrawn);
        if again.missed.is_some() || self.log.iter().any(spoken_of) {
            return;
        }
        if self.rng.bool() {
            again = Entry { withdrawn: true, ..Entry::of_day(again.date) };
            let of = self.log.iter().rfind(|it| it.date == again.date).and_then(|it| it.session.clone());
            again.session = of;
        } else {
            again.amends = true;
            again.pain.worst = Pain::new(self.rng.u8(0..4));
            again.load = again.load.iter().map(|load| Load::new((load.thousandths() - 10_000).max(5_000), load.unit())).collect();
        }
        self.log.push(again);
    }

    /// What holds after every step.
    fn step(&mut self) -> Result<(), Wrong> {
        let start = self.plan.first_profile.as_ref().unwrap_or(&Box::new(self.plan.profile.clone())).schedule.start;
        let before = self.log.len();
        self.notes();
        if !log::check(&self.log, start.unwrap_or(self.plan.created), self.today).is_empty() {
            // A lifter would be told; it is not written down.
            self.log.truncate(before);
        }
        for entry in &self.log[before..] {
            writeln!(self.story, "  {} notes {}", self.today, serde_json::to_string(entry).unwrap()).unwrap();
        }
        let revised = self.revised(&self.plan, &self.log)?;
        if let Some(finding) = check::check(&revised, &PROTOCOL).findings.iter().find(|it| it.severity == Severity::Violation) {
            return Err(format!("{finding}"));
        }
        self.tells_the_same(&revised)?;
        self.is_careful(&revised, before)?;
        writeln!(
            self.story,
            "  {} revision {}: {}",
            self.today,
            revised.revision,
            to_come(&revised, self.today).lines().take(4).collect::<Vec<_>>().join(" |")
        )
        .unwrap();
        self.plan = revised;
        Ok(())
    }

    /// Noted in another order, the same is to come.
    fn tells_the_same(&mut self, revised: &Plan) -> Result<(), Wrong> {
        let corrects = |entry: &Entry| entry.amends || entry.withdrawn;
        let spoken_of = |entry: &Entry| self.log.iter().any(|it| corrects(it) && it.session == entry.session);
        let (fixed, mut free): (Vec<Entry>, Vec<Entry>) =
            self.log.iter().cloned().partition(|entry| spoken_of(entry) || entry.missed.is_some());
        self.rng.shuffle(&mut free);
        let other: Vec<Entry> = free.into_iter().chain(fixed).collect();
        let again = self.revised(&self.plan, &other)?;
        let (as_noted, otherwise) = (to_come(revised, self.today), to_come(&again, self.today));
        if as_noted != otherwise {
            return Err(format!("noted in another order: {}", difference(&as_noted, &otherwise)));
        }
        Ok(())
    }
}

/// A way in which what was lifted and felt would have been worse.
type Worse = fn(&mut Entry);

const WORSE: [(&str, Worse); 6] = [
    ("more pain", |entry| entry.pain.worst = Pain::new((entry.pain.worst.map_or(0, Pain::score) + 2).min(10))),
    ("pain of 5", |entry| entry.pain.worst = entry.pain.worst.max(Pain::new(5))),
    ("a worse morning", |entry| entry.pain.morning = Pain::new((entry.pain.morning.map_or(0, Pain::score) + 3).min(10))),
    ("fewer sets", |entry| entry.sets = entry.sets.as_ref().map(|sets| sets[..(sets.len() - 1).max(1)].to_vec())),
    ("two sets cut short", |entry| entry.cut_short = Some(CutShort::Count(2))),
    ("painkillers", |entry| entry.medicine = Some(true)),
];

impl Life {
    /// Had the last deadlift gone worse, nothing heavier would come by any day, and no earlier return.
    fn is_careful(&mut self, revised: &Plan, before: usize) -> Result<(), Wrong> {
        let corrects = |entry: &Entry| self.log.iter().any(|it| (it.amends || it.withdrawn) && it.session == entry.session);
        let told = |at: &usize| !self.log[*at].load.is_empty() && !corrects(&self.log[*at]);
        let Some(at) = (before..self.log.len()).find(told).filter(|_| revised.stopped.is_none()) else { return Ok(()) };
        let (what, worse) = WORSE[self.rng.usize(0..WORSE.len())];
        let mut log = self.log.clone();
        worse(&mut log[at]);
        let otherwise = self.revised(&self.plan, &log)?;
        // Where so much time has passed that Phase 2 begins today in any case, the two are not of one bout: the worse day's Phase 1
        // began on the day after it.
        if revised.summary.phases.iter().any(|span| span.from == self.today && span.phase.is_before_loading()) {
            return Ok(());
        }
        match is_slower(revised, &otherwise, self.today).filter(|_| otherwise.stopped.is_none()) {
            Some(faster) => Err(format!("{what} leads to more: {faster}")),
            None => Ok(()),
        }
    }
}

/// The person of a number, from the first day on.
fn begin(seed: u64, nth: u64) -> Life {
    let mut rng = Rng::with_seed(seed.wrapping_add(nth.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    loop {
        let text = random::lifter(&mut rng);
        let lifter = Lifter::of(&text);
        if lifter.verdict().kind == VerdictKind::Train
            && let Ok(plan) = lifter.try_plan()
        {
            let (profile, today) = (plan.profile.clone(), plan.created);
            return Life { rng, profile, plan, log: Vec::new(), unnoted: Vec::new(), today, story: text };
        }
    }
}

/// Lives a life to its end; what went wrong, with the story.
fn live(seed: u64, nth: u64) -> Result<u32, (Wrong, String)> {
    let mut life = begin(seed, nth);
    for _ in 0..STEPS {
        life.sleep();
        life.lives();
        if let Err(wrong) = life.step() {
            return Err((format!("person {nth}, on {}: {wrong}", life.today), life.story));
        }
    }
    Ok(life.plan.revision)
}

#[test]
fn whatever_a_person_lives_through_there_is_an_answer() {
    let (count, seed) = drawn("REHINGE_PEOPLE", 2, 400);
    let first = number("REHINGE_PERSON", 0);
    let mut kinds: BTreeMap<String, (u64, Wrong, String)> = BTreeMap::new();
    let mut revisions = 0;
    for nth in first..first + count {
        match std::panic::catch_unwind(|| live(seed, nth)) {
            Ok(Ok(made)) => revisions += made,
            Ok(Err((wrong, story))) => {
                let kind: String = wrong.split(": ").nth(1).unwrap_or("").chars().filter(|c| !c.is_ascii_digit()).take(40).collect();
                kinds.entry(kind).or_insert((0, wrong, story)).0 += 1;
            }
            Err(_) => {
                kinds.entry("panic".to_owned()).or_insert((0, format!("person {nth} panics"), String::new())).0 += 1;
            }
        }
    }
    for (times, wrong, story) in kinds.values() {
        println!("{times} times: {wrong}\n{story}\n");
    }
    let told: Vec<&String> = kinds.values().map(|(_, wrong, _)| wrong).collect();
    assert!(told.is_empty(), "{told:#?}");
    assert!(u64::from(revisions) > count, "too few revisions, {revisions}, to say anything");
}
