//! The plan as sheet.
