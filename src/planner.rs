//! Cleared lifter + Protocol → Plan. Knows nothing of files or formats.
//!
//! A [`Standing`] says where the lifter stands: a first plan is the rest of one that has not begun. Of the [`Lifter`], all
//! that loads and sessions are made on is worked out once: how strong (`strength`), which way back (`track`), which bar and
//! plates. The optimizers take it from there: the loads of a way up (`reload`), with what has to be next and what comes
//! after it (`loads`); the days (`schedule`, asked by `timetable`); and, as each depends on the other, both in turn until
//! they agree (`arrange`). A course (`course`) puts it together: which session on which day (`diary`), what is done in it
//! (`session`, `warm_up`), what becomes of the lifter's own (`own`), and what is said of it all (`phases`, `next_time`,
//! `coaching`, `summary`).

mod arrange;
mod climb;
mod coaching;
mod course;
mod diary;
mod instead;
mod lifter;
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

use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::screen::Cleared;
use arrange::{Arranged, arrange};
pub use arrange::{days_that_change_nothing, has_skipped_a_week};
use chrono::NaiveDate;
pub use climb::{Climb, Next};
use course::{Course, plan_id};
pub use instead::{Instead, instead, morning_leaves_room};
pub use lifter::Lifter;
pub use loads::{LoadWeek, Loads};
pub use standing::{Stage, Standing, Used};
pub use summary::gather;
pub use timetable::near_max_days;
pub use track::{Outline, Phase2, outline, track};

/// What a plan depends on besides lifter and protocol.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The plan's first day.
    pub start: NaiveDate,
    /// The zone in which its times are read.
    pub time_zone: &'a str,
}

/// Makes a plan for a lifter whom the screen lets train.
///
/// # Errors
/// Why there is none, with what would change that: the bar is too heavy, the plates are too coarse, no week
/// keeps heavy sessions apart, the session is too short.
pub fn plan(cleared: &Cleared, protocol: &Protocol, setting: Setting) -> Result<Plan, Vec<Diagnostic>> {
    let mut profile = cleared.profile().clone();
    profile.schedule.start = Some(setting.start);
    profile.schedule.time_zone = Some(setting.time_zone.to_owned());
    let standing = Standing::at_the_beginning(&profile, setting.start);
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
    let lifter = Lifter::new(profile, protocol, standing.cycle);
    let outline = standing.outline(profile, protocol);
    let Arranged { loads, weeks, days } = arrange(&lifter, &outline, standing)?;
    Course { lifter: &lifter, outline: &outline, loads: &loads, weeks: &weeks, days: &days, standing }.plan(time_zone)
}
