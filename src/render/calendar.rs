//! The plan as calendar.
