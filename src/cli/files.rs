//! Reading with a limit, and writing whole or not at all.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::too_large;
use crate::plan::file;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The largest protocol file that is read, bytes.
pub const PROTOCOL_BYTES: usize = 1024 * 1024;

/// The largest plan file that is read, bytes.
pub const PLAN_BYTES: usize = 4 * 1024 * 1024;

/// The largest file that is looked into before it is overwritten, bytes. Ours are far smaller.
const OURS_BYTES: u64 = 16 * 1024 * 1024;

/// How the name of a file begins that is not written to its end.
const TEMPORARY: &str = ".rehinge-";

/// What a file is called in messages.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Whether a path stands for standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The text of a file, or of standard input where the path is `-`. Never reads more than `most` bytes.
///
/// # Errors
/// It cannot be read, is a directory, is larger than `most`, is not text, or holds nothing.
pub fn read(path: &Path, most: usize) -> Result<String, Vec<Diagnostic>> {
    let file = name(path);
    let unreadable = |error: io::Error| vec![unreadable(&file, &error)];
    let mut bytes = Vec::new();
    let limit = most as u64 + 1;
    if is_standard(path) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        File::open(path).map_err(unreadable)?.take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() > most {
        let wrong = Diagnostic::new(Code::TooLarge, format!("`{file}` is larger than {} KiB", most / 1024));
        return Err(vec![wrong.help("give the file itself; a profile is a page of text, a plan some thousand lines")]);
    }
    let text = text(bytes, &file)?;
    if text.trim().is_empty() {
        let wrong = Diagnostic::new(Code::Empty, format!("`{file}` is empty"));
        return Err(vec![wrong.help("begin with one of the files in `profiles/`, or with a plan that rehinge made")]);
    }
    Ok(text)
}

fn unreadable(file: &str, error: &io::Error) -> Diagnostic {
    let (what, help) = match error.kind() {
        ErrorKind::NotFound => ("does not exist", "check the path; `-` reads from standard input"),
        ErrorKind::PermissionDenied => ("may not be read", "give yourself permission to read it"),
        ErrorKind::IsADirectory => ("is a directory", "name a file in it"),
        _ => return Diagnostic::new(Code::Unreadable, format!("`{file}` cannot be read: {error}")).help("check the path"),
    };
    Diagnostic::new(Code::Unreadable, format!("`{file}` {what}")).help(help)
}

fn text(bytes: Vec<u8>, file: &str) -> Result<String, Vec<Diagnostic>> {
    let (bytes, bad) = match String::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            // Some editors put a byte order mark in front.
            None => return Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
            Some(bad) => (text.into_bytes(), bad),
        },
        Err(error) => {
            let bad = error.utf8_error().valid_up_to();
            (error.into_bytes(), bad)
        }
    };
    let before = String::from_utf8_lossy(&bytes[..bad]);
    let line = before.split('\n').next_back().unwrap_or_default();
    let place = Place {
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        width: 1,
        text: line.to_owned(),
    };
    let wrong = Diagnostic::new(Code::NotText, format!("this is not text: byte {} is {:#04x}", bad + 1, bytes[bad]));
    Err(vec![wrong.place(place).help("save the file as plain text in UTF-8")])
}

/// The text of a file that may be empty.
///
/// # Errors
/// It cannot be read, is larger than `most`, or is not text.
pub fn read_blank(path: &Path, most: usize) -> Result<String, Vec<Diagnostic>> {
    whole(File::open(path).map_err(|error| vec![unreadable(&name(path), &error)])?, path, most)
}

/// The text of a file that rehinge made, by the mark in it; none where there is no such file, or it is another's.
///
/// # Errors
/// It cannot be read, is larger than `most`, or is not text.
pub fn ours(path: &Path, mark: &str, most: usize) -> Result<Option<String>, Vec<Diagnostic>> {
    let unreadable = |error: io::Error| vec![unreadable(&name(path), &error)];
    let file = match File::open(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        file => file.map_err(unreadable)?,
    };
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if !holds(&bytes, mark) {
        return Ok(None);
    }
    if bytes.len() > most {
        return Err(vec![too_large(bytes.len(), most)]);
    }
    text(bytes, &name(path)).map(Some)
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
}

/// The files in the directory of a file; none where it cannot be looked into.
pub fn beside(path: &Path) -> Vec<PathBuf> {
    let dir = directory(path);
    let names = fs::read_dir(dir.unwrap_or(Path::new("."))).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.map(|name| dir.unwrap_or(Path::new("")).join(name)).collect()
}

fn whole(file: File, path: &Path, most: usize) -> Result<String, Vec<Diagnostic>> {
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| vec![unreadable(&name(path), &error)])?;
    if bytes.len() > most {
        return Err(vec![too_large(bytes.len(), most)]);
    }
    // The byte order mark stays: what is in the file is written back as it was.
    let marked = bytes.starts_with("\u{feff}".as_bytes());
    let text = text(bytes, &name(path))?;
    Ok(if marked { format!("\u{feff}{text}") } else { text })
}

/// Replaces a file by what `change` makes of its text; an absent one counts as empty.
///
/// Whatever happens in between, the file is whole: as it was, or as it is to be, and on the disk before
/// this returns. Two that change it at the same time do so one after the other, each with what the other
/// left. A link stays one: the file behind it is changed.
///
/// # Errors
/// The file cannot be read or written, or `change` refuses: then it is as it was.
pub fn change(path: &Path, most: usize, mut change: impl FnMut(&str) -> Result<String, Vec<Diagnostic>>) -> Result<(), Vec<Diagnostic>> {
    let unwritable = |error: io::Error| vec![unwritable(path, &error)];
    loop {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink()) {
            let wrong = Diagnostic::new(Code::Unreadable, format!("`{}` is a link to a file that is not there", name(&path)));
            return Err(vec![wrong.help("bring back the file that it leads to, or remove the link")]);
        }
        let held = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(vec![unreadable(&name(&path), &error)]),
            Ok(file) => Some(file),
        };
        let Some(held) = held else {
            let new = temporary(&path, change("")?.as_bytes()).map_err(unwritable)?;
            match new.persist_noclobber(&path) {
                Ok(_) => return settle(&path).map_err(unwritable),
                // Someone else was first: theirs is what there is to change.
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(unwritable(error.error)),
            }
        };
        held.lock().map_err(unwritable)?;
        // Whoever had the lock before may have put another file in this one's place.
        if !is_at(&held, &path).map_err(unwritable)? {
            continue;
        }
        let permissions = held.metadata().map_err(unwritable)?.permissions();
        let old = whole(held.try_clone().map_err(unwritable)?, &path, most)?;
        let new = change(&old)?;
        // Only who holds the lock writes here, so what stands here was left behind by one that was killed.
        let mut beside = path.clone().into_os_string();
        beside.push(".new");
        replace(&path, Path::new(&beside), new.as_bytes(), permissions).map_err(unwritable)?;
        return settle(&path).map_err(unwritable);
    }
}

/// Writes a file whole beside its place, and puts it there.
fn replace(path: &Path, beside: &Path, bytes: &[u8], permissions: fs::Permissions) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::options().write(true).create_new(true).open(beside)?;
    let written = file.write_all(bytes).and_then(|()| file.set_permissions(permissions)).and_then(|()| file.sync_all());
    let written = written.and_then(|()| fs::rename(beside, path));
    if written.is_err() {
        // What cannot be taken away is taken away by the next run.
        let _ = fs::remove_file(beside);
    }
    written
}

/// Whether an open file is the one that stands at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let same = |there: fs::Metadata, here: fs::Metadata| (there.dev(), there.ino()) == (here.dev(), here.ino());
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        there => Ok(same(there?, file.metadata()?)),
    }
}

/// Elsewhere an open file cannot be replaced: it is the one at its path.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Brings the name of a file to the disk, as its content is already.
fn settle(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(directory(path).unwrap_or(Path::new(".")))?.sync_all()?;
    let _ = path;
    Ok(())
}

/// A folder that one run has for itself: whoever else writes there waits.
pub struct Held {
    folder: PathBuf,
    #[cfg(unix)]
    _lock: Option<File>,
}

/// Waits for a folder and holds it, and takes away what a run that was killed left half-written there. Where it cannot be held
/// (it is not there yet, or the system locks no folders), each file is still written whole.
pub fn hold(folder: &Path) -> Held {
    #[cfg(unix)]
    {
        let lock = File::open(folder).ok().filter(|folder| folder.lock().is_ok());
        if lock.is_some() {
            let left = fs::read_dir(folder).into_iter().flatten().flatten();
            let left = left.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY));
            // What cannot be taken away harms nobody.
            left.for_each(|entry| drop(fs::remove_file(entry.path())));
        }
        Held { folder: folder.to_owned(), _lock: lock }
    }
    #[cfg(not(unix))]
    Held { folder: folder.to_owned() }
}

impl Held {
    /// Writes files, here or elsewhere, as [`write`] does.
    ///
    /// # Errors
    /// Those of [`write`].
    pub fn write(&self, outputs: &[Output], force: bool) -> Result<(), Vec<Diagnostic>> {
        if outputs.first().is_some_and(|output| folder_of(&output.path) != self.folder) {
            write(outputs, force)
        } else {
            put(outputs, force)
        }
    }
}

/// The folder of a file, by a name that can be opened.
fn folder_of(path: &Path) -> &Path {
    directory(path).unwrap_or(Path::new("."))
}

/// Sets files aside under the names of a day: `me.plan.yaml` as `me.plan.2026-12-12.yaml`. Nothing is written over. Returns what
/// each is called now.
///
/// # Errors
/// One cannot be renamed; those before it are set aside already.
pub fn set_aside(files: &[PathBuf], day: chrono::NaiveDate) -> Result<Vec<(PathBuf, PathBuf)>, Vec<Diagnostic>> {
    let mut moved = Vec::new();
    for file in files {
        let aside = aside(file, day);
        fs::rename(file, &aside).map_err(|error| vec![unwritable(&aside, &error)])?;
        moved.push((file.clone(), aside));
    }
    Ok(moved)
}

/// The first name with the day in it that nothing has.
fn aside(file: &Path, day: chrono::NaiveDate) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let name = |count: u32| if count == 1 { format!("{stem}.{day}{ending}") } else { format!("{stem}.{day}_{count}{ending}") };
    let mut names = (1..).map(|count| file.with_file_name(name(count)));
    // There are more numbers than files.
    names.find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| file.to_owned())
}

/// A file to write.
pub struct Output {
    /// Where to.
    pub path: PathBuf,
    /// All of it.
    pub bytes: Vec<u8>,
    /// What stands in every file of this kind that rehinge makes, and in no other.
    pub mark: String,
}

/// What stands at a path already.
enum Target {
    Absent,
    /// A file of ours, or one that may go; what replaces it is for the same readers.
    Replaceable(fs::Permissions),
}

/// Writes all of the files, each whole, or none. They go to one folder, which is held meanwhile.
///
/// A file that rehinge did not make is only replaced with `force`. A link is replaced, never followed.
///
/// # Errors
/// Every file that is in the way or cannot be written.
pub fn write(outputs: &[Output], force: bool) -> Result<(), Vec<Diagnostic>> {
    let _held = outputs.first().map(|output| hold(folder_of(&output.path)));
    put(outputs, force)
}

fn put(outputs: &[Output], force: bool) -> Result<(), Vec<Diagnostic>> {
    let (targets, wrong): (Vec<_>, Vec<_>) = outputs.iter().map(|output| target(output, force)).partition(Result::is_ok);
    let wrong: Vec<Diagnostic> = wrong.into_iter().filter_map(Result::err).flatten().collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut written = Vec::new();
    let mut wrong = Vec::new();
    for output in outputs {
        make_directory_of(&output.path)?;
        match temporary(&output.path, &output.bytes) {
            Ok(file) => written.push(file),
            Err(error) => wrong.push(unwritable(&output.path, &error)),
        }
    }
    if !wrong.is_empty() {
        // The temporary files vanish with `written`.
        return Err(wrong);
    }
    // The plan comes last: whoever is stopped halfway still has the old one, and the next run does it all again.
    let mut ready: Vec<_> = outputs.iter().zip(written).zip(targets.into_iter().flatten()).collect();
    ready.sort_by_key(|((output, _), _)| output.mark == file::HEADER);
    let mut new = Vec::new();
    for ((output, file), target) in ready {
        let persisted = match target {
            // Whoever makes the file in between keeps it.
            Target::Absent => file.persist_noclobber(&output.path).map(|_| new.push(&output.path)),
            Target::Replaceable(permissions) => {
                // Where they cannot be kept, the file is as any new one.
                let _ = file.as_file().set_permissions(permissions);
                file.persist(&output.path).map(|_| ())
            }
        };
        if let Err(error) = persisted {
            for path in new {
                // What cannot be taken back stays, whole as it is.
                let _ = fs::remove_file(path);
            }
            return Err(vec![unwritable(&output.path, &error.error)]);
        }
    }
    Ok(())
}

/// Writes a file that may not be there yet, whole or not at all; with `force` it may.
///
/// # Errors
/// It is there, or cannot be written.
pub fn create(path: &Path, bytes: &[u8], force: bool) -> Result<(), Vec<Diagnostic>> {
    if force {
        return write(&[Output { path: path.to_owned(), bytes: bytes.to_owned(), mark: String::new() }], true);
    }
    make_directory_of(path)?;
    let file = temporary(path, bytes).map_err(|error| vec![unwritable(path, &error)])?;
    file.persist_noclobber(path).map(|_| ()).map_err(|error| vec![unwritable(path, &error.error)])
}

/// Makes the directory that a file is to stand in, where there is none.
///
/// # Errors
/// It cannot be made.
pub fn make_directory_of(path: &Path) -> Result<(), Vec<Diagnostic>> {
    match directory(path).filter(|dir| !dir.exists()) {
        Some(dir) => fs::create_dir_all(dir).map_err(|error| vec![unwritable(dir, &error)]),
        None => Ok(()),
    }
}

fn target(output: &Output, force: bool) -> Result<Target, Vec<Diagnostic>> {
    let path = &output.path;
    let file = name(path);
    let kind = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Target::Absent),
        Err(error) => return Err(vec![unwritable(path, &error)]),
        Ok(metadata) => metadata,
    };
    let (permissions, kind) = (kind.permissions(), kind.file_type());
    let in_the_way = |what: &str, help: &str| Err(vec![Diagnostic::new(Code::WouldOverwrite, format!("`{file}` {what}")).help(help)]);
    if !kind.is_file() && !kind.is_symlink() {
        return in_the_way("is there already, and is no file", "move it away, or write elsewhere with --out DIR");
    }
    if force && kind.is_symlink() {
        // A link has none of its own.
        return Ok(Target::Replaceable(fs::metadata(path).map_or(permissions, |behind| behind.permissions())));
    }
    if force {
        return Ok(Target::Replaceable(permissions));
    }
    if kind.is_symlink() {
        return in_the_way("is a link to another file", "write elsewhere with --out DIR, or replace the link with --force");
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(OURS_BYTES).read_to_end(&mut bytes)).map_err(|error| vec![unwritable(path, &error)])?;
    if output.mark == file::HEADER && bytes.starts_with(output.mark.as_bytes()) && !file::is_as_written(&String::from_utf8_lossy(&bytes)) {
        return in_the_way("was edited since rehinge wrote it", "write elsewhere with --out DIR, or give up the edits with --force");
    }
    if holds(&bytes, &output.mark) {
        return Ok(Target::Replaceable(permissions));
    }
    in_the_way("is there already, and rehinge did not make it", "write elsewhere with --out DIR, or replace it with --force")
}

/// The directory that a path names, where it names one.
fn directory(path: &Path) -> Option<&Path> {
    path.parent().filter(|dir| !dir.as_os_str().is_empty())
}

/// A file of another name beside its place, on the disk.
fn temporary(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let dir = directory(path).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the umask leaves of it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let file = name(path);
    let (what, help) = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            ("cannot be written: there is no such directory", "write to a directory with --out DIR")
        }
        ErrorKind::PermissionDenied => ("may not be written", "write elsewhere with --out DIR"),
        ErrorKind::AlreadyExists => ("appeared in the meantime", "run the command again"),
        ErrorKind::StorageFull => ("cannot be written: the disk is full", "make room, or write elsewhere with --out DIR"),
        _ => {
            return Diagnostic::new(Code::Unwritable, format!("`{file}` cannot be written: {error}"))
                .help("write elsewhere with --out DIR");
        }
    };
    Diagnostic::new(Code::Unwritable, format!("`{file}` {what}")).help(help)
}

/// A path as a shell takes it.
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(|c: char| c.is_whitespace() || "'\"$&;()*?".contains(c)) { format!("'{}'", text.replace('\'', "'\\''")) } else { text }
}
