//! A plan in a form: each renderer reads the plan and nothing else.

pub mod calendar;
mod happened;
pub mod referral;
pub mod sheet;
pub mod terminal;
pub mod yaml;
