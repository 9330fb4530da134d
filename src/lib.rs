//! Plans the way back to deadlifting after lower back pain.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod check;
pub mod diagnostic;
pub mod document;
pub mod plan;
pub mod planner;
pub mod plates;
pub mod profile;
pub mod protocol;
pub mod render;
pub mod screen;
pub mod units;
pub mod zone;

#[cfg(feature = "cli")]
pub mod cli;
