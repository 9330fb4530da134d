//! Where the lifter stands when the rest of a plan is made; a first plan is the rest of one that has not begun.

use super::climb::Climb;
use super::track::{Outline, outline, track};
use super::usual;
use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::session_id::SessionId;
use crate::when::monday_of;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// Where the lifter stands when the rest of a plan is made.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The first day that can still be planned.
    pub from: NaiveDate,
    /// The Monday of the plan's first week.
    pub week_one: NaiveDate,
    /// The day on which the phases began, the last time they did.
    pub cycle: NaiveDate,
    /// How far the lifter has climbed.
    pub climb: Climb,
    /// What is next.
    pub stage: Stage,
    /// The screen's questions have to be answered on this day or later before anything is loaded.
    pub screen_due: Option<NaiveDate>,
    /// The lifter's own lifts are light up to the next deadlift: the back was bad on a day.
    pub own_light: bool,
    /// The last session that was heavy on the lower back.
    pub last_heavy: Option<NaiveDateTime>,
    /// Heavy sessions that lie before [`Standing::from`] in its week.
    pub heavy_this_week: u32,
    /// The usual starts of own sessions that lie ahead of them and before [`Standing::from`] in their week.
    pub done_early: Vec<NaiveDateTime>,
    /// The last deadlift near the maximum.
    pub last_near_max: Option<NaiveDateTime>,
    /// When in the week the deadlift was so far.
    pub usual: Option<(Weekday, NaiveTime)>,
    /// When the deadlifts to come were to be, by the plan so far.
    pub planned: Vec<NaiveDateTime>,
    /// Numbers that ids of this plan have used up.
    pub used: Used,
    /// Sessions that stay as they are, with their days.
    pub kept: Vec<(SessionId, NaiveDate)>,
}

/// What is next.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Phases 1 and 2, as far as the lifter needs them, and then the first deadlift.
    Before {
        /// Phase 1 lasts so many days, where it lasts longer than planned.
        phase_1_days: Option<u16>,
        /// The first deadlift is not before this day.
        not_before: NaiveDate,
        /// The day on which Phase 2 was over and the deadlift might have begun, where it did not.
        opened: Option<NaiveDate>,
    },
    /// The climb, or the weeks at the top.
    Climb {
        /// The first day on which the next deadlift may be.
        open: NaiveDate,
        /// The day of the last deadlift.
        last: NaiveDate,
        /// A session was missed since then.
        missed: bool,
        /// The day of the first deadlift of the climb.
        first: NaiveDate,
        /// The day on which the top was reached, where it was.
        reached: Option<NaiveDate>,
    },
}

/// The highest number used of each kind of id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// Days of Phase 1 before this cycle.
    pub pain_resolution: u32,
    /// Days of Phase 2 before this cycle.
    pub movement: u32,
    /// Loading weeks.
    pub loading: u32,
    /// Weeks at the top.
    pub aftercare: u32,
    /// Checks that belong to an earlier return.
    pub checks: u32,
}

impl Standing {
    /// Before a plan has begun.
    pub fn at_the_beginning(profile: &Profile, start: NaiveDate) -> Self {
        Standing {
            from: start,
            week_one: monday_of(start),
            cycle: start,
            climb: Climb::default(),
            stage: Stage::Before { phase_1_days: None, not_before: start, opened: None },
            screen_due: None,
            own_light: false,
            last_heavy: usual::last_heavy(profile, track(profile), start),
            heavy_this_week: 0,
            done_early: Vec::new(),
            last_near_max: None,
            usual: None,
            planned: Vec::new(),
            used: Used::default(),
            kept: Vec::new(),
        }
    }

    /// The phases still to come, and the days on which the next deadlift may be.
    pub(super) fn outline(&self, profile: &Profile, protocol: &Protocol) -> Outline {
        let mut outline = outline(profile, protocol, self.cycle);
        match &self.stage {
            Stage::Before { phase_1_days, not_before, .. } => outline.put_off(*phase_1_days, *not_before, self.from),
            Stage::Climb { open, .. } => {
                let sunday = *open + Days::new(6 - u64::from(open.weekday().num_days_from_monday()));
                outline = Outline { phase_1_days: None, phase_2: None, open_from: *open, open_to: sunday };
            }
        }
        outline
    }

    /// The day of the last deadlift of the climb, and whether a session was missed since then.
    pub(super) fn last_deadlift(&self) -> Option<(NaiveDate, bool)> {
        match self.stage {
            Stage::Climb { last, missed, .. } => Some((last, missed)),
            Stage::Before { .. } => None,
        }
    }

    /// The day on which the top was reached, where it was.
    pub(super) fn reached(&self) -> Option<NaiveDate> {
        match self.stage {
            Stage::Climb { reached, .. } => reached,
            Stage::Before { .. } => None,
        }
    }

    /// The day on which Phase 2 was over and the deadlift might have begun, where it did not.
    pub(super) fn opened(&self) -> Option<NaiveDate> {
        match self.stage {
            Stage::Before { opened, .. } => opened,
            Stage::Climb { .. } => None,
        }
    }
}
