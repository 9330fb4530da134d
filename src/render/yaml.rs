//! The plan as yaml.
