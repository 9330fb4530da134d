//! Text broken into lines: measured by its font, and broken where a reader would. Knows nothing of pages.

use super::font::{Face, Metrics};
use super::text::{BREAK, Line, Run, Style, Text};
use crate::words::TIE;
use std::borrow::Cow;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// From baseline to baseline, in sizes: DejaVu is tall (1.16) and needs air.
const LEADING: f32 = 1.24;
/// The same where room is short: still more than ascent and descent.
const TIGHT_LEADING: f32 = 1.18;
/// From the baseline to the top of the tallest letters, in sizes.
const ASCENT: f32 = 0.93;
/// From the baseline to the lowest descender, in sizes.
const DESCENT: f32 = 0.24;
/// What stands for a character that the fonts do not have.
const REPLACEMENT: char = '\u{FFFD}';
/// Words that never stand on another line than their number.
const UNITS: [&str; 8] = ["kg", "lb", "h", "s", "min", "cm", "mm", "%"];

/// The typeface, and what of it a document uses.
pub(in crate::render) struct Fonts {
    faces: [Metrics; 2],
    /// Room is short: lines stand closer.
    pub tight: bool,
    /// Characters that neither weight has.
    pub missing: BTreeSet<char>,
}

/// A character as it is drawn.
struct Atom {
    c: char,
    /// Which part of the text it belongs to.
    part: usize,
    advance: f32,
    /// A line may end behind it.
    breaks: bool,
}

impl Fonts {
    pub(in crate::render) fn new() -> Self {
        Fonts { faces: Face::ALL.map(Metrics::new), tight: false, missing: BTreeSet::new() }
    }

    /// Breaks a text into lines of at most `width` points; a word that is longer is broken too.
    pub(in crate::render) fn wrap(&mut self, text: &Text, width: f32) -> Vec<Line> {
        let mut atoms = self.atoms(text);
        keep_ranges(&mut atoms);
        keep_units(&mut atoms);
        let leading = if self.tight { TIGHT_LEADING } else { LEADING };
        let mut lines = Vec::new();
        let mut start = 0;
        while start < atoms.len() {
            let end = end_of_line(&atoms, start, width);
            lines.extend(line(&atoms[start..end], text, leading));
            start = end;
            while atoms.get(start).is_some_and(|atom| atom.c == ' ') {
                start += 1;
            }
        }
        lines
    }

    fn atoms(&mut self, text: &Text) -> Vec<Atom> {
        let mut atoms = Vec::new();
        for (part, (piece, style)) in text.0.iter().enumerate() {
            for c in composed(piece).chars() {
                if c == BREAK {
                    atoms.push(Atom { c, part, advance: 0.0, breaks: true });
                    continue;
                }
                let c = if c.is_control() { ' ' } else { c };
                let (shown, ems) = self.draw(c, style.face);
                atoms.push(Atom { c: shown, part, advance: ems * style.size, breaks: matches!(c, ' ' | '-' | '–' | '—' | '/') });
            }
        }
        atoms
    }

    /// The character as it is drawn, with its advance in ems.
    fn draw(&mut self, c: char, face: Face) -> (char, f32) {
        let shown = if c == TIE { ' ' } else { c };
        if let Some(advance) = self.faces[face as usize].advance(shown) {
            return (shown, advance);
        }
        self.missing.insert(c);
        (REPLACEMENT, self.faces[face as usize].advance(REPLACEMENT).unwrap_or(1.0))
    }
}

/// A dash or stroke before a digit is part of a range or a fraction: `8–12`, `2/10`.
fn keep_ranges(atoms: &mut [Atom]) {
    for at in 1..atoms.len() {
        if atoms[at].c.is_ascii_digit() && !matches!(atoms[at - 1].c, ' ' | BREAK) {
            atoms[at - 1].breaks = false;
        }
    }
}

/// A number keeps its unit, in sentences too.
fn keep_units(atoms: &mut [Atom]) {
    for at in 1..atoms.len() {
        if atoms[at].c == ' ' && atoms[at].breaks && atoms[at - 1].c.is_ascii_digit() {
            let letters = atoms[at + 1..].iter().map(|atom| atom.c).take_while(|c| c.is_alphabetic() || *c == '%');
            let word: String = letters.take(4).collect();
            atoms[at].breaks = !UNITS.contains(&word.as_str());
        }
    }
}

/// Where the line that begins at `start` ends: behind the last place at which it may, or else where it is full.
fn end_of_line(atoms: &[Atom], start: usize, width: f32) -> usize {
    let (mut end, mut used, mut last_break) = (start, 0.0, None);
    while let Some(atom) = atoms.get(end) {
        // A space may hang over the edge: it is trimmed.
        if used + atom.advance > width && end > start && !(atom.c == ' ' && atom.breaks) {
            break;
        }
        used += atom.advance;
        end += 1;
        if atom.breaks {
            last_break = Some(end);
        }
        if atom.c == BREAK {
            break;
        }
    }
    if end < atoms.len() { last_break.unwrap_or(end) } else { end }
}

/// One line, in runs of one style; nothing where there are only spaces.
fn line(atoms: &[Atom], text: &Text, leading: f32) -> Option<Line> {
    let trimmed = atoms.iter().rposition(|atom| atom.c != ' ' && atom.c != BREAK)? + 1;
    let mut runs: Vec<Run> = Vec::new();
    let (mut x, mut last_part) = (0.0, usize::MAX);
    for atom in &atoms[..trimmed] {
        match runs.last_mut() {
            Some(run) if last_part == atom.part => run.text.push(atom.c),
            _ => runs.push(Run { x, text: atom.c.to_string(), style: text.0[atom.part].1 }),
        }
        last_part = atom.part;
        x += atom.advance;
    }
    let most = |of: fn(&Style) -> f32| runs.iter().map(|run| of(&run.style)).fold(0.0, f32::max);
    let ascent = most(|style| style.size * ASCENT + style.rise);
    let descent = most(|style| style.size * DESCENT - style.rise);
    let advance = most(|style| style.size) * leading;
    Some(Line { runs, width: x, ascent, descent, advance: advance.max(ascent + descent) })
}

/// Letters and their marks as one character each: a font places them better than we could.
fn composed(text: &str) -> Cow<'_, str> {
    // Footnotes that join a letter begin at U+0300.
    if text.chars().all(|c| c < '\u{300}') { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}
