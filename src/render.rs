//! A plan in a form: each renderer reads the plan and nothing else.

#[cfg(feature = "ics")]
pub mod calendar;
#[cfg(any(feature = "ics", feature = "pdf"))]
mod read_back;
#[cfg(feature = "pdf")]
pub mod referral;
#[cfg(feature = "pdf")]
pub mod sheet;
mod so_far;
pub mod terminal;
