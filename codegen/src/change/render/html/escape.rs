//! Text of a model in a page: never markup, and never invisible.

use std::fmt::{Display, Formatter, Result, Write};

/// A text as the content of an element or of an attribute in quotes. What has no shape, or turns the direction of
/// what follows, is written out: `\u{202e}`. Line breaks stay, which the style sheet shows where they matter.
pub struct Text<'t>(pub &'t str);

impl Display for Text<'_> {
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

/// A word to the reader, in which backticks stand around code.
pub struct Note<'t>(pub &'t str);

impl Display for Note<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for (index, part) in self.0.split('`').enumerate() {
            match index % 2 {
                0 => write!(out, "{}", Text(part))?,
                _ => write!(out, "<code>{}</code>", Text(part))?,
            }
        }
        Ok(())
    }
}

/// A path, or the name of a Rust item, that may be broken after each of its parts.
pub struct Name<'t>(pub &'t str);

impl Display for Name<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for (index, part) in self.0.split_inclusive(['.', ':', '/', '=']).enumerate() {
            // Not between the colons of `::`.
            if index > 0 && !part.starts_with(':') {
                out.write_str("<wbr>")?;
            }
            write!(out, "{}", Text(part))?;
        }
        Ok(())
    }
}
