//! Content lines of RFC 5545: cleaned, escaped, folded. Knows nothing of plans.
//!
//! The crate `icalendar` has a writer too, which adds the clock and random ids to every component that
//! has none, leaves some texts unescaped, and folds a byte too late.

use icalendar::{Component, Property, ValueType};

/// The most octets of a line, its end not counted (RFC 5545, section 3.1).
const WIDTH: usize = 75;

/// An iCalendar text as it grows.
pub(super) struct Lines {
    text: String,
    line: String,
}

impl Lines {
    /// An empty text with room for so many bytes, so that it need not move as it grows.
    pub(super) fn with_room(bytes: usize) -> Self {
        Lines { text: String::with_capacity(bytes), line: String::with_capacity(8 * 1024) }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn begin(&mut self, kind: &str) {
        self.put(&["BEGIN:", kind, "\r\n"]);
    }

    pub(super) fn end(&mut self, kind: &str) {
        self.put(&["END:", kind, "\r\n"]);
    }

    /// A component with the components in it, and nothing that it does not hold itself.
    pub(super) fn component(&mut self, component: &impl Component) {
        let kind = component.component_kind();
        self.begin(&kind);
        let mut properties: Vec<&Property> =
            component.properties().values().chain(component.multi_properties().values().flatten()).collect();
        properties.sort_by_key(|property| place(property.key()));
        for property in properties {
            self.property(property);
        }
        for part in component.components() {
            self.component(part);
        }
        self.end(&kind);
    }

    /// Components that are written already.
    pub(super) fn whole(&mut self, written: &str) {
        self.put(&[written]);
    }

    /// A content line that is whole already, cleaned and escaped: only folded.
    pub(super) fn line(&mut self, content: &str) {
        let mut line = std::mem::take(&mut self.line);
        line.push_str(content);
        self.fold(line);
    }

    pub(super) fn property(&mut self, property: &Property) {
        let mut line = std::mem::take(&mut self.line);
        line.push_str(property.key());
        for parameter in property.params().values() {
            line.push(';');
            line.push_str(parameter.key());
            line.push('=');
            let value = parameter.value();
            let quote = if value.contains([':', ';', ',']) { "\"" } else { "" };
            line.push_str(quote);
            // A quotation mark ends a quoted value, and nothing escapes it.
            line.extend(value.chars().filter(|c| !c.is_control() && *c != '"'));
            line.push_str(quote);
        }
        line.push(':');
        match property.value_type() {
            // The crate has escaped the items and joined them by commas already.
            Some(ValueType::Text) if property.key() == "CATEGORIES" => plain(property.value(), &mut line),
            Some(ValueType::Text) | None => escape(property.value(), &mut line),
            // A number, a date, a length or a rule: nothing that needs an escape.
            Some(_) => plain(property.value(), &mut line),
        }
        self.fold(line);
    }

    /// Takes the line and keeps its memory for the next one.
    fn fold(&mut self, mut line: String) {
        let mut rest = line.as_str();
        let mut width = WIDTH;
        while rest.len() > width {
            let mut cut = (1..=width).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
            // Not within an escape either: a reader that unescapes before it unfolds would trip.
            let escapes = rest[..cut].bytes().rev().take_while(|byte| *byte == b'\\').count();
            if escapes % 2 == 1 && cut > 1 {
                cut -= 1;
            }
            self.put(&[&rest[..cut], "\r\n "]);
            rest = &rest[cut..];
            // The space that marks a continuation counts.
            width = WIDTH - 1;
        }
        self.put(&[rest, "\r\n"]);
        line.clear();
        self.line = line;
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }
}

/// The place of a property in its component: what an event is comes first, then what it says. The crate's
/// maps are in order of the alphabet, which puts the description before the title.
fn place(key: &str) -> usize {
    const ORDER: [&str; 15] = [
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "CLASS",
        "CATEGORIES",
        "SUMMARY",
        "ACTION",
        "TRIGGER",
        "DESCRIPTION",
        "LOCATION",
        "STATUS",
        "TRANSP",
    ];
    ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len())
}

/// A TEXT value as it stands in a file.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// Content lines as one reads them: folds undone.
pub(super) fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

/// A value without what no value may hold.
fn plain(value: &str, out: &mut String) {
    if value.contains(char::is_control) {
        out.extend(value.chars().filter(|c| !c.is_control()));
    } else {
        out.push_str(value);
    }
}

/// A TEXT value (RFC 5545, section 3.3.11). Lines end in LF; other control characters, which no value
/// may hold, are dropped, and so are marks that turn the direction of what follows.
fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    let mut after_return = false;
    while let Some(at) = rest.bytes().position(|byte| MATTERS[usize::from(byte)]) {
        // What may matter begins a character, so the cut never splits one.
        let (calm, from) = rest.split_at(at);
        out.push_str(calm);
        let Some(c) = from.chars().next() else { break };
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' if after_return && calm.is_empty() => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() || turns(c) => {}
            c => out.push(c),
        }
        after_return = c == '\r';
        rest = &from[c.len_utf8()..];
    }
    out.push_str(rest);
}

/// Whether a byte is, or begins, a character that cannot stand in a text as it is. The four large ones
/// begin U+0080–U+00BF, U+0600–U+063F, U+2000–U+2FFF and U+F000–U+FFFF.
const MATTERS: [bool; 256] = {
    let mut matters = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        matters[byte] = matches!(byte as u8, 0..=0x1F | 0x7F | b'\\' | b';' | b',' | 0xC2 | 0xD8 | 0xE2 | 0xEF);
        byte += 1;
    }
    matters
};

/// The text as one line: what breaks lines becomes a space.
pub(super) fn one_line(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let broken = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().filter(|c| !turns(*c)).map(|c| if broken(c) { ' ' } else { c }).collect()
}

/// Marks that set the direction of writing, and the byte-order mark: invisible, and able to make a weight read backwards.
fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: &str, value: &str) -> String {
        let mut lines = Lines::with_room(0);
        lines.property(&Property::new(key, value));
        lines.finish()
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_none_splits_a_letter() {
        for length in 0..400 {
            for letter in ["a", "é", "–", "🏋"] {
                let text = letter.repeat(length);
                let folded = line("SUMMARY", &text);
                assert!(folded.split("\r\n").all(|line| line.len() <= 75));
                assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
            }
        }
        // 149 octets are two full lines.
        assert_eq!(line("SUMMARY", &"a".repeat(141)).matches("\r\n").count(), 2);
        assert_eq!(line("SUMMARY", &"a".repeat(142)).matches("\r\n").count(), 3);
    }

    #[test]
    fn no_text_leaves_its_property() {
        assert_eq!(line("SUMMARY", "a\r\nb\rc\nd\r\re\n\nf"), "SUMMARY:a\\nb\\nc\\nd\\n\\ne\\n\\nf\r\n");
        assert_eq!(line("NAME", "a\nX-EVIL:1;,\\"), "NAME:a\\nX-EVIL:1\\;\\,\\\\\r\n");
        assert_eq!(line("SUMMARY", "7\u{202E}0 kg\u{0}\u{7f}\u{85}\tx"), "SUMMARY:70 kg x\r\n");
        assert_eq!(line("RRULE", "FREQ=YEARLY\r\nX:1"), "RRULE:FREQ=YEARLYX:1\r\n");
        let mut lines = Lines::with_room(0);
        lines.property(Property::new("DTSTART", "20260101T000000").add_parameter("TZID", "a\";X=b:\r\nc"));
        assert_eq!(lines.finish(), "DTSTART;TZID=\"a;X=b:c\":20260101T000000\r\n");
        assert_eq!(one_line("a\r\nb\u{2028}c\u{200F}"), "a  b c");
    }

    #[test]
    fn every_letter_that_needs_care_begins_with_a_byte_that_is_looked_at() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let matters = matches!(c, '\\' | ';' | ',' | '\u{2028}' | '\u{2029}') || c.is_control() || turns(c);
            let mut bytes = [0; 4];
            assert!(!matters || MATTERS[usize::from(c.encode_utf8(&mut bytes).as_bytes()[0])], "{c:?}");
        }
    }
}
