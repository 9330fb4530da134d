//! What is drawn on a page, as the operators of its content stream. Knows nothing of documents.

use super::font::{Codes, Face};
use super::layout::Item;
use super::text::Line;

/// Hundredths of a point: finer than any printer, and short in the file.
fn hundredths(points: f32) -> i64 {
    (points * 100.0).round() as i64
}

/// Writes operators, and the state that they need only where it changes.
pub(super) struct Stream<'a> {
    bytes: Vec<u8>,
    height: f32,
    /// The glyphs of both faces' characters in the fonts of the document.
    codes: [&'a Codes; 2],
    fill: Option<f32>,
    stroke: Option<f32>,
    weight: Option<f32>,
    /// Inside a text object: where its last line began, and in which font.
    text: Option<Text>,
}

/// Where a text object stands.
struct Text {
    at: (i64, i64),
    font: Option<(Face, f32)>,
}

impl<'a> Stream<'a> {
    /// An empty page of a height in points.
    pub(super) fn new(height: f32, codes: [&'a Codes; 2]) -> Self {
        Stream { bytes: Vec::with_capacity(16 * 1024), height, codes, fill: None, stroke: None, weight: None, text: None }
    }

    /// The operators.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.end_text();
        self.bytes
    }

    pub(super) fn draw(&mut self, item: &Item) {
        match item {
            Item::Text { x, baseline, line } => self.line(*x, *baseline, line),
            Item::Rule { from, to, weight, grey } => {
                self.end_text();
                self.stroke(*weight, *grey);
                self.point(*from);
                self.operator("m");
                self.point(*to);
                self.operator("l S");
            }
            Item::Rect { x, y, width, height, fill, stroke } => self.rectangle((*x, *y), (*width, *height), *fill, *stroke),
            Item::Box { x, y, width, height, line } => self.rectangle((*x, *y), (*width, *height), Some(1.0), Some(*line)),
        }
    }

    fn rectangle(&mut self, at: (f32, f32), size: (f32, f32), fill: Option<f32>, stroke: Option<(f32, f32)>) {
        let paint = match (fill, stroke) {
            (Some(_), Some(_)) => "re B",
            (Some(_), None) => "re f",
            (None, Some(_)) => "re S",
            (None, None) => return,
        };
        self.end_text();
        if let Some(value) = fill {
            self.fill(value);
        }
        if let Some((weight, value)) = stroke {
            self.stroke(weight, value);
        }
        self.point((at.0, at.1 + size.1));
        self.number(hundredths(size.0));
        self.number(hundredths(size.1));
        self.operator(paint);
    }

    fn line(&mut self, x: f32, baseline: f32, line: &Line) {
        for run in &line.runs {
            self.fill(run.style.grey);
            let at = (hundredths(x + run.x), hundredths(self.height - (baseline - run.style.rise)));
            let mut text = match self.text.take() {
                Some(text) => text,
                None => {
                    self.operator("BT");
                    Text { at: (0, 0), font: None }
                }
            };
            let font = (run.style.face, run.style.size);
            if text.font != Some(font) {
                text.font = Some(font);
                self.bytes.extend_from_slice(match run.style.face {
                    Face::Regular => b"/R ",
                    Face::Bold => b"/B ",
                });
                self.number(hundredths(run.style.size));
                self.operator("Tf");
            }
            // From where the line before began.
            self.number(at.0 - text.at.0);
            self.number(at.1 - text.at.1);
            self.operator("Td");
            text.at = at;
            self.show(run.style.face, &run.text);
            self.text = Some(text);
        }
    }

    /// Two bytes for each glyph, in a literal string.
    fn show(&mut self, face: Face, text: &str) {
        let codes = self.codes[face as usize];
        self.bytes.push(b'(');
        for c in text.chars() {
            for byte in codes.of(c).to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => self.bytes.extend([b'\\', byte]),
                    // An end of line of its own kind would be read as another.
                    b'\r' => self.bytes.extend_from_slice(b"\\r"),
                    _ => self.bytes.push(byte),
                }
            }
        }
        self.bytes.push(b')');
        self.operator("Tj");
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.operator("ET");
        }
    }

    fn fill(&mut self, value: f32) {
        if self.fill.replace(value) != Some(value) {
            self.number(hundredths(value));
            self.operator("g");
        }
    }

    fn stroke(&mut self, weight: f32, value: f32) {
        if self.stroke.replace(value) != Some(value) {
            self.number(hundredths(value));
            self.operator("G");
        }
        if self.weight.replace(weight) != Some(weight) {
            self.number(hundredths(weight));
            self.operator("w");
        }
    }

    /// A point, measured from the top left, in the page's own measure from the bottom left.
    fn point(&mut self, (x, y): (f32, f32)) {
        self.number(hundredths(x));
        self.number(hundredths(self.height - y));
    }

    /// A number of hundredths, as short as it can be written.
    fn number(&mut self, hundredths: i64) {
        if hundredths < 0 {
            self.bytes.push(b'-');
        }
        let value = hundredths.unsigned_abs();
        let (whole, part) = (value / 100, value % 100);
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = whole;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[at..]);
        if part > 0 {
            self.bytes.extend([b'.', b'0' + (part / 10) as u8]);
            if part % 10 > 0 {
                self.bytes.push(b'0' + (part % 10) as u8);
            }
        }
        self.bytes.push(b' ');
    }

    fn operator(&mut self, name: &str) {
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(b'\n');
    }
}
