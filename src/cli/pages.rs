//! The options of every command that writes a sheet: which pages, on which paper.

use super::answer;
use crate::plan::Plan;
use crate::render::sheet::{self, Extent, Paper, Sheet};
use chrono::NaiveDate;

/// Which pages, on which paper
#[derive(clap::Args)]
#[group(id = "sheet")]
pub struct Options {
    /// The paper of the sheet, a4 or letter
    #[arg(long, default_value_t = Paper::A4)]
    pub paper: Paper,
    /// The pages of the sheet: all, those of the week, or those of the next visit to the gym
    #[arg(long, value_name = "PAGES", value_enum, default_value = "all")]
    sheets: Pages,
}

/// How much is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Pages {
    /// The whole plan
    All,
    /// This week
    Week,
    /// The next visit to the gym
    Next,
}

impl Options {
    /// The sheet as it stands on a day, with what follows the profile's name in its own: a part never takes the
    /// whole one's place.
    pub fn file(&self, plan: &Plan, today: NaiveDate) -> (String, Vec<u8>) {
        let (ending, extent) = match self.sheets {
            Pages::All => (".pdf", Extent::All),
            Pages::Week => (".week.pdf", Extent::Week(today)),
            Pages::Next => (".next.pdf", Extent::Next(today)),
        };
        (ending.to_owned(), printed(sheet::part(plan, self.paper, extent)))
    }
}

/// The file of a sheet; what its letters cannot show is said.
pub fn printed(sheet: Sheet) -> Vec<u8> {
    if !sheet.layout.missing.is_empty() {
        let missing: Vec<String> = sheet.layout.missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        answer::tell(&format!("note: the sheet has no letters for {}; a mark stands for each\n", missing.join(", ")));
    }
    sheet.pdf
}
