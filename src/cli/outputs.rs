//! The files that a plan comes to: which forms, how they are named, and what is said of them.

use super::calendar;
use super::files::{self, Output};
use super::pages::{self, printed};
use crate::clinic::Current;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::plan::file;
use crate::render::referral::Referral;
use crate::render::sheet::Paper;
use crate::screen::Verdict;
use std::path::PathBuf;

/// Which forms, on which paper
#[derive(clap::Args)]
#[group(id = "outputs")]
pub struct Options {
    /// The forms to write; with `json` among them, what is printed is JSON for programs
    #[arg(long, value_name = "FORMS", value_enum, value_delimiter = ',', default_value = "yaml,ics,pdf")]
    format: Vec<Form>,
    #[command(flatten)]
    pages: pages::Options,
    #[command(flatten)]
    calendar: calendar::Options,
}

/// A form of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// The plan file
    Yaml,
    /// The calendar
    Ics,
    /// The sheet for the gym
    Pdf,
    /// What is printed, as JSON: no file of its own
    Json,
}

impl Form {
    /// What stands in every file of this form that rehinge makes.
    fn mark(self) -> &'static str {
        match self {
            Form::Yaml => file::HEADER,
            Form::Ics => calendar::MARK,
            Form::Pdf => PDF_MARK,
            Form::Json => "{",
        }
    }
}

/// What follows the name in that of a plan file.
pub const PLAN_ENDING: &str = ".plan.yaml";

/// How many of the files written are named.
const MOST_NAMED: usize = 8;

/// How every referral in plain text begins.
const REFERRAL_MARK: &str = "For a clinician";

/// The producer that stands in every PDF of rehinge.
pub const PDF_MARK: &str = "(rehinge ";

impl Options {
    /// The forms asked for, each once.
    fn forms(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = Vec::new();
        for form in &self.format {
            if !forms.contains(form) && *form != Form::Json {
                forms.push(*form);
            }
        }
        forms
    }

    /// Whether what is printed is for programs.
    pub fn is_json(&self) -> bool {
        self.format.contains(&Form::Json)
    }

    /// Where nothing but the form of what is printed was named, every form is written.
    fn to_write(&self) -> Vec<Form> {
        let forms = self.forms();
        if forms.is_empty() { vec![Form::Yaml, Form::Ics, Form::Pdf] } else { forms }
    }

    /// Refuses what does not fit on standard output.
    ///
    /// # Errors
    /// Several forms, or a calendar in several files.
    pub fn on_standard_output(&self) -> Result<(), Vec<Diagnostic>> {
        let forms = self.forms();
        if forms.len() + usize::from(self.is_json()) > 1 {
            let wrong = Diagnostic::new(Code::Usage, "only one form at a time fits on standard output");
            return Err(vec![wrong.help("name it: --format yaml --out -")]);
        }
        if forms.contains(&Form::Ics) { self.calendar.on_standard_output() } else { Ok(()) }
    }

    /// The files of a plan as it stands today, on this paper where none was named; `target` says where one goes, by what
    /// follows the name in its own.
    ///
    /// # Errors
    /// Those of the calendar.
    pub fn files(&self, plan: &Current, paper: Paper, target: impl Fn(&str) -> PathBuf) -> Result<Vec<Output>, Vec<Diagnostic>> {
        let mut outputs = Vec::new();
        for form in self.to_write() {
            let files = match form {
                Form::Yaml => vec![(PLAN_ENDING.to_owned(), file::plan_yaml(plan).into_bytes())],
                Form::Ics => self.calendar.files(plan, &target(calendar::ENDING))?,
                Form::Pdf => vec![self.pages.file(plan, paper)],
                Form::Json => Vec::new(),
            };
            let mark = form.mark();
            outputs.extend(files.into_iter().map(|(ending, bytes)| Output { path: target(&ending), bytes, mark: mark.to_owned() }));
        }
        Ok(outputs)
    }

    /// The paper that was asked for, else what was used before.
    pub fn paper(&self, before: Paper) -> Paper {
        self.pages.paper.unwrap_or(before)
    }
}

/// The plan file alone.
pub fn plan_file(plan: &Current, path: PathBuf) -> Output {
    Output { path, bytes: file::plan_yaml(plan).into_bytes(), mark: file::HEADER.to_owned() }
}

/// The page for a clinician, to print and as plain text.
pub fn referral(page: &Referral, paper: Paper, target: impl Fn(&str) -> PathBuf) -> [Output; 2] {
    let pdf = printed(page.to_pdf(paper));
    [
        Output { path: target(".referral.pdf"), bytes: pdf, mark: PDF_MARK.to_owned() },
        Output { path: target(".referral.txt"), bytes: page.to_text().into_bytes(), mark: REFERRAL_MARK.to_owned() },
    ]
}

/// What a command that writes files comes to, for programs.
#[derive(serde::Serialize)]
pub struct Written<'a> {
    /// What the screen says, where it was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<&'a Verdict>,
    /// The plan, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<file::WrittenPlan>,
    /// The files that were written.
    pub files: Vec<String>,
}

impl<'a> Written<'a> {
    /// Of what was said, planned and written.
    pub fn new(verdict: Option<&'a Verdict>, plan: Option<&'a Plan>, outputs: &[Output]) -> Self {
        Written {
            verdict,
            plan: plan.map(file::WrittenPlan::from),
            files: outputs.iter().map(|output| files::name(&output.path)).collect(),
        }
    }
}

/// Which files were written.
pub fn wrote(outputs: &[Output]) -> String {
    let mut names: Vec<String> = outputs.iter().map(|output| files::name(&output.path)).collect();
    // A calendar cut into its sessions is a hundred files.
    if let Some(more) = names.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        names.truncate(MOST_NAMED);
        return format!("Wrote {} and {more} more.\n", names.join(", "));
    }
    format!("Wrote {}.\n", names.join(", "))
}

/// What was set aside for a new beginning.
pub fn set_aside(moved: &[(PathBuf, PathBuf)]) -> String {
    let names: Vec<String> = moved.iter().map(|(from, to)| format!("{} as {}", files::name(from), files::name(to))).collect();
    if names.is_empty() { String::new() } else { format!("Set aside: {}.\n", names.join(", ")) }
}
