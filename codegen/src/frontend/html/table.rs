//! Tables.

use crate::markdown::cell;

/// The maximum number of columns. Wider tables are used for layout, or malformed.
const MAX_COLUMNS: usize = 16;

/// The table being read.
#[derive(Default)]
pub struct HtmlTable {
    rows: Vec<Vec<String>>,
    /// The number of open tables inside of this one. Their text belongs to the current cell.
    pub nested: usize,
    /// Whether the next text is a list item.
    bullet: bool,
}

impl HtmlTable {
    pub fn row(&mut self) {
        if self.nested == 0 {
            self.rows.push(Vec::new());
        }
        self.bullet = false;
    }

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

    /// Starts a list item, which a cell shows as a bullet.
    pub fn item(&mut self) {
        self.bullet = true;
    }

    /// Whether a row has started. Earlier text is the caption.
    pub fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Adds a paragraph to the current cell.
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

    /// The blocks of the table: a single table, or a paragraph for each row if Markdown cannot have such a table.
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
