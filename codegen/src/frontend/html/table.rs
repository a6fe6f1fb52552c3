//! Tables.

use crate::markdown::cell;

/// A table that is wider is not one: it was laid out with it, or it could not be read.
const MAX_COLUMNS: usize = 16;

/// The table that is being read.
#[derive(Default)]
pub struct HtmlTable {
    rows: Vec<Vec<String>>,
    /// How many tables are open within it. Their text is that of the cell that they are in.
    pub nested: usize,
    /// Whether the next text is an item of a list.
    bullet: bool,
}

impl HtmlTable {
    /// Starts a row.
    pub fn row(&mut self) {
        if self.nested == 0 {
            self.rows.push(Vec::new());
        }
        self.bullet = false;
    }

    /// Starts a cell.
    pub fn cell(&mut self) {
        if self.nested == 0 {
            if self.rows.is_empty() {
                self.row();
            }
            if let Some(row) = self.rows.last_mut() {
                row.push(String::new());
            }
        }
        self.bullet = false;
    }

    /// Starts an item of a list, for which a cell has no room but a bullet.
    pub fn item(&mut self) {
        self.bullet = true;
    }

    /// Whether text belongs into it: before its first row is its caption.
    pub fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Adds a paragraph to the cell.
    pub fn add(&mut self, paragraph: &str) {
        let Some(row) = self.rows.last_mut() else { return };
        if row.is_empty() {
            row.push(String::new());
        }
        let Some(cell) = row.last_mut() else { return };
        let space = if cell.is_empty() { "" } else { " " };
        let bullet = if std::mem::take(&mut self.bullet) { "• " } else { "" };
        cell.extend([space, bullet, paragraph]);
    }

    /// The blocks of it: one, or one for each row if it makes no table.
    pub fn finish(mut self) -> Vec<String> {
        self.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns > MAX_COLUMNS || columns * self.rows.len() < 2 {
            let filled = |row: Vec<String>| row.into_iter().filter(|cell| !cell.is_empty());
            return self
                .rows
                .into_iter()
                .map(|row| filled(row).collect::<Vec<_>>().join(" | "))
                .collect();
        }
        let mut rows = self.rows.iter().map(|row| {
            let cells = row.iter().map(|text| cell(text));
            let cells = cells.chain(std::iter::repeat(String::new())).take(columns);
            line(cells)
        });
        let head = rows.next().unwrap_or_default();
        let rule = line(std::iter::repeat_n("---".to_owned(), columns));
        vec![[head, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")]
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = "|".to_owned();
    for cell in cells {
        line.extend([" ", &*cell, if cell.is_empty() { "|" } else { " |" }]);
    }
    line
}
