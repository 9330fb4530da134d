//! What is printed on a screen: wrapped to a width, without colour, and nothing told by looks alone.

#[cfg(feature = "schema")]
mod ask;
mod explain;
mod next;
#[cfg(feature = "cli")]
mod noted;
mod page;
mod progress;
mod summary;
mod verdict;

#[cfg(feature = "schema")]
pub use ask::{question, sentences};
pub use explain::explanation;
pub use next::{Coming, coming, next};
#[cfg(feature = "cli")]
pub use noted::{Follows, follows, next_deadlift, noted, planned, signs};
#[cfg(feature = "pdf")]
pub(in crate::render) use page::Page;
pub use progress::{Progress, WeekOfProgress, progress, progressed};
pub use summary::{revision, summary};
pub use verdict::verdict;
