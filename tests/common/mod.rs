//! What the suites share: a lifter from `profiles/`, with one thing changed where a test wants it.
// Each suite is a program of its own and uses its part of this.
#![allow(dead_code)]

use chrono::NaiveDate;
use rehinge::diagnostic::Diagnostic;
use rehinge::plan::Plan;
use rehinge::planner::{self, Setting};
use rehinge::profile::{self, Profiled};
use rehinge::protocol::Protocol;
use rehinge::screen::{self, Verdict};
use std::cell::OnceCell;
use std::sync::LazyLock;

/// The protocol that is built in.
pub static PROTOCOL: LazyLock<Protocol> = LazyLock::new(Protocol::embedded);

/// A day from its ISO form.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
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
        screen::screen(&self.profiled().profile, &PROTOCOL, self.start())
    }

    /// The plan, or why there is none.
    pub fn try_plan(&self) -> Result<Plan, Vec<Diagnostic>> {
        let profile = &self.profiled().profile;
        let zone = profile.schedule.time_zone.clone().unwrap_or_else(|| "Europe/Berlin".to_owned());
        planner::plan(profile, &self.verdict(), &PROTOCOL, Setting { start: self.start(), time_zone: &zone })
    }

    /// The plan.
    pub fn plan(&self) -> Plan {
        self.try_plan().unwrap_or_else(|wrong| panic!("{}", wrong.iter().map(ToString::to_string).collect::<String>()))
    }
}
