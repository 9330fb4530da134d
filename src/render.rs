//! A plan in a form: each renderer reads the plan and nothing else.

pub mod calendar;
mod read_back;
pub mod referral;
pub mod sheet;
mod so_far;
pub mod terminal;
