//! A bar chart in SVG, readable on light and dark pages.

use std::fmt::Write;

/// A group of bars that are compared with each other.
#[derive(Clone, Debug)]
pub struct Group {
    /// The title of the group.
    pub title: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The name beside the bar.
    pub label: String,
    /// The length, in the unit of the group.
    pub value: f64,
    /// The value as text.
    pub text: String,
    /// Whether the bar is farrier's, which is highlighted.
    pub is_ours: bool,
}

const WIDTH: usize = 840;
const LABELS: usize = 270;
const LONGEST: f64 = 440.0;
const STEP: usize = 24;
const TITLE: usize = 34;

/// Styles with a media query for dark mode. Browsers apply it within an image too.
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600}.bar{fill:#9aa4b0}\
                     .ours{fill:#b7410e}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.bar{fill:#6e7681}\
                     .ours{fill:#f0883e}}";

/// Renders the chart. Empty groups are left out.
pub fn svg(title: &str, groups: &[Group]) -> String {
    let mut body = String::new();
    let mut y = 0;
    for group in groups.iter().filter(|group| !group.bars.is_empty()) {
        y += TITLE;
        // Writing to a string cannot fail.
        let _ = writeln!(
            body,
            "<text class=\"title\" x=\"0\" y=\"{}\">{}</text>",
            y - 10,
            escaped(&group.title)
        );
        let longest = group.bars.iter().map(|bar| bar.value).fold(f64::MIN_POSITIVE, f64::max);
        for Bar { label, value, text, is_ours } in &group.bars {
            let length = (value / longest * LONGEST).max(1.0);
            let class = if *is_ours { "ours" } else { "bar" };
            let middle = y + STEP / 2 + 1;
            let end =
                format!("{:.1}", f64::from(u16::try_from(LABELS).unwrap_or(0)) + length + 6.0);
            let _ = writeln!(
                body,
                "<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{}</text>\
                 <rect class=\"{class}\" x=\"{LABELS}\" y=\"{y}\" width=\"{length:.1}\" height=\"16\" rx=\"2\"/>\
                 <text x=\"{end}\" y=\"{middle}\">{}</text>",
                LABELS - 8,
                escaped(label),
                escaped(text)
            );
            y += STEP;
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\">\n<title>{}</title>\n<style>{STYLE}</style>\n{body}</svg>\n",
        escaped(title),
        height = y + 8,
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(value: f64) -> Bar {
        Bar { label: "a & <b>".to_owned(), value, text: "1 s".to_owned(), is_ours: value < 2.0 }
    }

    #[test]
    fn longest_bar_has_full_length() {
        let group = Group { title: "t".to_owned(), bars: vec![bar(1.0), bar(4.0)] };
        let empty = Group { title: "nothing".to_owned(), bars: Vec::new() };
        let chart = svg("chart", &[group, empty]);
        assert!(chart.contains("class=\"ours\" x=\"270\" y=\"34\" width=\"110.0\""), "{chart}");
        assert!(chart.contains("class=\"bar\" x=\"270\" y=\"58\" width=\"440.0\""), "{chart}");
        assert!(chart.contains("a &amp; &lt;b>"), "{chart}");
        assert!(!chart.contains("nothing"), "{chart}");
    }

    #[test]
    fn has_colours_for_dark_pages() {
        assert!(svg("chart", &[]).contains("prefers-color-scheme:dark"));
    }
}
