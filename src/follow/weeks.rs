//! Calendar weeks of a plan: which session stands in which, what a week says of its deadlift, and its phases.

use crate::plan::{Phase, PhaseSpan, Plan, SessionKind, Week};
use crate::when::monday_of;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The Monday of a plan's first week.
pub fn week_one(plan: &Plan) -> NaiveDate {
    monday_of(plan.profile.schedule.start.unwrap_or(plan.created))
}

/// Every session in the week of its day, and what a week says of its deadlift with it; weeks without sessions are
/// left out.
pub fn in_weeks(weeks: impl IntoIterator<Item = Week>, week_one: NaiveDate) -> Vec<Week> {
    let mut by_monday: BTreeMap<NaiveDate, Week> = BTreeMap::new();
    fn of(by_monday: &mut BTreeMap<NaiveDate, Week>, day: NaiveDate, week_one: NaiveDate) -> &mut Week {
        let starts = monday_of(day);
        by_monday.entry(starts).or_insert_with(|| Week {
            week: ((starts - week_one).num_days() / 7 + 1) as u32,
            starts,
            phases: Vec::new(),
            deadlift: None,
            sessions: Vec::new(),
            own: Vec::new(),
        })
    }
    for week in weeks {
        for session in week.sessions {
            let to = of(&mut by_monday, session.start.date(), week_one);
            // Of two in one week, the one that was done speaks for it.
            if session.kind == SessionKind::Deadlift && (to.deadlift.is_none() || session.done.is_some()) {
                to.deadlift = week.deadlift.clone();
            }
            to.sessions.push(session);
        }
        for own in week.own {
            of(&mut by_monday, own.start.date(), week_one).own.push(own);
        }
    }
    let mut weeks: Vec<Week> = by_monday.into_values().filter(|week| !week.sessions.is_empty()).collect();
    for week in &mut weeks {
        week.sessions.sort_by_key(|session| (session.start, session.kind, session.id));
        week.own.sort_by(|a, b| (a.start, &a.lifts).cmp(&(b.start, &b.lifts)));
    }
    weeks
}

/// The weeks, each with the phases that its days belong to.
pub fn with_phases(weeks: Vec<Week>, spans: &[PhaseSpan]) -> Vec<Week> {
    let of = |week: &Week| -> Vec<Phase> {
        let ends = week.ends();
        spans.iter().filter(|span| span.from <= ends && week.starts <= span.to).map(|span| span.phase).collect()
    };
    weeks.into_iter().map(|week| Week { phases: of(&week), ..week }).collect()
}
