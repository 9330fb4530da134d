//! What has happened so far, from the first day on, and where it leaves the lifter. Decides no load of its own:
//! it tells the climb what has to be next.

use super::response::{self, Asked, Judged};
use crate::log::{Entry, Missed};
use crate::plan::{Because, Note, Outcome, Phase, Plan, Response, Role, Session, SessionKind, Stop, Track, VerdictKind, Week};
use crate::planner::{self, Climb, Lifter, Next};
use crate::profile::{Easing, PainStatus, Profile};
use crate::protocol::{Protocol, RuleId};
use crate::screen::{self, Verdict};
use crate::units::Load;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// A gap in a sentence of the protocol, and what fills it.
pub type Gaps = Vec<(&'static str, String)>;

/// Something that happened, and the sentence that tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The session it happened in, where it was one.
    pub session: Option<String>,
    /// What it leads to.
    pub response: Response,
    /// The sentence.
    pub says: String,
    /// Which rules say what follows.
    pub because: Because,
}

/// Where everything that happened leaves the lifter.
#[derive(Debug, Clone)]
pub struct Story {
    /// The lifter by now.
    pub profile: Profile,
    /// The day on which the phases began, the last time they did.
    pub run: NaiveDate,
    /// Every such day, this one included.
    pub runs: Vec<NaiveDate>,
    /// How far the lifter has climbed since.
    pub climb: Climb,
    /// The first and the last deadlift since.
    pub first: Option<NaiveDate>,
    /// The last deadlift since.
    pub last: Option<NaiveDate>,
    /// When the top was reached, where it has not been lost since.
    pub reached: Option<NaiveDate>,
    /// Every day of this run on which the top was reached.
    pub returns: Vec<NaiveDate>,
    /// Phase 1 has to last so many days.
    pub phase_1_days: Option<u16>,
    /// The first deadlift is not before this day.
    pub not_before: Option<NaiveDate>,
    /// What stops the plan.
    pub stop: Option<(VerdictKind, Stop, Verdict)>,
    /// What each session leads to.
    pub outcomes: BTreeMap<String, Outcome>,
    /// What happened, in order.
    pub causes: Vec<Cause>,
}

/// The sessions of a plan by id.
pub struct Index<'a>(BTreeMap<&'a str, (&'a Week, &'a Session)>);

impl<'a> Index<'a> {
    pub fn of(plan: &'a Plan) -> Self {
        let sessions = plan.weeks.iter().flat_map(|week| week.sessions.iter().map(move |session| (session.id.as_str(), (week, session))));
        Index(sessions.collect())
    }

    pub fn get(&self, id: &str) -> Option<(&'a Week, &'a Session)> {
        self.0.get(id).copied()
    }
}

/// Tells the story of a plan up to a day. `entries` are those of the log, amendments and withdrawals taken in.
/// `anew`: no deadlift is possible any more before the break is too long for the climb to go on.
pub fn tell(plan: &Plan, entries: &[Entry], protocol: &Protocol, as_of: NaiveDate, anew: bool) -> Story {
    let mut profile = plan.first_profile.as_deref().unwrap_or(&plan.profile).clone();
    profile.schedule = plan.profile.schedule.clone();
    let run = profile.schedule.start.unwrap_or(plan.created);
    let mut teller = Teller {
        plan,
        protocol,
        index: Index::of(plan),
        planned_runs: runs_of(plan),
        story: Story {
            profile,
            run,
            runs: vec![run],
            climb: Climb::default(),
            first: None,
            last: None,
            reached: None,
            returns: Vec::new(),
            phase_1_days: None,
            not_before: None,
            stop: None,
            outcomes: BTreeMap::new(),
            causes: Vec::new(),
        },
        sore_in_phase_1: None,
        sore: None,
        anew: false,
    };
    // In the order of time; what was noted first comes first within a day.
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.date);
    for entry in entries {
        if teller.story.stop.is_none() {
            // Whoever lifted has not begun anew, unless a revision before it had them do so.
            let lifted = entry.missed.is_none() && entry.session.ends_with("-deadlift");
            teller.follow_the_calendar(entry.date, lifted);
            teller.happened(entry);
        }
    }
    if teller.story.stop.is_none() {
        teller.anew = anew;
        teller.follow_the_calendar(as_of, false);
        teller.before_loading();
    }
    teller.story
}

/// The day on which a plan's phases began, the last time they did.
pub fn run_of(plan: &Plan) -> NaiveDate {
    runs_of(plan).last().copied().unwrap_or(plan.profile.schedule.start.unwrap_or(plan.created))
}

/// Every day on which a plan's Phases 1 and 2 began.
fn runs_of(plan: &Plan) -> Vec<NaiveDate> {
    let phases = &plan.summary.phases;
    let early = |phase| matches!(phase, Phase::PainResolution | Phase::Movement);
    // Phase 1 directly behind Phase 2 is a beginning as well.
    let begins = |at: usize| early(phases[at].phase) && (at == 0 || phases[at].phase <= phases[at - 1].phase);
    (0..phases.len()).filter(|at| begins(*at)).map(|at| phases[at].from).collect()
}

struct Teller<'a> {
    plan: &'a Plan,
    protocol: &'a Protocol,
    index: Index<'a>,
    /// The runs of the plan so far.
    planned_runs: Vec<NaiveDate>,
    story: Story,
    /// The last day of Phase 1 on which the back was felt.
    sore_in_phase_1: Option<NaiveDate>,
    /// The last day between Phase 1 and the first deadlift on which it was.
    sore: Option<NaiveDate>,
    /// The break is too long, whatever the day says.
    anew: bool,
}

impl Teller<'_> {
    fn say(&self, key: &str, gaps: &[(&'static str, String)]) -> String {
        super::say(self.protocol, key, gaps)
    }

    fn lifter(&self) -> Lifter<'_> {
        Lifter::new(&self.story.profile, self.protocol, self.story.run)
    }

    /// The last planned deadlift is done: from then on no day without one is missed. A run that begins afterwards was
    /// begun by a revision before this one, whatever a lower working weight makes of the deadlifts before it.
    fn is_over(&self, last: NaiveDate) -> bool {
        let climb = &self.story.climb;
        climb.is_at_top() && climb.weeks_at_top() >= self.protocol.rules.aftercare.value && !self.planned_runs.iter().any(|run| last < *run)
    }

    /// Weeks without a deadlift that end a run: the way back begins with Phase 2 again.
    fn follow_the_calendar(&mut self, day: NaiveDate, lifted: bool) {
        let run = match self.story.last {
            Some(last) if self.is_over(last) => return,
            Some(last) => {
                let beyond = |day: NaiveDate| {
                    let mut climb = self.story.climb.clone();
                    climb.after_gap((day - last).num_days(), true, &self.lifter()).is_none()
                };
                // A revision in between has begun it already; the next deadlift might have been a week after it.
                let begun = |run: &&NaiveDate| last < **run && **run <= day && beyond(**run + Days::new(13));
                let begun = self.planned_runs.iter().find(begun).copied();
                let Some(run) = begun.or_else(|| (!lifted && (self.anew || beyond(day))).then_some(day)) else { return };
                // A longer break leads to no more than a shorter one.
                if let Some(reference) = self.story.climb.reference() {
                    let most = self.lifter().after_long(reference);
                    self.story.climb.begin_at_most(most);
                }
                let beyond = self.protocol.rules.missed_days.value.beyond;
                let off = beyond.off;
                let five = self.lifter().strength.working_weight;
                let deadlift = &mut self.story.profile.deadlift;
                let left = crate::units::Percent::from_tenths(1000 - off.tenths());
                // A tenth of the unit is as fine as it deserves.
                let less = five.share(left).thousandths() / 100 * 100;
                deadlift.working_weight = Load::new(less, five.unit());
                deadlift.reps = self.protocol.rules.working_weight.value.convert_to;
                let start = deadlift.working_weight.share(beyond.start);
                self.story.climb.begin_at_most(start);
                self.cause(
                    None,
                    Response::Restart,
                    "cause-long-break",
                    &[("days", (run - last).num_days().to_string())],
                    RuleId::MissedDays,
                );
                run
            }
            None => {
                let outline = planner::outline(&self.story.profile, self.protocol, self.story.run);
                let late = |day: NaiveDate| {
                    let latest = self.story.not_before.map_or(outline.open_to, |not_before| outline.open_to.max(not_before));
                    (day - latest).num_days() > planner::days_that_change_nothing(self.protocol)
                };
                if planner::track(&self.story.profile) == Track::TechniqueReload {
                    return;
                }
                let begun = |run: &&NaiveDate| self.story.run < **run && **run <= day && late(**run);
                let begun = self.planned_runs.iter().find(begun).copied();
                let Some(run) = begun.or_else(|| (!lifted && late(day)).then_some(day)) else { return };
                self.cause(None, Response::Restart, "cause-late-opening", &[], RuleId::MissedDays);
                run
            }
        };
        // What hurt is over: Phase 2 is what is missing.
        let pain = &mut self.story.profile.pain;
        pain.status = PainStatus::Settled;
        pain.pain_free_days = pain.pain_free_days.max(self.protocol.rules.phase_1_exit.value.pain_free_days);
        pain.full_range = true;
        pain.now = None;
        pain.morning = None;
        // Rest mends no technique.
        let (fewer, coach) = (self.story.climb.orders.fewer, self.story.climb.orders.coach);
        self.begin(run);
        (self.story.climb.orders.fewer, self.story.climb.orders.coach) = (fewer, coach);
    }

    /// A new run begins.
    fn begin(&mut self, run: NaiveDate) {
        let deadlift = &mut self.story.profile.deadlift;
        deadlift.last_lifted = self.story.last.or(deadlift.last_lifted);
        self.story.climb.begin_anew();
        (self.story.first, self.story.last, self.story.reached) = (None, None, None);
        self.story.returns.clear();
        (self.story.phase_1_days, self.story.not_before) = (None, None);
        (self.sore_in_phase_1, self.sore) = (None, None);
        self.story.run = run;
        self.story.runs.push(run);
    }

    fn cause(&mut self, session: Option<&str>, response: Response, key: &str, gaps: &[(&'static str, String)], rule: RuleId) {
        let says = self.say(key, gaps);
        self.story.causes.push(Cause { session: session.map(str::to_owned), response, says, because: Because::of(rule) });
    }

    fn happened(&mut self, entry: &Entry) {
        let known = self.index.get(&entry.session);
        let verdict = screen::again(&self.story.profile, entry, self.protocol);
        if matches!(verdict.kind, VerdictKind::Refer | VerdictKind::Emergency) {
            let response = if verdict.kind == VerdictKind::Emergency { Response::Emergency } else { Response::Refer };
            let because =
                verdict.reasons.iter().skip(1).fold(Because::of(verdict.reasons[0].rule), |because, reason| because.and(reason.rule));
            self.story.outcomes.insert(entry.session.clone(), Outcome { response, because });
            self.stop(entry, verdict);
            return;
        }
        if entry.missed.is_some() {
            self.missed(entry);
            return;
        }
        let Some((week, session)) = known else { return };
        match session.kind {
            SessionKind::Deadlift => self.deadlift(entry, week, session),
            SessionKind::SecondDeadlift => self.beside(entry, session, week.load),
            SessionKind::Check if session.work().is_some() => self.beside(entry, session, None),
            SessionKind::Daily | SessionKind::Hinge | SessionKind::Core | SessionKind::Check | SessionKind::Own => {
                self.elsewhere(entry, session)
            }
        }
    }

    /// What the lifter's back is like on a usual day.
    fn usual(&self) -> u8 {
        let pain = &self.story.profile.pain;
        match pain.status {
            PainStatus::Nagging => pain.now.map_or(0, |now| now.score()),
            _ => 0,
        }
    }

    fn asked(&self, entry: &Entry, session: &Session) -> Option<Asked> {
        let work = session.exercises.iter().find(|exercise| exercise.role == Role::Work)?;
        let loads: Vec<Load> = work.sets.iter().filter_map(|set| set.load).collect();
        let reps = work.sets.iter().filter_map(|set| set.reps).max()?;
        let other_lift = entry.lift.is_some_and(|lift| lift != self.story.profile.deadlift.lift);
        (!loads.is_empty()).then_some(Asked { loads, reps, other_lift })
    }

    /// A deadlift that was not done because of the back; its session may stand elsewhere by now, or nowhere.
    fn missed(&mut self, entry: &Entry) {
        if entry.missed != Some(Missed::Pain) || !entry.session.ends_with("deadlift") {
            return;
        }
        let judged = response::judge(entry, None, self.usual(), self.protocol);
        let base = self.story.climb.reference();
        if base.is_none() && judged.pain.response < Response::Restart {
            // Before the first deadlift it is a day of pain like any other.
            self.sore = self.sore.max(Some(entry.date));
        } else {
            self.follow(entry, &judged, base, None);
        }
    }

    fn deadlift(&mut self, entry: &Entry, week: &Week, session: &Session) {
        let Some(asked) = self.asked(entry, session) else { return };
        let judged = response::judge(entry, Some(&asked), self.usual(), self.protocol);
        let Some(lifted) = response::reached(entry, &asked) else { return };
        let whole = asked.loads.iter().copied().max().unwrap_or(lifted);
        // On a deload in the early morning every set is lighter than the week's load, which they stand for. Of two
        // deadlifts done in one week, only one's load is that of the week.
        let lifted_in_week = week.sessions.iter().filter(|it| it.kind == SessionKind::Deadlift && it.done.is_some()).count();
        let stands_for = week.load.filter(|of_week| week.deload && lifted_in_week <= 1 && whole < *of_week);
        let lifted = stands_for.filter(|_| lifted >= whole).unwrap_or(lifted);
        let whole = stands_for.unwrap_or(whole);
        let heaviest = entry.load.iter().copied().max().unwrap_or(whole);
        let gap = self.story.last.filter(|last| planner::has_skipped_a_week(*last, entry.date, self.protocol));
        let gap = gap.map(|last| (entry.date - last).num_days());
        let deload = week.deload;
        let lifter = Lifter::new(&self.story.profile, self.protocol, self.story.run);
        let climb = &mut self.story.climb;
        let cap = lifter.profile.preferences.weekly_rise.min(self.protocol.rules.reload_rise.value.cap);
        let allowed = climb.reference().map(|before| {
            let step = Load::new(lifter.strength.working_weight.share(cap).thousandths() + before.thousandths(), before.unit());
            // Where the plates force a larger step, the plan may have taken it.
            let next = lifter.gym.at_least(Load::new(before.thousandths() + 1, before.unit())).map(|weight| weight.load);
            next.map_or(step, |next| step.max(next))
        });
        let reference = allowed.map_or(lifted, |allowed| lifted.min(allowed));
        let makeable = lifter.gym.weights().last().map(|weight| weight.load);
        // A way back on a lower working weight has another top than the one before it had.
        let summary = &self.plan.summary;
        let planned = Some(summary.top_load).filter(|_| lifter.strength.working_weight == summary.working_weight);
        let top = makeable.into_iter().chain(planned).min().unwrap_or(summary.top_load);
        let mut begins_anew = None;
        if let Some(days) = gap {
            // A return may be lost by it, and the count to the next deload begins anew.
            if climb.after_gap(days, true, &lifter).is_none() {
                // Lifted after a break that would have begun with Phase 2: from here on at the start again.
                climb.lose_top();
                climb.count_anew();
                begins_anew = climb.reference().map(|reference| lifter.after_long(reference)).or(Some(lifted));
            }
            if !climb.is_at_top() {
                self.story.reached = None;
            }
        }
        // At the top, a session more than a step below it is a way back once more, and so is one that was planned below it.
        let lowered = whole < top && !lifter.is_easy_at(whole, top);
        let far = lowered || lifter.is_more_than_a_step(reference, top);
        if far {
            climb.lose_top();
        }
        climb.advance(reference, deload, lifter.is_near_max(heaviest));
        if let Some(most) = begins_anew {
            climb.begin_at_most(most.min(reference));
            climb.orders.next = Next::Start(RuleId::MissedDays);
        }
        if reference >= top && !climb.is_at_top() {
            climb.reach(top);
            self.story.reached = Some(entry.date);
            self.story.returns.push(entry.date);
        }
        self.story.first = self.story.first.or(Some(entry.date));
        self.story.last = Some(entry.date);
        let stronger = judged.stronger().clone();
        self.story.outcomes.insert(entry.session.clone(), stronger.clone());
        if far {
            self.story.climb.lose_top();
            self.story.reached = None;
        }
        if judged.pain.response == Response::GoOn {
            self.story.climb.record.rated.push(reference);
        }
        if judged.technique.response == Response::Lower {
            self.story.climb.record.lowered += 1;
        } else {
            self.story.climb.record.lowered = 0;
        }
        if lifted < whole && stronger.response == Response::GoOn {
            let gaps = self.gaps(entry, Some(heaviest));
            self.cause(Some(&entry.session), Response::GoOn, "cause-lighter", &gaps, RuleId::NeverFaster);
        }
        self.follow(entry, &judged, Some(lifted), Some(heaviest.min(whole)));
    }

    /// A second deadlift day, or the technique check: it says nothing of how far the lifter is, but may have hurt.
    fn beside(&mut self, entry: &Entry, session: &Session, week_load: Option<Load>) {
        let asked = self.asked(entry, session);
        let judged = response::judge(entry, asked.as_ref(), self.usual(), self.protocol);
        self.story.outcomes.insert(entry.session.clone(), judged.stronger().clone());
        let heaviest = asked.and_then(|asked| entry.load.iter().copied().max().or(asked.loads.iter().copied().max()));
        self.follow(entry, &judged, week_load.or(self.story.climb.reference()), heaviest);
    }

    /// Any other session: only its pain counts.
    fn elsewhere(&mut self, entry: &Entry, session: &Session) {
        let judged = response::judge(entry, None, self.usual(), self.protocol);
        let pain = [entry.pain.worst, entry.pain.morning].into_iter().flatten().map(|pain| pain.score()).max();
        let trigger = self.protocol.rules.pain_trigger.value;
        if self.story.climb.reference().is_none() && pain.is_some_and(|pain| pain > 0) {
            let sore = if session.phase == Phase::PainResolution { &mut self.sore_in_phase_1 } else { &mut self.sore };
            *sore = (*sore).max(Some(entry.date));
        }
        let mut outcome = judged.pain.clone();
        match session.phase {
            // It is the pain that Phase 1 is for; of another kind it is for a clinician, as on the first day.
            Phase::PainResolution => {
                if matches!(outcome.response, Response::Restart)
                    && entry.pain.kind.is_some_and(|kind| kind != crate::log::PainKind::Diffuse)
                {
                    outcome = Outcome { response: Response::Refer, because: Because::of(RuleId::ScreenRefer) };
                } else if outcome.response < Response::Refer {
                    outcome.response = if pain == Some(0) { Response::GoOn } else { Response::Repeat };
                    outcome.because = Because::of(RuleId::Phase1Exit);
                }
            }
            Phase::Movement => {
                if pain.is_some_and(|pain| pain > trigger) && outcome.response < Response::Restart {
                    outcome = Outcome { response: Response::Restart, because: Because::of(RuleId::BackToStart).and(RuleId::PhaseOrder) };
                } else if outcome.response < Response::Restart {
                    outcome.response = if pain.is_some_and(|pain| pain > 0) { Response::Repeat } else { Response::GoOn };
                    outcome.because = Because::of(RuleId::Phase3Entry);
                }
            }
            // Outside of the deadlift no load can be lowered; it waits where it is.
            Phase::Loading | Phase::Aftercare => {
                if pain.is_none() && outcome.response == Response::Repeat {
                    outcome = Outcome { response: Response::GoOn, because: Because::of(RuleId::GoOn) };
                } else if outcome.response == Response::Review {
                    outcome.response = Response::Repeat;
                }
            }
        }
        self.story.outcomes.insert(entry.session.clone(), outcome.clone());
        let loading = matches!(session.phase, Phase::Loading | Phase::Aftercare);
        match outcome.response {
            Response::Restart => self.restart(entry),
            Response::Refer => self.refer(entry, &outcome, "cause-kind"),
            Response::Repeat if loading && self.story.climb.reference().is_some() => {
                let gaps = self.gaps(entry, None);
                self.cause(Some(&entry.session), Response::Repeat, "cause-elsewhere", &gaps, RuleId::RepeatLoad);
                self.next(Next::Hold(RuleId::RepeatLoad));
            }
            _ => {}
        }
    }

    fn next(&mut self, next: Next) {
        let lifter = Lifter::new(&self.story.profile, self.protocol, self.story.run);
        self.story.climb.order(next, &lifter);
        if !self.story.climb.is_at_top() {
            self.story.reached = None;
        }
    }

    /// What a deadlift leads to: `base` is the load that counts for going down, `lifted` the heaviest on the bar.
    fn follow(&mut self, entry: &Entry, judged: &Judged, base: Option<Load>, lifted: Option<Load>) {
        let rules = &self.protocol.rules;
        let gaps = self.gaps(entry, lifted);
        let id = Some(entry.session.as_str());
        if matches!(judged.pain.response, Response::Review | Response::Restart)
            && let Some(load) = lifted
        {
            let worst = [entry.pain.worst, entry.pain.morning].into_iter().flatten().max().map_or(0, |pain| pain.score());
            let hurts = worst > rules.pain_trigger.value;
            let before = self.story.climb.record.hurt.iter().filter(|hurt| **hurt == load).count() as u32;
            if hurts && before + 1 >= rules.second_time.value {
                let outcome = Outcome { response: Response::Refer, because: Because::of(RuleId::SecondTime) };
                self.story.outcomes.insert(entry.session.clone(), outcome.clone());
                self.refer(entry, &outcome, "cause-second-time");
                return;
            }
            if hurts {
                self.story.climb.record.hurt.push(load);
            }
        }
        if judged.pain.response == Response::Restart {
            self.restart(entry);
            return;
        }
        if judged.pain.response == Response::Refer {
            self.refer(entry, &judged.pain, "cause-kind");
            return;
        }
        if judged.technique.response == Response::Lower
            && let Some(base) = base
        {
            let coach = self.story.climb.record.lowered >= rules.lower_load.value.weeks;
            let to = self.lifter().lower(base, rules.lower_load.value.points);
            let key = if coach { "cause-cut-coach" } else { "cause-cut" };
            self.cause(id, Response::Lower, key, &gaps, if coach { RuleId::Coach } else { RuleId::LowerLoad });
            if coach {
                self.story.climb.orders.coach = rules.coach.value.from;
            }
            self.next(Next::Down(to, RuleId::LowerLoad));
        }
        if judged.pain.response == Response::Review
            && let Some(base) = base
        {
            let rated = self.story.climb.record.rated.clone();
            let to = self.lifter().reviewed(&rated, base);
            self.cause(id, Response::Review, "cause-hurt", &gaps, RuleId::ReviewLoad);
            self.story.climb.orders.fewer = rules.review_load.value.sets;
            self.next(Next::Down(to, RuleId::ReviewLoad));
        }
        let stronger = judged.stronger();
        if stronger.response == Response::Repeat {
            let key = if entry.missed.is_some() {
                "cause-missed-pain"
            } else if judged.technique.response == Response::Repeat {
                if entry.cut_short.is_some_and(|cut| cut > 0) {
                    "cause-cut"
                } else if entry.lift.is_some_and(|lift| lift != self.story.profile.deadlift.lift) {
                    "cause-other-lift"
                } else {
                    "cause-incomplete"
                }
            } else if entry.pain.worst.is_none() {
                "cause-no-score"
            } else {
                "cause-ache"
            };
            self.cause(id, Response::Repeat, key, &gaps, RuleId::RepeatLoad);
            self.next(Next::Hold(RuleId::RepeatLoad));
        }
    }

    /// What sentences about a session name.
    fn gaps(&self, entry: &Entry, lifted: Option<Load>) -> Gaps {
        let worst = [entry.pain.worst, entry.pain.morning].into_iter().flatten().max();
        let cut = entry.cut_short.unwrap_or(0);
        let load = lifted.or(entry.heaviest());
        vec![
            ("session", load.map_or_else(|| super::name(&entry.session), |load| format!("the {load} session"))),
            ("date", entry.date.format("%-d %B").to_string()),
            ("worst", worst.map_or_else(|| "—".to_owned(), |worst| worst.to_string())),
            ("sets", if cut == 1 { "1 set".to_owned() } else { format!("{cut} sets") }),
        ]
    }

    /// No deadlift: the screen again, and Phase 1.
    fn restart(&mut self, entry: &Entry) {
        let gaps = self.gaps(entry, None);
        self.cause(Some(&entry.session), Response::Restart, "cause-restart", &gaps, RuleId::BackToStart);
        let worst = [entry.pain.worst, entry.pain.morning].into_iter().flatten().max();
        let pain = &mut self.story.profile.pain;
        pain.status = PainStatus::Acute;
        pain.worst = worst.or(pain.worst);
        (pain.now, pain.morning) = (None, None);
        pain.began = Some(entry.date);
        pain.episodes = pain.episodes.saturating_add(1);
        (pain.pain_free_days, pain.full_range, pain.sudden) = (0, false, false);
        if entry.pain.kind.is_some() && pain.eased_by == Easing::Neither {
            // Of a new pain it is not known yet.
            pain.eased_by = Easing::Unsure;
        }
        let run = entry.date + Days::new(1);
        let verdict = screen::verdict(
            &Profile {
                schedule: crate::profile::Schedule { start: Some(run), ..self.story.profile.schedule.clone() },
                ..self.story.profile.clone()
            },
            self.protocol,
            run,
        );
        if matches!(verdict.kind, VerdictKind::Refer | VerdictKind::Emergency) {
            let because =
                verdict.reasons.iter().skip(1).fold(Because::of(verdict.reasons[0].rule), |because, reason| because.and(reason.rule));
            let response = if verdict.kind == VerdictKind::Emergency { Response::Emergency } else { Response::Refer };
            self.story.outcomes.insert(entry.session.clone(), Outcome { response, because });
            self.stop(entry, verdict);
            return;
        }
        self.begin(run);
    }

    /// To a clinician, for a reason that no sign stands for.
    fn refer(&mut self, entry: &Entry, outcome: &Outcome, key: &str) {
        let gaps = self.gaps(entry, None);
        let rule = outcome.because.rules()[0];
        let text = self.protocol.rules.text(rule);
        let reason = screen::Reason {
            id: entry.session.clone(),
            kind: VerdictKind::Refer,
            says: self.say(key, &gaps),
            may_be: None,
            unsure: false,
            rule,
            citation: screen::citation(text.source, text.section.as_deref(), text.reason.as_deref()),
        };
        self.stop(entry, Verdict { kind: VerdictKind::Refer, reasons: vec![reason], notes: Vec::new(), cleared: false });
    }

    fn stop(&mut self, entry: &Entry, verdict: Verdict) {
        let response = if verdict.kind == VerdictKind::Emergency { Response::Emergency } else { Response::Refer };
        let reasons: Vec<Note> =
            verdict.reasons.iter().map(|reason| Note { says: reason.says.clone(), because: Because::of(reason.rule) }).collect();
        for note in &reasons {
            let cause = Cause { session: Some(entry.session.clone()), response, says: note.says.clone(), because: note.because.clone() };
            self.story.causes.push(cause);
        }
        let what = if verdict.kind == VerdictKind::Emergency { &self.protocol.wording.emergency } else { &self.protocol.wording.referral };
        let to_do = Note { says: what.says.clone(), because: reasons[0].because.clone() };
        let stop = Stop { on: entry.date, reasons: reasons.into_iter().chain([to_do]).collect() };
        self.story.stop = Some((verdict.kind, stop, verdict));
    }

    /// Phases 1 and 2 last until the back has been quiet for the days it has to be.
    fn before_loading(&mut self) {
        if self.story.climb.reference().is_some() {
            return;
        }
        let quiet = i64::from(self.protocol.rules.phase_1_exit.value.pain_free_days);
        let outline = planner::outline(&self.story.profile, self.protocol, self.story.run);
        if let (Some(sore), Some(planned)) = (self.sore_in_phase_1, outline.phase_1_days) {
            let last_day = i64::from(self.protocol.rules.phase_1_length.value.last_day);
            let needed = (sore - self.story.run).num_days() + 1 + quiet;
            if needed > last_day {
                self.stop_before(sore, RuleId::Phase1Length, "stop-phase-1", &[("last", last_day.to_string())]);
                return;
            }
            if needed > i64::from(planned) {
                self.story.phase_1_days = u16::try_from(needed).ok();
                self.cause(None, Response::Repeat, "cause-phase-1", &[("date", sore.format("%-d %B").to_string())], RuleId::Phase1Exit);
            }
        }
        let (Some(sore), Some(phase_2)) = (self.sore, outline.phase_2) else { return };
        let not_before = sore + Days::new(quiet as u64 + 1);
        if not_before > phase_2.latest + Days::new(7) {
            self.stop_before(sore, RuleId::Phase2Length, "cause-phase-2-late", &[]);
        } else if not_before > outline.open_from {
            self.story.not_before = Some(not_before);
            self.cause(None, Response::Repeat, "cause-phase-2", &[("date", sore.format("%-d %B").to_string())], RuleId::Phase3Entry);
        }
    }

    fn stop_before(&mut self, on: NaiveDate, rule: RuleId, key: &str, gaps: &[(&'static str, String)]) {
        let entry = Entry::new("", on);
        let text = self.protocol.rules.text(rule);
        let reason = screen::Reason {
            id: "pain.worst".to_owned(),
            kind: VerdictKind::Refer,
            says: self.say(key, gaps),
            may_be: None,
            unsure: false,
            rule,
            citation: screen::citation(text.source, text.section.as_deref(), text.reason.as_deref()),
        };
        self.stop(&entry, Verdict { kind: VerdictKind::Refer, reasons: vec![reason], notes: Vec::new(), cleared: false });
    }
}
