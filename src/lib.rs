//! Plans the way back to deadlifting after lower back pain: week by week, in weights that the lifter's
//! own bar and plates can make, with a reason for every number.
//!
//! The flow is five calls, and each step reads only what came before:
//!
//! ```
//! use rehinge::{check, follow, profile, protocol::Protocol, render, screen::{Screened, screen}};
//!
//! let text = "
//! age: 29
//! deadlift: {working_weight: 100 kg}
//! pain: {status: acute}
//! ";
//! let today = "2026-11-23".parse().unwrap();
//!
//! let protocol = Protocol::embedded();
//! let lifter = profile::read(text, "me.yaml", &protocol).expect("nothing is wrong with it").profile;
//! let Screened::Train(cleared) = screen(&lifter, &protocol, today) else { panic!("nothing speaks against a plan") };
//! let setting = follow::Setting { start: today, time_zone: "Europe/Berlin" };
//! let plan = follow::first_plan(&cleared, &protocol, setting).expect("there is a plan");
//! assert!(check::check(&plan, &protocol).is_safe());
//!
//! let file = plan::file::plan_yaml(&plan);
//! let calendar = render::calendar::calendar(&plan).expect("the zone is known");
//! let sheet = render::sheet::sheet(&plan, render::sheet::Paper::A4);
//! assert!(file.contains("load: 100 kg") && calendar.contains("BEGIN:VEVENT") && sheet.layout.pages > 5);
//! ```
//!
//! The library has no clock, no files, no environment, no randomness and no terminal: what depends on
//! the day takes the day as an argument, and the templates are embedded. The same input gives the same
//! bytes. Everything else is in `cli`, behind the feature of that name.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod check;
pub mod diagnostic;
pub mod document;
pub mod due;
pub mod explain;
pub mod follow;
pub mod interview;
pub mod log;
pub mod plan;
pub mod planner;
pub mod plates;
pub mod profile;
pub mod protocol;
pub mod render;
pub mod schema;
pub mod screen;
pub mod units;
pub mod when;
pub(crate) mod words;
pub mod zone;

#[cfg(feature = "cli")]
pub mod cli;
