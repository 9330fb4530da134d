//! The walls of the house: who may name what, and what stands at the top level.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under a folder, with its code: its text without the comments.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let code = |text: String| text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    texts(folder).into_iter().map(|(file, text)| (file, code(text))).collect()
}

/// Every Rust file under a folder, with its text.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().display().to_string(), text));
            }
        }
    }
    found.sort();
    found
}

/// What of the standard library reaches out of the program. Other crates' clocks, random maps and printing are walls of
/// `.clippy.toml` and of `src/lib.rs`; the crates for files and terminals are there with the feature `cli` alone.
const OUTSIDE: [&str; 8] = ["env", "fs", "io", "net", "os", "process", "thread", "time"];

#[test]
fn only_the_command_line_reaches_out_of_the_program() {
    let house = &*HOUSE;
    for (module, code) in house.files.iter().filter(|(module, _)| module[0] != "cli") {
        let reaches = |path: &Module| path[0] == "std" && path.get(1).is_some_and(|part| OUTSIDE.contains(&part.as_str()));
        assert_eq!(paths(code).into_iter().find(reaches), None, "{}", module.join("::"));
    }
}

#[test]
fn the_checker_needs_nothing_that_plans_follows_or_makes_weights() {
    let house = &*HOUSE;
    let needs = house.needs(|module| module[0] == "check");
    for room in ["planner", "plates", "follow"] {
        assert!(!needs.iter().any(|module| module[0] == room), "check needs {room}");
    }
    assert!(needs.iter().any(|module| module[0] == "protocol"));
}

#[test]
fn a_calendar_and_a_sheet_need_the_plan_and_nothing_that_makes_or_judges_one() {
    let house = &*HOUSE;
    let needs = house.needs(|module| module[0] == "render" && module.get(1).is_some_and(|form| form == "calendar" || form == "sheet"));
    for room in ["planner", "screen", "check", "follow"] {
        assert!(!needs.iter().any(|module| module[0] == room), "calendar or sheet need {room}");
    }
    assert!(needs.iter().any(|module| module[0] == "plan"));
}

#[test]
fn nothing_stands_at_the_top_level_that_was_not_agreed() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "templates",
        "profiles",
        "tests",
        "docs",
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "rustfmt.toml",
        "target",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let ours = agreed.contains(&name.as_str()) || name.starts_with('.') || name.starts_with("LICENSE");
        // What a first run of the README leaves behind.
        let made = [".plan.yaml", ".ics", ".pdf"].iter().any(|ending| name.ends_with(ending)) || name == "me.yaml";
        assert!(ours || made, "{name}");
    }
}

#[test]
fn every_sentence_of_the_templates_is_used_somewhere() {
    let wording = fs::read_to_string(root().join("templates/wording.yaml")).unwrap();
    let code: String = sources(&root().join("src")).into_iter().map(|(_, code)| code).collect();
    let keys = wording
        .split_once("\nnotes:\n")
        .unwrap()
        .1
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.trim().trim_end_matches(':'));
    let mut count = 0;
    for key in keys {
        assert!(code.contains(&format!("\"{key}\"")), "no code says `{key}`");
        count += 1;
    }
    assert!(count > 40, "{count} sentences");
}

#[test]
fn arrows_point_down_and_run_in_no_circle() {
    let house = &*HOUSE;
    let floors = floors();
    let named: Vec<&String> = floors.iter().flatten().collect();
    let rooms: BTreeSet<&String> = house.files.keys().filter_map(|path| path.first()).collect();
    assert_eq!(named.len(), rooms.len(), "docs/making/architecture.md names each room of src/ once: {named:?}");
    let floor = |room: &String| floors.iter().position(|floor| floor.contains(room)).unwrap_or_else(|| panic!("no floor has {room}"));
    for (from, to) in &house.arrows {
        let (above, below) = (&from[0], &to[0]);
        if above != below {
            assert!(floor(above) > floor(below), "{} needs {}, which lies no lower", from.join("::"), to.join("::"));
        } else {
            assert!(!house.reaches(to, from), "{} and {} need each other", from.join("::"), to.join("::"));
        }
    }
    assert!(house.arrows.len() > 200, "{} arrows", house.arrows.len());
}

/// Functions of [`MOST_LINES`] or more that nothing is to be gained by cutting: tables, a row for each case.
const TABLES: [(&str, &str); 2] = [
    // What would change each rule.
    ("src/explain/change.rs", "by_the_lifter"),
    // The words of each question of the interview.
    ("src/interview/questions.rs", "words"),
];

/// A function is shorter than this, from its first line to its last brace.
const MOST_LINES: usize = 60;

#[test]
fn a_function_is_short_unless_it_is_a_table() {
    let all: Vec<(String, String, usize)> = texts(&root().join("src"))
        .into_iter()
        .flat_map(|(file, text)| functions(&text).into_iter().map(move |(name, lines)| (file.clone(), name, lines)))
        .collect();
    assert!(all.len() > 1500, "{} functions", all.len());
    let long = all.iter().filter(|(_, _, lines)| *lines >= MOST_LINES);
    let long: Vec<(&str, &str)> = long.map(|(file, name, _)| (file.as_str(), name.as_str())).collect();
    assert_eq!(long, TABLES, "of {MOST_LINES} lines or more");
}

/// The functions of a file, each with its lines: rustfmt puts the last brace under the first word.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let word = line.trim_start();
        let (before, after) = match word.strip_prefix("fn ") {
            Some(after) => ("", after),
            None => word.split_once(" fn ").unwrap_or_default(),
        };
        let heads = before.is_empty() || before.split(' ').all(|word| word.starts_with("pub") || word == "const");
        let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if heads && !name.is_empty() {
            let last = format!("{}}}", &line[..line.len() - word.len()]);
            let rest = lines[at..].iter().position(|line| **line == last);
            // What ends on the line it begins on has no brace of its own.
            let ends = line.ends_with(['}', ';']);
            found.push((name, if ends { 1 } else { rest.map_or(1, |rest| rest + 1) }));
        }
    }
    found
}

/// The rooms, from the ground up, as docs/making/architecture.md lists them.
fn floors() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/making/architecture.md")).unwrap();
    let list = text.split("```floors\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a list of floors");
    list.lines().map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
}

/// A module as its path: `log::read` is `["log", "read"]`.
type Module = Vec<String>;

/// Which file of src/ needs which, from the paths that its code names; what a root hands on (`pub use`) it does not
/// need by that alone.
struct House {
    files: BTreeMap<Module, String>,
    arrows: BTreeSet<(Module, Module)>,
}

static HOUSE: LazyLock<House> = LazyLock::new(House::measured);

impl House {
    fn measured() -> House {
        let module = |file: &str| -> Module {
            let path = file.trim_start_matches("src/").trim_end_matches(".rs");
            path.split('/').map(str::to_owned).collect()
        };
        let code = |text: String| opened(text.split("#[cfg(test)]\n").next().unwrap_or_default());
        let all = sources(&root().join("src")).into_iter().filter(|(file, _)| file != "src/lib.rs" && file != "src/main.rs");
        let mut house = House { files: all.map(|(file, text)| (module(&file), code(text))).collect(), arrows: BTreeSet::new() };
        for (from, text) in &house.files {
            for named in paths(text) {
                let to = house.resolved(from, &named);
                house.arrows.extend(to.filter(|to| to != from).map(|to| (from.clone(), to)));
            }
        }
        house
    }

    /// The file that a path means, seen from a file; nothing where it is a path of another crate.
    fn resolved(&self, from: &Module, named: &[String]) -> Option<Module> {
        let child = |at: &[String], name: &String| [at, std::slice::from_ref(name)].concat();
        let (mut at, mut rest) = (from.clone(), named);
        match named.first()?.as_str() {
            "crate" => (at, rest) = (Vec::new(), &named[1..]),
            "super" | "self" => {}
            _ if self.files.contains_key(&child(from, &named[0])) => {}
            _ => return None,
        }
        while let Some((first @ ("super" | "self"), more)) = rest.split_first().map(|(first, more)| (first.as_str(), more)) {
            if first == "super" {
                at.pop();
            }
            rest = more;
        }
        for name in rest {
            let inner = child(&at, name);
            if self.files.contains_key(&inner) {
                at = inner;
                continue;
            }
            // What a root hands on belongs to the file that has it.
            let handed = handed_on(self.files.get(&at)?).into_iter().find(|path| path.last() == Some(name));
            return match handed.map(|path| [at.as_slice(), &path[..path.len() - 1]].concat()) {
                Some(child) if self.files.contains_key(&child) => Some(child),
                _ => Some(at),
            };
        }
        self.files.contains_key(&at).then_some(at)
    }

    /// Whether a file needs another, directly or through others.
    fn reaches(&self, from: &Module, to: &Module) -> bool {
        self.needs(|module| module == from).contains(to)
    }

    /// The files that some files need, directly or through others, with themselves.
    fn needs(&self, some: impl Fn(&Module) -> bool) -> BTreeSet<&Module> {
        let mut open: Vec<&Module> = self.files.keys().filter(|module| some(module)).collect();
        let mut seen: BTreeSet<&Module> = open.iter().copied().collect();
        while let Some(at) = open.pop() {
            let arrows = self.arrows.range((at.clone(), Module::new())..).take_while(|(above, _)| above == at);
            open.extend(arrows.map(|(_, below)| below).filter(|below| seen.insert(below)));
        }
        seen
    }
}

/// The code of a file with its inner modules opened: `super` in them is the file itself.
fn opened(code: &str) -> String {
    let mut inside: Vec<&str> = Vec::new();
    let mut open = String::new();
    for line in code.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let is_mod = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ").starts_with("mod ");
        if inside.last() == Some(&indent) && line.trim() == "}" {
            inside.pop();
        }
        open += &if inside.is_empty() { line.to_owned() } else { line.replace("super::", "self::") };
        open.push('\n');
        if is_mod && line.ends_with('{') {
            inside.push(indent);
        }
    }
    open
}

/// Every `use` of a file, without the word itself, and whether it hands on what it names.
fn uses(code: &str) -> Vec<(&str, bool)> {
    let mut uses = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].rsplit('\n').next().unwrap_or_default().trim();
        if before.is_empty() || before.starts_with("pub") {
            uses.push((code[at + 4..].split(';').next().unwrap_or_default(), !before.is_empty()));
        }
    }
    uses
}

/// The paths that a root hands on to whoever names it.
fn handed_on(code: &str) -> Vec<Module> {
    uses(code).into_iter().filter(|(_, visible)| *visible).flat_map(|(tree, _)| spelt_out(tree)).collect()
}

/// Every path that a file names: in its `use` lines, and in the code between them.
fn paths(code: &str) -> Vec<Module> {
    let mut found = Vec::new();
    let mut rest = code.to_owned();
    let mut handed = Vec::new();
    for (tree, visible) in uses(code) {
        rest = rest.replacen(tree, "", 1);
        if visible { &mut handed } else { &mut found }.extend(spelt_out(tree));
    }
    let rest = rest.lines().filter(|line| !(line.contains("mod ") && line.ends_with(';'))).collect::<Vec<_>>().join("\n");
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words: Vec<&str> = rest.split(|c: char| !is_path(c)).filter(|word| !word.is_empty()).collect();
    found.extend(
        handed.into_iter().filter(|path| path.last().is_some_and(|name| words.iter().any(|word| word.split("::").next() == Some(name)))),
    );
    found.extend(words.iter().filter(|word| word.contains("::")).map(|word| word.split("::").map(str::to_owned).collect::<Module>()));
    found
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn spelt_out(tree: &str) -> Vec<Module> {
    let tree = tree.trim();
    let Some((before, inner)) = tree.strip_suffix('}').and_then(|tree| tree.split_once('{')) else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim_end_matches("::self");
        return vec![path.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let mut depth = 0;
    let parts = inner.split(|c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).flat_map(|part| spelt_out(&format!("{before}{}", part.trim()))).collect()
}
