//! What a command works on, read before any work: a plan with its log and protocol, and where the files of a lifter go.

use super::files;
use super::outputs::PLAN_ENDING;
use crate::diagnostic::{Code, Diagnostic};
use crate::log::{self, Entry, Logged};
use crate::plan::Plan;
use crate::plan::file;
use crate::protocol::Protocol;
use std::path::{Path, PathBuf};

/// A plan as it lies on a disk, with the log that belongs to it.
pub struct Kept {
    /// The plan's file; `-` for standard input.
    pub path: PathBuf,
    /// As it was read.
    pub text: String,
    pub plan: Plan,
    /// None where there is no log.
    pub logged: Option<Logged>,
    pub protocol: Protocol,
}

impl Kept {
    /// Reads a plan, and the log that is named or lies beside it.
    ///
    /// # Errors
    /// One of the two cannot be read, or is no plan or log.
    pub fn open(path: &Path, log: Option<&Path>, protocol: Protocol) -> Result<Self, Vec<Diagnostic>> {
        let mut kept = Kept::without_log(path, protocol)?;
        let log = log.map(Path::to_owned).or_else(|| Place::beside(path, None).log());
        kept.logged = log.map(|log| read_log(&log, &kept.plan, &kept.protocol)).transpose()?;
        Ok(kept)
    }

    /// Reads a plan alone.
    ///
    /// # Errors
    /// It cannot be read, or is no plan.
    pub fn without_log(path: &Path, protocol: Protocol) -> Result<Self, Vec<Diagnostic>> {
        let text = files::read(path, files::PLAN_BYTES)?;
        let plan = file::read_plan(&text, &files::name(path))?;
        Ok(Kept { path: path.to_owned(), text, plan, logged: None, protocol })
    }

    /// The entries of the log; none where there is no log.
    pub fn entries(&self) -> &[Entry] {
        self.logged.as_ref().map_or(&[], |logged| &logged.entries)
    }
}

/// A log, which may hold nothing yet.
///
/// # Errors
/// It cannot be read, or is no log in the plan's unit.
pub fn read_log(path: &Path, plan: &Plan, protocol: &Protocol) -> Result<Logged, Vec<Diagnostic>> {
    log::read(&files::read_blank(path, log::MAX_BYTES)?, &files::name(path), plan.unit, protocol)
}

/// Where the files of a lifter go: all have one name in one directory, and differ in what follows it.
pub struct Place {
    dir: PathBuf,
    /// None where the lifter came from standard input.
    name: Option<String>,
}

impl Place {
    /// Beside a plan, or in the directory asked for.
    pub fn beside(plan: &Path, out: Option<&Path>) -> Self {
        let name = plan.file_name().filter(|_| !files::is_standard(plan)).map(|name| name.to_string_lossy().into_owned());
        let stem = |name: String| {
            let endings = [PLAN_ENDING, ".plan.yml", ".yaml", ".yml"];
            endings.into_iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name).to_owned()
        };
        Place { dir: out.or(plan.parent()).unwrap_or(Path::new("")).to_owned(), name: name.map(stem) }
    }

    /// In the directory asked for, by the name of a profile. What goes to standard output would stand here, beside its log.
    pub fn of_profile(profile: &Path, out: &Path) -> Self {
        let here = out == Path::new(".") || files::is_standard(out);
        let name = profile.file_stem().filter(|_| !files::is_standard(profile));
        Place { dir: if here { PathBuf::new() } else { out.to_owned() }, name: name.map(|name| name.to_string_lossy().into_owned()) }
    }

    pub fn file(&self, ending: &str) -> PathBuf {
        self.dir.join(format!("{}{ending}", self.name.as_deref().unwrap_or("plan")))
    }

    /// The log that lies there: `me.log.yaml`, or the table `me.log.csv`.
    pub fn log(&self) -> Option<PathBuf> {
        self.name.as_ref()?;
        [".log.yaml", ".log.csv"].map(|ending| self.file(ending)).into_iter().find(|file| file.exists())
    }

    /// The log to write to: the one that lies there, else a new one.
    ///
    /// # Errors
    /// A plan from standard input has no log beside it.
    pub fn log_to_write(&self) -> Result<PathBuf, Vec<Diagnostic>> {
        if self.name.is_none() {
            let wrong = Diagnostic::new(Code::Usage, "a plan without a file has no log beside it");
            return Err(vec![wrong.help("name the log: --log FILE")]);
        }
        Ok(self.log().unwrap_or_else(|| self.file(".log.yaml")))
    }
}
