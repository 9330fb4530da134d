//! Where a lifter stands → what is to come. Knows nothing of what has been, nor of files or formats.
//!
//! A [`Standing`] says where the lifter stands, also before a plan has begun. Of the [`Lifter`], all
//! that loads and sessions are made on is worked out once: how strong (`strength`), which way back (`track`), which bar and
//! plates. The optimizers take it from there: the loads of a way up (`reload`), with what has to be next and what comes
//! after it (`loads`); the days (`schedule`, asked by `timetable`); and, as each depends on the other, both in turn until
//! they agree (`arrange`). A course (`course`) holds it together, and becomes what is to come (`to_come`): which session
//! on which day (`diary`), what is done in it (`session`, `warm_up`), what becomes of the lifter's own (`usual`, `own`), and
//! what is said of it all (`phases`, `next_time`, `coaching`, `summary`).

mod arrange;
mod climb;
mod coaching;
mod course;
mod decided;
mod diary;
mod dose;
mod gaps;
mod instead;
mod lifter;
mod loads;
mod names;
mod next_time;
mod own;
mod phases;
mod promise;
mod put_off;
mod reload;
mod routine;
mod schedule;
mod session;
mod standing;
mod strength;
mod summary;
mod timetable;
mod to_come;
mod track;
mod usual;
mod warm_up;

use crate::diagnostic::Diagnostic;
use crate::profile::Profile;
use crate::protocol::Protocol;
use arrange::{Arranged, arrange};
pub use arrange::{days_that_change_nothing, has_skipped_a_week};
pub use climb::{Climb, Next};
use course::Course;
pub use instead::{instead, morning_leaves_room};
pub use lifter::Lifter;
pub use promise::Promise;
pub use loads::LoadWeek;
pub use own::is_sore;
pub use standing::{Stage, Standing, Used};
pub use timetable::near_max_days;
pub use to_come::ToCome;
pub use track::{outline, track};

/// What is still to come from where the lifter stands, with times of `time_zone`. Its phases and changes begin
/// with [`Standing::from`].
///
/// # Errors
/// Why nothing can come, with what would change that: the bar is too heavy, the plates are too coarse, no week
/// keeps heavy sessions apart, the session is too short, an absence is so long that the way back would begin anew
/// after it.
pub fn to_come(profile: &Profile, protocol: &Protocol, standing: &Standing, time_zone: &str) -> Result<ToCome, Vec<Diagnostic>> {
    let lifter = Lifter::new(profile, protocol, standing.cycle);
    let outline = standing.outline(profile, protocol);
    let Arranged { loads, weeks, days } = arrange(&lifter, &outline, standing)?;
    Course { lifter: &lifter, outline: &outline, loads: &loads, weeks: &weeks, days: &days, standing }.to_come(time_zone)
}
