//! What a command works on: a plan as it lies on a disk, with profile, log and protocol. Of that nothing can be shown: only of
//! the plan as it stands on a day, by all four.

use super::answer::{self, Exit, Form};
use super::basis::Basis;
use super::find::{self, Found, Source};
use super::{by_hand, colour, files};
use crate::clinic::Current;
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::Digest;
use crate::document::Document;
use crate::due;
use crate::follow::{self, Setting};
use crate::log::{self, Entry, Logged};
use crate::plan::file;
use crate::plan::{Plan, Session, VerdictKind, Week};
use crate::profile::{self, Profile, Profiled};
use crate::protocol::Protocol;
use crate::render::terminal;
use crate::screen::{self, Verdict};
use crate::words::day;
use chrono::NaiveDate;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Whose plan, by which log, day and protocol
#[derive(clap::Args)]
pub struct Whose {
    /// The lifter, by their profile (me.yaml) or plan (me.plan.yaml); not needed where the folder has only one
    #[arg(value_name = "NAME")]
    pub name: Option<PathBuf>,
    /// The log, YAML or a table; default: NAME.log.yaml or NAME.log.csv beside the plan
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    #[command(flatten)]
    pub basis: Basis,
}

impl Whose {
    /// The lifter's files, read.
    ///
    /// # Errors
    /// Those of [`find::lifter`] and [`Kept::read`].
    pub fn open(&self) -> Result<Kept, Vec<Diagnostic>> {
        Kept::read(find::lifter(self.name.as_deref(), self.log.as_deref(), None)?, &self.basis)
    }
}

/// A plan as it lies on a disk, with what belongs to it.
pub struct Kept {
    pub found: Found,
    pub protocol: Protocol,
    /// As it was read, and never shown: what is prescribed today also depends on the rest.
    plan: Plan,
    text: String,
    /// None where the profile's file is not there: then the profile in the plan serves.
    profiled: Option<Profiled>,
    /// Of the profile's file and of the log, as they were read.
    digests: [Option<Digest>; 2],
    /// None where there is no log.
    logged: Option<Logged>,
}

impl Kept {
    /// Reads the files of a lifter.
    ///
    /// # Errors
    /// There is no plan; one of the files cannot be read, or is not what it should be; the protocol is not the plan's; the plan
    /// has taken in a log that is not there.
    pub fn read(found: Found, basis: &Basis) -> Result<Self, Vec<Diagnostic>> {
        let protocol = basis.protocol()?;
        let Some(source) = &found.plan else {
            let wrong = Diagnostic::new(Code::Missing, format!("there is no plan of `{}` yet", found.called()));
            return Err(vec![wrong.help(format!("`rehinge plan {}` makes it", found.called()))]);
        };
        let text = source.text(files::PLAN_BYTES)?;
        let plan = file::read_plan(&text, &source.name())?;
        // What its profile may name, the protocol says that it was made by.
        same_protocol(&plan, &protocol, basis, &found)?;
        if !file::is_as_written(&text) {
            no_profile_beyond(&plan, &text, &source.name(), &protocol)?;
        }
        let mut wrong = Vec::new();
        let mut or_told = |read: Result<_, Vec<Diagnostic>>| read.map_err(|mut one| wrong.append(&mut one)).ok();
        let profiled = found.profile.as_ref().and_then(|source| {
            let read = |text: String| Ok((Digest::of(&text), profile::read_file(&text, &source.name(), &protocol)?));
            or_told(source.text(profile::MAX_BYTES).and_then(read))
        });
        let (of_profile, profiled) = profiled.unzip();
        let logged = found.log.as_ref().map(|path| read_log(path, &plan, &protocol)).transpose();
        let (of_log, logged) = logged.map_err(|mut one| wrong.append(&mut one)).ok().flatten().unzip();
        if found.log.is_none() && plan.logged > 0 {
            let entries = if plan.logged == 1 { "entry" } else { "entries" };
            let message = format!("`{}` has taken in {} {entries} of a log, and there is none beside it", source.name(), plan.logged);
            let help = "put the log back, or name it: --log FILE; what hurt since would be missing otherwise";
            wrong.push(Diagnostic::new(Code::Missing, message).help(help));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Kept { found, protocol, plan, text, profiled, digests: [of_profile, of_log], logged })
    }

    /// The plan as it stands on a day.
    ///
    /// # Errors
    /// It was edited by hand; what is wrong with log or profile, in its place; or why no plan can be made of what is to come.
    pub fn today(&self, today: NaiveDate) -> Result<Current<'_>, Vec<Diagnostic>> {
        if !self.is_as_written() {
            return Err(vec![self.edited(today)]);
        }
        let now = self.profiled.as_ref().map(|profiled| &profiled.profile);
        self.current(Current::of(&self.plan, now, self.entries(), today, &self.protocol))
    }

    /// A plan that was brought up to a day, with the files that it was made from, or what is wrong with them, in its place.
    fn current<'a>(&self, made: Result<Current<'a>, Vec<Diagnostic>>) -> Result<Current<'a>, Vec<Diagnostic>> {
        let [profile, log] = self.digests;
        Ok(made.map_err(|wrong| self.located(wrong))?.made_from(profile, log))
    }

    /// That the plan was edited by hand, and how to go on.
    fn edited(&self, today: NaiveDate) -> Diagnostic {
        let file = files::shown(Path::new(&self.name()));
        let message = format!("`{}` was edited since rehinge wrote it, and a plan edited by hand is not followed", self.name());
        let decided = self.decisions(today);
        let keep = if decided.is_empty() { String::new() } else { format!("to keep the edit, write into the profile `{decided}`; ") };
        let name = self.found.called();
        let printed = if self.has_news() { String::new() } else { format!(", `rehinge print {file}` prints it") };
        let help = format!(
            "{keep}`rehinge plan {name} --force` gives up what stands in the file, and the way goes on; `rehinge check {file}` judges it{printed}"
        );
        Diagnostic::new(Code::Edited, message).help(help)
    }

    /// The plan as it stands on a day without what was edited in its file: made again from its first day on.
    ///
    /// # Errors
    /// Those of [`Kept::today`]; the profile that it began with does not lead to a plan.
    pub fn without_edits(&self, today: NaiveDate) -> Result<Current<'_>, Vec<Diagnostic>> {
        let began = self.plan.first_profile.as_deref().unwrap_or(&self.plan.profile);
        let start = began.schedule.start.unwrap_or(self.plan.created);
        let Ok(cleared) = screen::screen(began, &self.protocol, start) else {
            let wrong = Diagnostic::new(Code::Edited, format!("with the profile in `{}` there would be no plan", self.name()));
            return Err(vec![wrong.help("begin again: `--restart` sets the file aside")]);
        };
        let time_zone = began.schedule.time_zone.as_deref().unwrap_or(&self.plan.time_zone);
        let first = follow::first_plan(&cleared, &self.protocol, Setting { start, time_zone })?;
        let Plan { id, revision, revisions, profiles, made_from, .. } = self.plan.clone();
        let first = Plan { id, revision, revisions, profiles, made_from, ..first };
        let now = self.profiled.as_ref().map(|profiled| &profiled.profile);
        self.current(Current::of(&first, now, self.entries(), today, &self.protocol))
    }

    /// The decisions of a profile that would keep what was edited in the file; nothing where there are none, or where nobody
    /// knows what the plan would say.
    pub fn decisions(&self, today: NaiveDate) -> String {
        let Ok(made) = self.without_edits(today) else { return String::new() };
        let edited = self.plan.weeks.iter().filter_map(Week::heavy_day).filter(|session| session.done.is_none());
        by_hand::decisions(&edited.collect::<Vec<_>>(), &made, today)
    }

    /// The plan as it stands on a day, to be shown, and a word where that is not what the file says. Where it is stopped, that
    /// is said instead, and how the command ends.
    ///
    /// # Errors
    /// Those of [`Kept::today`].
    pub fn to_show(&self, today: NaiveDate, form: Form) -> Result<ControlFlow<Exit, Current<'_>>, Vec<Diagnostic>> {
        // No edit of the file outruns what was noted.
        let current = if self.is_as_written() { self.today(today) } else { self.without_edits(today) };
        if let Some(verdict) = current.as_ref().ok().and_then(Current::stopped) {
            form.say(verdict, || self.stopped(verdict))?;
            return Ok(ControlFlow::Break(verdict.kind.into()));
        }
        let current = if self.is_as_written() { current? } else { self.today(today)? };
        if !form.is_json() {
            self.tell_news(&current);
        }
        Ok(ControlFlow::Continue(current))
    }

    /// A plan to be printed: as [`Kept::to_show`] has it; one that was edited by hand as it stands in its file, where nothing
    /// was noted since that it does not know.
    ///
    /// # Errors
    /// Those of [`Kept::to_show`]; it was edited by hand, and the log is newer.
    pub fn to_print(&self, today: NaiveDate) -> Result<ControlFlow<Exit, Current<'_>>, Vec<Diagnostic>> {
        let shown = self.to_show(today, Form::default());
        let knows_all = !self.is_as_written() && !self.has_news();
        match shown {
            Err(_) if knows_all => Ok(ControlFlow::Continue(Current::by_hand(self.plan.clone(), today, &self.protocol))),
            shown => shown,
        }
    }

    /// Why nothing is planned any more, and what to do.
    pub fn stopped(&self, verdict: &Verdict) -> String {
        let width = answer::width();
        let then = format!("Then `rehinge plan {}` goes on from there.", self.found.called());
        // The lifter is still stopped: whatever clearance there is does not count.
        let clearance = self.profiled.as_ref().and_then(|profiled| profiled.profile.clearance.as_ref());
        let not_counted = clearance.map(|clearance| screen::not_counted(clearance) + ".");
        let page = self.found.place.file(".referral.pdf");
        let take_along = page.exists().then(|| format!("The page to take along is {}.", files::name(&page)));
        let lines: Vec<&str> = not_counted.as_deref().into_iter().chain(take_along.as_deref()).chain([then.as_str()]).collect();
        let then = if verdict.kind == VerdictKind::Refer { terminal::sentences(&lines, width) } else { String::new() };
        format!("{}{then}", colour::verdict(&terminal::verdict(verdict, &self.protocol, width)))
    }

    /// Says where the plan as it stands is not what its file says, and of which sessions nothing is noted.
    fn tell_news(&self, current: &Current) {
        let tell = |line: &str| answer::tell(&terminal::sentences(&[line], answer::width()));
        if let Some(newer) = self.newer(current) {
            tell(&format!("{newer}: this is the plan as it stands today."));
        }
        let is_open = |session: &&Session| due::is_heavy(session) && current.noted().iter().all(|entry| !entry.is_of(session.id));
        for session in self.past(current.today()).filter(is_open) {
            let (id, day) = (session.id, day::full(session.start.date()));
            tell(&format!("{id} of {day} has no entry, and counts as not done: `rehinge log` notes it."));
        }
        if due::is_screen_due(current) {
            let name = self.found.called();
            tell(&format!("Before any load the questions of the screen have to be answered again: `rehinge screen {name}` asks them."));
        }
    }

    /// The sessions that the file prescribes for the days before a day: what was prescribed, a fact like what was done.
    pub fn past(&self, today: NaiveDate) -> impl Iterator<Item = &Session> {
        self.plan.sessions().filter(move |session| session.start.date() < today)
    }

    /// What is newer than the plan's file, where anything is.
    fn newer(&self, current: &Current) -> Option<&'static str> {
        match () {
            () if !self.is_changed(current) => None,
            () if self.has_news() => Some("The log is newer than the plan"),
            () if current.stated() != self.plan.stated() => Some("The profile is newer than the plan"),
            () => Some("Days have passed since the plan was made"),
        }
    }

    /// Whether the log says what the plan has not read, or no longer what it has.
    fn has_news(&self) -> bool {
        let told = log::effective(self.entries());
        let mut done = self.plan.sessions().filter_map(|session| session.done.as_ref());
        self.entries().len() != self.plan.logged as usize || done.any(|done| !told.contains(done))
    }

    /// Whether something has changed since the plan was made; what it has read without a consequence does not count.
    pub fn is_changed(&self, current: &Current) -> bool {
        current.revision != self.plan.revision
    }

    /// Whether the file is as rehinge wrote it.
    pub fn is_as_written(&self) -> bool {
        file::is_as_written(&self.text)
    }

    /// The plan's file, as messages name it.
    pub fn name(&self) -> String {
        self.found.plan.as_ref().map_or_else(String::new, Source::name)
    }

    /// The entries of the log; none where there is no log.
    pub fn entries(&self) -> &[Entry] {
        self.logged.as_ref().map_or(&[], |logged| &logged.entries)
    }

    /// Each mistake in the file it is about.
    fn located(&self, wrong: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let is_of_log = |it: &Diagnostic| it.field.as_deref().is_some_and(|field| field.starts_with('[') || field == "log");
        let (of_log, rest): (Vec<_>, Vec<_>) = wrong.into_iter().partition(is_of_log);
        let of_log = match &self.logged {
            Some(logged) => logged.locate(of_log),
            None => of_log,
        };
        of_log.into_iter().chain(self.located_in_profile(rest)).collect()
    }

    /// Each mistake in the profile, or where there is none in that of the plan.
    fn located_in_profile(&self, wrong: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if let Some(profiled) = &self.profiled {
            return profiled.document.locate(wrong);
        }
        let Ok(document) = Document::parse(&self.text, &self.name()) else { return wrong };
        let inside = |it: Diagnostic| match &it.field {
            Some(field) if field.starts_with("schedule") || field.starts_with("equipment") => {
                let field = format!("profile.{field}");
                it.at(field)
            }
            _ => it,
        };
        document.locate(wrong.into_iter().map(inside).collect())
    }
}

/// A plan file that was edited has no profile in it that a profile's file could not have: what is made of it has no bounds.
fn no_profile_beyond(plan: &Plan, text: &str, file: &str, protocol: &Protocol) -> Result<(), Vec<Diagnostic>> {
    let first = plan.first_profile.as_deref().map(|profile| ("first_profile".to_owned(), profile));
    let later = plan.profiles.iter().enumerate().map(|(at, restated)| (format!("profiles[{at}].profile"), &restated.profile));
    let all = std::iter::once(("profile".to_owned(), &plan.profile)).chain(first).chain(later);
    let told = |(place, profile): (String, &Profile)| {
        let wrong = profile::beyond(profile, protocol);
        wrong.into_iter().map(move |one| {
            let field = one.field.as_deref().map_or_else(|| place.clone(), |field| format!("{place}.{field}"));
            one.at(field)
        })
    };
    let wrong: Vec<Diagnostic> = all.flat_map(told).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(match Document::parse(text, file) {
        Ok(document) => document.locate(wrong),
        Err(_) => wrong,
    })
}

/// A plan goes on by the protocol that it was made by; the one that is built in may have moved on with the program.
fn same_protocol(plan: &Plan, protocol: &Protocol, basis: &Basis, found: &Found) -> Result<(), Vec<Diagnostic>> {
    let made_by = &plan.protocol;
    let same_version = made_by.version == protocol.version || !basis.has_own_protocol();
    if made_by.name == protocol.name && same_version {
        return Ok(());
    }
    let file = found.plan.as_ref().map_or_else(String::new, Source::name);
    let message = format!(
        "`{file}` was made by the protocol `{}`, version {}, and this is `{}`, version {}",
        made_by.name, made_by.version, protocol.name, protocol.version
    );
    let help = match basis.has_own_protocol() {
        false => "name the protocol that it was made by: --protocol DIR".to_owned(),
        true => {
            format!("name the one it was made by; `rehinge plan {} --restart --protocol DIR` begins again by another", found.called())
        }
    };
    Err(vec![Diagnostic::new(Code::OtherProtocol, message).help(help)])
}

/// A log, which may hold nothing yet, and its digest.
///
/// # Errors
/// It cannot be read, or is no log in the plan's unit.
pub fn read_log(path: &Path, plan: &Plan, protocol: &Protocol) -> Result<(Digest, Logged), Vec<Diagnostic>> {
    let text = files::read_blank(path, log::MAX_BYTES)?;
    Ok((Digest::of(&text), log::read(&text, &files::name(path), plan.unit, protocol)?))
}
