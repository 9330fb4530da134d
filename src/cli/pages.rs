//! The options of every command that writes a sheet: which pages, on which paper.

use super::answer;
use crate::clinic::Current;
use crate::render::sheet::{self, Extent, Paper, Sheet};

/// Which pages, on which paper
#[derive(clap::Args)]
#[group(id = "sheet")]
pub struct Options {
    /// The paper of the sheet, a4 or letter; default: that of the sheet that is there, else a4
    #[arg(long)]
    pub paper: Option<Paper>,
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
    /// Every sheet that there can be, on a paper.
    pub fn every(paper: Paper) -> [Options; 3] {
        [Pages::All, Pages::Week, Pages::Next].map(|sheets| Options { paper: Some(paper), sheets })
    }

    /// The sheet as it stands today, with what follows the profile's name in its own: a part never takes the
    /// whole one's place. `paper` is for those who name none.
    pub fn file(&self, plan: &Current, paper: Paper) -> (String, Vec<u8>) {
        let today = plan.today();
        let extent = match self.sheets {
            Pages::All => Extent::All,
            Pages::Week => Extent::Week(today),
            Pages::Next => Extent::Next(today),
        };
        (self.ending().to_owned(), printed(sheet::part(plan, self.paper.unwrap_or(paper), extent)))
    }

    /// What follows the lifter's name in that of the sheet.
    pub fn ending(&self) -> &'static str {
        match self.sheets {
            Pages::All => ".pdf",
            Pages::Week => ".week.pdf",
            Pages::Next => ".next.pdf",
        }
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
