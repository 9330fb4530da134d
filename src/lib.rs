//! Plans the return to deadlifting after lower back pain: week by week, in weights that the lifter's own bar and plates
//! can make, with a reason for every number.
//!
//! There is one way through it, and each step reads only what came before:
//!
//! ```
//! use rehinge::{Protocol, Screened};
//!
//! # fn main() -> Result<(), rehinge::Diagnostics> {
//! let clinic = Protocol::embedded();
//! let today = "2026-11-23".parse().expect("a day");
//!
//! // Who the lifter is. Three fields are enough; every mistake is told at once, with its place.
//! let text = "{age: 29, deadlift: {working_weight: 100 kg}, pain: {status: acute}}";
//! let lifter = clinic.read_profile(text, "me.yaml")?;
//!
//! // Only a lifter whom the screen lets train can be planned for. All others hear why, and where to go.
//! let plan = match lifter.screen(today) {
//!     Screened::Train(cleared) => cleared.plan(today, "Europe/Berlin")?,
//!     other => panic!("{}", rehinge::text::verdict(other.verdict(), &clinic, 80)),
//! };
//! let loads: Vec<String> = plan.weeks.iter().filter_map(|week| week.load()).map(|load| load.to_string()).take(3).collect();
//! assert_eq!(loads, ["50 kg", "60 kg", "70 kg"]);
//!
//! // The same plan gives the same bytes: a file to keep and to edit, and with features a calendar and a sheet.
//! assert!(plan.to_yaml().contains("load: 50 kg"));
//!
//! // Every number has its reason, down to a section of the article or a judgement.
//! let why = plan.explain(Some("week-3.load"), None)?;
//! assert!(why.because.iter().all(|reason| reason.is_cited()));
//!
//! // What happened, and the plan as it stands then: pain of 4 makes the next load lighter.
//! let log = "[{session: loading-1-deadlift, date: 2026-12-07, load: 50 kg, sets: [5, 5, 5, 5], pain: {worst: 4}}]";
//! let log = clinic.read_log(log, "me.log.yaml", plan.unit)?;
//! let plan = plan.follow(&lifter, &log, "2026-12-08".parse().expect("a day"))?;
//! let next = plan.weeks.iter().filter_map(|week| week.heavy_day()).find(|day| day.done.is_none()).expect("it goes on");
//! assert_eq!((next.start.to_string().as_str(), plan.revision), ("2026-12-14 18:00:00", 1));
//! println!("{}", plan.next_in_text(80));
//! # Ok(())
//! # }
//! ```
//!
//! A plan as it was read is what was prescribed once. Only what [`Plan::follow`] returns, the plan as it stands on a day,
//! shows what to lift: [`Current::next`], [`Current::progress`], [`Current::explain`], and with the features of these names
//! `to_ics`, its calendar, and `to_pdf`, its sheets. A first plan is current from the start.
//!
//! With `schema` there are JSON Schemas of the files, and the [`Interview`], which explains each field in their words.
//!
//! The library has no clock, no files, no environment, no randomness and no terminal: what depends on the day takes the
//! day as an argument, and the templates are embedded. The same input gives the same bytes. Everything else is in `cli`,
//! behind the feature of that name.
#![forbid(unsafe_code)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]
// Of what callers see: in the rooms, a comment that only repeats a name is noise.
#![cfg_attr(not(feature = "internals"), warn(missing_docs))]

/// The rooms of the house, for the house alone. The project's own tests look inside, by a feature that promises nothing.
macro_rules! rooms {
    ($($(#[$only:meta])* $room:ident)*) => {
        $(
            #[cfg(feature = "internals")]
            #[doc(hidden)]
            $(#[$only])*
            pub mod $room;
            #[cfg(not(feature = "internals"))]
            $(#[$only])*
            mod $room;
        )*
    };
}

rooms! {
    check diagnostic digest document due emergency explain follow log plan planner plates profile protocol render
    #[cfg(feature = "schema")] interview
    #[cfg(feature = "schema")] schema
    screen session_id units when words zone
}

#[cfg(feature = "cli")]
pub mod cli;
mod clinic;

pub use crate::check::{Finding, Report, Severity, codes as constraints};
pub use crate::clinic::{Cleared, Current, Lifter, Referred, Screened};
pub use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
pub use crate::explain::Explanation;
#[cfg(feature = "schema")]
pub use crate::interview::{Given, Interview, Next, Question, Setting};
pub use crate::log::{Entry, Logged as Log, PainKind, PainReport, Remark, remarks};
pub use crate::plan::Plan;
pub use crate::profile::Profile;
pub use crate::protocol::{Own, Protocol, RuleId, Template};
#[cfg(feature = "pdf")]
pub use crate::render::{referral::Referral, referral::ReferralPart, sheet::Extent, sheet::Paper};
pub use crate::screen::{Reason, Verdict};
pub use crate::units::{Decimal, Load, Pain, Percent, Points, Unit};

/// The nouns of profile, plan and log: who the lifter is, what is prescribed and why, what was done.
pub mod nouns {
    pub use crate::digest::Digest;
    pub use crate::log::{Answers, CutShort, Missed};
    pub use crate::plan::{
        Angle, Barbell, Because, Change, Coaching, Dropped, Exercise, ExerciseText, Film, Instead, Lapsed, MadeFrom, NextTime, Note,
        Outcome, OwnSession, Phase, PhaseSpan, ProtocolName, Reps, Response, Restated, Revision, Role, SCHEMA, Session, SessionKind, Set,
        Stop, Summary, Track, Undone, VerdictKind, Week, WeekLoad,
    };
    pub use crate::profile::{
        Away, Clearance, Deadlift, Decision, Easing, Equipment, Lift, Limit, Medicine, Mobility, NoteTopic, OwnLift, PainHistory,
        PainStatus, Plates, Preferences, Schedule, Technique, TechniqueError, Titles,
    };
    pub use crate::protocol::{AgeBand, Lumbar, RuleText, Source};
    pub use crate::session_id::{Part, Series, SessionId, SessionIdError};
    pub use crate::units::LoadError;
    pub use crate::when::Slot;
}

/// What is told of a plan: the session to come, how far it has gone, and why it is as it is.
pub mod told {
    pub use crate::explain::{Considered, Part, Reason};
    pub use crate::render::terminal::{Coming, Progress, WeekOfProgress};
}

/// What is said around a plan as plain text, wrapped to a width; and phases, days, doses and lifts in words, each form
/// once, for pages of your own.
pub mod text {
    pub use crate::render::terminal::{explanation, verdict};
    #[cfg(feature = "schema")]
    pub use crate::render::terminal::{question, sentences};

    /// Phases, days, doses and lifts in words.
    pub mod words {
        pub use crate::words::*;
    }
}

/// What may be asked of a calendar, and what was handed out before it.
#[cfg(feature = "ics")]
pub mod calendars {
    pub use crate::render::calendar::{Content, HandedOut, Split, Wanted};
}

/// What the readers of profiles and logs ask, field by field, with ranges and words: for forms that are made of it.
pub mod asked {
    pub use crate::document::outline::{Asked, Outline, Takes};
    pub use crate::log::outline as log;
    pub use crate::profile::outline as profile;
}

#[cfg(feature = "schema")]
/// JSON Schemas of profiles, plans and logs, by which editors check and complete them.
pub mod schemas {
    pub use crate::schema::{log, plan, profile};
}
