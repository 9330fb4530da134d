//! What a calendar holds that was handed out: a reader of our own events, and of no others.

use super::component::{MOST_SEQUENCE, NAME, Stamp, YEARS, id_in};
use super::lines::Lines;
use super::title;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::zone::Zone;
use chrono::{Datelike, NaiveDateTime};
use std::collections::BTreeMap;

/// The events of calendars that were handed out. Whoever imported one of them has these events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedOut {
    /// By their UID.
    events: BTreeMap<String, Handed>,
}

/// One event as it was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Handed {
    /// Its content lines, unfolded, each ended by CRLF.
    pub text: String,
    pub stamp: Stamp,
    /// By its own zone's clock.
    pub start: NaiveDateTime,
    /// Its zone; none where it is all day.
    pub zone: Option<String>,
    pub is_cancelled: bool,
}

impl HandedOut {
    /// Reads a calendar that rehinge wrote. `file` is what its mistakes call it.
    ///
    /// # Errors
    /// It is no calendar, is cut off, or holds an event without the properties that each of ours has. An event that
    /// is lost here would never be cancelled, so nothing is passed over.
    pub fn read(text: &str, file: &str) -> Result<HandedOut, Vec<Diagnostic>> {
        let wrong = |Wrong { what, line }: Wrong| {
            let message = format!("the calendar that was handed out cannot be read: {what}");
            let help = "put back the file as rehinge wrote it; or delete its events in your calendar program, and write only what is to come with --fresh";
            vec![Diagnostic::new(Code::OldCalendar, message).place(Place::in_text(file, text, line, 1)).help(help)]
        };
        let mut events = BTreeMap::new();
        for event in blocks(text).map_err(wrong)? {
            let (uid, handed) = handed(&event).map_err(wrong)?;
            later(&mut events, uid, handed);
        }
        Ok(HandedOut { events })
    }

    /// What two calendars hold. Of an event in both, the later one counts.
    #[must_use]
    pub fn with(mut self, other: HandedOut) -> HandedOut {
        for (uid, handed) in other.events {
            later(&mut self.events, uid, handed);
        }
        self
    }

    /// The events of one plan alone: another lifter's file may have a name of the same beginning.
    #[must_use]
    pub fn of_plan(mut self, plan: &str) -> HandedOut {
        self.events.retain(|uid, _| id_in(uid, plan).is_some());
        self
    }

    pub(super) fn get(&self, uid: &str) -> Option<&Handed> {
        self.events.get(uid)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Handed)> {
        self.events.iter()
    }

    pub(super) fn put(&mut self, uid: String, handed: Handed) {
        self.events.insert(uid, handed);
    }
}

fn later(events: &mut BTreeMap<String, Handed>, uid: String, handed: Handed) {
    if events.get(&uid).is_none_or(|known| known.stamp <= handed.stamp) {
        events.insert(uid, handed);
    }
}

/// What cannot be read, on which line of the file.
struct Wrong {
    what: String,
    line: usize,
}

/// An event in the file: on which line it begins, and its content lines, unfolded.
struct Block {
    line: usize,
    lines: Vec<String>,
}

impl Block {
    /// A property of the event itself, not of an alarm in it: its name with parameters, and its value.
    fn property(&self, name: &str) -> Result<(&str, &str), Wrong> {
        let own = self.lines.iter().skip(1).take_while(|line| !line.starts_with("BEGIN:"));
        let named = |line: &&String| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ';']));
        let line = own.into_iter().find(named).ok_or_else(|| self.wrong(format!("an event has no {name}")))?;
        // Our zones' names have no colon, so the first one ends the parameters.
        line.split_once(':').ok_or_else(|| self.wrong(format!("{name} has no value")))
    }

    fn wrong(&self, what: String) -> Wrong {
        Wrong { what, line: self.line }
    }
}

/// The events of a calendar, in the order of the file.
fn blocks(text: &str) -> Result<Vec<Block>, Wrong> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some((_, last))) => last.push_str(more),
            _ if line.is_empty() => {}
            _ => lines.push((at + 1, line.to_owned())),
        }
    }
    let ends = [lines.first(), lines.last()].map(|line| line.map(|(_, text)| text.trim_start_matches('\u{feff}')));
    if ends != [Some("BEGIN:VCALENDAR"), Some("END:VCALENDAR")] {
        let line = lines.last().map_or(1, |(line, _)| *line);
        return Err(Wrong { what: "it does not begin and end as a calendar does".to_owned(), line });
    }
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (line, text) in lines {
        match (&mut open, text.as_str()) {
            (None, "BEGIN:VEVENT") => open = Some(Block { line, lines: vec![text] }),
            (None, "END:VEVENT") | (Some(_), "BEGIN:VEVENT" | "END:VCALENDAR") => {
                return Err(Wrong { what: "an event is cut off".to_owned(), line });
            }
            (None, _) => {}
            (Some(block), _) => {
                let ends = text == "END:VEVENT";
                block.lines.push(text);
                if ends {
                    blocks.extend(open.take());
                }
            }
        }
    }
    Ok(blocks)
}

fn handed(block: &Block) -> Result<(String, Handed), Wrong> {
    let no = |name: &str, value: &str| block.wrong(format!("`{value}` is no {name}"));
    let (_, uid) = block.property("UID")?;
    let (_, sequence) = block.property("SEQUENCE")?;
    let sequence = sequence.parse().ok().filter(|number| *number <= MOST_SEQUENCE).ok_or_else(|| no("SEQUENCE", sequence))?;
    let (_, stamp) = block.property("DTSTAMP")?;
    let at = stamp.strip_suffix('Z').and_then(time).ok_or_else(|| no("DTSTAMP", stamp))?;
    let (key, start) = block.property("DTSTART")?;
    let begins = time(start).or_else(|| time(&format!("{start}T000000"))).ok_or_else(|| no("DTSTART", start))?;
    let zone = key.split_once("TZID=").map(|(_, zone)| zone.to_owned());
    if let Some(zone) = zone.as_deref().filter(|zone| Zone::find(zone).is_none()) {
        return Err(no("time zone", zone));
    }
    // What a cancelled event keeps.
    block.property("DTEND")?;
    block.property("SUMMARY")?;
    let (_, status) = block.property("STATUS")?;
    let text = block.lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect();
    Ok((uid.to_owned(), Handed { text, stamp: Stamp { sequence, at }, start: begins, zone, is_cancelled: status == "CANCELLED" }))
}

fn time(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok().filter(|time| YEARS.contains(&time.year()))
}

impl Handed {
    /// The event once more.
    pub(super) fn as_it_was(&self) -> String {
        let mut lines = Lines::with_room(self.text.len() * 11 / 10);
        self.text.split_terminator("\r\n").for_each(|line| lines.line(line));
        lines.finish()
    }

    /// The end of an event that was handed out: at its own time, under its own title, without text or alarm.
    pub(super) fn cancelled(&self, stamp: Stamp) -> String {
        let at = stamp.at.format("%Y%m%dT%H%M%SZ");
        let mut lines = Lines::with_room(600);
        lines.begin("VEVENT");
        lines.line(self.line("UID"));
        lines.line(&format!("DTSTAMP:{at}"));
        lines.line(&format!("LAST-MODIFIED:{at}"));
        lines.line(&format!("SEQUENCE:{}", stamp.sequence));
        lines.line(self.line("DTSTART"));
        lines.line(self.line("DTEND"));
        lines.line("CLASS:PRIVATE");
        lines.line(&format!("CATEGORIES:{NAME}"));
        lines.line(&format!("{}{}", self.line("SUMMARY"), title::CANCELLED));
        lines.line("STATUS:CANCELLED");
        lines.line("TRANSP:TRANSPARENT");
        lines.end("VEVENT");
        lines.finish()
    }

    /// The content line of a property that every event of ours has, as it was.
    fn line(&self, name: &str) -> &str {
        let named = |line: &&str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ';']));
        self.text.split("\r\n").find(named).unwrap_or_default()
    }
}
