//! `rehinge schema`: what editors need to know of the files.

use super::answer::{self, Exit, Outcome};
use super::files::{self, Output};
use crate::diagnostic::{Code, Diagnostic};
use crate::protocol::Protocol;
use crate::schema;
use std::path::{Path, PathBuf};

/// Write the JSON Schemas by which editors check and complete profiles, plans and logs
///
/// An editor with a YAML language server finds a schema by the first lines of a file:
/// `# yaml-language-server: $schema=.rehinge/profile.schema.json`, a path from that file on.
/// `rehinge init` writes that line, and the schema.
#[derive(clap::Args)]
#[command(after_help = super::help::SCHEMA)]
pub struct Args {
    /// Of which files
    #[arg(required = true, value_name = "FILES")]
    which: Vec<Kind>,
    /// The directory to write profile.schema.json and the like to; without it the one asked for is printed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace files that rehinge did not make
    #[arg(long)]
    force: bool,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Kind {
    /// Profiles: who the lifter is
    Profile,
    /// Plans
    Plan,
    /// Logs: what was lifted and felt
    Log,
}

impl Kind {
    /// The name of the schema's file.
    pub fn file(self) -> &'static str {
        match self {
            Kind::Profile => "profile.schema.json",
            Kind::Plan => "plan.schema.json",
            Kind::Log => "log.schema.json",
        }
    }

    /// The schema as a file in a directory.
    pub fn output(self, dir: &Path, protocol: &Protocol) -> Output {
        let schema = match self {
            Kind::Profile => schema::profile(protocol),
            Kind::Plan => schema::plan(protocol),
            Kind::Log => schema::log(protocol),
        };
        let mark = format!("\"title\": {}", schema["title"]);
        Output { path: dir.join(self.file()), bytes: format!("{schema:#}\n").into_bytes(), mark }
    }
}

pub fn run(args: &Args) -> Outcome {
    let protocol = Protocol::embedded();
    let mut which = args.which.clone();
    which.sort_unstable();
    which.dedup();
    match (&args.out, which.as_slice()) {
        (Some(dir), kinds) if !files::is_standard(dir) => {
            let outputs: Vec<Output> = kinds.iter().map(|kind| kind.output(dir, &protocol)).collect();
            files::write(&outputs, args.force)?;
            answer::say(&super::outputs::wrote(&outputs))?;
        }
        (_, [kind]) => answer::say_bytes(&kind.output(Path::new(""), &protocol).bytes)?,
        _ => {
            let wrong = Diagnostic::new(Code::Usage, "only one schema at a time fits on standard output");
            return Err(vec![wrong.help("write them to a directory: --out DIR")]);
        }
    }
    Ok(Exit::Done)
}
