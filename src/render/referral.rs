//! The page for a clinician that a `refer` verdict comes with: what it says, as plain text and to print.

use super::sheet::layout::{Cell, Flow, Lead, ROW, Row, Strip, WRITE};
use super::sheet::pdf::{self, About};
use super::sheet::text::{GREY, Text};
use super::sheet::{Paper, Sheet, tied};
use super::terminal::Page;
use crate::log::Entry;
use crate::profile::{Easing, Lift, PainStatus, Profile};
use crate::protocol::{AgeBand, Protocol, SignVerdict};
use crate::screen::Verdict;
use crate::when::weekday;
use crate::words::{self, ABSENT, day, or_absent};
use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

/// One page for a clinician.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// The day it was made.
    pub created: NaiveDate,
    /// The lifter's name, where given.
    pub name: Option<String>,
    /// What it is for, in a sentence or two.
    pub lead: String,
    /// Headed lists, in order: reasons, history with scores, loads, questions, what would be an
    /// emergency, how to go on.
    pub parts: Vec<ReferralPart>,
    /// What this is not.
    pub disclaimer: String,
}

/// A headed list of a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralPart {
    /// The heading.
    pub title: String,
    /// Label and text; the label may be empty.
    pub rows: Vec<(String, String)>,
}

impl Referral {
    /// What to look at, and what a clinician can answer.
    /// `noted`: what the log tells, by day.
    pub fn new(profile: &Profile, noted: &[Entry], verdict: &Verdict, protocol: &Protocol, today: NaiveDate) -> Self {
        let unlabelled = |says: String| (String::new(), says);
        let reasons = verdict.reasons.iter().map(|reason| match reason.unsure {
            true => unlabelled(format!("{} (answered: not sure)", reason.says)),
            false => unlabelled(reason.says.clone()),
        });
        let emergency = protocol.signs.iter().filter(|sign| sign.verdict == SignVerdict::Emergency);
        Referral {
            created: today,
            name: profile.name.clone(),
            lead: protocol.wording.referral.says.clone(),
            parts: vec![
                part("Why this is for a clinician first", reasons.collect()),
                part("History", history(profile, noted, today)),
                part("What they lift", lifting(profile, noted)),
                part("For the clinician", questions(profile, protocol)),
                part("An emergency, at once, with any of these", emergency.map(|sign| unlabelled(sign.says.clone())).collect()),
                part("How to go on with a clearance", going_on(profile)),
            ],
            disclaimer: "This page repeats what the lifter answered. It is no diagnosis, and no one has examined them for it.".to_owned(),
        }
    }

    /// The page as plain text, at most 80 columns wide.
    pub fn to_text(&self) -> String {
        let mut page = Page::new(80);
        // What a lifter or a clinic wrote may hold any spaces.
        let flowing = |text: &str| words::list(text.split_whitespace(), " ");
        let day = day::in_a_letter(self.created);
        let title = match &self.name {
            Some(name) => format!("For a clinician: {name}, {day}"),
            None => format!("For a clinician, {day}"),
        };
        page.line(&flowing(&title));
        page.blank();
        page.line(&flowing(&self.lead));
        for part in &self.parts {
            page.blank();
            page.line(&part.title);
            page.line(&"-".repeat(part.title.width()));
            for (label, text) in &part.rows {
                let colon = if label.is_empty() || label.ends_with('?') { "" } else { ":" };
                page.wrapped(&flowing(&format!("{label}{colon} {text}")), "  ", "    ");
            }
        }
        page.blank();
        page.line(&self.disclaimer);
        page.text
    }

    /// The page to print: one page, or as many as its answers need.
    pub fn to_pdf(&self, paper: Paper) -> Sheet {
        let created = tied::date(self.created);
        let mut flow = Flow::new(paper, &format!("Referral summary, {created}"), "told by the lifter, no diagnosis");
        flow.fitted(|flow| self.lay_out(flow, &created));
        flow.finish();
        let title = match &self.name {
            Some(name) => format!("Referral summary: {name}"),
            None => "Referral summary".to_owned(),
        };
        let id = format!("referral {} {}", self.created, self.name.as_deref().unwrap_or_default());
        pdf::write(paper, flow, &About { title: &title, created: self.created, id: &id })
    }

    fn lay_out(&self, flow: &mut Flow, created: &str) {
        let width = flow.width();
        flow.page("Referral summary");
        let mut head = flow.lines(&Text::heavy("Referral summary", 20.0), width);
        let who = match &self.name {
            Some(name) => format!("{name} · {created}"),
            None => created.to_owned(),
        };
        head.extend(flow.lines(&Text::sized(who, 12.0).grey(GREY), width));
        head.push(Strip::space(6.0));
        head.extend(flow.lines(&Text::body(self.lead.clone()), width));
        flow.put(head);
        for part in &self.parts {
            let mut strips = flow.heading(part.title.clone(), width);
            strips.extend(part.lay_out(flow, width));
            flow.put(strips);
        }
        let mut last = vec![Strip::space(10.0)];
        last.extend(flow.lines(&Text::small(self.disclaimer.clone()), width));
        flow.put(last);
    }
}

impl ReferralPart {
    /// A table where its rows have labels, otherwise a list.
    fn lay_out(&self, flow: &mut Flow, width: f32) -> Vec<Strip> {
        if self.rows.iter().all(|(label, _)| label.trim().is_empty()) {
            let entries: Vec<_> = self.rows.iter().map(|(_, text)| (Lead::Dash, Text::body(text.clone()))).collect();
            return flow.list(&entries, width);
        }
        let row = |(label, text): &(String, String)| Row {
            cells: vec![Cell::Left(Text::body(label.clone()).grey(GREY)), Cell::Left(Text::body(text.clone()))],
            // A blank is filled in with a pen.
            height: if text.contains("___") { WRITE } else { ROW },
            shaded: false,
        };
        flow.table(&[width * 0.3, width * 0.7], Vec::new(), self.rows.iter().map(row).collect())
    }
}

fn part(title: &str, rows: Vec<(String, String)>) -> ReferralPart {
    ReferralPart { title: title.to_owned(), rows }
}

fn row(label: &str, text: impl Into<String>) -> (String, String) {
    (label.to_owned(), text.into())
}

/// A day, and how long before the page it was.
fn ago(date: NaiveDate, today: NaiveDate) -> String {
    match (today - date).num_days() {
        ..0 => day::in_a_letter(date),
        0 => format!("{}, the day of this page", day::in_a_letter(date)),
        1 => format!("{}, the day before this page", day::in_a_letter(date)),
        days => format!("{}, {days} days before this page", day::in_a_letter(date)),
    }
}

fn history(profile: &Profile, noted: &[Entry], today: NaiveDate) -> Vec<(String, String)> {
    let pain = &profile.pain;
    let now = match pain.status {
        PainStatus::PainFree => "no pain",
        PainStatus::Soreness => "sore after training",
        PainStatus::Nagging => "a nag that never stopped the lift",
        PainStatus::Acute => "pain that stopped the lift, or more than 3 of 10",
        PainStatus::Settled => "pain that stopped the lift, and is gone now",
    };
    let eased = match pain.eased_by {
        Easing::Extension => "bending backwards eases it",
        Easing::Flexion => "bending forwards eases it",
        Easing::Neither => "neither bending backwards nor forwards eases it",
        Easing::Unsure => "not known what eases it",
    };
    let age = match (profile.age, profile.age_band) {
        (Some(age), _) => age.to_string(),
        (None, AgeBand::UpTo40) => "18 to 40".to_owned(),
        (None, AgeBand::From41) => "41 to 45".to_owned(),
        (None, AgeBand::From46) => "46 or more".to_owned(),
    };
    let began = pain.began.map_or_else(|| ABSENT.to_owned(), |began| ago(began, today));
    // Only what was answered: neither of these two is asked of everyone, and a "no" may be a default.
    let onset = if pain.sudden { "; all at once, during a set" } else { "" };
    let moves = if pain.full_range { "bends and turns as far as before; " } else { "" };
    let mut rows = vec![
        row("Age", age),
        row("Now", now),
    ];
    let answered = format!("now {}, on waking {}, worst {}", or_absent(pain.now), or_absent(pain.morning), or_absent(pain.worst));
    match scores(noted) {
        noted if noted.is_empty() => rows.push(row("Pain, 0 to 10", answered)),
        noted => {
            rows.push(row("Pain, 0 to 10", noted.join("; ")));
            rows.push(row("Before the plan", answered));
        }
    }
    rows.extend([
        row("Began", format!("{began}{onset}")),
        row("Episodes", format!("{}, this one included", pain.episodes)),
        row("Movement", format!("{moves}{eased}")),
    ]);
    if pain.pain_free_days > 0 {
        rows.push(row("Without pain", format!("the last {} days", pain.pain_free_days)));
    }
    rows
}

/// The newest scores that are noted, each with its day, the last day first.
fn scores(noted: &[Entry]) -> Vec<String> {
    const NEWEST: usize = 3;
    let scored = noted.iter().rev().filter(|entry| entry.pain.highest().is_some());
    let told = |entry: &Entry| {
        let worst = entry.pain.worst.map(|worst| format!("worst {worst}"));
        let morning = entry.pain.morning.map(|morning| format!("{morning} the morning after"));
        let kind = entry.pain.kind.map(|kind| kind.words().to_owned());
        let parts = words::list(worst.into_iter().chain(morning).chain(kind), ", ");
        format!("{parts} ({})", day::in_a_letter(entry.date))
    };
    scored.take(NEWEST).map(told).collect()
}

fn lifting(profile: &Profile, noted: &[Entry]) -> Vec<(String, String)> {
    let deadlift = &profile.deadlift;
    let lift = match deadlift.lift {
        Lift::Conventional => "conventional",
        Lift::Sumo => "sumo",
        Lift::TrapBar => "trap bar",
    };
    let last = deadlift.last_lifted.map_or_else(|| "on a day not given".to_owned(), |date| format!("on {}", day::in_a_letter(date)));
    let mut rows =
        vec![row("Deadlift before", format!("{} for {} repetitions, {lift}; last {last}", deadlift.working_weight, deadlift.reps))];
    if let Some((load, on)) = noted.iter().rev().find_map(|entry| Some((entry.deadlift().and(entry.heaviest())?, entry.date))) {
        rows.push(row("Last deadlift", format!("{load}, on {}", day::in_a_letter(on))));
    }
    let own: Vec<String> = profile
        .schedule
        .other_lifting
        .iter()
        .map(|own| format!("{} ({}{})", words::of_id(&own.lift), weekday::write(own.day), if own.light { ", light" } else { "" }))
        .collect();
    rows.push(row("Also lifts", if own.is_empty() { ABSENT.to_owned() } else { own.join(", ") }));
    rows
}

fn questions(profile: &Profile, protocol: &Protocol) -> Vec<(String, String)> {
    let unit = profile.unit();
    vec![
        row("Deadlift again?", "yes, in small steps from a light weight / no / not before ____________"),
        row("Heaviest for now", format!("____________ {unit} / no limit")),
        row("To be left out", "____________________________________"),
        row("On imaging", protocol.wording.imaging.says.clone()),
        row("Name and date", "____________________________________"),
    ]
}

fn going_on(profile: &Profile) -> Vec<(String, String)> {
    let unit = profile.unit();
    vec![
        row("", "Add the clearance to the profile and make the plan again; no deadlift of it is heavier than the weight given here:"),
        row("", format!("clearance: {{by: who gave it, date: 2026-11-20, max_load: 80 {unit}}}")),
    ]
}
