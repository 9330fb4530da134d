//! What comes after a deadlift, by how it goes: the table for paper.

use super::course::Course;
use crate::plan::{Because, NextTime, Response};
use crate::protocol::RuleId;
use crate::units::{Load, Pain};

impl Course<'_> {
    /// What comes after a week's deadlift, by how it goes (decisions, section 8): the table for paper.
    pub(super) fn next_time(&self, week: usize) -> Vec<NextTime> {
        let lifter = self.lifter;
        let rules = &lifter.protocol.rules;
        let load = self.weeks[week].load;
        // What is planned until then counts as rated good: the table is for a lifter who got that far.
        let good: Vec<Load> =
            self.standing.climb.record.rated.iter().copied().chain(self.weeks[..week].iter().map(|week| week.load)).collect();
        let hurt_before =
            self.standing.climb.record.hurt.iter().filter(|hurt| **hurt == load).count() + 1 >= rules.second_time.value as usize;
        let sets = |load, fewer: u32| lifter.scheme(load, false).sets.saturating_sub(fewer).max(1);
        let row = |when: &str, response, load: Option<(Load, u32)>, then: &str, rule| NextTime {
            when: lifter.say(when, &self.thresholds()),
            response,
            load: load.map(|(load, _)| load),
            sets: load.map(|(load, fewer)| sets(load, fewer)),
            then: lifter.say(then, &self.thresholds()),
            because: Because::of(rule),
        };
        let mut rows = Vec::new();
        match self.weeks.get(week + 1) {
            Some(next) => {
                let mut on = row("next-good", Response::GoOn, Some((next.load, next.fewer)), "then-on", RuleId::GoOn);
                on.sets = Some(lifter.sets_as_decided(next, self.names().of(week + 1)));
                if next.deload {
                    on.then = lifter.say("then-deload", &[]);
                }
                rows.push(on);
            }
            None => rows.push(row("next-good", Response::GoOn, None, "then-last", RuleId::GoOn)),
        }
        let review = rules.review_load.value;
        rows.push(row("next-ache", Response::Repeat, Some((load, 0)), "then-repeat", RuleId::RepeatLoad));
        rows.push(row(
            "next-cut",
            Response::Lower,
            Some((lifter.lower(load, rules.lower_load.value.points), 0)),
            "then-lower",
            RuleId::LowerLoad,
        ));
        rows.push(if hurt_before {
            row("next-hurt", Response::Refer, None, "then-refer", RuleId::SecondTime)
        } else {
            row("next-hurt", Response::Review, Some((lifter.reviewed(&good, load), review.sets)), "then-review", RuleId::ReviewLoad)
        });
        if rules.back_to_start.value < rules.screen_worst_pain.value {
            rows.push(row("next-stop", Response::Restart, None, "then-restart", RuleId::BackToStart));
        }
        rows.push(row("next-refer", Response::Refer, None, "then-refer", RuleId::ScreenRefer));
        rows
    }

    /// The numbers that the table's sentences name.
    fn thresholds(&self) -> Vec<(&'static str, String)> {
        let rules = &self.lifter.protocol.rules;
        let (trigger, severe) = (rules.pain_trigger.value, rules.screen_worst_pain.value);
        vec![
            ("good", rules.go_on.value.to_string()),
            ("ache", rules.repeat_load.value.worst.to_string()),
            ("one", rules.repeat_load.value.sets.to_string()),
            ("cut", rules.lower_load.value.sets.to_string()),
            ("trigger", trigger.to_string()),
            ("hurts", (trigger + 1).to_string()),
            ("hours", rules.review_load.value.hours.to_string()),
            ("stops", scores(rules.back_to_start.value, severe.saturating_sub(1))),
            ("severe", scores(severe, Pain::MAX)),
            ("below", (rules.back_to_start.value - 1).to_string()),
        ]
    }
}

/// Scores from one to another: `6–7`.
fn scores(from: u8, to: u8) -> String {
    if from < to { format!("{from}–{to}") } else { from.to_string() }
}
