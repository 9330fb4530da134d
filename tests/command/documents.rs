//! The documents are true: what they link to exists, every command that they show or name works.

use crate::common::root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn documents() -> Vec<(String, String)> {
    let folders = ["docs", "docs/making"].map(|folder| fs::read_dir(root().join(folder)).unwrap());
    let mut files: Vec<PathBuf> = folders.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.extend(["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

/// The words in backquotes of a text, outside of code blocks.
fn quoted(text: &str) -> Vec<String> {
    let mut prose = String::new();
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 0 {
            prose.push_str(part);
        }
    }
    prose.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_file_that_a_document_names_exists() {
    let mut named = 0;
    for (document, text) in documents() {
        for word in quoted(&text) {
            let place = word.split_whitespace().next().unwrap_or_default();
            let is_path = ["src/", "templates/", "profiles/", "tests/", "docs/", ".ci/"].iter().any(|folder| place.starts_with(folder));
            if is_path && place.len() > 5 {
                assert!(root().join(place).exists(), "{document} names {place}");
                named += 1;
            }
        }
    }
    assert!(named > 10, "{named} files named");
}

/// Where a document links to, pictures included.
fn links(text: &str) -> Vec<String> {
    let inline = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link.to_owned());
    let pictures = text.split("src=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link.to_owned());
    inline.chain(pictures).collect()
}

/// The anchors of a document's headings, as they are made of them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
    let anchor = |heading: &str| {
        let kept = heading.to_lowercase();
        kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    let mut followed = 0;
    for (document, text) in documents() {
        for link in links(&text) {
            assert!(!link.starts_with("http"), "{document} links to {link}, which no test can follow: name it instead");
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { PathBuf::from(&document) } else { Path::new(&document).parent().unwrap().join(file) };
            assert!(target.exists(), "{document} links to {link}");
            if !anchor.is_empty() {
                let there = anchors(&fs::read_to_string(&target).unwrap());
                assert!(there.iter().any(|other| other == anchor), "{document} links to {link}; there are {there:?}");
            }
            followed += 1;
        }
    }
    assert!(followed > 10, "{followed} links");
}

#[test]
fn the_profile_with_every_field_is_read_and_has_every_field() {
    let document = fs::read_to_string(root().join("docs/commands.md")).unwrap();
    let block = document.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let read = rehinge::profile::read(block, "docs/commands.md", &rehinge::protocol::Protocol::embedded());
    let profile = read.unwrap_or_else(|wrong| panic!("{}", wrong.iter().map(ToString::to_string).collect::<String>())).profile;
    // Everything that a profile can hold is in it once every field is given.
    let written = serde_json::to_value(&profile).unwrap();
    fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                found.push(key.clone());
                keys(value, found);
            }),
            serde_json::Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let mut names = Vec::new();
    keys(&written, &mut names);
    assert!(names.len() > 45, "{names:?}");
    for name in names {
        assert!(block.contains(&format!("{name}:")) || (name == "bars" && block.contains("bar: ")), "{name} is not in docs/commands.md");
    }
    for (field, value) in written.as_object().unwrap() {
        assert!(!value.is_null(), "{field} is not given");
    }
}

/// The commands of the `sh` blocks of a document, without their comments.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks
        .flat_map(str::lines)
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn every_command_that_a_document_shows_runs() {
    let mut ran = 0;
    for (document, text) in documents() {
        for command in commands(&text) {
            // What builds and tests the project itself is what runs this test.
            let own = ["cargo fmt", "cargo clippy", "cargo test", "cargo bench", "cargo install", "REHINGE_WRITE=1 cargo test"];
            if own.iter().any(|own| command.starts_with(own)) {
                continue;
            }
            // What needs someone to answer is driven by `tests/command/init.rs`.
            if command == "rehinge init" {
                continue;
            }
            let own = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("rehinge "));
            let Some(own) = own else { panic!("{document}: no test knows how to run `{command}`") };
            let dir = tempfile::tempdir().unwrap();
            std::os::unix::fs::symlink(root().join("profiles"), dir.path().join("profiles")).unwrap();
            std::os::unix::fs::symlink(root().join("templates"), dir.path().join("templates")).unwrap();
            // What `rehinge init` leaves.
            fs::copy(root().join("profiles/extension-eased.yaml"), dir.path().join("me.yaml")).unwrap();
            let output = Command::new(env!("CARGO_BIN_EXE_rehinge")).args(own.split_whitespace()).current_dir(dir.path()).output().unwrap();
            assert!(output.status.success(), "{document}: {command}\n{}", String::from_utf8_lossy(&output.stderr));
            if own.starts_with("plan ") {
                for ending in ["plan.yaml", "ics", "pdf"] {
                    assert!(made(dir.path(), ending), "{document}: {command} leaves no .{ending}");
                }
            }
            ran += 1;
        }
    }
    assert!(ran > 0);
}

#[test]
fn every_command_that_a_sentence_names_is_known() {
    let mut named = 0;
    for (document, text) in documents() {
        for sentence in quoted(&text) {
            let Some(command) = sentence.strip_prefix("rehinge ") else { continue };
            // Help stops the command line only where all before it is a command, an option or a value that it knows.
            let words = command.split('>').next().unwrap_or_default().split_whitespace().chain(["--help"]);
            let output = Command::new(env!("CARGO_BIN_EXE_rehinge")).args(words).output().unwrap();
            assert!(output.status.success(), "{document}: {sentence}\n{}", String::from_utf8_lossy(&output.stderr));
            named += 1;
        }
    }
    assert!(named > 30, "{named} commands");
}

/// The example of `docs/checking.md`, as the command says it today.
#[test]
fn the_example_of_a_check_is_what_check_says() {
    let document = fs::read_to_string(root().join("docs/checking.md")).unwrap();
    let example = document.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let rehinge = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_rehinge")).args(args).current_dir(dir.path()).output().unwrap();
    let profile = root().join("profiles/extension-eased.yaml");
    rehinge(&["plan", profile.to_str().unwrap(), "--today", "2026-11-22", "--format", "yaml"]);
    let file = dir.path().join("extension-eased.plan.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let set = text.find("sets: [{sets: 4, reps: 5, load: 60 kg").unwrap();
    let mark = text[..set].rfind("        lumbar: heavy").unwrap();
    let (before, after) = text.split_at(mark);
    let after = after.replacen("lumbar: heavy", "lumbar: havy", 1);
    let after = after.replacen("load: 60 kg, percent: 60.0, per_side: [20]", "load: 65 kg, percent: 65.0, per_side: [20, 2.5]", 1);
    fs::write(&file, before.to_owned() + &after).unwrap();
    let says = String::from_utf8(rehinge(&["check", "extension-eased.plan.yaml"]).stdout).unwrap();
    if std::env::var_os("REHINGE_WRITE").is_some() {
        fs::write(root().join("docs/checking.md"), document.replacen(example, says.trim_end(), 1)).unwrap();
        return;
    }
    assert_eq!(says.trim_end(), example);
}

#[test]
fn every_name_of_a_finding_is_explained_to_coaches() {
    let document = fs::read_to_string(root().join("docs/checking.md")).unwrap();
    let explained: Vec<&str> =
        document.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).map(|(code, _)| code).collect();
    let severities = ["violation", "warning", "note"];
    let mut explained: Vec<&str> = explained.into_iter().filter(|code| !severities.contains(code)).collect();
    let mut codes: Vec<&str> = rehinge::check::READING.into_iter().chain(rehinge::check::codes()).collect();
    explained.sort_unstable();
    codes.sort_unstable();
    assert_eq!(explained, codes);
}

fn made(dir: &Path, ending: &str) -> bool {
    fs::read_dir(dir).unwrap().any(|entry| entry.unwrap().file_name().to_string_lossy().ends_with(ending))
}
