//! Where the line between what has been and what is to come runs.

use super::history::History;
use super::lived::ended;
use crate::plan::{Change, Plan, Response, Session, SessionKind};
use crate::planner::{self, Lifter};
use crate::profile::{OwnLift, Schedule};
use crate::protocol::{Lumbar, Protocol, RuleId};
use crate::when::monday_of;
use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime};

/// The line between what has been and what is to come.
#[derive(Debug, Clone)]
pub struct Line {
    /// The first day that is planned anew.
    pub from: NaiveDate,
    /// The first day on which the next heavy deadlift may be.
    pub open: NaiveDate,
    /// The day of the revision, or the one after it where a deadlift was done on it.
    pub tomorrow: NaiveDate,
    /// The day of the revision.
    pub as_of: NaiveDate,
    /// Whether the next deadlift comes later than it was planned first.
    pub delay: Delay,
    /// The last session that was heavy on the lower back before `from`.
    pub last_heavy: Option<NaiveDateTime>,
    /// What is left of this week's second deadlift day is left out.
    pub no_second: bool,
    /// Nothing is loaded any more, not even today: the screen's questions are due.
    pub unloaded: bool,
}

/// Whether the next deadlift comes later than it was planned first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delay {
    /// It does not.
    None,
    /// It was planned before the day of the revision, and was not done.
    Missed,
    /// An earlier revision has moved it because one was missed.
    Moved,
}

impl Delay {
    fn of(plan: &Plan, history: &History, as_of: NaiveDate) -> Self {
        let missed = |session: &Session| is_heavy_day(session) && session.done.is_none() && session.start.date() < as_of;
        if plan.sessions().any(missed) {
            return Delay::Missed;
        }
        let to_come = |session: &Session| session.done.is_none() && history.last.is_none_or(|last| session.start.date() > last);
        let next = plan.weeks.iter().find(|week| week.heavy_day().is_some_and(to_come));
        // The revision that moved it says so.
        let moved =
            next.and_then(|week| week.deadlift.as_ref()).is_some_and(|deadlift| deadlift.because.rules().contains(&RuleId::MissedDays));
        if moved { Delay::Moved } else { Delay::None }
    }
}

/// Whether a session is a deadlift day that a week cannot do without: not the lighter second one.
fn is_heavy_day(session: &Session) -> bool {
    session.lifts() && session.kind != SessionKind::SecondDeadlift
}

/// Something heavy on the lower back: a session of the plan, or one of the lifter's own that stays as it always is.
pub struct Heavy<'a> {
    pub start: NaiveDateTime,
    /// The session of the plan.
    pub session: Option<&'a Session>,
}

impl Heavy<'_> {
    /// Whether it was done by what is written down; of the lifter's own sessions that stay nothing is.
    pub fn is_done(&self) -> bool {
        self.session.is_some_and(|session| session.done.is_some())
    }

    fn is_own(&self) -> bool {
        self.session.is_none_or(|session| session.kind == SessionKind::Own)
    }

    fn is(&self, kind: SessionKind) -> bool {
        self.session.is_some_and(|session| session.kind == kind)
    }
}

/// Everything of a plan that is heavy on the lower back.
pub fn heavy(plan: &Plan) -> impl Iterator<Item = Heavy<'_>> {
    let own = plan.weeks.iter().flat_map(|week| &week.own).filter(|own| own.lumbar == Lumbar::Heavy);
    let own = own.map(|own| Heavy { start: own.start, session: None });
    let planned = plan.sessions().filter(|session| session.lumbar == Lumbar::Heavy);
    own.chain(planned.map(|session| Heavy { start: session.start, session: Some(session) }))
}

/// The week that is under way, from which the next deadlift may be counted.
struct UnderWay<'a> {
    plan: &'a Plan,
    history: &'a History,
    protocol: &'a Protocol,
    /// The first day of which nothing has been yet.
    tomorrow: NaiveDate,
    /// The Monday of the week after it.
    next_week: NaiveDate,
    /// When the last deadlift was over for the count of hours.
    last_lifted: Option<NaiveDateTime>,
}

impl<'a> UnderWay<'a> {
    fn of(plan: &'a Plan, history: &'a History, as_of: NaiveDate, protocol: &'a Protocol) -> Self {
        let lifted = || plan.sessions().filter(|session| session.lifts() && session.done.is_some());
        let today = lifted().any(|session| session.start.date() == as_of);
        let tomorrow = as_of + Days::new(u64::from(today));
        let last_lifted = lifted().map(|session| ended(plan, session)).max();
        UnderWay { plan, history, protocol, tomorrow, next_week: monday_of(tomorrow) + Days::new(7), last_lifted }
    }

    /// Its deadlift is done.
    fn is_done(&self) -> bool {
        self.history.last.is_some_and(|last| monday_of(last) == monday_of(self.tomorrow))
    }

    /// The first day on which the next deadlift may be: where that of this week is done, it is next week's.
    fn open(&self) -> NaiveDate {
        if self.is_done() { self.next_week } else { self.history.first_day_from(self.tomorrow) }
    }

    /// Whether its second day is left out: it belongs to another deadlift than the one that was done, it was loaded with other
    /// plates, or what was done calls for less.
    fn has_lost_its_second_day(&self) -> bool {
        let done_on_last = |session: &&Session| session.done.is_some() && Some(session.start.date()) == self.history.last;
        let done = self.plan.sessions().filter(|session| session.kind == SessionKind::Deadlift).find(done_on_last);
        let second_of = done.map(|session| session.id.second());
        let of_another = self.plan.sessions().any(|session| {
            session.kind == SessionKind::SecondDeadlift
                && session.done.is_none()
                && session.start.date() < self.open()
                && second_of != Some(session.id)
        });
        let lifter = Lifter::new(&self.history.profile, self.protocol, self.history.cycle);
        let of_other_plates = self.plan.sessions().any(|session| {
            session.kind == SessionKind::SecondDeadlift
                && session.done.is_none()
                && (self.tomorrow..self.open()).contains(&session.start.date())
                && !lifter.is_loaded_as(session)
        });
        of_another || of_other_plates || self.last_response().is_some_and(|response| response >= Response::Lower)
    }

    /// What the last day with a deadlift leads to, else the strongest of all.
    fn last_response(&self) -> Option<Response> {
        let outcomes = &self.history.outcomes;
        let on_last = self.plan.sessions().filter(|session| Some(session.start.date()) == self.history.last);
        let of_last = on_last.filter_map(|session| outcomes.get(&session.id)).map(|outcome| outcome.response).max();
        of_last.or(outcomes.values().map(|outcome| outcome.response).max())
    }

    /// Whether something heavy that is left of it stands too near to what was done, or is one heavy session too many, as
    /// what was to share the deadlift's session stands alone.
    fn is_crowded(&self) -> bool {
        let hard = Duration::hours(i64::from(self.protocol.rules.spacing_hard.value));
        let near = |start: NaiveDateTime| {
            self.last_lifted.is_some_and(|last| start > last - hard && start - last < hard && start.date() >= self.tomorrow)
        };
        let undone = || {
            let left = heavy(self.plan).filter(|heavy| !heavy.is_done() && !heavy.is(SessionKind::Deadlift));
            left.map(|heavy| heavy.start).filter(|start| start.date() < self.open())
        };
        let of_week = |start: &NaiveDateTime| monday_of(start.date()) == monday_of(self.tomorrow);
        let done = heavy(self.plan).filter(Heavy::is_done).map(|heavy| heavy.start);
        let count = undone().chain(done).filter(of_week).count();
        let left = undone().any(|start| of_week(&start) && start.date() >= self.tomorrow);
        (left && count > self.protocol.rules.weekly_heavy.value.most as usize) || undone().any(near)
    }

    /// Whether it is done, but without the lifter's own lifts: a week that had no deadlift until one was done in it has
    /// none of them.
    fn lacks_own_lifts(&self) -> bool {
        self.is_done() && leaves_own_out(self.plan, &self.history.profile.schedule, self.tomorrow, self.next_week)
    }

    /// The last session before a day that was heavy on the lower back, or will be.
    fn last_heavy(&self, from: NaiveDate, no_second: bool) -> Option<NaiveDateTime> {
        let own = heavy(self.plan).filter(|heavy| heavy.is_own() && heavy.start.date() < from).map(|heavy| heavy.start).max();
        let second = self
            .plan
            .sessions()
            .filter(|session| session.kind == SessionKind::SecondDeadlift && session.done.is_none() && !no_second)
            .map(|session| session.start)
            .filter(|start| (self.tomorrow..from).contains(&start.date()))
            .max();
        [self.last_lifted, own, second].into_iter().flatten().max()
    }
}

impl Line {
    /// The line through a plan so far on a day.
    ///
    /// What is left of a week whose deadlift is done stays, and the line runs at its end; where what is left cannot stay
    /// as it is, the rest of the week is planned anew, but for a deadlift. Before the first deadlift the line runs
    /// today, or where the phases begin once more.
    pub fn of(plan: &Plan, history: &History, as_of: NaiveDate, protocol: &Protocol) -> Self {
        let week = UnderWay::of(plan, history, as_of, protocol);
        let (tomorrow, open) = (week.tomorrow, week.open());
        let crowded = week.is_crowded();
        let from = if history.climb.reference().is_none() {
            tomorrow.max(history.cycle)
        } else if crowded || week.lacks_own_lifts() || history.own_light.is_some() || is_sore_ahead(plan, tomorrow) {
            tomorrow
        } else {
            open
        };
        let no_second = crowded || week.has_lost_its_second_day();
        Line {
            from,
            open: open.max(from),
            tomorrow,
            as_of,
            delay: Delay::of(plan, history, as_of),
            last_heavy: week.last_heavy(from, no_second),
            no_second,
            unloaded: history.screen_due.is_some(),
        }
    }
}

/// Whether the lifter's own lifts to come are light because of a bad day.
pub fn is_sore_ahead(plan: &Plan, from: NaiveDate) -> bool {
    plan.changes.iter().any(|change| change.to >= from && planner::is_sore(&change.because))
}

/// Whether the plan says nothing of one of the lifter's own heavy lifts on a day of a span, the last day not included.
fn leaves_own_out(plan: &Plan, schedule: &Schedule, from: NaiveDate, until: NaiveDate) -> bool {
    let is_named = |own: &OwnLift, day: NaiveDate| {
        let usually = own.slot().to_string();
        let stays = plan.weeks.iter().flat_map(|week| &week.own).any(|it| it.start.date() == day && it.lifts.contains(&own.lift));
        let joined = plan
            .sessions()
            .filter(|session| session.start.date() == day)
            .any(|session| session.exercises.iter().any(|it| it.exercise == own.lift && it.sets.is_empty()));
        let changed =
            |change: &Change| change.usually == usually && change.lifts.contains(&own.lift) && change.from <= day && day <= change.to;
        stays || joined || plan.changes.iter().any(changed)
    };
    let mut at_home = from.iter_days().take_while(|day| *day < until).filter(|day| !schedule.is_away(*day));
    at_home.any(|day| schedule.other_lifting.iter().any(|own| !own.light && own.day == day.weekday() && !is_named(own, day)))
}
