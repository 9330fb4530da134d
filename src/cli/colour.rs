//! Colours, where the terminal has them: mistakes, findings and verdicts. Nothing is told by colour alone.

use crate::check::{Finding, Severity};
use crate::diagnostic::{Diagnostic, Ink};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// When to use colours
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colour {
    /// Where the output is a terminal that has them, and `NO_COLOR` is not set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Holds everything that is printed from now on to a choice.
pub fn choose(colour: Colour) {
    match colour {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Writes to standard output, colours as chosen.
pub fn to_output(text: &str) -> io::Result<()> {
    let mut out = AutoStream::auto(io::stdout().lock());
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

/// Writes to standard error, colours as chosen.
pub fn to_error(text: &str) -> io::Result<()> {
    AutoStream::auto(io::stderr().lock()).write_all(text.as_bytes())
}

const BOLD: Style = Style::new().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const CAREFUL: Style = AnsiColor::Yellow.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const QUIET: Style = AnsiColor::Cyan.on_default();

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A mistake.
pub fn diagnostic(diagnostic: &Diagnostic) -> String {
    diagnostic.drawn(&|ink, text| match ink {
        Ink::Place => painted(BOLD, text),
        Ink::Kind | Ink::Mark => painted(BAD, text),
        Ink::Help => painted(QUIET, text),
    })
}

/// How bad a finding is, in its colour.
pub fn finding(finding: &Finding, text: &str) -> String {
    let kind = format!("{}[{}]", finding.severity, finding.code);
    let style = match finding.severity {
        Severity::Violation => BAD,
        Severity::Warning => CAREFUL,
        Severity::Note => QUIET,
    };
    text.replacen(&kind, &painted(style, &kind), 1)
}

/// A view, its headings bold: lines between a blank one and one that stands further in.
pub fn view(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_heading = |at: usize| {
        let further_in = |line: &&str| line.starts_with(' ');
        !lines[at].is_empty() && !further_in(&lines[at]) && at > 0 && lines[at - 1].is_empty() && lines.get(at + 1).is_some_and(further_in)
    };
    let painted = |at: usize| if is_heading(at) { painted(BOLD, lines[at]) } else { lines[at].to_owned() };
    (0..lines.len()).map(|at| painted(at) + "\n").collect()
}

/// A verdict, its first line in the colour of how bad it is.
pub fn verdict(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let style = match first.split(':').next().unwrap_or_default() {
        "EMERGENCY" => BAD,
        "REFERRED" | "REST" => CAREFUL,
        "TRAIN" => GOOD,
        _ => return text.to_owned(),
    };
    format!("{}\n{rest}", painted(style, first))
}
