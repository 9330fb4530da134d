//! Profile + Verdict + Protocol → Plan. Knows nothing of files or formats.
//!
//! The stages: how strong (`strength`), which way back (`track`), which loads (`loads`, `reload`), which
//! days (`schedule`), what is done on them (`session`, `warm_up`), what becomes of the lifter's
//! own sessions (`own`), and what is to be said of it all (`summary`).
//!
//! A first plan and the rest of one that is under way are made alike: a [`Standing`] says where the
//! lifter stands, and a first plan is the rest of one that has not begun.

mod arrange;
mod course;
mod diary;
mod instead;
mod loads;
mod next_time;
mod own;
mod phases;
mod reload;
mod schedule;
mod session;
mod standing;
mod strength;
mod summary;
mod timetable;
mod track;
mod warm_up;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Plan, VerdictKind};
use crate::plates::Gym;
use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::screen::Verdict;
use arrange::arrange;
pub use arrange::{days_that_change_nothing, has_skipped_a_week};
use chrono::{Datelike, Days, NaiveDate};
use course::Course;
pub use instead::{Instead, instead, morning_leaves_room};
pub use loads::{Climb, Ground, LoadWeek, Loads, Next};
use session::Kit;
use sha2::{Digest, Sha256};
pub use standing::{Stage, Standing, Used};
use strength::strength;
pub use summary::gather;
pub use timetable::near_max_days;
pub use track::{Outline, Phase2, outline};

/// What a plan depends on besides lifter and protocol.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The plan's first day.
    pub start: NaiveDate,
    /// The zone in which its times are read.
    pub time_zone: &'a str,
}

/// Makes a plan.
///
/// # Errors
/// Why there is none, with what would change that: the verdict allows none, the bar is too heavy, the
/// plates are too coarse, no week keeps heavy sessions apart, the session is too short.
pub fn plan(profile: &Profile, verdict: &Verdict, protocol: &Protocol, setting: Setting) -> Result<Plan, Vec<Diagnostic>> {
    if verdict.kind != VerdictKind::Train {
        return Err(vec![
            Diagnostic::new(Code::Contradiction, "the screen allows no plan").at("pain").help("see `rehinge screen` for what to do first"),
        ]);
    }
    let mut profile = profile.clone();
    profile.schedule.start = Some(setting.start);
    profile.schedule.time_zone = Some(setting.time_zone.to_owned());
    let standing = Standing::at_the_beginning(&profile, protocol, setting.start);
    let mut plan = rest(&profile, protocol, &standing, setting.time_zone)?;
    plan.id = plan_id(&profile);
    plan.weeks.retain(|week| !week.sessions.is_empty());
    gather(&mut plan, protocol);
    Ok(plan)
}

/// Makes the rest of a plan: what is still to come from where the lifter stands. Its phases and changes
/// begin with [`Standing::from`]; it has no id, no history, and no texts gathered yet.
///
/// # Errors
/// Those of [`plan`], and an absence so long that the way back would begin anew after it.
pub fn rest(profile: &Profile, protocol: &Protocol, standing: &Standing, time_zone: &str) -> Result<Plan, Vec<Diagnostic>> {
    with_ground(profile, protocol, standing.run, |ground, mut outline| {
        let kit = Kit { profile, protocol, gym: ground.gym, strength: ground.strength };
        let climb = standing.climb.clone();
        let mut since_last = None;
        match &standing.stage {
            Stage::Before { phase_1_days, not_before, .. } => outline.put_off(*phase_1_days, *not_before, standing.from),
            Stage::Climb { open, last, missed, .. } => {
                since_last = Some((*last, *missed));
                outline.phase_1_days = None;
                outline.phase_2 = None;
                outline.open_from = *open;
                outline.open_to = *open + Days::new(6 - u64::from(open.weekday().num_days_from_monday()));
            }
        }
        let arranged = arrange(&kit, &outline, standing, ground, &climb, since_last)?;
        let course =
            Course { kit: &kit, outline: &outline, loads: &arranged.loads, weeks: &arranged.weeks, days: &arranged.days, standing, climb };
        course.plan(time_zone)
    })
}

/// Calls with what all loads are made on, and the outline of the run.
fn with_ground<T>(profile: &Profile, protocol: &Protocol, run: NaiveDate, then: impl FnOnce(&Ground, Outline) -> T) -> T {
    let strength = strength(profile, protocol);
    let outline = outline(profile, protocol, run);
    let cap = profile.clearance.as_ref().and_then(|clearance| clearance.max_load);
    let gym = Gym::new(&profile.equipment, cap.map_or(strength.working_weight, |cap| cap.min(strength.working_weight)));
    let ground = Ground { profile, protocol, strength, gym: &gym, track: outline.track, marked: !outline.marks.is_empty() };
    then(&ground, outline)
}

/// Calls with what all loads are made on, for a run that began on a day.
pub fn on_ground<T>(profile: &Profile, protocol: &Protocol, run: NaiveDate, then: impl FnOnce(&Ground) -> T) -> T {
    with_ground(profile, protocol, run, |ground, _| then(ground))
}

/// The same for the same lifter and start, another for any other: twelve digits of a hash.
fn plan_id(profile: &Profile) -> String {
    let hash = Sha256::digest(serde_yaml::to_string(profile).unwrap_or_default());
    let digits: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("plan-{digits}")
}
