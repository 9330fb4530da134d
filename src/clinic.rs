//! The library as its callers see it: one way through it, and each step reads only what came before.
//!
//! It decides nothing. Everything here is named once more for those who do not live in the house.

use crate::check::{self, Report};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
#[cfg(feature = "cli")]
use crate::digest::Digest;
use crate::due;
use crate::explain::{Explainer, Explanation, explain_rule};
use crate::follow::{self, Objection, Request, Revised, Setting};
#[cfg(feature = "schema")]
use crate::interview::{self, Interview};
use crate::log::{self, Entry, Logged};
use crate::plan::{Plan, VerdictKind, file};
use crate::profile::{self, Profile, Profiled};
use crate::protocol::{Protocol, RuleId};
#[cfg(any(feature = "ics", feature = "pdf"))]
use crate::render;
use crate::render::terminal::{self, Coming, Progress};
use crate::screen::{self, Verdict};
use crate::units::{Load, Unit};
use chrono::NaiveDate;
use std::ops::Deref;

/// A lifter as read from a profile, together with the protocol that it was read by.
#[derive(Debug, Clone)]
pub struct Lifter<'a> {
    protocol: &'a Protocol,
    profiled: Profiled,
}

/// What the screen says of a lifter. Only one who may train can be planned for.
#[derive(Debug, Clone)]
pub enum Screened<'a> {
    /// Nothing speaks against a plan, or a clinician has cleared the lifter.
    Train(Cleared<'a>),
    /// Ordinary soreness: a rest of 48 to 72 hours from heavy lifting, and no rehabilitation.
    Rest(Verdict),
    /// To a clinician first, with a page to take along.
    Refer(Referred<'a>),
    /// To an emergency department now. There is no plan, and nothing unlocks one.
    Emergency(Verdict),
}

/// A lifter whom the screen lets train; nothing else makes one.
#[derive(Debug, Clone)]
pub struct Cleared<'a> {
    lifter: &'a Lifter<'a>,
    cleared: screen::Cleared<'a>,
}

/// A plan as it stands on a day: profile, log and day are taken in. Nothing else is shown, printed or put into a calendar.
///
/// A [`Plan`] as it was read is what was prescribed once; [`Plan::follow`] makes it this. A first plan is current from the
/// start.
#[derive(Debug, Clone)]
pub struct Current<'a> {
    protocol: &'a Protocol,
    plan: Plan,
    /// As it was read: what counts as handed out where the calendar is gone.
    before: Option<Plan>,
    stopped: Option<Verdict>,
    noted: Vec<Entry>,
    today: NaiveDate,
}

/// A lifter whom the screen sends to a clinician.
#[derive(Debug, Clone)]
pub struct Referred<'a> {
    lifter: &'a Lifter<'a>,
    verdict: Verdict,
}

impl Protocol {
    /// Reads a profile, a YAML text of at most 256 KiB. `file` is what its mistakes call it.
    ///
    /// # Errors
    /// Every mistake in it, each with its place and what would be right.
    pub fn read_profile(&self, text: &str, file: &str) -> Result<Lifter<'_>, Diagnostics> {
        Ok(Lifter { protocol: self, profiled: profile::read_file(text, file, self)? })
    }

    /// Reads a log, YAML or a table, of a plan in this unit. `file` is what its mistakes call it; by its ending a
    /// table is known.
    ///
    /// # Errors
    /// Every mistake in it, each with its place and what would be right.
    pub fn read_log(&self, text: &str, file: &str, unit: Unit) -> Result<Logged, Diagnostics> {
        Ok(log::read(text, file, unit, self)?)
    }

    /// Judges any plan file, also one edited by hand or with fields missing, against the rules. It knows nothing of
    /// how plans are made. `file` is what its findings call it.
    ///
    /// # Errors
    /// The text is no YAML, or no plan at all.
    pub fn check_file(&self, text: &str, file: &str) -> Result<Report, Diagnostics> {
        Ok(check::check_file(text, file, self)?)
    }

    /// What a rule says, what it is set to, and which section or judgement stands behind it.
    pub fn explain(&self, rule: RuleId) -> Explanation {
        explain_rule(rule, self)
    }

    /// The questions behind a profile, from the first one on.
    #[cfg(feature = "schema")]
    pub fn interview<'a>(&'a self, today: NaiveDate, time_zone: &'a str) -> Interview<'a> {
        Interview::new(interview::Setting { protocol: self, today, time_zone })
    }
}

impl<'a> Lifter<'a> {
    /// What the profile says, defaults filled in.
    pub fn profile(&self) -> &Profile {
        &self.profiled.profile
    }

    /// Screens the lifter (decisions, section 1): the strongest reason wins, and "not sure" counts as yes.
    ///
    /// Spans of days count to the start that the profile names, else to `today`.
    pub fn screen(&'a self, today: NaiveDate) -> Screened<'a> {
        match screen::screen(&self.profiled.profile, self.protocol, today) {
            Ok(cleared) => Screened::Train(Cleared { lifter: self, cleared }),
            Err(verdict) => match verdict.kind {
                VerdictKind::Train | VerdictKind::Rest => Screened::Rest(verdict),
                VerdictKind::Refer => Screened::Refer(Referred { lifter: self, verdict }),
                VerdictKind::Emergency => Screened::Emergency(verdict),
            },
        }
    }
}

impl Screened<'_> {
    /// The verdict with its reasons, whatever it is.
    pub fn verdict(&self) -> &Verdict {
        match self {
            Screened::Train(cleared) => cleared.cleared.verdict(),
            Screened::Refer(referred) => &referred.verdict,
            Screened::Rest(verdict) | Screened::Emergency(verdict) => verdict,
        }
    }
}

impl<'a> Cleared<'a> {
    /// Makes the first plan, from `start` on, with its times in an IANA zone such as `Europe/Berlin`. The checker has
    /// passed it before it is returned.
    ///
    /// # Errors
    /// Why there is none, with the field of the profile that would change that: the lightest bar is too heavy, the
    /// plates are too coarse, no week keeps heavy sessions apart, a session is too short.
    pub fn plan(&self, start: NaiveDate, time_zone: &str) -> Result<Current<'a>, Diagnostics> {
        let Lifter { protocol, profiled } = self.lifter;
        let current = Current::first(&self.cleared, protocol, Setting { start, time_zone }, profiled.document.file());
        Ok(current.map_err(|wrong| profiled.document.locate(wrong))?)
    }
}

impl Referred<'_> {
    /// What the profile says, for whoever writes to the clinician.
    pub fn profile(&self) -> &Profile {
        self.lifter.profile()
    }

    /// Why, the strongest reason first.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The page to take to the clinician, made on a day.
    #[cfg(feature = "pdf")]
    pub fn page(&self, today: NaiveDate) -> render::referral::Referral {
        let Lifter { protocol, profiled } = self.lifter;
        render::referral::Referral::new(&profiled.profile, &[], &self.verdict, protocol, today)
    }
}

impl Plan {
    /// Reads a plan file. `file` is what its mistakes call it. That it can be read does not say that it is sound:
    /// [`Plan::check`] does.
    ///
    /// # Errors
    /// The first thing in it that is not YAML, or not a plan of this version.
    pub fn read(text: &str, file: &str) -> Result<Plan, Diagnostics> {
        Ok(file::read_plan(text, file)?)
    }

    /// The plan as a file: pleasant to read, and read back without loss. The same plan gives the same bytes.
    pub fn to_yaml(&self) -> String {
        file::plan_yaml(self)
    }

    /// Judges the plan against the rules of a protocol.
    pub fn check(&self, protocol: &Protocol) -> Report {
        check::check(self, protocol)
    }

    /// The plan as it stands on a day, by the profile and the whole log: what was done is a fact, what is to come is made from
    /// where the lifter stands. On a day before the one it was made on it stands as it was made. The checker has passed
    /// whatever is new in it.
    ///
    /// # Errors
    /// Every mistake in the log, or why no plan can be made of what is to come.
    pub fn follow<'a>(&self, lifter: &Lifter<'a>, log: &Logged, today: NaiveDate) -> Result<Current<'a>, Diagnostics> {
        let locate = |wrong| log.locate(lifter.profiled.document.locate(wrong));
        Ok(Current::of(self, Some(lifter.profile()), &log.entries, today, lifter.protocol).map_err(locate)?)
    }
}

/// Whatever may be read of a plan may be read of one that is current.
impl Deref for Current<'_> {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.plan
    }
}

impl<'a> Current<'a> {
    /// The first plan: nothing has happened yet that it could not know. `file` is where the profile was read.
    pub(crate) fn first(cleared: &screen::Cleared, protocol: &'a Protocol, setting: Setting, file: &str) -> Result<Self, Vec<Diagnostic>> {
        let plan = follow::named_by_its_file(follow::first_plan(cleared, protocol, setting)?, file);
        let plan = checked(plan, protocol)?;
        Ok(Current { protocol, plan, before: None, stopped: None, noted: Vec::new(), today: setting.start })
    }

    /// A plan brought up to a day, by the profile as it is now; where that is not there, by the one in the plan.
    pub(crate) fn of(
        plan: &Plan,
        now: Option<&Profile>,
        log: &[Entry],
        today: NaiveDate,
        protocol: &'a Protocol,
    ) -> Result<Self, Vec<Diagnostic>> {
        let request = Request { plan, now, log, today: today.max(plan.created) };
        let revised = follow::replan(&request, protocol)?;
        let objections = if revised.plan == *plan { Vec::new() } else { objections(&revised.plan, protocol) };
        let Revised { plan: revised, stopped } = follow::held_back(&request, revised, &objections, protocol);
        let noted = due::noted(&revised, log);
        Ok(Current { protocol, plan: revised, before: Some(plan.clone()), stopped, noted, today })
    }

    /// The same, made from these files. A plan in which nothing is new stays what it was made from, and byte for byte what it was.
    #[cfg(feature = "cli")]
    pub(crate) fn made_from(mut self, profile: Option<Digest>, log: Option<Digest>) -> Self {
        let is_new = self.before.as_ref().is_none_or(|before| *before != self.plan);
        if let Some(made_from) = self.plan.made_from.as_mut().filter(|_| is_new) {
            (made_from.profile, made_from.log) = (profile, log);
        }
        self
    }

    /// A plan that was edited by hand, as it stands: what it says is whoever edited it to answer for.
    #[cfg(feature = "cli")]
    pub(crate) fn by_hand(plan: Plan, today: NaiveDate, protocol: &'a Protocol) -> Self {
        Current { protocol, noted: due::noted(&plan, &[]), before: None, stopped: None, plan, today }
    }

    /// What counts as handed out of the plan where its calendar is gone: what the plan before would have put into one.
    #[cfg(feature = "ics")]
    pub fn handed_out(&self, content: render::calendar::Content) -> Option<render::calendar::HandedOut> {
        render::calendar::HandedOut::of(self.before()?, content)
    }

    /// Why nothing more is planned, and who is to be seen, where the plan is stopped.
    pub fn stopped(&self) -> Option<&Verdict> {
        self.stopped.as_ref()
    }

    /// What is known to have been done, in order of time.
    pub fn noted(&self) -> &[Entry] {
        &self.noted
    }

    /// The plan that it was brought up to the day from; none for a first plan.
    pub fn before(&self) -> Option<&Plan> {
        self.before.as_ref()
    }

    /// The day on which it stands so.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The session to come: today's where it is not noted yet, else the next.
    pub fn next(&self) -> Coming<'_> {
        terminal::coming(&self.plan, &self.noted, self.today)
    }

    /// What was planned, lifted and felt, week by week.
    pub fn progress(&self) -> Progress<'_> {
        terminal::progressed(&self.plan, &self.noted, self.today)
    }

    /// Why something is as it is, down to the article's section or a judgement: a week (`week-3`), a session's id, a
    /// number by its path (`week-3.load`), or the whole plan; and why not another load.
    ///
    /// # Errors
    /// The plan has no such place, or no load is decided there.
    pub fn explain(&self, what: Option<&str>, instead: Option<Load>) -> Result<Explanation, Diagnostics> {
        Ok(Explainer::new(&self.plan, self.protocol)?.explain(what, instead)?)
    }

    /// The plan as a calendar. The same plan gives the same bytes. Where nobody knows what was handed out before, every
    /// event counts as new in this revision, and what the plan says that it dropped is cancelled.
    ///
    /// # Errors
    /// The zone is not known, or holds no such times.
    #[cfg(feature = "ics")]
    pub fn to_ics(&self) -> Result<String, Diagnostics> {
        Ok(render::calendar::calendar(self, Default::default())?)
    }

    /// The plan as the calendar that takes the place of the one handed out last: events that did not change keep their
    /// SEQUENCE and DTSTAMP (RFC 5545, sections 3.8.7.2 and 3.8.7.4), those that did have the next, and those that are
    /// no longer planned are cancelled where they stood. `file` is what the mistakes of that calendar call it.
    ///
    /// # Errors
    /// That calendar cannot be read; or those of [`Current::to_ics`].
    #[cfg(feature = "ics")]
    pub fn to_ics_after(&self, handed_out: &str, file: &str) -> Result<String, Diagnostics> {
        let handed_out = render::calendar::HandedOut::read(handed_out, file)?;
        let wanted = render::calendar::Wanted { handed_out: Some(&handed_out), ..Default::default() };
        Ok(render::calendar::calendar(self, wanted)?)
    }

    /// The plan as calendars that are cut up, of all events or some: each file with what tells its name apart.
    ///
    /// # Errors
    /// Those of [`Current::to_ics`].
    #[cfg(feature = "ics")]
    pub fn to_ics_in_parts(
        &self,
        wanted: render::calendar::Wanted<'_>,
        by: render::calendar::Split,
    ) -> Result<Vec<(String, String)>, Diagnostics> {
        Ok(render::calendar::Calendar::of(self, wanted)?.split(by))
    }

    /// What the plan comes to, in plain text no wider than `width` columns, 40 at least: what changed, the weeks with their
    /// loads, what becomes of the lifter's own sessions.
    pub fn in_text(&self, width: usize) -> String {
        if self.plan.revision == 0 { terminal::summary(self, width) } else { terminal::revision(self, width) }
    }

    /// [`Current::next`] in plain text, with plates, cues and what is due.
    pub fn next_in_text(&self, width: usize) -> String {
        terminal::next(self, &self.noted, self.today, width)
    }

    /// [`Current::progress`] in plain text.
    pub fn progress_in_text(&self, width: usize) -> String {
        terminal::progress(self, &self.noted, self.today, width)
    }

    /// What is needed of the plan on paper now, a PDF.
    #[cfg(feature = "pdf")]
    pub fn to_pdf_of(&self, paper: render::sheet::Paper, extent: render::sheet::Extent) -> Vec<u8> {
        render::sheet::part(self, paper, extent).pdf
    }

    /// The plan as sheets to print, a PDF. The same plan gives the same bytes.
    #[cfg(feature = "pdf")]
    pub fn to_pdf(&self, paper: render::sheet::Paper) -> Vec<u8> {
        render::sheet::sheet(self, paper).pdf
    }
}

impl Entry {
    /// The entry as it is put at the end of a log in YAML.
    pub fn to_yaml(&self) -> String {
        log::yaml(self)
    }
}

/// What in a plan breaks a rule: it must not reach a lifter.
fn violations(plan: &Plan, protocol: &Protocol) -> impl Iterator<Item = check::Finding> {
    let findings = check::check(plan, protocol).findings;
    findings.into_iter().filter(|finding| finding.severity == check::Severity::Violation)
}

/// What the checker finds against a revision.
fn objections(plan: &Plan, protocol: &Protocol) -> Vec<Objection> {
    let objection = |check::Finding { rule, observed, limit, .. }| Objection { rule, says: format!("{observed}; {limit}") };
    violations(plan, protocol).map(objection).collect()
}

/// A first plan, where it keeps the rules.
fn checked(plan: Plan, protocol: &Protocol) -> Result<Plan, Vec<Diagnostic>> {
    let fault = |finding: check::Finding| {
        Diagnostic::new(Code::Fault, format!("the plan that was made breaks a rule: {}; {}", finding.observed, finding.limit))
            .at(finding.path)
            .help("nothing you wrote is wrong; please report it, with the profile")
    };
    let faults: Vec<Diagnostic> = violations(&plan, protocol).map(fault).collect();
    if faults.is_empty() { Ok(plan) } else { Err(faults) }
}
