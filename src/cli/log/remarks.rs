//! What is said of an entry beside that it was noted: which of its sets count, and what is likelier to be a slip.

use super::setting::Setting;
use crate::due;
use crate::log::{self, Entry};
use crate::plan::Set;
use crate::words;

/// Sentences about new entries, in their order. `is_sure`: what was doubtful was asked back.
pub(super) fn remarks(setting: &Setting<'_>, entries: &[Entry], is_sure: bool) -> Vec<String> {
    let before = setting.logged.len();
    let whole: Vec<Entry> = setting.logged.iter().chain(entries).cloned().collect();
    let odd = log::remarks(&whole);
    let of_entry = |(at, entry): (usize, &Entry)| {
        let odd = odd.iter().filter(move |remark| remark.entry == before + at).map(|remark| remark.says.clone());
        let doubted = if is_sure { Vec::new() } else { due::doubts(setting.plan, entry) };
        let doubted = doubted.into_iter().map(|doubt| format!("{}. If that was a slip, `rehinge log --amend` corrects it.", doubt.says()));
        let told_apart = told_apart(setting, entry).map(|told| format!("{told}."));
        told_apart.into_iter().chain(doubted).chain(odd).collect::<Vec<_>>()
    };
    entries.iter().enumerate().flat_map(of_entry).collect()
}

/// Which of the sets count, where more than those were noted.
fn told_apart(setting: &Setting<'_>, entry: &Entry) -> Option<String> {
    let session = setting.plan.sessions().find(|session| entry.is_of(session.id))?;
    let asked: Vec<_> = session.work()?.sets.iter().filter_map(Set::load).collect();
    words::told_apart(&log::work_sets(entry, &asked))
}
