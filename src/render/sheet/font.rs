//! The typeface: which glyph is whose, how wide it is, and a font cut to what a document uses.

use printpdf::ParsedFont;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use subsetter::GlyphRemapper;

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

/// How wide the characters of one face are, as far as they were asked for.
pub(super) struct Metrics {
    font: &'static ParsedFont,
    /// Advance by code point, in ems, for the alphabets of Europe; negative where the font has nothing.
    near: Vec<f32>,
}

const NEAR: usize = 0x530;

impl Metrics {
    pub(super) fn new(face: Face) -> Self {
        Metrics { font: whole(face), near: vec![f32::NAN; NEAR] }
    }

    /// The advance in ems; `None` where the font has no such character.
    pub(super) fn advance(&mut self, c: char) -> Option<f32> {
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
