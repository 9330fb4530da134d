//! The walls of the house: who may name what, and what stands at the top level.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under a folder, with its text, comments left out.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
                found.push((path.strip_prefix(root()).unwrap().display().to_string(), code));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn only_the_command_line_names_clock_files_environment_terminal_or_chance() {
    let outside = |file: &str| file == "src/main.rs" || file == "src/cli.rs" || file.starts_with("src/cli/");
    let banned = [
        "std::fs",
        "std::env",
        "std::process",
        "std::time",
        "std::net",
        "std::io",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Local::now",
        "Utc::now",
        "Zoned::now",
        "Timestamp::now",
        "println!",
        "print!",
        "dbg!",
        "rand::",
        "getrandom",
        "RandomState",
        "env!(",
    ];
    let all = sources(&root().join("src"));
    assert!(all.len() > 30, "{} files", all.len());
    for (file, code) in all.iter().filter(|(file, _)| !outside(file)) {
        for word in banned {
            // The crate's own version is fixed at build time, not read from where it runs.
            let code = code.replace("env!(\"CARGO_PKG_VERSION\")", "");
            assert!(!code.contains(word), "{file} names {word}");
        }
        assert!(!code.contains("HashMap::new()"), "{file}: a map with a random order");
    }
}

#[test]
fn the_checker_knows_nothing_of_the_planner() {
    for (file, code) in sources(&root().join("src")).iter().filter(|(file, _)| file.starts_with("src/check")) {
        for word in ["planner", "crate::follow", "crate::plates"] {
            assert!(!code.contains(word), "{file} names {word}");
        }
    }
}

#[test]
fn renderers_read_the_plan_and_nothing_upstream() {
    for (file, code) in sources(&root().join("src"))
        .iter()
        .filter(|(file, _)| file.starts_with("src/render/") && !file.contains("referral") && !file.contains("terminal"))
    {
        for word in ["crate::planner", "crate::screen", "crate::check"] {
            assert!(!code.contains(word), "{file} names {word}");
        }
    }
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
