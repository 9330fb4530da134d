//! Which lifter is meant: any of their files names them, and so does the folder that has no other. Reads no more of a file
//! than it takes to know what it is.

use super::files;
use super::outputs::PLAN_ENDING;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::plan::file::HEADER;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// What is read of a file to know what it is, bytes: a profile is a page of text.
const HEAD: u64 = 64 * 1024;

/// The endings of a lifter's files, the longer before those that they end with.
const ENDINGS: [&str; 11] =
    [PLAN_ENDING, ".plan.yml", ".log.yaml", ".log.yml", ".log.csv", ".week.pdf", ".next.pdf", ".yaml", ".yml", ".ics", ".pdf"];

/// Where the files of a lifter go: all have one name in one folder, and differ in what follows it.
#[derive(Debug, Clone)]
pub struct Place {
    dir: PathBuf,
    /// None where the lifter came from standard input.
    name: Option<String>,
}

impl Place {
    fn of(dir: &Path, name: &str) -> Self {
        Place { dir: dir.to_owned(), name: Some(name.to_owned()) }
    }

    /// The same lifter in another folder; where it goes to standard output, it would stand here.
    pub fn moved(&self, out: Option<&Path>) -> Self {
        match out.filter(|out| !files::is_standard(out)) {
            Some(out) => Place { dir: if out == Path::new(".") { PathBuf::new() } else { out.to_owned() }, name: self.name.clone() },
            None => self.clone(),
        }
    }

    /// The file of an ending.
    pub fn file(&self, ending: &str) -> PathBuf {
        self.dir.join(format!("{}{ending}", self.name.as_deref().unwrap_or("plan")))
    }

    /// The folder, by a name that can be opened.
    pub fn folder(&self) -> &Path {
        if self.dir.as_os_str().is_empty() { Path::new(".") } else { &self.dir }
    }

    /// Every file that lies there by this name, the log first and the plan next; not the profile, which is the lifter's own.
    pub fn made(&self) -> Vec<PathBuf> {
        let log_and_plan = [self.log(), self.plan()].into_iter().flatten();
        let Some(name) = &self.name else { return log_and_plan.collect() };
        let files = fs::read_dir(self.folder()).into_iter().flatten().flatten().map(|entry| entry.file_name());
        let is_output = |file: &String| {
            let rest = file.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('.'));
            rest.is_some_and(|rest| !is_dated(rest) && [".ics", ".pdf", ".txt"].iter().any(|ending| file.ends_with(ending)))
        };
        let mut outputs: Vec<String> = files.filter_map(|file| file.into_string().ok()).filter(is_output).collect();
        outputs.sort_unstable();
        log_and_plan.chain(outputs.into_iter().map(|file| self.dir.join(file))).collect()
    }

    /// Whether the lifter came from standard input, and no file is theirs for sure.
    pub fn is_nameless(&self) -> bool {
        self.name.is_none()
    }

    /// The first of some files that is there.
    fn first(&self, endings: &[&str]) -> Option<PathBuf> {
        self.name.as_ref()?;
        endings.iter().map(|ending| self.file(ending)).find(|file| file.is_file())
    }

    /// The plan that lies there.
    pub fn plan(&self) -> Option<PathBuf> {
        self.first(&[PLAN_ENDING, ".plan.yml"])
    }

    /// The profile that lies there.
    pub fn profile(&self) -> Option<PathBuf> {
        self.first(&[".yaml", ".yml"])
    }

    /// The log that lies there: `me.log.yaml`, or the table `me.log.csv`.
    pub fn log(&self) -> Option<PathBuf> {
        self.name.as_ref()?;
        // Also a link to what is not there: a log that cannot be read is not the same as none.
        [".log.yaml", ".log.csv"].map(|ending| self.file(ending)).into_iter().find(|file| fs::symlink_metadata(file).is_ok())
    }
}

/// Whether a file was set aside already: `2026-12-12.pdf` is left of its name.
fn is_dated(rest: &str) -> bool {
    rest.split(['.', '_']).any(|part| part.len() == 10 && chrono::NaiveDate::parse_from_str(part, "%Y-%m-%d").is_ok())
}

/// Where something is read from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, with what stood there: it can be read only once.
    Standard(String),
}

impl Source {
    /// Its text; never more than `most` bytes.
    ///
    /// # Errors
    /// Those of [`files::read`].
    pub fn text(&self, most: usize) -> Result<String, Vec<Diagnostic>> {
        match self {
            Source::File(path) => files::read(path, most),
            Source::Standard(text) => Ok(text.clone()),
        }
    }

    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => files::name(path),
            Source::Standard(_) => "-".to_owned(),
        }
    }
}

/// The files of a lifter.
#[derive(Debug, Clone)]
pub struct Found {
    pub profile: Option<Source>,
    pub plan: Option<Source>,
    /// The log that was named, or lies beside the plan.
    pub log: Option<PathBuf>,
    /// Where the rest of them goes.
    pub place: Place,
}

impl Found {
    /// Whether there is a plan, and what bears its name is one: whoever reads another says so.
    pub fn has_a_plan(&self) -> bool {
        match &self.plan {
            Some(Source::File(path)) => is_a_plan(&head(path)),
            Some(Source::Standard(_)) => true,
            None => false,
        }
    }

    /// What to write after a command to mean this lifter.
    pub fn called(&self) -> String {
        let source = self.profile.as_ref().or(self.plan.as_ref());
        match source {
            Some(Source::File(path)) => files::shown(path),
            Some(Source::Standard(_)) | None => "NAME".to_owned(),
        }
    }

    /// The log to write to: the one that is there, else a new one.
    ///
    /// # Errors
    /// A plan from standard input has no log beside it.
    pub fn log_to_write(&self) -> Result<PathBuf, Vec<Diagnostic>> {
        if let Some(log) = &self.log {
            return Ok(log.clone());
        }
        if self.place.is_nameless() {
            return Err(usage("a plan without a file has no log beside it", "name the log: --log FILE"));
        }
        Ok(self.place.file(".log.yaml"))
    }
}

/// Finds a lifter by one of their files, by their name alone, or in a folder that has no other.
///
/// `out` is where a new plan is to go; without it that is this folder. A plan that is there already is found beside what
/// was named, in this folder, or there.
///
/// # Errors
/// There is no such file; it is a calendar, a sheet or a protocol; the folder has several lifters, or none.
pub fn lifter(name: Option<&Path>, log: Option<&Path>, out: Option<&Path>) -> Result<Found, Vec<Diagnostic>> {
    let mut found = match name {
        Some(path) if files::is_standard(path) => standard(out)?,
        Some(path) if path.is_dir() => only(path)?,
        Some(path) => named(path, out)?,
        None => only(Path::new(""))?,
    };
    match log {
        Some(log) if files::is_standard(log) => return Err(usage("a log is a file: it cannot be standard input", "name it: --log FILE")),
        Some(log) => found.log = Some(log.to_owned()),
        None => {}
    }
    Ok(found)
}

fn standard(out: Option<&Path>) -> Result<Found, Vec<Diagnostic>> {
    let text = files::read(Path::new("-"), files::PLAN_BYTES)?;
    let place = Place { dir: PathBuf::new(), name: None }.moved(out);
    let (profile, plan) = match kind(Path::new("-"), &text) {
        Kind::Plan => (None, Some(Source::Standard(text))),
        _ => (Some(Source::Standard(text)), None),
    };
    Ok(Found { profile, plan, log: None, place })
}

fn named(path: &Path, out: Option<&Path>) -> Result<Found, Vec<Diagnostic>> {
    let dir = path.parent().unwrap_or(Path::new(""));
    let place = Place::of(dir, &stem(path));
    let there = fs::metadata(path).is_ok();
    let kind = if there { kind(path, &head(path)) } else { by_name(path).unwrap_or(Kind::Profile) };
    let mut found = beside(&place, out);
    match kind {
        Kind::Plan if there => {
            found.place = place;
            found.plan = Some(Source::File(path.to_owned()));
            found.profile = found.profile.filter(|profile| !matches!(profile, Source::File(file) if file == path));
            found.log = found.place.log();
        }
        Kind::Profile if there => found.profile = Some(Source::File(path.to_owned())),
        Kind::Log if there => found.log = Some(path.to_owned()),
        Kind::Calendar | Kind::Sheet if there => return Err(mistaken(path, "a calendar or a sheet, which nothing is read from", &found)),
        Kind::Protocol if there => return Err(mistaken(path, "a protocol, which `--protocol` takes", &found)),
        _ => {}
    }
    if found.profile.is_none() && found.plan.is_none() {
        return Err(if there { mistaken(path, "a log", &found) } else { absent(path, dir) });
    }
    Ok(found)
}

/// What lies beside a lifter's name.
fn beside(place: &Place, out: Option<&Path>) -> Found {
    let here = place.moved(Some(Path::new(".")));
    let elsewhere = place.moved(out);
    // A plan in this folder belongs to the profile of its name in this folder, where there is one.
    let places = [Some(place), here.profile().is_none().then_some(&here), Some(&elsewhere)];
    let plan = places.into_iter().flatten().find_map(|place| Some((place.clone(), place.plan()?)));
    let profile = place.profile().map(Source::File);
    match plan {
        Some((home, plan)) => {
            let log = home.log().or_else(|| place.log());
            Found { profile, plan: Some(Source::File(plan)), log, place: home }
        }
        None => Found { profile, plan: None, log: place.log(), place: if out.is_some() { elsewhere } else { here } },
    }
}

/// The one lifter of a folder.
fn only(dir: &Path) -> Result<Found, Vec<Diagnostic>> {
    let mut names = lifters(dir);
    let shown = if dir.as_os_str().is_empty() { "this folder".to_owned() } else { format!("`{}`", files::name(dir)) };
    match (names.pop(), names.is_empty()) {
        (Some(name), true) => {
            let place = Place::of(dir, &name);
            let (profile, plan, log) = (place.profile(), place.plan(), place.log());
            Ok(Found { profile: profile.map(Source::File), plan: plan.map(Source::File), log, place })
        }
        (Some(last), false) => {
            names.push(last);
            let wrong = Diagnostic::new(Code::Usage, format!("{shown} has several lifters: {}", names.join(", ")));
            Err(vec![wrong.help(format!("name one of them, for example `{}`", files::shown(&dir.join(format!("{}.yaml", names[0])))))])
        }
        (None, _) => {
            let wrong = Diagnostic::new(Code::Unreadable, format!("{shown} has no profile and no plan"));
            Err(vec![wrong.help("`rehinge init` asks some questions and writes a profile; or name the file of the lifter")])
        }
    }
}

/// The lifters of a folder, by name: who has a profile or a plan there.
fn lifters(dir: &Path) -> Vec<String> {
    let here = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let files = fs::read_dir(here).into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    let of_a_lifter = |path: &PathBuf| match by_name(path) {
        Some(kind) => kind == Kind::Plan,
        None => {
            let yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
            yaml && kind(path, &head(path)) == Kind::Profile
        }
    };
    let mut names: Vec<String> = files.filter(of_a_lifter).map(|path| stem(&path)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn stem(path: &Path) -> String {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending).filter(|stem| !stem.is_empty())).unwrap_or(&name).to_owned()
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Profile,
    Plan,
    Log,
    Calendar,
    Sheet,
    Protocol,
    /// Whoever reads it says what is wrong with it.
    Unknown,
}

/// What a file is, where its name alone says it.
fn by_name(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_string_lossy();
    let is = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match () {
        () if is(&[PLAN_ENDING, ".plan.yml"]) => Some(Kind::Plan),
        () if is(&[".log.yaml", ".log.yml", ".csv"]) => Some(Kind::Log),
        () if is(&[".ics"]) => Some(Kind::Calendar),
        () if is(&[".pdf"]) => Some(Kind::Sheet),
        () => None,
    }
}

/// What a file is, by its name and by what stands at its beginning.
fn kind(path: &Path, head: &str) -> Kind {
    if let Some(kind) = by_name(path) {
        return kind;
    }
    let marks = [("BEGIN:VCALENDAR", Kind::Calendar), ("%PDF-", Kind::Sheet)];
    if let Some((_, kind)) = marks.iter().find(|(mark, _)| head.starts_with(mark)) {
        return *kind;
    }
    let lines = head.lines().map(str::trim_end).filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
    let first = lines.clone().next().unwrap_or_default();
    if first.starts_with('[') || first.starts_with("- ") {
        return Kind::Log;
    }
    // A profile in braces names its fields anywhere.
    let names = |field: &str| if first.starts_with('{') { head.contains(field) } else { lines.clone().any(|line| line.starts_with(field)) };
    match () {
        () if is_a_plan(head) => Kind::Plan,
        () if names("deadlift:") || names("pain:") => Kind::Profile,
        () if names("rules:") => Kind::Protocol,
        () => Kind::Unknown,
    }
}

fn is_a_plan(head: &str) -> bool {
    let says = |line: &str| line.trim_start_matches(['{', ' ']).starts_with("schema: rehinge/plan");
    head.starts_with(HEADER) || head.lines().any(says)
}

fn head(path: &Path) -> String {
    let mut bytes = Vec::new();
    // What cannot be read is told by whoever reads it.
    let _ = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned()
}

fn usage(says: &str, help: &str) -> Vec<Diagnostic> {
    vec![Diagnostic::new(Code::Usage, says).help(help)]
}

fn mistaken(path: &Path, what: &str, found: &Found) -> Vec<Diagnostic> {
    let help = match found.called() {
        name if name == "NAME" => "name the lifter: their profile, or their plan".to_owned(),
        name => format!("name the lifter: `{name}`"),
    };
    usage(&format!("`{}` is {what}", files::name(path)), &help)
}

fn absent(path: &Path, dir: &Path) -> Vec<Diagnostic> {
    let known = lifters(dir);
    let help = match did_you_mean(&stem(path), known.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{}`?", files::shown(&dir.join(format!("{meant}.yaml")))),
        None => "check the path; `-` reads from standard input".to_owned(),
    };
    vec![Diagnostic::new(Code::Unreadable, format!("`{}` does not exist", files::name(path))).help(help)]
}
