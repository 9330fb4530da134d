//! Documents that are made from definitions: they say what the definitions say today.
//!
//! `REHINGE_WRITE=1 cargo test --test command generated::` writes them anew.

use crate::common::root;
use rehinge::diagnostic::Code;
use rehinge::document::{Document, Value};
use rehinge::protocol::{ExerciseData, Protocol, RuleId, SignVerdict, Source, Template};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Holds a document to what it is made from; writes it where that is asked for.
fn compare(document: &str, made: &str) {
    let path = root().join(document);
    if std::env::var_os("REHINGE_WRITE").is_some() {
        fs::write(path, made).unwrap();
        return;
    }
    let stands = fs::read_to_string(&path).unwrap_or_default();
    let differs =
        stands.lines().zip(made.lines()).position(|(one, other)| one != other).unwrap_or(stands.lines().count().min(made.lines().count()));
    assert!(
        stands == made,
        "{document} is not what it is made from, first in line {}: write it anew with REHINGE_WRITE=1 cargo test --test command generated::\n  stands: {}\n  made:   {}",
        differs + 1,
        stands.lines().nth(differs).unwrap_or("(nothing)"),
        made.lines().nth(differs).unwrap_or("(nothing)"),
    );
}

/// How the file of a code is laid out: what its first lines ask for.
struct Fixture {
    command: String,
    /// What it is called, where not by its own name.
    name: String,
    bytes: Vec<u8>,
    beside: Vec<(String, String)>,
}

fn fixture(path: &Path) -> Fixture {
    let bytes = fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let asks = |what: &str| {
        text.lines().filter_map(move |line| line.strip_prefix("# ")?.strip_prefix(what)).map(str::to_owned).collect::<Vec<_>>()
    };
    let repeat: usize = asks("repeat ").first().map_or(1, |times| times.parse().unwrap());
    let last = text.lines().last().unwrap_or_default().to_owned() + "\n";
    Fixture {
        command: asks("$ rehinge ").remove(0),
        name: asks("as ").pop().unwrap_or_else(|| path.file_name().unwrap().to_string_lossy().into_owned()),
        bytes: [bytes, last.repeat(repeat - 1).into_bytes()].concat(),
        beside: asks("file ")
            .iter()
            .map(|it| it.split_once(": ").unwrap())
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect(),
    }
}

/// What the command of a fixture says, in a directory with nothing else in it.
fn said(fixture: &Fixture) -> String {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join(&fixture.name);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, &fixture.bytes).unwrap();
    for (name, text) in &fixture.beside {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let before = fs::read_dir(dir.path()).unwrap().count();
    let output = Command::new(env!("CARGO_BIN_EXE_rehinge"))
        .args(fixture.command.split_whitespace())
        .current_dir(dir.path())
        .env("TZ", "Europe/Berlin")
        .output()
        .unwrap();
    let code = if fixture.name.starts_with("R100") { 4 } else { 2 };
    assert_eq!(output.status.code(), Some(code), "{}: {output:?}", fixture.command);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), before, "{}: something was written", fixture.command);
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_code_has_a_file_that_reproduces_it_and_a_section_in_the_document() {
    let folder = root().join("tests/fixtures/errors");
    let mut files: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
    files.sort();
    // What no file can bring about, as far as anyone knows: a fault of the program's own.
    let reproduced = |code: &&Code| **code != Code::Fault;
    let mut codes: Vec<&str> = Code::ALL.iter().filter(reproduced).map(|code| code.id()).collect();
    codes.sort_unstable();
    assert_eq!(files, codes, "one file for each code");
    let mut page = "# Errors\n\n\
        <!-- Made from src/diagnostic.rs and tests/fixtures/errors: `REHINGE_WRITE=1 cargo test --test command generated::`. -->\n\n\
        Each error says what is wrong, where, and what would be right. Its code never changes its meaning. rehinge shows all errors of a \
        file together and then writes nothing. With `--format json` each is one JSON object a line on standard error: `code`, `message`, \
        `field`, `place` (`file`, `line`, `column`, `width`, `text`) and `help`.\n\n\
        What `rehinge check` finds in a plan has [names of its own](checking.md).\n"
        .to_owned();
    for code in Code::ALL.iter().filter(reproduced) {
        let file = format!("tests/fixtures/errors/{}.yaml", code.id());
        let fixture = fixture(&root().join(&file));
        let said = said(&fixture);
        assert!(said.contains(&format!("error[{}]", code.id())), "{file} does not reproduce its code:\n{said}");
        write!(page, "\n## {}: {}\n\n{}\n\n", code.id(), code.says().trim_end_matches('.'), code.more()).unwrap();
        write!(page, "```text\n$ rehinge {}\n{}```\n", fixture.command, said).unwrap();
    }
    compare("docs/errors.md", &page);
}

/// Where something comes from, as a sentence.
fn source(source: Source, section: Option<&str>, reason: Option<&str>) -> String {
    let decided = reason.map_or(String::new(), |reason| format!(" Decided: {reason}"));
    match (source, section) {
        (Source::Article, Some(section)) => format!("The article, \"{section}\".{decided}"),
        (Source::Article, None) => panic!("an article without a section"),
        (Source::Judgement, _) => format!("A judgement. {}", reason.unwrap()),
    }
}

/// The headings of a template, each with the line it stands on: comments by themselves.
fn headings(text: &str, indent: &str) -> BTreeMap<usize, String> {
    let lines: Vec<&str> = text.lines().collect();
    let heading = |(at, line): (usize, &&str)| {
        let says = line.strip_prefix(indent)?.strip_prefix("# ")?;
        let alone = lines.get(at + 1).is_some_and(|next| next.is_empty()) && at > 0 && lines[at - 1].is_empty();
        alone.then(|| (at + 1, says.to_owned()))
    };
    lines.iter().enumerate().filter_map(heading).collect()
}

/// The dose of an exercise in words.
fn doses(exercise: &ExerciseData) -> String {
    let dose = |(name, dose): (&String, &rehinge::protocol::ExerciseDose)| {
        let mut text = format!("{}×", dose.sets);
        match (dose.reps, dose.up_to, dose.seconds, dose.minutes) {
            (_, _, _, Some(minutes)) => text.push_str(&format!("{minutes} min")),
            (Some(reps), Some(up_to), _, _) => text.push_str(&format!("{reps}–{up_to}")),
            (Some(reps), None, Some(seconds), _) => text.push_str(&format!("{reps} of {seconds} s")),
            (Some(reps), None, None, _) => text.push_str(&reps.to_string()),
            (None, _, Some(seconds), _) => text.push_str(&format!("{seconds} s")),
            (None, ..) => {}
        }
        format!("{name} {text}{}", if dose.each_side { " a side" } else { "" })
    };
    exercise.doses.iter().map(dose).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_document_of_the_protocol_has_every_value_with_its_citation() {
    let protocol = Protocol::embedded();
    let inventory: BTreeMap<String, String> = Protocol::inventory().into_iter().map(|row| (row.id, row.says)).collect();
    let text = Template::Protocol.embedded();
    let document = Document::parse(text, "protocol.yaml").unwrap();
    let headings = headings(text, "  ");
    let Some(Value::Mapping(rules)) = document.root().get("rules").map(|node| &node.value) else { panic!("no rules") };
    let mut page = format!(
        "# The protocol\n\n\
        <!-- Made from templates/: `REHINGE_WRITE=1 cargo test --test command generated::`. -->\n\n\
        Every value that plans are made and checked by, with where it comes from: a section of the article \"{}\", or a judgement with its \
        reason. Percentages and points are of the working weight unless something else is said. `rehinge explain` says what they mean in \
        your plan; `rehinge protocol export DIR` writes them out for a [protocol of your own](commands.md#protocol).\n\n\
        This is protocol `{}`, version {}.\n\n\
        - [Rules](#rules)\n- [Signs of the screen](#signs-of-the-screen)\n- [Exercises](#exercises)\n\
        - [Lifts of the lifter's own](#lifts-of-the-lifters-own)\n\n## Rules\n",
        protocol.sections[0], protocol.name, protocol.version
    );
    let mut told = 0;
    let mut before = 0;
    for entry in rules {
        let id = RuleId::ALL.iter().copied().find(|rule| rule.id() == entry.key).unwrap();
        for (_, heading) in headings.range(before..entry.spot.line) {
            write!(page, "\n### {heading}\n").unwrap();
        }
        before = entry.spot.line;
        let rule = protocol.rules.text(id);
        write!(page, "\n#### `{}`\n\n{}\n\n", id.id(), rule.says).unwrap();
        match protocol.value(id) {
            Some(value) => writeln!(page, "- Value: `{value}`").unwrap(),
            None => writeln!(page, "- Value: none; it holds.").unwrap(),
        }
        writeln!(page, "- Source: {}", source(rule.source, rule.section.as_deref(), rule.reason.as_deref())).unwrap();
        let from: Vec<String> = protocol.rules.from(id).iter().map(|row| format!("{} (`{row}`)", inventory[row])).collect();
        if !from.is_empty() {
            writeln!(page, "- Takes up: {}.", from.join("; ")).unwrap();
        }
        told += 1;
    }
    assert_eq!(told, RuleId::ALL.len());
    page.push_str("\n## Signs of the screen\n");
    for (verdict, heading) in [(SignVerdict::Emergency, "Emergency department, now"), (SignVerdict::Refer, "To a clinician first")] {
        write!(page, "\n### {heading}\n\n").unwrap();
        for sign in protocol.signs.iter().filter(|sign| sign.verdict == verdict) {
            let may_be = sign.may_be.as_ref().map_or(String::new(), |may_be| format!(" {may_be}"));
            writeln!(
                page,
                "- `{}`: {}.{may_be} {}",
                sign.id,
                sign.says,
                source(sign.source, sign.section.as_deref(), sign.reason.as_deref())
            )
            .unwrap();
        }
    }
    page.push_str("\n## Exercises\n\n");
    for (id, exercise) in &protocol.exercises {
        let doses = doses(exercise);
        let doses = if doses.is_empty() { "its dose is a rule's".to_owned() } else { doses };
        let cited = source(exercise.source, exercise.section.as_deref(), exercise.reason.as_deref());
        writeln!(page, "- `{id}`, {}: {} Doses: {doses}. {cited}", exercise.name, exercise.how).unwrap();
    }
    page.push_str("\n## Lifts of the lifter's own\n\nWhat loads the lower back, how much it weighs in a shared session, and what may take its place.\n\n");
    for (id, lift) in &protocol.lifts {
        writeln!(page, "- `{id}`, {}: {}; {}", lift.name, lift.weight, lift.swaps.join(", ")).unwrap();
    }
    compare("docs/protocol.md", &page);
}

/// A document with what its `console` blocks show: each command, and what it prints today. The commands of one document
/// run one after the other in a directory that has `profiles` and `templates` in it and nothing else.
fn with_output(text: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["profiles", "templates"] {
        std::os::unix::fs::symlink(root().join(folder), dir.path().join(folder)).unwrap();
    }
    let program = Path::new(env!("CARGO_BIN_EXE_rehinge")).parent().unwrap();
    let path = std::env::join_paths([program.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())));
    let path = path.unwrap();
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("```console\n") {
        let (block, after) = after.split_once("```").expect("the block ends");
        made.push_str(before);
        made.push_str("```console\n");
        let mut commands: Vec<String> = Vec::new();
        for line in block.lines() {
            match (line.strip_prefix("$ "), line.strip_prefix("> "), commands.last_mut()) {
                (Some(command), _, _) => commands.push(command.to_owned()),
                // A command over several lines, as a shell shows it.
                (None, Some(more), Some(command)) => command.extend(["\n", more]),
                _ => {}
            }
        }
        for command in commands {
            // What goes wrong is part of what is shown.
            let both = format!("{{ {command}\n}} 2>&1");
            let output =
                Command::new("sh").args(["-c", &both]).current_dir(dir.path()).env("PATH", &path).env("TZ", "Europe/Berlin").output();
            let output = output.unwrap();
            let says = String::from_utf8(output.stdout).unwrap();
            assert!(!says.contains("panicked") && !says.contains("not found"), "{command}\n{says}");
            write!(made, "$ {}\n{says}", command.replace('\n', "\n> ")).unwrap();
        }
        made.push_str("```");
        rest = after;
    }
    made + rest
}

#[test]
fn what_the_documents_show_is_what_the_commands_print() {
    let document = "docs/guide.md";
    let made = with_output(&fs::read_to_string(root().join(document)).unwrap());
    let shown = made.matches("\n$ ").count();
    assert!(shown > 15, "{shown} commands");
    compare(document, &made);
}
