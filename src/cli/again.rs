//! The files of a lifter that are there already, made again of the plan as it stands today: the same forms, cut in the same way,
//! on the same paper. Each says itself what it is.

use super::calendar;
use super::files::Output;
use super::find::{Found, Place, Source};
use super::outputs::{self, PDF_MARK};
use super::pages;
use crate::clinic::Current;
use crate::diagnostic::Diagnostic;
use crate::render::sheet::Paper;
use std::fs;
use std::path::Path;

/// The largest file that is looked into, bytes: ours are far smaller.
const MOST: u64 = 16 * 1024 * 1024;

/// How a page of Letter paper begins in a PDF of rehinge.
const LETTER: &str = "MediaBox[0 0 612 792]";

/// The plan file, and every calendar and sheet of it that lies beside it.
///
/// # Errors
/// Those of the calendar.
pub fn files(plan: &Current, found: &Found) -> Result<Vec<Output>, Vec<Diagnostic>> {
    let mut outputs = calendars(plan, found)?;
    outputs.extend(sheets(plan, found));
    if let Some(Source::File(path)) = &found.plan {
        outputs.push(outputs::plan_file(plan, path.clone()));
    }
    Ok(outputs)
}

/// A sheet of ours, as far as it is text.
fn sheet(path: &Path) -> Option<String> {
    let there = fs::symlink_metadata(path).ok().filter(|there| there.is_file() && there.len() <= MOST)?;
    let text = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).ok()?;
    (there.len() > 0 && text.contains(PDF_MARK)).then_some(text)
}

fn calendars(plan: &Current, found: &Found) -> Result<Vec<Output>, Vec<Diagnostic>> {
    let target = |ending: &str| found.place.file(ending);
    let mut outputs = Vec::new();
    for options in calendar::Options::as_they_lie(plan, &target)? {
        let files = options.files(plan, &target(calendar::ENDING))?;
        let output = |(ending, bytes): (String, Vec<u8>)| Output { path: target(&ending), bytes, mark: calendar::MARK.to_owned() };
        outputs.extend(files.into_iter().map(output));
    }
    Ok(outputs)
}

/// The paper of the sheet that is there; A4 where there is none.
pub fn paper(place: &Place) -> Paper {
    let letter = sheet(&place.file(".pdf")).is_some_and(|text| text.contains(LETTER));
    if letter { Paper::Letter } else { Paper::A4 }
}

/// The sheets that are there, each on its own paper.
fn sheets(plan: &Current, found: &Found) -> Vec<Output> {
    let of_a_paper = |paper| pages::Options::every(paper).into_iter();
    let pairs = of_a_paper(Paper::A4).zip(of_a_paper(Paper::Letter));
    let made = pairs.filter_map(|(a4, letter)| {
        let path = found.place.file(a4.ending());
        let options = if sheet(&path)?.contains(LETTER) { letter } else { a4 };
        let (_, bytes) = options.file(plan, Paper::A4);
        Some(Output { path, bytes, mark: PDF_MARK.to_owned() })
    });
    made.collect()
}
