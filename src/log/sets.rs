//! Which of the sets that were written down are the work sets. People write down their warm-up too, and a set more than
//! was asked for; neither makes a session one that was not done in full (decisions, section 8).

use super::Entry;
use crate::units::Load;

/// The sets of an entry, told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkSets {
    /// What was on the bar in each work set, as far as that is known; no more of them than were asked for.
    pub loads: Vec<Load>,
    /// The repetitions of each work set, where they were written down.
    pub reps: Option<Vec<u32>>,
    /// Lighter sets before the work sets.
    pub warm_ups: Vec<Load>,
    /// Sets beyond those that were asked for.
    pub extra: Vec<Load>,
}

impl WorkSets {
    /// Whether something else than work sets was written down.
    pub fn has_others(&self) -> bool {
        !self.warm_ups.is_empty() || !self.extra.is_empty()
    }
}

/// Tells the sets of an entry apart. `asked`: the load of each work set that was planned.
///
/// The work sets are those at the heaviest load that was planned, or lifted for at least two sets. Lighter ones before them
/// are warm-ups, unless the plan itself begins lighter; what lies beyond the number of sets that was asked for is extra.
pub fn work_sets(entry: &Entry, asked: &[Load]) -> WorkSets {
    let sets = all_sets(entry, asked);
    let most = if asked.is_empty() { sets.len() } else { asked.len() };
    let counts = weight_that_counts(&sets, asked);
    let warm_ups = warm_ups(&sets, asked, counts);
    let mut chosen: Vec<usize> = (warm_ups..sets.len()).collect();
    // Where there are more than were asked for: first those at the weight that counts, then heavier ones, then lighter ones.
    let rank = |at: &usize| match (sets[*at].0, counts, work_weight(counts, asked)) {
        (Some(load), Some(counts), _) if load > counts => 1,
        (Some(load), _, Some(work)) if load < work && is_even(asked) => 2,
        _ => 0,
    };
    chosen.sort_by_key(rank);
    let mut extra = chosen.split_off(most.min(chosen.len()));
    chosen.sort_unstable();
    extra.sort_unstable();
    let loads = |sets: &mut dyn Iterator<Item = Set>| sets.filter_map(|(load, _)| load).collect();
    WorkSets {
        loads: loads(&mut chosen.iter().map(|at| sets[*at])),
        reps: entry.sets.is_some().then(|| chosen.iter().filter_map(|at| sets[*at].1).collect()),
        warm_ups: loads(&mut sets[..warm_ups].iter().copied()),
        extra: loads(&mut extra.iter().map(|at| sets[*at])),
    }
}

/// What is known of a set: its load, its repetitions.
type Set = (Option<Load>, Option<u32>);

/// Whether every set was to be as heavy as the others.
fn is_even(asked: &[Load]) -> bool {
    asked.windows(2).all(|pair| pair[0] == pair[1])
}

/// Every set that was written down. One load stands for all of them; where none was written down, it was as planned.
fn all_sets(entry: &Entry, asked: &[Load]) -> Vec<Set> {
    let reps = entry.sets.as_deref().unwrap_or_default();
    let load = |at: usize| match entry.load.as_slice() {
        [] => asked.get(at).or(asked.last()).copied(),
        [one] => Some(*one),
        many => many.get(at).copied(),
    };
    let many = if entry.load.len() > 1 { entry.load.len() } else { 0 };
    let one = if entry.load.len() == 1 && entry.sets.is_none() { asked.len().max(1) } else { 0 };
    (0..many.max(one).max(reps.len())).map(|at| (load(at), reps.get(at).copied())).collect()
}

/// The heaviest load that was planned and lifted, or lifted for at least two sets; the heaviest where each was lifted once.
fn weight_that_counts(sets: &[Set], asked: &[Load]) -> Option<Load> {
    let lifted: Vec<Load> = sets.iter().filter_map(|(load, _)| *load).collect();
    let planned = asked.iter().copied().max();
    let counts = |load: &&Load| planned == Some(**load) || lifted.iter().filter(|other| other == load).count() > 1;
    lifted.iter().filter(counts).max().or(lifted.iter().max()).copied()
}

/// From which weight on a set is none of a warm-up: the one that counts, and never more than was planned.
fn work_weight(counts: Option<Load>, asked: &[Load]) -> Option<Load> {
    let planned = asked.iter().copied().max();
    counts.map(|counts| planned.map_or(counts, |planned| planned.min(counts)))
}

/// How many sets at the beginning are warm-ups: lighter than the weight that counts, and lighter than what was asked for in
/// their place.
fn warm_ups(sets: &[Set], asked: &[Load], counts: Option<Load>) -> usize {
    let Some(work) = work_weight(counts, asked) else { return 0 };
    let Some(first) = sets.iter().position(|(load, _)| load.is_some_and(|load| load >= work)) else { return 0 };
    // Sets that are more than were asked for come before those that were.
    let before = sets.len().saturating_sub(asked.len());
    let as_asked = |at: usize| {
        let asked = at.checked_sub(before).and_then(|at| asked.get(at));
        asked.zip(sets[at].0).is_some_and(|(asked, lifted)| lifted >= *asked)
    };
    (0..first).take_while(|at| !as_asked(*at)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Unit;
    use chrono::NaiveDate;

    fn kg(loads: &[i64]) -> Vec<Load> {
        loads.iter().map(|load| Load::new(load * 1000, Unit::Kg)).collect()
    }

    fn told(load: &[i64], reps: Option<&[u32]>, asked: &[i64]) -> WorkSets {
        let entry = Entry { load: kg(load), sets: reps.map(<[u32]>::to_vec), ..Entry::of_day(NaiveDate::default()) };
        work_sets(&entry, &kg(asked))
    }

    #[test]
    fn warm_ups_and_sets_more_are_told_from_the_work_sets() {
        let four = [50; 4];
        type Case = (&'static [i64], &'static [u32], &'static [i64], &'static [u32], &'static [i64], &'static [i64]);
        // Lifted, repetitions; work sets, their repetitions, warm-ups, extra.
        let cases: [Case; 11] = [
            (&[20, 30, 40, 50, 50, 50, 50], &[5, 5, 3, 5, 5, 5, 5], &[50, 50, 50, 50], &[5, 5, 5, 5], &[20, 30, 40], &[]),
            (&[50], &[5, 5, 5, 5, 3], &[50, 50, 50, 50], &[5, 5, 5, 5], &[], &[50]),
            (&[50, 50, 50, 50, 70], &[5, 5, 5, 5, 1], &[50, 50, 50, 50], &[5, 5, 5, 5], &[], &[70]),
            (&[70, 50, 50, 50, 50], &[1, 5, 5, 5, 5], &[50, 50, 50, 50], &[5, 5, 5, 5], &[], &[70]),
            (&[50, 50, 50, 50, 40], &[5, 5, 5, 5, 12], &[50, 50, 50, 50], &[5, 5, 5, 5], &[], &[40]),
            // A lighter day with its warm-up.
            (&[20, 30, 40, 40, 40, 40], &[5, 5, 5, 5, 5, 5], &[40, 40, 40, 40], &[5, 5, 5, 5], &[20, 30], &[]),
            // Lighter after the work sets: that is less than was asked for.
            (&[50, 50, 45, 45], &[5, 5, 5, 5], &[50, 50, 45, 45], &[5, 5, 5, 5], &[], &[]),
            (&[40, 50, 50, 50], &[5, 5, 5, 5], &[50, 50, 50], &[5, 5, 5], &[40], &[]),
            (&[40, 40, 40, 40], &[5, 5, 5, 5], &[40, 40, 40, 40], &[5, 5, 5, 5], &[], &[]),
            // Heavier than planned on the way: all of them were at least what was asked for.
            (&[50, 50, 60, 60], &[5, 5, 5, 5], &[50, 50, 60, 60], &[5, 5, 5, 5], &[], &[]),
            (&[20, 30, 40], &[5, 5, 5], &[40], &[5], &[20, 30], &[]),
        ];
        for (load, reps, work, work_reps, warm_ups, extra) in cases {
            let expected =
                WorkSets { loads: kg(work), reps: Some(work_reps.to_vec()), warm_ups: kg(warm_ups), extra: kg(extra) };
            assert_eq!(told(load, Some(reps), &four), expected, "{load:?} × {reps:?}");
        }
    }

    #[test]
    fn a_plan_that_begins_lighter_has_no_warm_up_in_it() {
        let morning = [45, 45, 50, 50];
        let as_planned = told(&morning, Some(&[5; 4]), &morning);
        assert_eq!((as_planned.loads.clone(), as_planned.has_others()), (kg(&morning), false));
        let with_warm_up = told(&[20, 40, 45, 45, 50, 50], Some(&[5; 6]), &morning);
        assert_eq!((with_warm_up.loads, with_warm_up.warm_ups), (kg(&morning), kg(&[20, 40])));
    }

    #[test]
    fn what_was_not_written_down_is_not_told_apart() {
        let nothing = told(&[], None, &[50; 4]);
        assert_eq!(nothing, WorkSets { loads: vec![], reps: None, warm_ups: vec![], extra: vec![] });
        assert_eq!(told(&[50], None, &[50; 4]), WorkSets { loads: kg(&[50; 4]), reps: None, warm_ups: vec![], extra: vec![] });
        // Nothing was planned: all of it counts but the way up.
        assert_eq!(told(&[20, 50, 50], None, &[]), WorkSets { loads: kg(&[50, 50]), reps: None, warm_ups: kg(&[20]), extra: vec![] });
        let fewer = told(&[], Some(&[5, 5]), &[50; 4]);
        assert_eq!((fewer.loads, fewer.reps), (kg(&[50, 50]), Some(vec![5, 5])));
    }
}
