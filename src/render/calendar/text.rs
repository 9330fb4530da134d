//! The text of an event as it grows. Knows nothing of plans.

/// Lines under headings, an empty line before each heading.
pub(super) struct Text(String);

impl Default for Text {
    fn default() -> Self {
        // What most events need; a deadlift day has twice as much.
        Text(String::with_capacity(2 * 1024))
    }
}

impl Text {
    pub(super) fn finish(self) -> String {
        self.0
    }

    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.line_of([line.as_ref()]);
    }

    /// A line of parts, put together where it stands: most of a text are lines like these.
    pub(super) fn line_of<const N: usize>(&mut self, parts: [&str; N]) {
        let before = self.0.len();
        if before > 0 {
            self.0.push('\n');
        }
        let start = self.0.len();
        for part in parts {
            self.0.push_str(part);
        }
        let kept = self.0[start..].trim_end().len();
        self.0.truncate(if kept == 0 { before } else { start + kept });
    }

    pub(super) fn gap(&mut self) {
        self.0.push('\n');
    }

    pub(super) fn part(&mut self, heading: &str) {
        self.gap();
        self.line(heading.to_uppercase());
    }
}
