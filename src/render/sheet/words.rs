//! Dates, doses and names as they are printed. Knows nothing of pages.

use super::text::{BREAK, TIE};
use crate::plan::{Because, Exercise, Instead, Phase, Plan, RuleText, Session, Set, Source};
use crate::protocol::RuleId;
use crate::units::{Load, Percent};
use chrono::{NaiveDate, NaiveDateTime};

/// `Thu 10 Dec 2026`.
pub(in crate::render) fn date(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string().replace(' ', &TIE.to_string())
}

/// `Thu 10 Dec`.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string().replace(' ', &TIE.to_string())
}

/// `Thu` above `10 Dec`: the head of a narrow column.
pub(super) fn day_head(day: NaiveDate) -> String {
    format!("{}{BREAK}{}{TIE}{}", day.format("%a"), day.format("%-d"), day.format("%b"))
}

/// `18:00`.
pub(super) fn time(at: NaiveDateTime) -> String {
    at.format("%H:%M").to_string()
}

/// With a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `62.5 kg`, never torn.
pub(super) fn load(load: Load) -> String {
    load.to_string().replace(' ', &TIE.to_string())
}

/// `70 %`, never torn.
pub(super) fn percent(percent: Percent) -> String {
    format!("{percent}{TIE}%")
}

/// `25 + 10 + 1.25`; a bar without plates says so, and a set without a bar stays empty.
pub(in crate::render) fn plates(set: &Set) -> String {
    let Some(plates) = &set.per_side else { return String::new() };
    let mut text = plates.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    if text.is_empty() {
        text.push_str("bar alone");
    }
    if let Some(bar) = set.bar {
        text.push_str(&format!(" ({} bar)", load(bar)));
    }
    text
}

/// `5`, `8–12`, or nothing.
pub(in crate::render) fn reps(set: &Set) -> String {
    match (set.reps, set.up_to) {
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => from.to_string(),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => String::new(),
    }
}

/// The dose in a few words: `3×8–12`, `6-4-2 × 10 s a side`, `5 min`, `as usual`.
pub(in crate::render) fn dose(exercise: &Exercise) -> String {
    let sets = &exercise.sets;
    let Some(first) = sets.first() else { return "as usual".to_owned() };
    let alike = |set: &Set| Set { reps: first.reps, up_to: first.up_to, ..set.clone() } == *first;
    if !sets.iter().all(alike) {
        return sets.iter().map(one).collect::<Vec<_>>().join(", ");
    }
    let same_reps = sets.iter().all(|set| set == first);
    let counts = sets.iter().map(reps).collect::<Vec<_>>();
    let mut text = match (same_reps, counts[0].is_empty(), sets.len()) {
        (true, true, 1) => String::new(),
        (true, true, count) => format!("{count}×"),
        (true, false, 1) if counts[0] == "1" => "once".to_owned(),
        (true, false, count) => format!("{count}×{}", counts[0]),
        // Rungs of a ladder, as the Big Three are counted.
        (false, _, _) => counts.join("-"),
    };
    let seconds = first.seconds.map(|seconds| format!("{seconds}{TIE}s"));
    let minutes = first.minutes.map(|minutes| format!("{minutes}{TIE}min"));
    for length in minutes.into_iter().chain(seconds) {
        if !text.is_empty() && !text.ends_with('×') {
            text.push_str(" × ");
        }
        text.push_str(&length);
    }
    finish(text, first)
}

/// The dose with the plates of every different set, each on its line.
pub(super) fn loaded(exercise: &Exercise) -> String {
    if exercise.sets.iter().all(|set| set.per_side.is_none()) {
        return dose(exercise);
    }
    let lines = exercise.sets.chunk_by(|set, next| set == next).map(|run| {
        let alike = Exercise { sets: run.to_vec(), ..exercise.clone() };
        format!("{}, each side {}", dose(&alike), plates(&run[0]))
    });
    lines.collect::<Vec<_>>().join(&BREAK.to_string())
}

fn one(set: &Set) -> String {
    let parts = [
        reps(set),
        set.minutes.map(|minutes| format!("{minutes}{TIE}min")).unwrap_or_default(),
        set.seconds.map(|seconds| format!("{seconds}{TIE}s")).unwrap_or_default(),
    ];
    finish(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" × "), set)
}

fn finish(mut text: String, set: &Set) -> String {
    if set.each_side {
        text.push_str(&format!(" a{TIE}side"));
    }
    if let Some(weight) = set.load {
        text.push_str(&format!(" at {}", load(weight)));
    }
    text.trim().to_owned()
}

/// The phase, as the lifter knows it.
pub(in crate::render) fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::PainResolution => "Phase 1: pain resolution",
        Phase::Movement => "Phase 2: movement",
        Phase::Loading => "Phase 3: loading",
        Phase::Aftercare => "Aftercare",
    }
}

/// The phase, where there is little room.
pub(super) fn phase_short(phase: Phase) -> &'static str {
    match phase {
        Phase::PainResolution => "Phase 1",
        Phase::Movement => "Phase 2",
        Phase::Loading => "Phase 3",
        Phase::Aftercare => "Aftercare",
    }
}

/// The name of an exercise or lift; its id in words where the plan gives none.
pub(in crate::render) fn name(plan: &Plan, id: &str) -> String {
    plan.exercises.get(id).map_or_else(|| id.replace('-', " "), |text| text.name.clone())
}

/// Several lifts of one session.
pub(super) fn names(plan: &Plan, ids: &[String]) -> String {
    ids.iter().map(|id| name(plan, id)).collect::<Vec<_>>().join(", ")
}

/// What becomes of one of the lifter's own sessions.
pub(super) fn instead(instead: &Instead) -> String {
    match instead {
        Instead::Pause => "left out".to_owned(),
        Instead::Move { to } => format!("on {to} instead"),
        Instead::Lighten { volume, load, or } => {
            let mut text = format!("at most {} of its volume and {} of its load", percent(*volume), percent(*load));
            if !or.is_empty() {
                text.push_str(&format!(", or instead: {}", or.join(", ")));
            }
            text
        }
    }
}

/// `Thu 10 Dec 2026, 18:00`.
pub(super) fn moment(session: &Session) -> String {
    format!("{}, {}", date(session.start.date()), time(session.start))
}

/// Footnotes, numbered as they are first met.
#[derive(Debug, Default)]
pub(super) struct Marks {
    order: Vec<RuleId>,
}

impl Marks {
    /// The numbers of these reasons: `1,4`.
    pub(super) fn of(&mut self, because: &Because) -> String {
        self.of_all([because])
    }

    /// The numbers of several reasons together, in rising order: `4,12,32–39`.
    pub(super) fn of_all<'a>(&mut self, reasons: impl IntoIterator<Item = &'a Because>) -> String {
        let mut numbers: Vec<usize> = reasons.into_iter().flat_map(Because::rules).map(|rule| self.number(*rule)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let in_a_row = |pair: &usize, next: &usize| pair + 1 == *next;
        let runs = numbers.chunk_by(in_a_row).map(|run| match run {
            [first, _, .., last] => format!("{first}–{last}"),
            few => few.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        });
        runs.collect::<Vec<_>>().join(",")
    }

    fn number(&mut self, rule: RuleId) -> usize {
        let at = self.order.iter().position(|known| *known == rule).unwrap_or_else(|| {
            self.order.push(rule);
            self.order.len() - 1
        });
        at + 1
    }

    /// Every reason in the order of its number, and no more of where it comes from than the section, or that it
    /// was judged.
    pub(super) fn short(&self, plan: &Plan) -> Vec<(String, String)> {
        let source = |text: &RuleText| match (text.source, &text.section) {
            (_, Some(section)) => format!("Article, “{section}”"),
            (Source::Judgement, None) => "Judgement".to_owned(),
            (Source::Article, None) => String::new(),
        };
        let one = |rule: &RuleId| match plan.rules.get(rule) {
            Some(text) => (text.says.clone(), source(text)),
            None => (rule.id().to_owned(), String::new()),
        };
        self.order.iter().map(one).collect()
    }

    /// Every reason in the order of its number: the rule, and where it comes from.
    pub(super) fn texts(&self, plan: &Plan) -> Vec<(String, String)> {
        self.order
            .iter()
            .map(|rule| match plan.rules.get(rule) {
                Some(text) => {
                    let section = text.section.as_deref().map(|section| format!("Article, “{section}”"));
                    let reason = text.reason.clone().map(|reason| match text.source {
                        Source::Judgement => format!("Judgement: {reason}"),
                        Source::Article => reason,
                    });
                    let source: Vec<String> = section.into_iter().chain(reason).collect();
                    (text.says.clone(), source.join(". "))
                }
                // A plan edited by hand may have lost the text: the reason keeps its name.
                None => (rule.id().to_owned(), String::new()),
            })
            .collect()
    }
}
