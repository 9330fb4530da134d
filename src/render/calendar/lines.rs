//! Content lines of RFC 5545: cleaned, escaped, folded. Knows nothing of plans.

use icalendar::{Component, Property, ValueType};

/// The most octets of a line, its end not counted (RFC 5545, section 3.1).
const WIDTH: usize = 75;

/// An iCalendar text as it grows.
pub(super) struct Lines {
    text: String,
    line: String,
}

impl Lines {
    pub(super) fn new() -> Self {
        Lines { text: String::new(), line: String::new() }
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
    pub(super) fn component(&mut self, kind: &str, component: &impl Component) {
        self.begin(kind);
        for property in component.properties().values().chain(component.multi_properties().values().flatten()) {
            self.property(property);
        }
        for part in component.components() {
            self.component(&part.component_kind(), part);
        }
        self.end(kind);
    }

    pub(super) fn property(&mut self, property: &Property) {
        let mut line = std::mem::take(&mut self.line);
        line.push_str(property.key());
        for parameter in property.params().values() {
            line.push(';');
            line.push_str(parameter.key());
            line.push('=');
            // A quotation mark ends a quoted value, and nothing escapes it.
            let value: String = parameter.value().chars().filter(|c| !c.is_control() && *c != '"').collect();
            let quoted = value.contains([':', ';', ',']);
            line.push_str(if quoted { "\"" } else { "" });
            line.push_str(&value);
            line.push_str(if quoted { "\"" } else { "" });
        }
        line.push(':');
        match property.value_type() {
            // The crate has escaped the items and joined them by commas already.
            Some(ValueType::Text) if property.key() == "CATEGORIES" => line.extend(property.value().chars().filter(|c| !c.is_control())),
            Some(ValueType::Text) | None => escape(property.value(), &mut line),
            Some(_) => line.extend(property.value().chars().filter(|c| !c.is_control())),
        }
        self.fold(&line);
        line.clear();
        self.line = line;
    }

    fn fold(&mut self, line: &str) {
        let mut rest = line;
        let mut width = WIDTH;
        while rest.len() > width {
            let cut = (1..=width).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
            self.put(&[&rest[..cut], "\r\n "]);
            rest = &rest[cut..];
            // The space that marks a continuation counts.
            width = WIDTH - 1;
        }
        self.put(&[rest, "\r\n"]);
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }
}

/// A TEXT value (RFC 5545, section 3.3.11). Lines end in LF; other control characters, which no value
/// may hold, are dropped, and so are marks that turn the direction of what follows.
fn escape(text: &str, out: &mut String) {
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() || turns(c) => {}
            c => out.push(c),
        }
        before = c;
    }
}

/// The text as one line: what breaks lines becomes a space.
pub(super) fn one_line(text: &str) -> String {
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
        let mut lines = Lines::new();
        lines.property(&Property::new(key, value));
        lines.finish()
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_none_splits_a_letter() {
        // 149 octets are two full lines; the crate's own folding writes a second one of 76.
        for length in 0..400 {
            for letter in ["a", "é", "–", "🏋"] {
                let text = letter.repeat(length);
                let folded = line("SUMMARY", &text);
                assert!(folded.split("\r\n").all(|line| line.len() <= 75));
                assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
            }
        }
        assert_eq!(line("SUMMARY", &"a".repeat(141)).matches("\r\n").count(), 2);
        assert_eq!(line("SUMMARY", &"a".repeat(142)).matches("\r\n").count(), 3);
    }

    #[test]
    fn no_text_leaves_its_property() {
        assert_eq!(line("SUMMARY", "a\r\nb\rc\nd"), "SUMMARY:a\\nb\\nc\\nd\r\n");
        assert_eq!(line("NAME", "a\nX-EVIL:1;,\\"), "NAME:a\\nX-EVIL:1\\;\\,\\\\\r\n");
        assert_eq!(line("SUMMARY", "7\u{202E}0 kg\u{0}\u{7f}\u{85}\tx"), "SUMMARY:70 kg x\r\n");
        assert_eq!(line("RRULE", "FREQ=YEARLY\r\nX:1"), "RRULE:FREQ=YEARLYX:1\r\n");
        let mut lines = Lines::new();
        lines.property(Property::new("DTSTART", "20260101T000000").add_parameter("TZID", "a\";X=b:\r\nc"));
        assert_eq!(lines.finish(), "DTSTART;TZID=\"a;X=b:c\":20260101T000000\r\n");
        assert_eq!(one_line("a\r\nb\u{2028}c\u{200F}"), "a  b c");
    }
}
