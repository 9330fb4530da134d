//! What a deadlift says of how far the lifter is, and what it leads to.

use super::historian::{Aftermath, Gaps, Historian, Lifted};
use crate::follow::response::{self, Asked, Judged};
use crate::log::{Entry, Missed};
use crate::plan::{Because, Outcome, Phase, Response, Role, Session, SessionKind, Set, Week};
use crate::planner::{self, Lifter, Next};
use crate::protocol::RuleId;
use crate::units::Load;
use crate::when::monday_of;
use crate::words;
use chrono::{Days, Duration, NaiveDate};
use std::collections::BTreeSet;

/// What was on the bar in the week's deadlift.
struct OnTheBar {
    /// What counts for what comes next.
    counts: Load,
    /// The most that the session asked for.
    asked: Load,
    /// The heaviest that was lifted.
    heaviest: Load,
}

impl OnTheBar {
    /// `is_decided`: lighter, or of fewer sets, because someone decided that.
    fn of(entry: &Entry, week: &Week, asked: &Asked, is_decided: bool) -> Option<Self> {
        let counts = response::reached(entry, asked)?;
        let whole = asked.loads.iter().copied().max().unwrap_or(counts);
        // On a deload in the early morning, and where few sets were decided, every set is lighter than the week's load, which they stand for. Of two
        // deadlifts done in one week, only one's load is that of the week.
        let lifted_in_week = week.sessions.iter().filter(|it| it.kind == SessionKind::Deadlift && it.done.is_some()).count();
        let stands_for = week.load().filter(|of_week| (week.is_deload() || is_decided) && lifted_in_week <= 1 && whole < *of_week);
        let counts = stands_for.filter(|_| counts >= whole).unwrap_or(counts);
        let asked = stands_for.unwrap_or(whole);
        Some(OnTheBar { counts, asked, heaviest: entry.load.iter().copied().max().unwrap_or(asked) })
    }
}

/// What a deadlift was on the way up.
struct WayMark {
    /// The load from which the next one is counted: no more than a step above the last, whatever was lifted.
    reference: Load,
    /// It was near the maximum.
    near_max: bool,
    /// The top of the way.
    top: Load,
    /// It was so far below the top that from there it is a way back once more.
    far: bool,
}

impl Historian<'_> {
    fn asked(&self, entry: &Entry, session: &Session) -> Option<Asked> {
        let other_lift = entry.lift.is_some_and(|lift| lift != self.history.profile.deadlift.lift);
        let Some(work) = session.exercises.iter().find(|exercise| exercise.role == Role::Work) else {
            // Nothing was prescribed: what was lifted stands for itself.
            return (!entry.load.is_empty()).then(|| Asked { loads: entry.load.clone(), reps: 0, other_lift });
        };
        let loads: Vec<Load> = work.sets.iter().filter_map(Set::load).collect();
        let reps = work.sets.iter().filter_map(Set::reps).map(|reps| reps.from).max()?;
        (!loads.is_empty()).then_some(Asked { loads, reps, other_lift })
    }

    /// The phase that a day belongs to, where it comes before the first deadlift may.
    fn closed_on(&self, day: NaiveDate) -> Option<Phase> {
        if self.history.climb.reference().is_some() {
            return None;
        }
        let outline = planner::outline(&self.history.profile, self.protocol, self.history.cycle);
        // Pain puts off what comes after it.
        let planned = outline.phase_1_days.map_or(0, i64::from);
        let needed = self.phase_1_needs().unwrap_or(planned).max(planned);
        let opens = outline.open_from + Duration::days(needed - planned);
        let quiet = Days::new(u64::from(self.protocol.rules.phase_1_exit.value.pain_free_days));
        let opens = self.sore.map_or(opens, |sore| opens.max(sore + quiet + Days::new(1)));
        let closed = day < opens || self.history.screen_due.is_some();
        closed.then(|| self.phase_on(day)).filter(|phase| phase.is_before_loading())
    }

    /// A deadlift before the phases let one be: it happened, and the way back does not begin with it. How the back felt
    /// counts as on any other day of its phase.
    fn too_early(&mut self, entry: &Entry, session: &Session, phase: Phase) {
        let gaps = self.gaps(entry, None);
        let gaps: Gaps = gaps.into_iter().chain([("phase", words::phase(phase).to_owned())]).collect();
        self.cause(entry.id(), Response::GoOn, "cause-too-early", &gaps, RuleId::PhaseOrder);
        // A week has one heavy deadlift, and this was that of its week.
        let next_week = monday_of(entry.date) + Days::new(7);
        self.history.not_before = self.history.not_before.max(Some(next_week));
        self.elsewhere(entry, &Session { phase, ..session.clone() });
        // Whoever reads the plan sees from the outcome that it does not count.
        if let Some(outcome) = entry.id().and_then(|id| self.history.outcomes.get_mut(&id)) {
            outcome.because = outcome.because.clone().and(RuleId::PhaseOrder);
        }
    }

    /// A deadlift that was not done because of the back; its session may stand elsewhere by now, or nowhere.
    pub(super) fn missed(&mut self, entry: &Entry) {
        if entry.deadlift().is_none() {
            return;
        }
        self.history.missed = self.history.missed.max(Some(entry.date));
        if entry.missed != Some(Missed::Pain) {
            return;
        }
        let judged = response::judge(entry, None, self.usual(), self.protocol);
        let base = self.history.climb.reference();
        if base.is_some() || judged.pain.response >= Response::Restart {
            return self.lead_on(entry, &judged, base, None);
        }
        // Before the first deadlift it is a day of pain like any other, also where nobody scored it.
        self.sore = self.sore.max(Some(entry.date));
        self.felt(entry, self.phase_on(entry.date));
    }

    /// The heavy deadlift of a week.
    pub(super) fn deadlift(&mut self, entry: &Entry, week: &Week, session: &Session) {
        if let Some(phase) = self.closed_on(entry.date) {
            self.too_early(entry, session, phase);
            return;
        }
        if self.history.last.is_some_and(|last| monday_of(last) == monday_of(entry.date)) {
            let gaps = self.gaps(entry, None);
            self.cause(entry.id(), Response::GoOn, "cause-too-soon", &gaps, RuleId::SpacingHard);
        }
        let Some(asked) = self.asked(entry, session) else {
            self.beside(entry, session, None);
            return;
        };
        let judged = self.as_felt(entry, response::judge(entry, Some(&asked), self.usual(), self.protocol));
        let doubted = judged.pain.because.rules().contains(&RuleId::Painkillers);
        self.under_painkillers = if doubted { self.under_painkillers + 1 } else { 0 };
        let is_decided = session.work().is_some_and(|work| work.because.rules().contains(&RuleId::Decision));
        let Some(bar) = OnTheBar::of(entry, week, &asked, is_decided) else { return };
        let mark = self.way_mark(&bar, is_decided);
        self.good_day(entry);
        let begins_at = self.after_the_days_since(entry.date, bar.counts);
        self.climb_to(&mark, entry.date, week.is_deload(), begins_at);
        let stronger = judged.stronger().clone();
        self.leads_to(entry, stronger.clone());
        if judged.pain.response == Response::GoOn {
            self.history.climb.record.rated.push(mark.reference);
        }
        if judged.technique.response == Response::Lower {
            self.history.climb.record.lowered += 1;
        } else {
            self.history.climb.record.lowered = 0;
        }
        if bar.counts < bar.asked && stronger.response == Response::GoOn {
            let gaps = self.gaps(entry, Some(bar.heaviest));
            self.cause(entry.id(), Response::GoOn, "cause-lighter", &gaps, RuleId::NeverFaster);
        }
        let lifted = Lifted { heaviest: bar.heaviest, counts: bar.heaviest.min(bar.asked) };
        self.aftermath = Some(self.aftermath_of(entry, &judged, lifted));
        // More than a step above the one before leads to no more than that step would have.
        self.lead_on(entry, &judged, Some(bar.counts.min(mark.reference)), Some(lifted));
    }

    /// What was felt under painkillers is no good score.
    fn as_felt(&self, entry: &Entry, judged: Judged) -> Judged {
        if self.is_medicated(entry) { judged.under_painkillers() } else { judged }
    }

    /// What later pain is counted against.
    fn aftermath_of(&self, entry: &Entry, judged: &Judged, lifted: Lifted) -> Aftermath {
        let hurt = entry.pain.highest().is_some_and(|worst| worst.score() > self.protocol.rules.pain_trigger.value);
        Aftermath { day: entry.date, lifted, hurt, rated: judged.pain.response == Response::GoOn }
    }

    /// Pain in the days after a deadlift, as after any that hurt: a lighter load, and a clinician the second time.
    pub(super) fn hurt_afterwards(&mut self, entry: &Entry, aftermath: Aftermath) {
        let judged = response::judge(entry, None, self.usual(), self.protocol);
        self.aftermath = Some(Aftermath { hurt: true, rated: false, ..aftermath });
        if aftermath.rated {
            // It was no good load after all.
            self.history.climb.record.rated.pop();
        }
        let lifted = Some(aftermath.lifted).filter(|_| !aftermath.hurt);
        if self.hurts_a_second_time(entry, &judged, lifted) {
            self.refer_the_second_time(entry);
        } else if let Some(base) = self.history.climb.reference() {
            let hours = self.protocol.rules.review_load.value.hours.to_string();
            let gaps: Gaps = self.gaps(entry, None).into_iter().chain([("hours", hours)]).collect();
            self.review(entry, base, "cause-hurt-after", &gaps);
        }
    }

    /// A second deadlift day, or the technique check: it says nothing of how far the lifter is, but may have hurt.
    pub(super) fn beside(&mut self, entry: &Entry, session: &Session, week_load: Option<Load>) {
        let asked = self.asked(entry, session);
        let judged = self.as_felt(entry, response::judge(entry, asked.as_ref(), self.usual(), self.protocol));
        self.leads_to(entry, judged.stronger().clone());
        let heaviest = asked.and_then(|asked| entry.load.iter().copied().max().or(asked.loads.iter().copied().max()));
        let heaviest = heaviest.map(|load| Lifted { heaviest: load, counts: load });
        self.good_day(entry);
        self.aftermath = heaviest.map(|lifted| Aftermath { rated: false, ..self.aftermath_of(entry, &judged, lifted) });
        self.lead_on(entry, &judged, week_load.or(self.history.climb.reference()), heaviest);
    }

    fn way_mark(&self, bar: &OnTheBar, is_decided: bool) -> WayMark {
        let summary = &self.plan.summary;
        let lifter = self.lifter();
        let allowed = self.history.climb.reference().map(|before| {
            let step = Load::new(lifter.strength.working_weight.points(lifter.rise()).thousandths() + before.thousandths(), before.unit());
            // Where the plates force a larger step, the plan may have taken it.
            let next = lifter.gym.at_least(Load::new(before.thousandths() + 1, before.unit())).map(|weight| weight.load);
            next.map_or(step, |next| step.max(next))
        });
        // Whoever began heavier than a way back begins is counted from where it does.
        let reference = bar.counts.min(allowed.unwrap_or_else(|| lifter.starts_at()));
        let makeable = lifter.gym.weights().last().map(|weight| weight.load);
        // A way back on a lower working weight has another top than the one before it had.
        let planned = Some(summary.top_load).filter(|_| lifter.strength.working_weight == summary.working_weight);
        // Where the first load near the maximum is the last of the way, it is that also when a little less was lifted.
        let last = Some(reference).filter(|load| !self.history.climb.is_at_top() && lifter.ends_the_way(*load));
        let top = makeable.into_iter().chain(planned).chain(last).min().unwrap_or(summary.top_load);
        // At the top, a session more than a step below it is a way back once more, and so is one that was planned below it.
        let lowered = !is_decided && bar.asked < top && !lifter.is_easy_at(bar.asked, top);
        let far = lowered || lifter.is_more_than_a_step(reference, top);
        WayMark { reference, near_max: lifter.is_near_max(bar.heaviest), top, far }
    }

    /// A return may be lost by the days since the last deadlift, and the count to the next deload begins anew. Lifted
    /// after a break that would have begun with Phase 2, the next is no heavier than what this gives.
    fn after_the_days_since(&mut self, day: NaiveDate, lifted: Load) -> Option<Load> {
        let last = self.history.last.filter(|last| planner::has_skipped_a_week(*last, day, &self.history.profile.schedule, self.protocol))?;
        let lifter = Lifter::new(&self.history.profile, self.protocol, self.history.cycle);
        let climb = &mut self.history.climb;
        let mut begins_at = None;
        if climb.after_gap((day - last).num_days(), true, &lifter).is_none() {
            // From here on at the start again.
            climb.lose_top();
            climb.count_anew();
            begins_at = climb.reference().map(|reference| lifter.after_long(reference)).or(Some(lifted));
        }
        if !climb.is_at_top() {
            self.history.reached = None;
        }
        begins_at
    }

    fn climb_to(&mut self, mark: &WayMark, day: NaiveDate, deload: bool, begins_at: Option<Load>) {
        let WayMark { reference, near_max, top, far } = *mark;
        let climb = &mut self.history.climb;
        if far {
            climb.lose_top();
        }
        climb.advance(reference, deload, near_max);
        if let Some(most) = begins_at {
            climb.begin_at_most(most.min(reference));
            climb.orders.next = Next::Start(RuleId::MissedDays);
        }
        if reference >= top && !climb.is_at_top() {
            climb.reach(top);
            self.history.reached = Some(day);
            self.history.returns.push(day);
        }
        if far {
            climb.lose_top();
            self.history.reached = None;
        }
        self.history.first = self.history.first.or(Some(day));
        self.history.last = Some(day);
    }

    /// What comes next is what a rule says, not what the climb would bring.
    pub(super) fn next(&mut self, next: Next) {
        let lifter = Lifter::new(&self.history.profile, self.protocol, self.history.cycle);
        self.history.climb.order(next, &lifter);
        if !self.history.climb.is_at_top() {
            self.history.reached = None;
        }
    }

    /// What a deadlift leads to: `base` is the load that counts for going down, `lifted` the heaviest on the bar.
    fn lead_on(&mut self, entry: &Entry, judged: &Judged, base: Option<Load>, lifted: Option<Lifted>) {
        if self.hurts_a_second_time(entry, judged, lifted) {
            return self.refer_the_second_time(entry);
        }
        if judged.pain.response == Response::Restart {
            return self.restart(entry);
        }
        let gaps = self.gaps(entry, lifted.map(|lifted| lifted.heaviest));
        if let (Response::Lower, Some(base)) = (judged.technique.response, base) {
            self.lower(entry, base, &gaps);
        }
        if let (Response::Review, Some(base)) = (judged.pain.response, base) {
            self.review(entry, base, "cause-hurt", &gaps);
        }
        if judged.stronger().response == Response::Repeat {
            let (key, rule) = self.why_again(entry, judged);
            let sessions = ("sessions", self.under_painkillers.to_string());
            let gaps: Gaps = gaps.into_iter().chain([sessions]).collect();
            self.cause(entry.id(), Response::Repeat, key, &gaps, rule);
            self.next(Next::Hold(rule));
        }
    }

    /// The last good load, lighter than the one that hurt, and fewer sets of it.
    fn review(&mut self, entry: &Entry, base: Load, key: &str, gaps: &Gaps) {
        let to = self.lifter().reviewed(&self.history.climb.record.rated, base);
        self.cause(entry.id(), Response::Review, key, gaps, RuleId::ReviewLoad);
        self.history.climb.orders.fewer = self.protocol.rules.review_load.value.sets;
        self.next(Next::Down(to, RuleId::ReviewLoad));
    }

    fn refer_the_second_time(&mut self, entry: &Entry) {
        let outcome = Outcome { response: Response::Refer, because: Because::of(RuleId::SecondTime) };
        self.leads_to(entry, outcome.clone());
        self.refer(entry, &outcome, "cause-second-time");
    }

    /// Whether a load hurts as often as sends a lifter to a clinician; that it did is kept in mind. Two deadlifts were at the same load
    /// where the same was on the bar, or the same of it counts.
    fn hurts_a_second_time(&mut self, entry: &Entry, judged: &Judged, lifted: Option<Lifted>) -> bool {
        let rules = &self.protocol.rules;
        let worst = entry.pain.highest().map_or(0, |pain| pain.score());
        let Some(lifted) = lifted.filter(|_| matches!(judged.pain.response, Response::Review | Response::Restart)) else { return false };
        if worst <= rules.pain_trigger.value {
            return false;
        }
        let hurt = &mut self.history.climb.record.hurt;
        let loads: BTreeSet<Load> = [lifted.heaviest, lifted.counts].into();
        let before = loads.iter().map(|load| hurt.iter().filter(|hurt| *hurt == load).count()).max().unwrap_or(0) as u32;
        let again = before + 1 >= rules.second_time.value;
        if !again {
            hurt.extend(loads);
        }
        again
    }

    /// Technique slipped: a lighter load, and a coach where that goes on.
    fn lower(&mut self, entry: &Entry, base: Load, gaps: &Gaps) {
        let rules = &self.protocol.rules;
        let coach = self.history.climb.record.lowered >= rules.lower_load.value.weeks;
        let to = self.lifter().lower(base, rules.lower_load.value.points);
        let (key, rule) = if coach { ("cause-cut-coach", RuleId::Coach) } else { ("cause-cut", RuleId::LowerLoad) };
        self.cause(entry.id(), Response::Lower, key, gaps, rule);
        if coach {
            self.history.climb.orders.coach = rules.coach.value.from;
        }
        self.next(Next::Down(to, RuleId::LowerLoad));
    }

    /// Why a load is lifted once more: the sentence of the protocol that says it, and the rule.
    fn why_again(&self, entry: &Entry, judged: &Judged) -> (&'static str, RuleId) {
        if entry.missed.is_none() && judged.technique.response != Response::Repeat && judged.pain.because.rules().contains(&RuleId::Painkillers) {
            let many = self.under_painkillers >= self.protocol.rules.painkillers.value;
            return (if many { "cause-medicine-doctor" } else { "cause-medicine" }, RuleId::Painkillers);
        }
        let key = if entry.missed.is_some() {
            "cause-missed-pain"
        } else if judged.technique.response != Response::Repeat {
            if entry.pain.worst.is_none() { "cause-no-score" } else { "cause-ache" }
        } else if entry.cuts() > 0 {
            "cause-cut"
        } else if entry.lift.is_some_and(|lift| lift != self.history.profile.deadlift.lift) {
            "cause-other-lift"
        } else {
            "cause-incomplete"
        };
        (key, RuleId::RepeatLoad)
    }
}
