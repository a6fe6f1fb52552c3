//! Writes the results of a run: the page, the chart, and the section of the README.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::{failure, slashes, write};

use super::report::Report;

/// The markers around the section.
const MARKS: [&str; 2] = ["<!-- bench -->", "<!-- /bench -->"];

/// Writes the page and the chart into a folder.
///
/// # Errors
///
/// Fails if a file cannot be written.
pub fn page(report: &Report, root: &Path, folder: &Path) -> Result<(), Diagnostics> {
    write::if_changed(&root.join(folder).join("README.md"), &report.page())?;
    write::if_changed(&root.join(folder).join("chart.svg"), &report.chart())
}

/// Updates the section of the README, if it has the markers.
///
/// # Errors
///
/// Fails if the file cannot be read or written.
pub fn section(report: &Report, root: &Path, folder: &Path) -> Result<(), Diagnostics> {
    let readme = root.join("README.md");
    let text = std::fs::read_to_string(&readme)
        .map_err(|error| failure("README.md cannot be read", &error))?;
    match with_section(&text, &report.section(&slashes(folder))) {
        Some(text) => write::if_changed(&readme, &text),
        None => Ok(()),
    }
}

/// A text with the section between its markers replaced; `None` without markers.
fn with_section(text: &str, section: &str) -> Option<String> {
    let [start, end] = MARKS;
    let (before, rest) = text.split_once(start)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{start}\n{section}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn replaces_only_the_section() {
        let text = "a\n<!-- bench -->\nold\n<!-- /bench -->\nb\n";
        let once = with_section(text, "new").unwrap();
        assert_eq!(once, "a\n<!-- bench -->\nnew\n<!-- /bench -->\nb\n");
        assert_eq!(with_section(&once, "new").unwrap(), once);
        assert_eq!(with_section("a\n", "new"), None);
    }
}
