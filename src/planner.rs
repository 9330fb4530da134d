//! Profile + Verdict + Protocol → Plan. Knows nothing of files or formats.

mod reload;
mod schedule;
