//! The plan on paper: an overview, what was done so far, a page for every week before loading and for every
//! deadlift session, what stands between them, the checks, and the reasons.

mod bar;
mod between;
mod chart;
mod closing;
mod font;
mod footnotes;
mod grid;
pub(in crate::render) mod layout;
mod overview;
pub mod page;
pub(in crate::render) mod pdf;
mod progress;
mod session;
mod stream;
pub(in crate::render) mod text;
pub(in crate::render) mod tied;
mod wrap;

use crate::plan::{Phase, Plan, Session, SessionKind, Week};
use crate::session_id::SessionId;
use chrono::NaiveDate;
pub use page::Paper;
pub use pdf::Sheet;

/// How much of a plan is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything that lies ahead, with the overview.
    All,
    /// The plan's week in which a day lies, or the next one in which something is planned.
    Week(NaiveDate),
    /// What is needed for the next visit to the gym, from a day on.
    Next(NaiveDate),
}

/// Prints all of a plan. Works for any plan: what does not fit is wrapped, and goes on on the next page.
pub fn sheet(plan: &Plan, paper: Paper) -> Sheet {
    part(plan, paper, Extent::All)
}

/// Prints a plan, or what is needed of it. A part brings along on its last page what every page refers to:
/// the emergency signs, how the movements are done, and the reasons.
pub fn part(plan: &Plan, paper: Paper, extent: Extent) -> Sheet {
    let title = match &plan.profile.name {
        Some(name) => format!("Back to deadlifting: {name}"),
        None => "Back to deadlifting".to_owned(),
    };
    let about = pdf::About { title: &title, created: plan.created, id: &plan.id };
    pdf::write(paper, flow(plan, paper, extent), &about)
}

/// What stands where on the pages of [`part`], without the file.
#[cfg(feature = "internals")]
pub fn layout(plan: &Plan, paper: Paper, extent: Extent) -> page::Layout {
    flow(plan, paper, extent).layout()
}

fn flow(plan: &Plan, paper: Paper, extent: Extent) -> layout::Flow {
    let signs = if extent == Extent::All { "see the overview" } else { "at the end" };
    let foot_note = format!("as of {} · no medical advice · emergency signs: {signs}", tied::date(progress::revised(plan)));
    let mut flow = layout::Flow::new(paper, &plan.id, &foot_note);
    let mut footnotes = footnotes::Footnotes::default();
    let wanted = wanted(plan, extent);
    let sessions = || wanted.iter().flat_map(|(_, sessions)| sessions.iter().copied());
    if extent == Extent::All {
        overview::print(&mut flow, &mut footnotes, plan);
        progress::print(&mut flow, &mut footnotes, plan);
    }
    for (week, sessions) in &wanted {
        days(&mut flow, &mut footnotes, plan, week, sessions);
    }
    if !matches!(extent, Extent::Next(_)) {
        between::print(&mut flow, &mut footnotes, plan, wanted.iter().map(|(week, _)| *week));
    }
    closing::checks(&mut flow, plan, sessions().filter(|session| session.kind == SessionKind::Check));
    if extent == Extent::All {
        closing::movements(&mut flow, plan);
        closing::reasons(&mut flow, &footnotes, plan);
    } else {
        flow.fitted(|flow| closing::last_page(flow, &footnotes, plan, sessions()));
    }
    flow.finish();
    flow
}

/// The weeks with the sessions of each that are printed.
fn wanted(plan: &Plan, extent: Extent) -> Vec<(&Week, Vec<&Session>)> {
    let revised = plan.revisions.last().map(|revision| revision.made);
    // What is done stands on the page "So far", and what was before a revision is past.
    let ahead = |session: &&Session| session.done.is_none() && revised.is_none_or(|day| session.start.date() >= day);
    let all = plan.weeks.iter().map(|week| (week, week.sessions.iter().collect::<Vec<_>>()));
    match extent {
        Extent::All => all
            .filter(|(week, _)| revised.is_none_or(|day| week.ends() >= day))
            .map(|(week, sessions)| (week, sessions.into_iter().filter(ahead).collect()))
            .collect(),
        Extent::Week(day) => {
            let this = plan.weeks.iter().find(|week| week.ends() >= day && !week.sessions.is_empty()).map(|week| week.week);
            all.filter(|(week, _)| Some(week.week) == this).collect()
        }
        Extent::Next(day) => {
            // Core days and the lifter's own sessions need no page.
            let visit = |session: &&Session| !matches!(session.kind, SessionKind::Core | SessionKind::Own);
            let coming = |session: &&Session| session.done.is_none() && session.start.date() >= day;
            let sessions = plan.weeks.iter().flat_map(|week| &week.sessions);
            let next = sessions.filter(visit).filter(coming).min_by_key(|session| session.start);
            let same = |session: &&Session| next.is_some_and(|next| next.id == session.id);
            all.map(|(week, sessions)| (week, sessions.into_iter().filter(same).collect::<Vec<_>>()))
                .filter(|(_, sessions)| !sessions.is_empty())
                .collect()
        }
    }
}

/// The grids and the session pages of a week, in order of time.
fn days(flow: &mut layout::Flow, footnotes: &mut footnotes::Footnotes, plan: &Plan, week: &Week, sessions: &[&Session]) {
    for phase in [Phase::PainResolution, Phase::Movement] {
        let routine = |session: &&Session| session.phase == phase && matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
        if sessions.iter().any(routine) {
            flow.fitted(|flow| grid::print(flow, footnotes, plan, week, phase));
        }
    }
    for session in sessions {
        match session.kind {
            SessionKind::Deadlift => session::print(flow, footnotes, plan, week, session, &count(plan, session)),
            SessionKind::SecondDeadlift => session::print(flow, footnotes, plan, week, session, "second, lighter day"),
            SessionKind::Daily | SessionKind::Hinge | SessionKind::Core | SessionKind::Check | SessionKind::Own => {}
        }
    }
}

/// Which deadlift of how many: `loading 3 of 7`.
fn count(plan: &Plan, session: &Session) -> String {
    let aftercare = session.phase == Phase::Aftercare;
    let alike = plan.weeks.iter().filter_map(Week::heavy_day).filter(|other| (other.phase == Phase::Aftercare) == aftercare);
    let ids: Vec<SessionId> = alike.map(|other| other.id).collect();
    let number = ids.iter().position(|id| *id == session.id).map_or(ids.len(), |at| at + 1);
    let (kind, total) =
        if aftercare { ("aftercare", ids.len()) } else { ("loading", (plan.summary.loading_weeks as usize).max(ids.len())) };
    format!("{kind} {number} of {}", total.max(number))
}
