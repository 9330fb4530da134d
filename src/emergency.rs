//! An emergency sign in what cannot be read as it stands: it is answered before any mistake is told (decisions, section 1).

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::{Document, Entry, Node, Value};
use crate::protocol::{Protocol, Sign, SignVerdict};

/// What is wrong with a profile or a log in YAML, and before it what to do about each emergency sign that the text tells of.
pub fn before_mistakes(text: &str, wrong: Vec<Diagnostic>, protocol: &Protocol) -> Vec<Diagnostic> {
    let words = match Document::parse_all(text, "") {
        Ok((document, _)) => named(document.root()),
        Err(_) => listed(text),
    };
    among(&words, protocol).into_iter().chain(wrong).collect()
}

/// The same of a table: of its cells that hold nothing but signs.
pub fn before_mistakes_of_table(text: &str, wrong: Vec<Diagnostic>, protocol: &Protocol) -> Vec<Diagnostic> {
    let cells = text.split([',', ';', '\t', '\n', '\r']).map(|cell| cell.trim().trim_matches('"'));
    let words = |cell: &str| cell.split_whitespace().map(normal).collect::<Vec<_>>();
    let is_sign = |word: &String| protocol.signs.iter().any(|sign| sign.id == *word || is_meant(word, sign, protocol));
    let signs: Vec<String> = cells.map(words).filter(|words| words.iter().all(is_sign)).flatten().collect();
    among(&signs, protocol).into_iter().chain(wrong).collect()
}

/// What to do about each emergency sign among some words. A sign with a slip of the pen in it counts, as one does that the
/// lifter is not sure of.
pub fn among(words: &[String], protocol: &Protocol) -> Vec<Diagnostic> {
    let is_told = |sign: &&Sign| words.iter().any(|word| *word == sign.id || is_meant(word, sign, protocol));
    let signs = protocol.signs.iter().filter(|sign| sign.verdict == SignVerdict::Emergency).filter(is_told);
    let told = |sign: &Sign| {
        let message = format!("an emergency sign, before any mistake: {}", sign.says);
        Diagnostic::new(Code::Emergency, message).help(protocol.wording.emergency.says.clone())
    };
    signs.map(told).collect()
}

/// Whether a word is no sign, and nearest to this one.
fn is_meant(word: &str, sign: &Sign, protocol: &Protocol) -> bool {
    let ids = || protocol.signs.iter().map(|sign| sign.id.as_str());
    // A short word is near to much.
    word.len() > 7 && ids().all(|id| id != word) && did_you_mean(word, ids()) == Some(sign.id.as_str())
}

/// The items of all lists, the single values of `signs` and `unsure`, and the keys that are not answered with no.
fn named(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Scalar { .. } => Vec::new(),
        Value::Sequence(items) => items.iter().flat_map(|item| scalar(item).into_iter().chain(named(item))).collect(),
        Value::Mapping(entries) => {
            let of_entry = |entry: &Entry| {
                let denied = scalar(&entry.value).is_some_and(|text| matches!(text.as_str(), "no" | "false" | "never" | "n" | ""));
                let key = (!denied && entry.key.contains('-')).then(|| normal(&entry.key));
                let single = is_of_signs(&entry.key).then(|| scalar(&entry.value)).flatten();
                key.into_iter().chain(single).chain(named(&entry.value)).collect::<Vec<_>>()
            };
            entries.iter().flat_map(of_entry).collect()
        }
    }
}

fn scalar(node: &Node) -> Option<String> {
    node.text().map(normal)
}

fn is_of_signs(key: &str) -> bool {
    did_you_mean(key, ["signs", "unsure"]).is_some()
}

fn normal(word: &str) -> String {
    word.trim().to_lowercase().replace([' ', '_'], "-")
}

/// The words of a text that is not even YAML, which stand where signs stand: behind `signs:` or `unsure:` on a line, and in
/// the lines of a list below it. Comments aside.
fn listed(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut of_signs = false;
    for line in text.lines() {
        let line = line.split(" #").next().unwrap_or("").trim();
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let mut rest = line;
        let is_item = line.starts_with('-') || line.starts_with(['"', '\'', ']']) || !line.contains(':');
        if !(of_signs && is_item) {
            let at = ["signs", "unsure"].iter().filter_map(|key| line.find(key)).min();
            of_signs = at.is_some();
            rest = at.map_or("", |at| &line[at..]);
        }
        let separate = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'));
        words.extend(rest.split(separate).map(|word| normal(word.trim_matches('-'))).filter(|word| !word.is_empty()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let protocol = Protocol::embedded();
        let told = before_mistakes(text, Vec::new(), &protocol);
        let signs = protocol.signs.iter().filter(|sign| told.iter().any(|one| one.message.contains(&sign.says)));
        signs.map(|sign| sign.id.clone()).collect()
    }

    #[test]
    fn a_slip_elsewhere_hides_no_emergency() {
        assert_eq!(seen("{deadlift: {working_weight: 100}, pain: {signs: [saddle-numbness]}}"), ["saddle-numbness"]);
        assert_eq!(seen("pain:\n  sings:\n    - fever\n"), ["fever"]);
        assert_eq!(seen("signs: trauma\n"), ["trauma"]);
        assert_eq!(seen("pain: {signs: [Saddle_Numbness]}"), ["saddle-numbness"]);
        assert_eq!(seen("saddle-numbness: yes"), ["saddle-numbness"]);
        // Not even YAML.
        assert_eq!(seen("pain: {signs: [saddle-numbness]\nage: 30: 4"), ["saddle-numbness"]);
        assert_eq!(seen("pain:\n\tsigns:\n\t- fever # since Monday\n\tworst: 3\n"), ["fever"]);
    }

    #[test]
    fn of_a_table_the_cells_with_signs_count() {
        let protocol = Protocol::embedded();
        let told = |text: &str| before_mistakes_of_table(text, Vec::new(), &protocol).len();
        assert_eq!(told("session,date,signs,note\nloading-1-deadlift,2026-12-10,fever saddle-numbness,\n"), 2);
        assert_eq!(told("session,date,signs,note\nloading-1-deadlift,2026-12-10,,no fever today\n"), 0);
    }

    #[test]
    fn a_slip_in_the_sign_itself_hides_none_either() {
        assert_eq!(seen("pain: {signs: [sadle-numbnes]}"), ["saddle-numbness"]);
    }

    #[test]
    fn nothing_is_taken_for_an_emergency_that_is_none() {
        for text in [
            "{age: 900, pain: {signs: [radiating-pain]}}",
            "{age: 900, name: fever, clearance: {by: trauma}}",
            "saddle-numbness: no",
            "# signs: saddle-numbness, fever\nage: 900\npain: {signs: []}",
            "age: 30: 4\nnotes: fever\n# signs: fever\n",
            "",
        ] {
            assert_eq!(seen(text), [""; 0], "{text}");
        }
    }
}
