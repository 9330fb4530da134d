//! The plan as a YAML file: pleasant to read and to edit by hand, and read back without loss.
//!
//! What is written is the second edition, `rehinge/plan/v2`; the first is still read. The large structure is in block
//! style, small things (sets, slots, reasons) are in flow style, one to a line. Readers of YAML 1.1 and of 1.2 see the
//! same types: a date is a date, `"18:00"` and `"no"` are texts.

mod first;
mod routines;
mod style;
mod unfold;
mod written;

pub use first::of_first_edition;
pub use unfold::{Places, Unfolded, unfold};
pub use written::WrittenPlan;

use super::{FIRST_SCHEMA, Plan, SCHEMA};
use crate::digest::Digest;
use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean, shown};
use crate::document::{Document, misread};
use serde::Deserialize;
use style::Styled;
use written::Lost;

/// The first line of every plan file that rehinge writes.
pub const HEADER: &str = "# rehinge plan: the way back to deadlifting, week by week.";

/// The plan as a file. The same plan gives the same bytes.
pub fn plan_yaml(plan: &Plan) -> String {
    let options = serde_yaml::ser_options! {
        // What YAML 1.1 would take for something else is quoted by `Stylist`, which knows dates from texts.
        yaml_12: true,
        no_lang_directive: true,
        compact_list_indent: false,
        folded_wrap_chars: 100,
    };
    let mut text = format!("{HEADER}\n# Edit it freely; then `rehinge check FILE` tells whether it still keeps the rules.\n");
    // Writing to a String cannot fail, and no type of a plan refuses to be written.
    let written = serde_yaml::to_fmt_writer_with_options(&mut text, &Styled::whole(&WrittenPlan::from(plan)), options);
    debug_assert!(written.is_ok(), "{written:?}");
    let seal = seal(&text);
    text + &seal
}

/// Whether a text is a plan file as rehinge wrote it, with nothing changed by hand since.
#[cfg(feature = "cli")]
pub fn is_as_written(text: &str) -> bool {
    let end = text.rfind(SEAL).filter(|_| text.starts_with(HEADER));
    end.is_some_and(|end| seal(&text[..end]) == text[end..])
}

/// How the last line begins: a comment that tells a file as written from one edited since.
const SEAL: &str = "# As written: ";

fn seal(text: &str) -> String {
    format!("{SEAL}{}\n", Digest::of(text))
}

/// Reads a plan file. `file` is what to call it in a diagnostic.
///
/// # Errors
/// The first thing in it that is not YAML, or not a plan of this version: with its place.
pub fn read_plan(text: &str, file: &str) -> Result<Plan, Vec<Diagnostic>> {
    if text.trim().is_empty() {
        return Err(vec![Diagnostic::new(Code::Empty, format!("`{file}` is empty")).help("`rehinge plan PROFILE` writes a plan")]);
    }
    let read = |error: &serde_yaml::Error| vec![misread(error, text, file, "plan")];
    match edition(text, file)? {
        Edition::First => serde_yaml::from_str(text).map(of_first_edition).map_err(|error| read(&error)),
        Edition::Second => {
            let written: WrittenPlan = serde_yaml::from_str(text).map_err(|error| read(&error))?;
            written.into_plan().map_err(|lost| not_there(lost, text, file))
        }
    }
}

/// Which edition a file is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// `rehinge/plan/v1`.
    First,
    /// `rehinge/plan/v2`.
    Second,
}

/// What only the edition is read of.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
}

/// Which edition a text says that it is of. rehinge writes that first; where it stands elsewhere, all of the text is read for it.
fn edition(text: &str, file: &str) -> Result<Edition, Vec<Diagnostic>> {
    let is_said = |line: &&str| !line.trim().is_empty() && !line.starts_with('#') && *line != "---";
    let first = text.lines().find(is_said).filter(|line| line.starts_with("schema:"));
    let head = match first.and_then(|line| serde_yaml::from_str::<Head>(line).ok()) {
        Some(head) => head,
        None => serde_yaml::from_str(text).map_err(|error| vec![misread(&error, text, file, "plan")])?,
    };
    match head.schema.as_deref() {
        Some(FIRST_SCHEMA) => Ok(Edition::First),
        // What says nothing is read as what would be written, and its fields are missed there.
        Some(SCHEMA) | None => Ok(Edition::Second),
        Some(other) => {
            let wrong = Diagnostic::new(Code::UnknownValue, format!("`{}` is not a plan that this version reads", shown(other)));
            let line = text.lines().position(|line| line.trim_start().starts_with("schema")).unwrap_or(0);
            Err(vec![wrong.at("schema").place(Place::in_text(file, text, line + 1, 1)).help(format!("write `schema: {SCHEMA}`"))])
        }
    }
}

/// What a file names and does not have, each with its place.
fn not_there(lost: Vec<Lost>, text: &str, file: &str) -> Vec<Diagnostic> {
    let wrong = lost.into_iter().map(|Lost { path, says, known }| {
        let help = match did_you_mean(says.split('`').nth(1).unwrap_or_default(), known.iter().map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known.is_empty() => "write it as in a file that rehinge wrote".to_owned(),
            None => format!("what there is: {}", known.join(", ")),
        };
        Diagnostic::new(Code::UnknownValue, format!("this is not a plan: {says}")).at(path).help(help)
    });
    let wrong: Vec<Diagnostic> = wrong.collect();
    match Document::parse(text, file) {
        Ok(document) => document.locate(wrong),
        Err(_) => wrong,
    }
}
