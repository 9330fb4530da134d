//! Pages become a PDF file. Knows nothing of plans.

use super::layout::{Flow, Item};
use super::text::{Face, subset};
use super::{Paper, Placed, Sheet};
use chrono::NaiveDate;
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, Stream, StringFormat, text_string};
use printpdf::{
    Color, FontId, Greyscale, Line, LinePoint, Op, PageAnnotId, PageAnnotation, PaintMode, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Pt, Rect, TextItem, WindingOrder,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What a file says of itself.
pub(in crate::render) struct About<'a> {
    pub title: &'a str,
    pub created: NaiveDate,
    /// Which document it is: the same in every revision.
    pub id: &'a str,
}

/// Hundredths of a point are finer than any printer, and shorter in the file.
fn pt(points: f32) -> Pt {
    Pt((points * 100.0).round() / 100.0)
}

fn grey(value: f32) -> Color {
    Color::Greyscale(Greyscale::new(value, None))
}

/// Writes operators, and the state that they need only where it changes.
struct Pen {
    height: f32,
    ops: Vec<Op>,
    fill: Option<f32>,
    stroke: Option<f32>,
    weight: Option<f32>,
}

impl Pen {
    fn fill(&mut self, value: f32) {
        if self.fill.replace(value) != Some(value) {
            self.ops.push(Op::SetFillColor { col: grey(value) });
        }
    }

    fn stroke(&mut self, weight: f32, value: f32) {
        if self.stroke.replace(value) != Some(value) {
            self.ops.push(Op::SetOutlineColor { col: grey(value) });
        }
        if self.weight.replace(weight) != Some(weight) {
            self.ops.push(Op::SetOutlineThickness { pt: pt(weight) });
        }
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: pt(x), y: pt(self.height - y) }
    }

    fn draw(&mut self, item: &Item) {
        match item {
            Item::Text { x, baseline, line } => {
                for run in &line.runs {
                    self.fill(run.style.grey);
                    let at = self.point(x + run.x, baseline - run.style.rise);
                    self.ops.extend([
                        Op::StartTextSection,
                        Op::SetFont { font: handle(run.style.face), size: pt(run.style.size) },
                        Op::SetTextCursor { pos: at },
                        Op::ShowText { items: vec![TextItem::Text(run.text.clone())] },
                        Op::EndTextSection,
                    ]);
                }
            }
            Item::Rule { from, to, weight, grey } => {
                self.stroke(*weight, *grey);
                let points = [from, to].into_iter().map(|(x, y)| LinePoint { p: self.point(*x, *y), bezier: false }).collect();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Item::Rect { x, y, width, height, fill, stroke } => {
                let mode = match (fill, stroke) {
                    (Some(_), Some(_)) => PaintMode::FillStroke,
                    (Some(_), None) => PaintMode::Fill,
                    (None, Some(_)) => PaintMode::Stroke,
                    (None, None) => return,
                };
                if let Some(value) = fill {
                    self.fill(*value);
                }
                if let Some((weight, value)) = stroke {
                    self.stroke(*weight, *value);
                }
                let corner = self.point(*x, y + height);
                let rectangle = Rect {
                    x: corner.x,
                    y: corner.y,
                    width: pt(*width),
                    height: pt(*height),
                    mode: Some(mode),
                    winding_order: Some(WindingOrder::NonZero),
                };
                self.ops.push(Op::DrawRectangle { rectangle });
            }
        }
    }
}

fn handle(face: Face) -> PdfFontHandle {
    PdfFontHandle::External(font_id(face))
}

/// Fixed: printpdf's own names come from a counter, and would differ from run to run.
fn font_id(face: Face) -> FontId {
    FontId(match face {
        Face::Regular => "R".to_owned(),
        Face::Bold => "B".to_owned(),
    })
}

/// Writes the file: the same bytes for the same pages.
pub(in crate::render) fn write(paper: Paper, flow: Flow, about: &About) -> Sheet {
    let Flow { pages, headings, fonts, .. } = flow;
    let size = paper.size();
    let mut lines = Vec::new();
    let mut used: [BTreeSet<char>; 2] = [BTreeSet::new(), BTreeSet::new()];
    let mut document = PdfDocument::new(about.title);
    for (at, items) in pages.iter().enumerate() {
        let mut pen = Pen { height: size.1, ops: Vec::new(), fill: None, stroke: None, weight: None };
        for item in items {
            pen.draw(item);
            if let Item::Text { x, baseline, line } = item {
                for run in &line.runs {
                    used[run.style.face as usize].extend(run.text.chars());
                }
                lines.push(Placed {
                    page: at + 1,
                    left: *x,
                    top: baseline - line.ascent,
                    right: x + line.width,
                    bottom: baseline + line.descent,
                    text: line.text(),
                });
            }
        }
        document.pages.push(PdfPage {
            media_box: Rect::from_wh(Pt(size.0), Pt(size.1)),
            trim_box: Rect::from_wh(Pt(size.0), Pt(size.1)),
            crop_box: Rect::from_wh(Pt(size.0), Pt(size.1)),
            ops: pen.ops,
        });
    }
    for face in Face::ALL {
        let font = subset(face, &used[face as usize]);
        document.resources.fonts.map.insert(font_id(face), PdfFont::new(font));
    }
    for (at, (name, page)) in headings.iter().enumerate() {
        let id = PageAnnotId(format!("{at:06}"));
        document.bookmarks.map.insert(id, PageAnnotation { name: name.clone(), page: *page });
    }
    Sheet { pdf: finish(&document, about), pages: pages.len(), missing: fonts.missing.into_iter().collect(), lines }
}

/// Deflates a stream. lopdf would do it at the highest level, which takes five times as long for a
/// twentieth of the size.
fn deflate(stream: &mut Stream) {
    if stream.dict.has(b"Filter") {
        return;
    }
    let mut deflated = Vec::with_capacity(stream.content.len());
    // Where the room of the plain content does not do, plain is what it stays.
    let status = Compress::new(Compression::new(5), true).compress_vec(&stream.content, &mut deflated, FlushCompress::Finish);
    if matches!(status, Ok(Status::StreamEnd)) {
        stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        stream.set_content(deflated);
    }
}

/// Mends what printpdf leaves open: identity, dates, language, version.
fn finish(document: &PdfDocument, about: &About) -> Vec<u8> {
    // Warnings tell of fonts without bytes and colours out of range; there are none here.
    let mut file = printpdf::to_lopdf_doc(document, &PdfSaveOptions::default(), &mut Vec::new());
    file.version = "1.7".to_owned();

    let day = about.created.format("D:%Y%m%d000000Z").to_string();
    let mut info = Dictionary::new();
    info.set("Title", text_string(about.title));
    info.set("Creator", text_string("rehinge"));
    info.set("Producer", text_string(concat!("rehinge ", env!("CARGO_PKG_VERSION"))));
    info.set("CreationDate", Object::string_literal(day.clone()));
    info.set("ModDate", Object::string_literal(day));
    // Built anew: printpdf's own holds an empty GTS_PDFXVersion, which readers take for PDF/X.
    let info = file.add_object(info);
    file.trailer.set("Info", info);

    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("Lang", Object::string_literal("en"));
        // Names, which printpdf writes as a string.
        if catalog.has(b"Outlines") {
            catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
        let mut preferences = Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        catalog.set("ViewerPreferences", preferences);
    }
    file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()).for_each(deflate);
    file.prune_objects();
    file.renumber_objects();

    // The first half of the ID names the document, the second this very content.
    let mut content = Sha256::new();
    for (id, object) in &file.objects {
        content.update(id.0.to_be_bytes());
        if let Object::Stream(stream) = object {
            content.update(&stream.content);
        }
    }
    let half = |digest: &[u8]| Object::String(digest.iter().copied().take(16).collect(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![half(&Sha256::digest(about.id.as_bytes())), half(&content.finalize())]);

    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = file.save_to(&mut bytes);
    bytes
}
