//! Pages become a PDF file. Knows nothing of plans.

use super::font::{Face, Used, subset};
use super::layout::{Flow, Item};
use super::page::{Layout, Paper};
use super::stream;
use chrono::NaiveDate;
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, text_string};
use printpdf::{FontId, Op, PageAnnotId, PageAnnotation, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem};
use sha2::{Digest, Sha256};

/// A printable document.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The PDF file: the same bytes for the same input.
    pub pdf: Vec<u8>,
    /// What stands where on its pages.
    pub layout: Layout,
}

/// What a file says of itself.
pub(in crate::render) struct About<'a> {
    pub title: &'a str,
    pub created: NaiveDate,
    /// Which document it is: the same in every revision.
    pub id: &'a str,
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
    let layout = flow.layout();
    let Flow { pages, headings, .. } = flow;
    let size = paper.size();
    let mut used = Face::ALL.map(|_| Used::new());
    for item in pages.iter().flatten() {
        if let Item::Text { line, .. } = item {
            line.runs.iter().for_each(|run| used[run.style.face as usize].add(&run.text));
        }
    }
    let [(regular, of_regular), (bold, of_bold)] = Face::ALL.map(|face| subset(face, &used[face as usize]));
    let codes = [&of_regular, &of_bold];
    let streams = pages.iter().map(|items| {
        let mut stream = stream::Stream::new(size.1, codes);
        items.iter().for_each(|item| stream.draw(item));
        stream.finish()
    });

    let mut document = PdfDocument::new(about.title);
    let page = || Rect::from_wh(Pt(size.0), Pt(size.1));
    let empty = || PdfPage { media_box: page(), trim_box: page(), crop_box: page(), ops: Vec::new() };
    document.pages = pages.iter().map(|_| empty()).collect();
    if let Some(first) = document.pages.first_mut() {
        first.ops = Face::ALL.into_iter().flat_map(|face| specimen(face, &used[face as usize])).collect();
    }
    for (face, font) in Face::ALL.into_iter().zip([regular, bold]) {
        document.resources.fonts.map.insert(font_id(face), PdfFont::new(font));
    }
    for (at, (name, page)) in headings.iter().enumerate() {
        let id = PageAnnotId(format!("{at:06}"));
        document.bookmarks.map.insert(id, PageAnnotation { name: name.clone(), page: *page });
    }
    Sheet { pdf: finish(&document, streams, about), layout }
}

/// Every character of a face once: printpdf embeds what it sees in use. The page gets its own stream later.
fn specimen(face: Face, used: &Used) -> [Op; 4] {
    [
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(font_id(face)), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::Text(used.characters().collect())] },
        Op::EndTextSection,
    ]
}

/// Deflates a stream. lopdf would do it at the highest level, which takes five times as long for a
/// twentieth of the size.
fn deflate(stream: &mut Stream) {
    if stream.dict.has(b"Filter") {
        return;
    }
    let mut deflated = Vec::with_capacity(stream.content.len());
    // Where the room of the plain content does not do, plain is what it stays.
    let status = Compress::new(Compression::new(3), true).compress_vec(&stream.content, &mut deflated, FlushCompress::Finish);
    if matches!(status, Ok(Status::StreamEnd)) {
        stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        stream.set_content(deflated);
    }
}

/// Mends what printpdf leaves open: identity, dates, language, version.
fn finish(document: &PdfDocument, streams: impl Iterator<Item = Vec<u8>>, about: &About) -> Vec<u8> {
    // Warnings tell of fonts without bytes and colours out of range; there are none here.
    let mut file = printpdf::to_lopdf_doc(document, &PdfSaveOptions::default(), &mut Vec::new());
    file.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = file.page_iter().collect();
    for (page, content) in pages.into_iter().zip(streams) {
        let contents = file.get_dictionary(page).and_then(|page| page.get(b"Contents")).and_then(Object::as_reference);
        if let Ok(contents) = contents {
            file.set_object(contents, Stream::new(Dictionary::new(), content));
        }
    }

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
