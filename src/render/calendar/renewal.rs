//! What a calendar tells of each event, after what was handed out: the same again, that it changed, or that it is off.

use super::component::{Builder, Stamp, id_in, uid, written};
use super::events::{self, Content, Entry, When};
use super::handed_out::{Handed, HandedOut};
use super::{lines, title};
use crate::plan::Plan;
use crate::zone::Zone;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;

/// What is asked of a calendar.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Which events.
    pub content: Content,
    /// What was handed out before: the calendar that this one replaces. None where nobody knows; then what the plan
    /// says that it dropped counts as handed out.
    pub handed_out: Option<&'a HandedOut>,
    /// For those who delete and import anew: what is to come on this day and after, and nothing else.
    pub fresh: Option<NaiveDate>,
}

/// An event of a calendar, as it is written.
#[derive(Debug)]
pub(super) struct Event {
    /// As the file has it.
    pub uid: String,
    /// By its own zone's clock.
    pub start: NaiveDateTime,
    /// Its zone where that is not the plan's.
    pub zone: Option<String>,
    pub text: String,
}

/// All events of a calendar, in order of time.
pub(super) fn events(plan: &Plan, zone: &Zone, wanted: Wanted<'_>) -> Vec<Event> {
    let renewal = Renewal { plan, zone, builder: Builder::new(plan, zone), wanted };
    let told;
    let known = match wanted.handed_out {
        Some(known) => known,
        None => {
            told = renewal.told_by_the_plan();
            &told
        }
    };
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for entry in renewal.planned() {
        let event = renewal.live(entry, known);
        if seen.insert(event.uid.clone()) {
            all.push(event);
        }
    }
    if wanted.fresh.is_none() {
        all.extend(known.iter().filter(|(uid, _)| !seen.contains(*uid)).map(|(uid, handed)| renewal.no_longer(uid, handed)));
    }
    all.sort_by_key(|event| event.start);
    all
}

struct Renewal<'a> {
    plan: &'a Plan,
    zone: &'a Zone,
    builder: Builder<'a>,
    wanted: Wanted<'a>,
}

impl Renewal<'_> {
    /// The events that take place, and are asked for.
    fn planned(&self) -> impl Iterator<Item = Entry> {
        let to_come = |entry: &Entry| self.wanted.fresh.is_none_or(|day| entry.when.last_day() >= day);
        let all = events::of(self.plan, self.zone, self.wanted.content).into_iter();
        all.filter(|entry| !events::off(self.plan, entry)).filter(to_come)
    }

    /// An event as it was handed out where nothing of it changed, else its next version.
    fn live(&self, entry: Entry, known: &HandedOut) -> Event {
        let uid = lines::escaped(&uid(self.plan, &entry.id));
        let start = entry.when.start();
        let mut event = self.builder.event(entry);
        let text = match known.get(&uid) {
            // No earlier revision can have told a higher number of it.
            None => written(&mut event, Stamp::of(self.plan, self.plan.revision)),
            Some(handed) => {
                let same = written(&mut event, handed.stamp);
                // Who deleted the events may have a program that remembers what it deleted: to that one they are news.
                let again = self.wanted.fresh.is_none() && lines::unfolded(&same) == handed.text;
                if again { same } else { written(&mut event, handed.stamp.next(self.plan)) }
            }
        };
        Event { uid, start, zone: None, text }
    }

    /// An event that was handed out and is not planned. One of another plan, before this one began, stays as it was: it
    /// took place.
    fn no_longer(&self, uid: &str, handed: &Handed) -> Event {
        let past = handed.start.date() < self.plan.created && id_in(uid, &self.plan.id).is_none();
        let text = if handed.is_cancelled || past { handed.as_it_was() } else { handed.cancelled(handed.stamp.next(self.plan)) };
        Event { uid: uid.to_owned(), start: handed.start, zone: handed.zone.clone().filter(|zone| zone != self.zone.name()), text }
    }

    /// What a plan tells of the events that were before it, where nobody knows what was handed out: what it dropped, and
    /// what it had before it stopped.
    fn told_by_the_plan(&self) -> HandedOut {
        let before = Stamp::of(self.plan, self.plan.revision.saturating_sub(1));
        let mut told = HandedOut::default();
        let mut tell = |entry: Entry| {
            let (uid, start) = (lines::escaped(&uid(self.plan, &entry.id)), entry.when.start());
            let zone = matches!(entry.when, When::Time { .. }).then(|| self.zone.name().to_owned());
            let text = lines::unfolded(&written(&mut self.builder.event(entry), before));
            told.put(uid, Handed { text, stamp: before, start, zone, is_cancelled: false });
        };
        for (id, when) in events::dropped(self.plan, self.zone, self.wanted.content) {
            let (title, description) = (title::FORMER.to_owned(), String::new());
            tell(Entry { id, when, title, description, location: None, busy: false, lead: None });
        }
        let all = events::of(self.plan, self.zone, self.wanted.content);
        all.into_iter().filter(|entry| events::off(self.plan, entry)).for_each(tell);
        told
    }
}
