//! A calendar file looked at byte by byte, as RFC 5545 has it and as careful readers want it. Shares
//! nothing with the writer, trusts nothing, and stops at nothing: every fault is listed.
//!
//! No reader at hand catches a bare LF, a long line, a local DTSTAMP or an unknown STATUS: this one does.

use std::collections::{BTreeMap, BTreeSet};

/// Every fault of a file, each with its place.
pub fn faults(bytes: &[u8]) -> Vec<String> {
    let mut found = Faults::default();
    let lines = found.lines(bytes);
    found.tree(lines);
    found.0
}

#[derive(Default)]
struct Faults(Vec<String>);

/// A content line: name, parameters, value.
struct Line {
    name: String,
    parameters: BTreeMap<String, String>,
    value: String,
}

#[derive(Default)]
struct Part {
    kind: String,
    lines: Vec<Line>,
    parts: Vec<Part>,
}

impl Part {
    fn all(&self, name: &str) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    fn value(&self, name: &str) -> &str {
        self.all(name).next().map_or("", |line| &line.value)
    }
}

/// What may stand where: how often at least, and at most.
type Allowed = &'static [(&'static str, usize, usize)];

const CALENDAR: Allowed = &[
    ("VERSION", 1, 1),
    ("PRODID", 1, 1),
    ("CALSCALE", 0, 1),
    ("NAME", 1, 1),
    ("X-WR-CALNAME", 1, 1),
    ("X-WR-TIMEZONE", 0, 1),
    ("X-PUBLISHED-TTL", 1, 1),
    ("REFRESH-INTERVAL", 1, 1),
];
const ZONE: Allowed = &[("TZID", 1, 1)];
const OBSERVANCE: Allowed = &[("DTSTART", 1, 1), ("TZOFFSETFROM", 1, 1), ("TZOFFSETTO", 1, 1), ("TZNAME", 1, 1), ("RRULE", 0, 1)];
const EVENT: Allowed = &[
    ("UID", 1, 1),
    ("DTSTAMP", 1, 1),
    ("LAST-MODIFIED", 1, 1),
    ("SEQUENCE", 1, 1),
    ("DTSTART", 1, 1),
    ("DTEND", 1, 1),
    ("SUMMARY", 1, 1),
    ("DESCRIPTION", 0, 1),
    ("LOCATION", 0, 1),
    ("CLASS", 1, 1),
    ("STATUS", 1, 1),
    ("TRANSP", 1, 1),
    ("CATEGORIES", 1, 1),
];
const ALARM: Allowed = &[("ACTION", 1, 1), ("TRIGGER", 1, 1), ("DESCRIPTION", 1, 1)];

impl Faults {
    fn say(&mut self, what: impl Into<String>) {
        self.0.push(what.into());
    }

    /// The bytes as unfolded lines.
    fn lines(&mut self, bytes: &[u8]) -> Vec<Line> {
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            self.say("a byte-order mark");
        }
        let mut unfolded: Vec<Vec<u8>> = Vec::new();
        for (number, line) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            let Some(line) = line.strip_suffix(b"\n") else {
                self.say("the last line has no end");
                continue;
            };
            let whole = line.strip_suffix(b"\r");
            let line = whole.unwrap_or(line);
            if whole.is_none() || line.contains(&b'\r') {
                self.say(format!("line {number}: a bare CR or LF"));
            }
            if line.len() > 75 {
                self.say(format!("line {number}: {} octets", line.len()));
            }
            if line.is_empty() {
                self.say(format!("line {number}: empty"));
            }
            if std::str::from_utf8(line).is_err() {
                self.say(format!("line {number}: a fold splits a letter, or this is not UTF-8"));
            }
            match (line.strip_prefix(b" "), unfolded.last_mut()) {
                (Some(more), Some(last)) => last.extend_from_slice(more),
                _ => unfolded.push(line.to_vec()),
            }
        }
        unfolded.iter().filter_map(|line| self.line(&String::from_utf8_lossy(line))).collect()
    }

    fn line(&mut self, text: &str) -> Option<Line> {
        if let Some(c) = text.chars().find(|c| c.is_control()) {
            self.say(format!("the control character U+{:04X} in {text:.40}", u32::from(c)));
        }
        let turns =
            |c: char| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
        if !text.is_ascii() && text.contains(turns) {
            self.say(format!("a mark that turns the direction of writing in {text:.40}"));
        }
        // The value begins at the first colon that is not in quotes.
        let mut quoted = false;
        let colon = text.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        });
        let Some((colon, _)) = colon else {
            self.say(format!("no colon in {text:.40}"));
            return None;
        };
        let mut keys = text[..colon].split(';');
        let name = keys.next().unwrap_or_default().to_owned();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-') {
            self.say(format!("`{name:.40}` is no name"));
        }
        let mut parameters = BTreeMap::new();
        for key in keys {
            match key.split_once('=') {
                Some((key, value)) if !key.is_empty() && !value.is_empty() => {
                    if parameters.insert(key.to_owned(), value.trim_matches('"').to_owned()).is_some() {
                        self.say(format!("{name}: {key} twice"));
                    }
                }
                _ => self.say(format!("{name}: `{key}` is no parameter")),
            }
        }
        Some(Line { name, parameters, value: text[colon + 1..].to_owned() })
    }

    fn tree(&mut self, lines: Vec<Line>) {
        let mut open: Vec<Part> = vec![Part::default()];
        for line in lines {
            match line.name.as_str() {
                "BEGIN" => open.push(Part { kind: line.value, ..Part::default() }),
                "END" if open.len() > 1 => {
                    let Some(part) = open.pop() else { continue };
                    if part.kind != line.value {
                        self.say(format!("END:{} closes {}", line.value, part.kind));
                    }
                    if let Some(around) = open.last_mut() {
                        around.parts.push(part);
                    }
                }
                "END" => self.say(format!("END:{} closes nothing", line.value)),
                _ => {
                    if let Some(around) = open.last_mut() {
                        around.lines.push(line);
                    }
                }
            }
        }
        if open.len() != 1 {
            self.say("a BEGIN without its END");
        }
        let Some(root) = open.first() else { return };
        match (root.parts.as_slice(), root.lines.is_empty()) {
            ([calendar], true) if calendar.kind == "VCALENDAR" => self.calendar(calendar),
            _ => self.say("not one VCALENDAR and nothing beside it"),
        }
    }

    fn counts(&mut self, part: &Part, allowed: Allowed) {
        for (name, least, most) in allowed {
            let count = part.all(name).count();
            if count < *least || count > *most {
                self.say(format!("{}: {name} {count} times", part.kind));
            }
        }
        for line in part.lines.iter().filter(|line| !allowed.iter().any(|(name, ..)| *name == line.name)) {
            self.say(format!("{}: {} does not belong here", part.kind, line.name));
        }
    }

    fn calendar(&mut self, calendar: &Part) {
        self.counts(calendar, CALENDAR);
        if calendar.value("VERSION") != "2.0" {
            self.say("VERSION is not 2.0");
        }
        for name in ["NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"] {
            self.text(calendar, name);
        }
        let zones: Vec<&Part> = calendar.parts.iter().filter(|part| part.kind == "VTIMEZONE").collect();
        let known: BTreeSet<&str> = zones.iter().map(|zone| zone.value("TZID")).collect();
        if known.len() != zones.len() {
            self.say("two zones of one name");
        }
        let mut used = BTreeSet::new();
        let mut uids = BTreeSet::new();
        for part in &calendar.parts {
            match part.kind.as_str() {
                "VTIMEZONE" if uids.is_empty() => self.zone(part),
                "VTIMEZONE" => self.say("a zone after the events that need it"),
                "VEVENT" => {
                    self.event(part, &known, &mut used);
                    if !uids.insert(part.value("UID")) {
                        self.say(format!("the UID {} twice", part.value("UID")));
                    }
                }
                kind => self.say(format!("a {kind} in the calendar")),
            }
        }
    }

    fn zone(&mut self, zone: &Part) {
        self.counts(zone, ZONE);
        if !zone.parts.iter().any(|part| part.kind == "STANDARD") {
            self.say("a zone without standard time");
        }
        for part in &zone.parts {
            if part.kind != "STANDARD" && part.kind != "DAYLIGHT" {
                self.say(format!("a {} in a zone", part.kind));
            }
            self.counts(part, OBSERVANCE);
            if moment(part.value("DTSTART")).is_none_or(|(_, utc)| utc) {
                self.say("an onset that is no local time");
            }
            for name in ["TZOFFSETFROM", "TZOFFSETTO"] {
                let value = part.value(name).as_bytes();
                let digits = value.get(1..).unwrap_or_default();
                if !matches!(value.first(), Some(b'+' | b'-')) || !matches!(digits.len(), 4 | 6) || !digits.iter().all(u8::is_ascii_digit) {
                    self.say(format!("{name} is no offset"));
                }
            }
        }
    }

    fn event(&mut self, event: &Part, zones: &BTreeSet<&str>, used: &mut BTreeSet<String>) {
        self.counts(event, EVENT);
        let uid = event.value("UID");
        for name in ["UID", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES"] {
            self.text(event, name);
        }
        if uid.is_empty() || event.value("SUMMARY").is_empty() {
            self.say(format!("{uid}: no id or no title"));
        }
        if event.value("SUMMARY").contains("\\n") {
            self.say(format!("{uid}: a title of two lines"));
        }
        for name in ["DTSTAMP", "LAST-MODIFIED"] {
            if moment(event.value(name)).is_none_or(|(_, utc)| !utc) || event.all(name).any(|line| !line.parameters.is_empty()) {
                self.say(format!("{uid}: {name} is not a time of UTC"));
            }
        }
        if event.value("SEQUENCE").parse::<u32>().is_err() {
            self.say(format!("{uid}: SEQUENCE is no number"));
        }
        self.one_of(event, "CLASS", &["PRIVATE"]);
        self.one_of(event, "STATUS", &["CONFIRMED", "CANCELLED"]);
        self.one_of(event, "TRANSP", &["OPAQUE", "TRANSPARENT"]);
        let bounds = ["DTSTART", "DTEND"].map(|name| event.all(name).next().and_then(|line| self.bound(uid, line, zones, used)));
        match bounds {
            // Where one is local and the other UTC, a zone's rules would be needed to compare them.
            [Some((start, from)), Some((end, to))] if from == to || from == "DATE" || to == "DATE" => {
                if from != to && (from == "DATE" || to == "DATE") {
                    self.say(format!("{uid}: from a day to a time"));
                }
                if end <= start {
                    self.say(format!("{uid}: it ends before it has begun"));
                }
            }
            [Some(_), Some(_)] => {}
            _ => self.say(format!("{uid}: no start or no end")),
        }
        let whole_day = event.all("DTSTART").any(|line| line.parameters.contains_key("VALUE"));
        let wanted = usize::from(event.value("STATUS") == "CONFIRMED" && !whole_day);
        if event.parts.len() != wanted || event.parts.iter().any(|part| part.kind != "VALARM") {
            self.say(format!("{uid}: {} parts where {wanted} alarms are wanted", event.parts.len()));
        }
        for alarm in &event.parts {
            self.counts(alarm, ALARM);
            self.text(alarm, "DESCRIPTION");
            self.one_of(alarm, "ACTION", &["DISPLAY"]);
            let trigger = alarm.value("TRIGGER");
            let minutes =
                trigger.strip_prefix("-PT").and_then(|rest| rest.strip_suffix('M')).and_then(|minutes| minutes.parse::<u32>().ok());
            if minutes.is_none() && trigger != "PT0S" {
                self.say(format!("{uid}: `{trigger}` is no lead"));
            }
        }
    }

    /// A start or an end as comparable digits, with what kind of time it is.
    fn bound(&mut self, uid: &str, line: &Line, zones: &BTreeSet<&str>, used: &mut BTreeSet<String>) -> Option<(String, String)> {
        let value = &line.value;
        match (line.parameters.get("TZID"), line.parameters.get("VALUE").map(String::as_str)) {
            (Some(zone), None) => {
                if !zones.contains(zone.as_str()) {
                    self.say(format!("{uid}: the zone {zone} has no rules"));
                }
                used.insert(zone.clone());
                if moment(value).is_none_or(|(_, utc)| utc) {
                    self.say(format!("{uid}: `{value}` is no local time"));
                }
                Some((value.clone(), zone.clone()))
            }
            (None, Some("DATE")) => {
                if moment(&format!("{value}T000000")).is_none() {
                    self.say(format!("{uid}: `{value}` is no day"));
                }
                Some((value.clone(), "DATE".to_owned()))
            }
            (None, None) => {
                if moment(value).is_none_or(|(_, utc)| !utc) {
                    self.say(format!("{uid}: `{value}` floats"));
                }
                Some((value.clone(), "UTC".to_owned()))
            }
            _ => {
                self.say(format!("{uid}: {} has odd parameters", line.name));
                None
            }
        }
    }

    fn one_of(&mut self, part: &Part, name: &str, values: &[&str]) {
        let value = part.value(name);
        if !values.contains(&value) {
            self.say(format!("{}: {name} is `{value}`", part.kind));
        }
    }

    /// A TEXT value escapes what it must, and nothing else.
    fn text(&mut self, part: &Part, name: &str) {
        let mut chars = part.value(name).chars();
        while let Some(c) = chars.next() {
            let right = match c {
                '\\' => matches!(chars.next(), Some('\\' | ';' | ',' | 'n')),
                ';' | ',' => false,
                _ => true,
            };
            if !right {
                self.say(format!("{}: an escape is missing or wrong in {name}", part.kind));
                return;
            }
        }
    }
}

/// `20261210T180000`, with or without Z: its digits, and whether it is UTC. Nothing where there is no such time.
fn moment(text: &str) -> Option<(&str, bool)> {
    let (digits, utc) = text.strip_suffix('Z').map_or((text, false), |digits| (digits, true));
    let bytes = digits.as_bytes();
    if bytes.len() != 15 || bytes[8] != b'T' || !bytes.iter().enumerate().all(|(at, byte)| at == 8 || byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits[from..to].parse::<u32>().unwrap_or(u32::MAX);
    let (year, month, day) = (part(0, 4), part(4, 6), part(6, 8));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => 0,
    };
    let real = (1..=length).contains(&day) && part(9, 11) < 24 && part(11, 13) < 60 && part(13, 15) < 60;
    real.then_some((digits, utc))
}
