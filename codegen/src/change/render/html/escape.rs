//! Escapes model text for the HTML page: no markup, and no invisible characters.

use std::fmt::{Display, Formatter, Result, Write};

/// A text as the content of an element or of a quoted attribute. Invisible characters and direction marks are written
/// as escapes, such as `\u{202e}`. Line breaks stay.
pub struct HtmlText<'t>(pub &'t str);

impl Display for HtmlText<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                '\n' | '\t' => out.write_char(c)?,
                c if crate::is_visible(c) => out.write_char(c)?,
                c => write!(out, "{}", c.escape_unicode())?,
            }
        }
        Ok(())
    }
}

/// A note with inline code between backticks.
pub struct HtmlNote<'t>(pub &'t str);

impl Display for HtmlNote<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for (index, part) in self.0.split('`').enumerate() {
            match index % 2 {
                0 => write!(out, "{}", HtmlText(part))?,
                _ => write!(out, "<code>{}</code>", HtmlText(part))?,
            }
        }
        Ok(())
    }
}

/// A path or Rust name with a line break opportunity after each part.
pub struct HtmlName<'t>(pub &'t str);

impl Display for HtmlName<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for (index, part) in self.0.split_inclusive(['.', ':', '/', '=']).enumerate() {
            // No break between the colons of `::`.
            if index > 0 && !part.starts_with(':') {
                out.write_str("<wbr>")?;
            }
            write!(out, "{}", HtmlText(part))?;
        }
        Ok(())
    }
}
