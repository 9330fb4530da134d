//! Text as it is measured and broken into lines. Knows nothing of pages.

use crate::words::TIE;
use printpdf::ParsedFont;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use subsetter::GlyphRemapper;
use unicode_normalization::UnicodeNormalization;

/// Points of a millimetre.
pub(in crate::render) const MM: f32 = 72.0 / 25.4;
/// The size of running text, points.
pub(in crate::render) const BODY: f32 = 10.0;
/// The size of footers, footnotes and column heads, points.
pub(in crate::render) const SMALL: f32 = 8.5;
/// The smallest size on a sheet, points: what still reads on paper.
pub(in crate::render) const SMALLEST: f32 = 8.0;

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

/// Begins a new line.
pub(in crate::render) const BREAK: char = '\u{2028}';

/// Greys, 0 is black.
pub(in crate::render) const BLACK: f32 = 0.0;
/// For what is read second.
pub(in crate::render) const GREY: f32 = 0.35;
/// For rules.
pub(in crate::render) const RULE: f32 = 0.6;
/// For fills behind text.
pub(in crate::render) const PALE: f32 = 0.93;

/// A weight of the one typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Face {
    Regular,
    Bold,
}

impl Face {
    pub(in crate::render) const ALL: [Face; 2] = [Face::Regular, Face::Bold];

    fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => dejavu::sans_condensed::regular(),
            Face::Bold => dejavu::sans_condensed::bold(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Face::Regular => "DejaVuSansCondensed",
            Face::Bold => "DejaVuSansCondensed-Bold",
        }
    }
}

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Style {
    pub face: Face,
    pub size: f32,
    pub grey: f32,
    /// Above the baseline, points.
    pub rise: f32,
}

/// A piece of text with its looks, not yet broken into lines.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct Text(Vec<(String, Style)>);

impl Text {
    pub(in crate::render) fn body(text: impl Into<String>) -> Self {
        Text::sized(text, BODY)
    }

    pub(in crate::render) fn sized(text: impl Into<String>, size: f32) -> Self {
        Text(vec![(text.into(), Style { face: Face::Regular, size, grey: BLACK, rise: 0.0 })])
    }

    pub(in crate::render) fn bold(text: impl Into<String>) -> Self {
        Text::heavy(text, BODY)
    }

    pub(in crate::render) fn heavy(text: impl Into<String>, size: f32) -> Self {
        Text(vec![(text.into(), Style { face: Face::Bold, size, grey: BLACK, rise: 0.0 })])
    }

    pub(in crate::render) fn small(text: impl Into<String>) -> Self {
        Text::sized(text, SMALL).grey(GREY)
    }

    pub(in crate::render) fn grey(mut self, grey: f32) -> Self {
        for (_, style) in &mut self.0 {
            style.grey = grey;
        }
        self
    }

    pub(in crate::render) fn and(mut self, more: Text) -> Self {
        self.0.extend(more.0);
        self
    }

    /// A footnote's numbers, raised; nothing where there are none.
    pub(in crate::render) fn footnote(mut self, numbers: &str) -> Self {
        if !numbers.is_empty() {
            let size = self.0.last().map_or(BODY, |(_, style)| style.size);
            let style = Style { face: Face::Regular, size: SMALLEST.min(size), grey: GREY, rise: size * 0.24 };
            // A thin gap that never breaks; digits and commas only, so that they cannot be taken for a load.
            self.0.push((format!("{TIE}{numbers}"), style));
        }
        self
    }
}

/// A part of a line in one style.
#[derive(Debug, Clone)]
pub(in crate::render) struct Run {
    /// From the line's left edge.
    pub x: f32,
    pub text: String,
    pub style: Style,
}

/// A line of text that fits.
#[derive(Debug, Clone)]
pub(in crate::render) struct Line {
    pub runs: Vec<Run>,
    pub width: f32,
    /// From its top to its baseline.
    pub ascent: f32,
    /// From its baseline to its bottom.
    pub descent: f32,
    /// From its top to the top of the next.
    pub advance: f32,
}

impl Line {
    pub(in crate::render) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The height of several lines.
pub(in crate::render) fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.advance).sum()
}

/// The whole fonts, read once: which glyph is whose, and how wide it is.
static WHOLE: LazyLock<[ParsedFont; 2]> = LazyLock::new(|| {
    Face::ALL.map(|face| {
        // Warnings tell of tables that are not there.
        let parsed = ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new());
        let mut font = parsed.expect("the embedded font is a font: every test renders with it");
        // A copy of what is embedded already.
        font.original_bytes = Vec::new();
        font
    })
});

fn whole(face: Face) -> &'static ParsedFont {
    &WHOLE[face as usize]
}

/// The glyph of a character, and its advance in the font's own units; `None` where the font has no such character.
fn glyph(font: &ParsedFont, c: char) -> Option<(u16, u16)> {
    let glyph = font.lookup_glyph_index(u32::from(c)).filter(|glyph| *glyph != 0)?;
    Some((glyph, font.get_glyph_width(glyph)?))
}

struct Metrics {
    font: &'static ParsedFont,
    /// Advance by code point, in ems, for the alphabets of Europe; negative where the font has nothing.
    near: Vec<f32>,
}

const NEAR: usize = 0x530;

impl Metrics {
    fn new(face: Face) -> Self {
        Metrics { font: whole(face), near: vec![f32::NAN; NEAR] }
    }

    /// The advance in ems; `None` where the font has no such character.
    fn advance(&mut self, c: char) -> Option<f32> {
        let at = c as usize;
        if let Some(known) = self.near.get(at).filter(|known| !known.is_nan()) {
            return (*known >= 0.0).then_some(*known);
        }
        let advance = glyph(self.font, c).map(|(_, width)| f32::from(width) / f32::from(self.font.units_per_em));
        if let Some(slot) = self.near.get_mut(at) {
            *slot = advance.unwrap_or(-1.0);
        }
        advance
    }
}

/// The typeface, and what of it a document uses.
pub(in crate::render) struct Fonts {
    faces: [Metrics; 2],
    /// Room is short: lines stand closer.
    pub tight: bool,
    /// Characters that neither weight has.
    pub missing: BTreeSet<char>,
}

impl Fonts {
    pub(in crate::render) fn new() -> Self {
        Fonts { faces: Face::ALL.map(Metrics::new), tight: false, missing: BTreeSet::new() }
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

    /// Breaks a text into lines of at most `width` points; a word that is longer is broken too.
    pub(in crate::render) fn wrap(&mut self, text: &Text, width: f32) -> Vec<Line> {
        struct Atom {
            c: char,
            part: usize,
            advance: f32,
            breaks: bool,
        }
        let styles: Vec<Style> = text.0.iter().map(|(_, style)| *style).collect();
        let leading = if self.tight { TIGHT_LEADING } else { LEADING };
        let mut atoms: Vec<Atom> = Vec::new();
        for (part, ((piece, _), style)) in text.0.iter().zip(&styles).enumerate() {
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
        // A dash or stroke before a digit is part of a range or a fraction: `8–12`, `2/10`.
        for at in 0..atoms.len() {
            let before_digit = atoms.get(at + 1).is_some_and(|next| next.c.is_ascii_digit());
            if before_digit && !matches!(atoms[at].c, ' ' | BREAK) {
                atoms[at].breaks = false;
            }
        }
        // A number keeps its unit, in sentences too.
        for at in 1..atoms.len() {
            if atoms[at].c == ' ' && atoms[at].breaks && atoms[at - 1].c.is_ascii_digit() {
                let word: String =
                    atoms[at + 1..].iter().map(|atom| atom.c).take_while(|c| c.is_alphabetic() || *c == '%').take(4).collect();
                atoms[at].breaks = !UNITS.contains(&word.as_str());
            }
        }
        let mut lines = Vec::new();
        let mut start = 0;
        while start < atoms.len() {
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
            if end < atoms.len() {
                end = last_break.unwrap_or(end);
            }
            let mut runs: Vec<Run> = Vec::new();
            let (mut x, mut last_part) = (0.0, usize::MAX);
            let line = &atoms[start..end];
            let trimmed = line.iter().rposition(|atom| atom.c != ' ' && atom.c != BREAK).map_or(0, |at| at + 1);
            for atom in &line[..trimmed] {
                match runs.last_mut() {
                    Some(run) if last_part == atom.part => run.text.push(atom.c),
                    _ => runs.push(Run { x, text: atom.c.to_string(), style: styles[atom.part] }),
                }
                last_part = atom.part;
                x += atom.advance;
            }
            if trimmed > 0 {
                let most = |of: fn(&Style) -> f32| runs.iter().map(|run| of(&run.style)).fold(0.0, f32::max);
                let ascent = most(|style| style.size * ASCENT + style.rise);
                let descent = most(|style| style.size * DESCENT - style.rise);
                let advance = most(|style| style.size) * leading;
                lines.push(Line { runs, width: x, ascent, descent, advance: advance.max(ascent + descent) });
            }
            start = end;
            while atoms.get(start).is_some_and(|atom| atom.c == ' ') {
                start += 1;
            }
        }
        lines
    }
}

/// Letters and their marks as one character each: a font places them better than we could.
fn composed(text: &str) -> Cow<'_, str> {
    // Footnotes that join a letter begin at U+0300.
    if text.chars().all(|c| c < '\u{300}') { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The characters that a document uses of one face.
pub(in crate::render) struct Used {
    near: Vec<bool>,
    far: BTreeSet<char>,
}

impl Used {
    pub(in crate::render) fn new() -> Self {
        Used { near: vec![false; NEAR], far: BTreeSet::new() }
    }

    pub(in crate::render) fn add(&mut self, text: &str) {
        for c in text.chars() {
            match self.near.get_mut(c as usize) {
                Some(used) => *used = true,
                None => {
                    self.far.insert(c);
                }
            }
        }
    }

    /// In order.
    pub(in crate::render) fn characters(&self) -> impl Iterator<Item = char> {
        let near = self.near.iter().zip(0u32..).filter(|(used, _)| **used).filter_map(|(_, code)| char::from_u32(code));
        near.chain(self.far.iter().copied())
    }
}

/// The glyphs that stand for characters in a font that was cut.
pub(in crate::render) struct Codes {
    near: Vec<u16>,
    far: BTreeMap<char, u16>,
}

impl Codes {
    /// The glyph of a character; 0, a box, where the font has none.
    pub(in crate::render) fn of(&self, c: char) -> u16 {
        self.near.get(c as usize).copied().or_else(|| self.far.get(&c).copied()).unwrap_or(0)
    }
}

/// A font with only the glyphs of these characters, ready for printpdf, and which glyph is whose.
pub(in crate::render) fn subset(face: Face, used: &Used) -> (ParsedFont, Codes) {
    let font = whole(face);
    let mut glyphs = GlyphRemapper::new();
    let mut codes = Codes { near: vec![0; NEAR], far: BTreeMap::new() };
    let mut unicode = BTreeMap::new();
    let mut advances = BTreeMap::new();
    for c in used.characters() {
        let Some((old, width)) = glyph(font, c) else { continue };
        let new = glyphs.remap(old);
        match codes.near.get_mut(c as usize) {
            Some(slot) => *slot = new,
            None => {
                codes.far.insert(c, new);
            }
        }
        unicode.insert(u32::from(c), new);
        advances.insert(new, width);
    }
    // Cutting fails on broken fonts only; without bytes printpdf leaves the font to the reader.
    let bytes = subsetter::subset(face.bytes(), 0, &glyphs).unwrap_or_default();
    // Six capitals before the name mark a subset; two different subsets never share them.
    let digest = Sha256::digest(&bytes);
    let tag: String = digest.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    let name = format!("{tag}+{}", face.name());
    let mut parsed = ParsedFont::with_glyph_data(bytes, 0, Some(name), unicode, advances, font.units_per_em, font.font_metrics.clone());
    parsed.pdf_font_metrics = font.pdf_font_metrics.clone();
    (parsed, codes)
}
