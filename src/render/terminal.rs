//! What is printed on a screen: wrapped to a width, without colour, and nothing told by looks alone.

mod ask;
mod explain;
mod next;
mod noted;
mod page;
mod progress;
mod summary;
mod verdict;

pub use ask::{question, sentences};
pub use explain::explanation;
pub use next::{Coming, coming, next};
pub use noted::{Follows, follows, next_deadlift, noted, planned, signs};
pub(in crate::render) use page::Page;
pub use progress::{Progress, progress, progressed};
pub use summary::{revision, summary};
pub use verdict::verdict;
