//! The plan as terminal.
