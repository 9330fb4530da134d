//! What the suites share: a lifter from `profiles/`, with one thing changed where a test wants it.
pub mod judged;
pub mod octets;
pub mod outline;
pub mod random;
pub mod sets;

use chrono::NaiveDate;
use rehinge::diagnostic::{Code, Diagnostic};
use rehinge::follow::{self, Setting};
use rehinge::plan::Plan;
use rehinge::profile::{self, Profiled};
use rehinge::protocol::Protocol;
use rehinge::screen::{self, Verdict};
use std::cell::OnceCell;
use std::fs;
use std::sync::LazyLock;

/// The protocol that is built in.
pub static PROTOCOL: LazyLock<Protocol> = LazyLock::new(Protocol::embedded);

/// A day from its ISO form.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A number that an environment variable sets.
pub fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Whether suites draw all they are meant to: `.ci/run` sets `REHINGE_FULL`, and whoever runs `cargo test` gets a share
/// of them that takes seconds.
pub fn full() -> bool {
    std::env::var_os("REHINGE_FULL").is_some()
}

/// How many a suite draws: its share, all, or as many as the variable of that name says; and which, by `REHINGE_SEED`.
pub fn drawn(name: &str, share: u64, all: u64) -> (u64, u64) {
    let (count, seed) = (number(name, if full() { all } else { share }), number("REHINGE_SEED", 20_261_122));
    println!("{name}={count} REHINGE_SEED={seed}");
    (count, seed)
}

/// A profile as text.
pub struct Lifter {
    text: String,
    profiled: OnceCell<Profiled>,
}

impl Lifter {
    /// One of `profiles/`.
    pub fn named(name: &str) -> Self {
        let path = format!("{}/profiles/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        Lifter::of(&std::fs::read_to_string(path).unwrap())
    }

    /// Any text.
    pub fn of(text: &str) -> Self {
        Lifter { text: text.to_owned(), profiled: OnceCell::new() }
    }

    /// The same lifter with one thing changed; it must be there to be changed.
    pub fn with(&self, what: &str, by: &str) -> Self {
        assert!(self.text.contains(what), "`{what}` is not in the profile:\n{}", self.text);
        Lifter::of(&self.text.replacen(what, by, 1))
    }

    /// The profile as read.
    pub fn profiled(&self) -> &Profiled {
        self.profiled.get_or_init(|| {
            profile::read(&self.text, "profile.yaml", &PROTOCOL)
                .unwrap_or_else(|wrong| panic!("{}", wrong.iter().map(ToString::to_string).collect::<String>()))
        })
    }

    fn start(&self) -> NaiveDate {
        self.profiled().profile.schedule.start.unwrap_or(day("2026-11-23"))
    }

    /// What the screen says on the plan's first day.
    pub fn verdict(&self) -> Verdict {
        screen::verdict(&self.profiled().profile, &PROTOCOL, self.start())
    }

    /// The plan, or why there is none.
    pub fn try_plan(&self) -> Result<Plan, Vec<Diagnostic>> {
        let profile = &self.profiled().profile;
        let zone = profile.schedule.time_zone.clone().unwrap_or_else(|| "Europe/Berlin".to_owned());
        match screen::screen(profile, &PROTOCOL, self.start()) {
            Ok(cleared) => follow::first_plan(&cleared, &PROTOCOL, Setting { start: self.start(), time_zone: &zone }),
            Err(refused) => Err(refused.reasons.into_iter().map(|reason| Diagnostic::new(Code::Contradiction, reason.says)).collect()),
        }
    }

    /// The plan.
    pub fn plan(&self) -> Plan {
        self.try_plan().unwrap_or_else(|wrong| panic!("{}", wrong.iter().map(ToString::to_string).collect::<String>()))
    }
}

/// A good profile in which one line is replaced: what stands before the colon names the line.
pub fn with(fragment: &str) -> String {
    const LINES: &str = "\
age: 29
deadlift:
  working_weight: 100 kg
  reps: 5
  lift: conventional
  last_lifted: 2026-11-13
  sessions_per_week: 1
pain:
  status: acute
  now: 2
  worst: 5
  began: 2026-11-13
  sudden: false
  eased_by: extension
  pain_free_days: 0
  signs: []
clearance: {by: clinician, date: 2026-11-20, max_load: 80 kg}
schedule:
  start: 2026-11-23
  time_zone: Europe/Berlin
  minutes: 75
  slots: [{day: mon, at: \"18:00\"}]
  wakes: \"06:30\"
  other_lifting: [{lift: squat, day: mon, at: \"18:00\"}]
equipment:
  bar: 20 kg
  plates: [25, 20, 10, 5, 2.5, 1.25]
  dumbbells: [5, 7.5]
  has: [cable]
technique:
  errors: [lumbar-rounding]
mobility:
  limits: [hamstrings]
  hip_problem: false
preferences:
  weekly_rise: 10
  titles: private
  notes: []
";
    let key = fragment.split(':').next().unwrap();
    let mut found = 0;
    let lines: Vec<String> = LINES
        .lines()
        .map(|line| {
            let indent = line.len() - line.trim_start().len();
            if line.trim_start().split(':').next() == Some(key) {
                found += 1;
                format!("{}{fragment}\n", " ".repeat(indent))
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    assert_eq!(found, 1, "{fragment}");
    lines.concat()
}

/// Every plan of `profiles/`, by name.
pub fn plans() -> Vec<(String, Plan)> {
    let mut names: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/profiles"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let plans: Vec<(String, Plan)> =
        names.into_iter().filter_map(|name| Some((name.clone(), Lifter::named(&name).try_plan().ok()?))).collect();
    assert!(plans.len() >= 9, "{} plans", plans.len());
    plans
}
