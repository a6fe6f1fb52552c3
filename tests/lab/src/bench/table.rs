//! Tables in Markdown.

/// A table in Markdown.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The column headings.
    pub head: Vec<String>,
    /// The rows. Each has as many cells as there are headings.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row, unless only its first cell has text.
    pub fn row(&mut self, cells: Vec<String>) {
        if cells.iter().skip(1).any(|cell| !cell.is_empty()) {
            self.rows.push(cells);
        }
    }

    /// Renders the table. Columns of numbers are aligned to the right.
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule: Vec<&str> = self
            .head
            .iter()
            .enumerate()
            .map(|(at, _)| if at == 0 { "---" } else { "--:" })
            .collect();
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        let head: Vec<&str> = self.head.iter().map(String::as_str).collect();
        format!("| {} |\n| {} |\n{rows}", head.join(" | "), rule.join(" | "))
    }
}

/// A cell's text with `|` escaped.
fn escaped(text: &str) -> String {
    let text = if text.is_empty() { "–" } else { text };
    text.replace('|', "\\|").replace('<', "&lt;").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_cells() {
        let mut table = Table::new(["", "a"]);
        table.row(vec!["x".to_owned(), "1\n<2>|".to_owned()]);
        table.row(vec!["nothing".to_owned(), String::new()]);
        assert_eq!(table.markdown(), "|  | a |\n| --- | --: |\n| x | 1 &lt;2>\\| |\n");
    }
}
