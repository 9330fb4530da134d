//! What one session leads to by itself: the table of section 8, row by row. Knows nothing of other sessions.

use crate::log::{self, Entry, Missed};
use crate::plan::{Because, Outcome, Response};
use crate::protocol::{Protocol, RuleId};
use crate::units::Load;

/// What a session asked for, as far as the table looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The load of each work set.
    pub loads: Vec<Load>,
    /// Repetitions of each work set.
    pub reps: u32,
    /// Another deadlift was done than the plan's.
    pub other_lift: bool,
}

/// What a session leads to, of pain and of technique: the stronger counts, and both may lower a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What the pain leads to.
    pub pain: Outcome,
    /// What the technique leads to.
    pub technique: Outcome,
}

impl Judged {
    /// The same of a session under painkillers: a good score is none, any other stands.
    pub fn under_painkillers(self) -> Self {
        match self.pain.response {
            Response::GoOn => Judged { pain: outcome(Response::Repeat, RuleId::Painkillers), ..self },
            _ => self,
        }
    }

    /// The stronger of the two; at equal strength the pain's.
    pub fn stronger(&self) -> &Outcome {
        if self.technique.response > self.pain.response { &self.technique } else { &self.pain }
    }
}

fn outcome(response: Response, rule: RuleId) -> Outcome {
    Outcome { response, because: Because::of(rule) }
}

/// Judges a session by what was written down about it. `usual` is the score the lifter lives with: 0 after an injury.
///
/// Signs, kinds of pain that are signs, and pain that is severe are for the screen, which is asked first.
pub fn judge(entry: &Entry, asked: Option<&Asked>, usual: u8, protocol: &Protocol) -> Judged {
    Judged { pain: of_pain(entry, usual, protocol), technique: of_technique(entry, asked, protocol) }
}

fn of_pain(entry: &Entry, usual: u8, protocol: &Protocol) -> Outcome {
    let rules = &protocol.rules;
    let felt = &entry.pain;
    let morning = felt.morning.map(|morning| morning.score());
    // The worst is at least what the morning was.
    let worst = felt.worst.map(|worst| worst.score()).max(morning.filter(|morning| felt.worst.is_some() || *morning > rules.go_on.value));
    let trigger = rules.pain_trigger.value;
    if worst.is_some_and(|worst| worst >= rules.back_to_start.value) {
        return outcome(Response::Restart, RuleId::BackToStart);
    }
    let lasting = felt.gone_after_hours.is_some_and(|hours| hours > rules.review_load.value.hours);
    if worst.is_some_and(|worst| worst > trigger) || morning.is_some_and(|morning| morning > trigger) || lasting {
        return outcome(Response::Review, RuleId::ReviewLoad);
    }
    let Some(worst) = worst else { return outcome(Response::Repeat, RuleId::RepeatLoad) };
    // A point more than usual is below what the scale can tell apart.
    let unsettled = morning.is_some_and(|morning| morning > usual + rules.smallest_change.value);
    if entry.missed == Some(Missed::Pain) || worst > rules.go_on.value || unsettled {
        return outcome(Response::Repeat, RuleId::RepeatLoad);
    }
    outcome(Response::GoOn, RuleId::GoOn)
}

fn of_technique(entry: &Entry, asked: Option<&Asked>, protocol: &Protocol) -> Outcome {
    let rules = &protocol.rules;
    let Some(asked) = asked.filter(|_| entry.missed.is_none()) else { return outcome(Response::GoOn, RuleId::GoOn) };
    let cut = entry.cuts();
    let done = log::work_sets(entry, &asked.loads).reps;
    let short = |reps: &u32| *reps < asked.reps;
    // Where only their number is known, the first is among them where it lacks repetitions.
    let first = entry.cut_short.as_ref().and_then(|ended| ended.has(1)).unwrap_or_else(|| {
        cut > 0 && done.as_ref().is_some_and(|sets| sets.first().is_some_and(short))
    });
    if cut >= rules.lower_load.value.sets || first {
        return outcome(Response::Lower, RuleId::LowerLoad);
    }
    let incomplete = done.as_ref().is_some_and(|sets| sets.len() < asked.loads.len() || sets.iter().any(short));
    if cut >= rules.repeat_load.value.sets || incomplete || asked.other_lift {
        return outcome(Response::Repeat, RuleId::RepeatLoad);
    }
    outcome(Response::GoOn, RuleId::GoOn)
}

/// The load that counts for what comes next: the asked one where every set reached it, else the lightest that did not.
pub fn reached(entry: &Entry, asked: &Asked) -> Option<Load> {
    let whole = asked.loads.iter().copied().max()?;
    let lifted = match entry.load.as_slice() {
        [] => return Some(whole),
        // One load stands for the sets at the full weight.
        [one] => return Some(whole.min(*one)),
        _ => log::work_sets(entry, &asked.loads).loads,
    };
    let of = |set: usize| asked.loads.get(set).or(asked.loads.last()).copied().unwrap_or(whole);
    Some(lifted.iter().enumerate().filter(|(set, load)| **load < of(*set)).map(|(_, load)| *load).min().unwrap_or(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Pain, Unit};

    fn entry(text: &str) -> Entry {
        serde_yaml::from_str(&format!("{{session: loading-4-deadlift, date: 2026-12-31, {text}}}")).unwrap()
    }

    fn kg(kilograms: i64) -> Load {
        Load::new(kilograms * 1000, Unit::Kg)
    }

    fn asked() -> Asked {
        Asked { loads: vec![kg(80); 4], reps: 5, other_lift: false }
    }

    fn response(text: &str) -> Response {
        judge(&entry(text), Some(&asked()), 0, &Protocol::embedded()).stronger().response
    }

    #[test]
    fn each_row_of_the_table_answers_as_it_says() {
        for (text, expected) in [
            // 0–2, back to baseline, no set cut short.
            ("sets: [5, 5, 5, 5], pain: {worst: 0}", Response::GoOn),
            ("sets: [5, 5, 5, 5], cut_short: 0, pain: {worst: 2, morning: 0, kind: diffuse}", Response::GoOn),
            ("pain: {worst: 2, morning: 1}", Response::GoOn),
            // 3 that settled, or one set cut short.
            ("pain: {worst: 3, morning: 0}", Response::Repeat),
            ("sets: [5, 5, 3, 5], cut_short: 1, pain: {worst: 0}", Response::Repeat),
            ("sets: [5, 5, 5], pain: {worst: 0}", Response::Repeat),
            ("pain: {worst: 1, morning: 2}", Response::Repeat),
            // What was not scored does not pass for 0.
            ("sets: [5, 5, 5, 5]", Response::Repeat),
            // 4–5, a morning above 3, or not gone at 72 hours.
            ("pain: {worst: 4, morning: 3, kind: diffuse, gone_after_hours: 36}", Response::Review),
            ("pain: {worst: 5}", Response::Review),
            ("pain: {worst: 2, morning: 4}", Response::Review),
            ("pain: {morning: 4}", Response::Review),
            ("pain: {worst: 1, gone_after_hours: 72}", Response::GoOn),
            ("pain: {worst: 1, gone_after_hours: 80}", Response::Review),
            // Two sets cut short, or the first.
            ("sets: [5, 4, 3, 5], cut_short: 2, pain: {worst: 0}", Response::Lower),
            ("sets: [3, 5, 5, 5], cut_short: 1, pain: {worst: 0}", Response::Lower),
            ("sets: [3, 5, 5, 5], pain: {worst: 0}", Response::Repeat),
            // 6 or 7.
            ("pain: {worst: 6}", Response::Restart),
            ("pain: {worst: 3, morning: 6}", Response::Restart),
            ("pain: {worst: 7, kind: diffuse}", Response::Restart),
            // Missed because of pain.
            ("missed: pain, pain: {worst: 1}", Response::Repeat),
            ("missed: pain, pain: {worst: 5}", Response::Review),
        ] {
            assert_eq!(response(text), expected, "{text}");
        }
    }

    #[test]
    fn a_point_more_than_usual_means_nothing() {
        let settled = |usual| judge(&entry("pain: {worst: 2, morning: 2}"), Some(&asked()), usual, &Protocol::embedded()).pain.response;
        assert_eq!(settled(0), Response::Repeat);
        assert_eq!(settled(1), Response::GoOn);
        assert!(Pain::new(2).is_some());
    }

    #[test]
    fn what_counts_is_the_lightest_set_that_fell_short_and_never_more_than_was_asked() {
        let of = |text: &str, asked: &Asked| reached(&entry(text), asked).unwrap();
        assert_eq!(of("sets: [5]", &asked()), kg(80));
        assert_eq!(of("load: 70 kg", &asked()), kg(70));
        assert_eq!(of("load: 90 kg", &asked()), kg(80));
        assert_eq!(of("load: [80 kg, 80 kg, 70 kg, 60 kg]", &asked()), kg(60));
        assert_eq!(of("load: [90 kg, 80 kg]", &asked()), kg(80));
        // Early in the morning the first two sets are lighter by the plan.
        let morning = Asked { loads: vec![kg(72), kg(72), kg(80), kg(80)], ..asked() };
        assert_eq!(of("load: [72 kg, 72 kg, 80 kg, 80 kg]", &morning), kg(80));
        assert_eq!(of("load: [72 kg, 72 kg, 75 kg, 80 kg]", &morning), kg(75));
    }
}
