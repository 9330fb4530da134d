//! A table of cells as text files hold them (CSV), with the place of every cell. Knows nothing of what
//! the cells mean.

use super::{Document, Node, Source, Spot, too_large};
use crate::diagnostic::{Code, Diagnostic, Place};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::ops::Range;

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// What it says, quotes resolved, without space around it.
    pub text: String,
    /// Where it stands.
    pub spot: Spot,
}

/// A text cut into rows and cells.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    source: Source,
    /// What stands between two cells.
    pub separator: char,
    /// The names of the columns.
    pub header: Vec<Cell>,
    /// The rows below them; a row without any text is left out.
    pub rows: Vec<Vec<Cell>>,
}

/// The separators that spreadsheets write.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The line that holds the names of the columns: the first that is neither blank nor a comment.
pub(crate) fn header_line(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split(['\n', '\r']).map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#') && !announces_separator(line))
}

/// Old spreadsheets end a line with a carriage return alone; a comment in one would have no end, and hide what follows.
/// Every character stays where it is.
fn with_line_feeds(text: &str) -> String {
    let ends_a_line = |at: usize, c: char| c == '\r' && !text[at + 1..].starts_with('\n');
    text.char_indices().map(|(at, c)| if ends_a_line(at, c) { '\n' } else { c }).collect()
}

/// The names in such a line, whichever separator is between them.
pub(crate) fn names(line: &str) -> Vec<String> {
    line.split(separator_of(line)).map(|name| name.trim().trim_matches('"').trim().to_lowercase()).collect()
}

/// `sep=;`: what Excel may write before everything else.
fn announces_separator(line: &str) -> bool {
    line.to_ascii_lowercase().strip_prefix("sep=").is_some_and(|rest| rest.chars().count() <= 1)
}

fn separator_of(line: &str) -> char {
    SEPARATORS.into_iter().max_by_key(|separator| (line.matches(*separator).count(), *separator == ',')).unwrap_or(',')
}

impl Table {
    /// Cuts a text. `file` is what its mistakes call it.
    ///
    /// # Errors
    /// It is too large, not text, has no header, or opens a quote that it does not close.
    pub(crate) fn parse(text: &str, file: &str, most: usize) -> Result<Table, Vec<Diagnostic>> {
        if text.len() > most {
            return Err(vec![too_large(text.len(), most)]);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Source::new(&with_line_feeds(text), file);
        if let Some(at) = source.text.find(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
            let wrong = Diagnostic::new(Code::NotText, "this is not a text file: it holds control characters")
                .place(source.place(source.spot_of_byte(at)))
                .help("in the spreadsheet, export the table as CSV in UTF-8");
            return Err(vec![wrong]);
        }
        let separator = separator_of(header_line(&source.text).unwrap_or_default());
        let mut rows = cells(&source, separator).map_err(|spot| {
            let wrong = Diagnostic::new(Code::NotYaml, "a quote is opened and not closed").place(source.place(spot));
            vec![wrong.help("close the quote; a quote inside a quoted cell is written twice")]
        })?;
        rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
        if rows.is_empty() {
            return Err(vec![Diagnostic::new(Code::Empty, "the file is empty").help("its first line names the columns")]);
        }
        let header = rows.remove(0);
        Ok(Table { source, separator, header, rows })
    }

    /// Where a cell stands, as mistakes show it.
    pub(crate) fn place(&self, spot: Spot) -> Place {
        self.source.place(spot)
    }

    /// The document that this table says, once someone knows what its cells mean.
    pub(crate) fn into_document(self, root: Node) -> Document {
        Document { source: self.source, root }
    }
}

/// Every row with its cells, or where a quote opens that nothing closes.
fn cells(source: &Source, separator: char) -> Result<Vec<Vec<Cell>>, Spot> {
    let text = source.text.as_str();
    // All separators are single bytes.
    let mut reader: Reader = ReaderBuilder::new().delimiter(separator as u8).comment(Some(b'#')).build();
    let mut rows = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut at = 0;
    let mut known = (0, source.spot_of_byte(0));
    let mut buffer = vec![0; text.len().max(1)];
    loop {
        let from = if row.is_empty() { skip_blank(text, at) } else { at };
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut buffer);
        at += read;
        let (ends_row, ended) = match result {
            ReadFieldResult::Field { record_end } => (record_end, false),
            // The text is whole: what is left ends with it.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {
                let (result, _, more) = reader.read_field(&[], &mut buffer[written..]);
                let field = matches!(result, ReadFieldResult::Field { .. });
                if field {
                    push(&mut row, source, &mut known, from..at, &buffer[..written + more])?;
                }
                (true, true)
            }
            ReadFieldResult::End => (true, true),
        };
        if !ended {
            push(&mut row, source, &mut known, from..at, &buffer[..written])?;
        }
        if ends_row {
            let row = std::mem::take(&mut row);
            // Its own separator cuts the line that announces it in two.
            let announces = rows.is_empty() && row.len() <= 2 && row.first().is_some_and(|cell| announces_separator(&cell.text));
            if !announces && !row.is_empty() {
                rows.push(row);
            }
        }
        if ended {
            return Ok(rows);
        }
    }
}

/// Past empty lines and comments, which belong to no row.
fn skip_blank(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        if rest.starts_with(['\n', '\r']) {
            at += 1;
        } else if rest.starts_with('#') {
            at += rest.find('\n').unwrap_or(rest.len());
        } else {
            return at;
        }
    }
}

/// Adds a cell. `known` is where the one before it begins: a line of many cells is counted through once.
fn push(row: &mut Vec<Cell>, source: &Source, known: &mut (usize, Spot), at: Range<usize>, field: &[u8]) -> Result<(), Spot> {
    let raw = source.text.get(at.start..at.end.max(at.start)).unwrap_or_default().trim_end_matches(['\n', '\r', ',', ';', '\t']);
    let lead = raw.len() - raw.trim_start().len();
    let begins = (at.start + lead).min(source.text.len());
    let start = source.spot_behind(*known, begins);
    *known = (begins, start);
    let raw = raw.trim();
    let width = raw.split(['\n', '\r']).next().unwrap_or_default().chars().count().max(1);
    let spot = Spot { width, ..start };
    if raw.starts_with('"') && (raw.len() == 1 || !raw.ends_with('"')) {
        return Err(spot);
    }
    // Between quotes nothing is cut within a character, and outside of them only at single bytes.
    let text = String::from_utf8_lossy(field).trim().to_owned();
    row.push(Cell { text, spot });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(table: &Table) -> Vec<Vec<(&str, usize, usize)>> {
        let cell = |cell: &Cell| (cell.spot.line, cell.spot.column);
        table.rows.iter().map(|row| row.iter().map(|one| (one.text.as_str(), cell(one).0, cell(one).1)).collect()).collect()
    }

    #[test]
    fn a_cell_is_found_where_an_editor_shows_it() {
        for separator in [',', ';', '\t'] {
            for end in ["\n", "\r\n"] {
                let text =
                    "\u{feff}# clinic\n\na;b;c\n1;\"x; \"\"y\"\"\";ä\n\n2;;z".replace(';', &separator.to_string()).replace('\n', end);
                let table = Table::parse(&text, "x.csv", 1000).unwrap();
                assert_eq!(table.separator, separator);
                assert_eq!(table.header.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
                let quoted = format!("x{separator} \"y\"");
                assert_eq!(
                    shown(&table),
                    [vec![("1", 4, 1), (quoted.as_str(), 4, 3), ("ä", 4, 14)], vec![("2", 6, 1), ("", 6, 3), ("z", 6, 4)]],
                    "{text:?}"
                );
            }
        }
    }

    #[test]
    fn a_quote_that_nothing_closes_is_told_where_it_opens() {
        let wrong = Table::parse("a,b\n1,\"x\n2,y\n", "x.csv", 1000).unwrap_err();
        let place = wrong[0].place.as_ref().unwrap();
        assert_eq!((place.line, place.column), (2, 3));
    }
}
