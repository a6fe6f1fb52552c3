//! Text that is on one line if it fits, or else one part a line: expressions of Rust, and bodies.

/// The maximum width of a line.
const WIDTH: usize = 110;

/// A text with the places where a line may break.
#[derive(Debug)]
pub enum TextBlock {
    /// Text without a place to break.
    Leaf(String),
    /// A block after a label, such as a field and its value.
    Labelled(String, Box<TextBlock>),
    /// Parts between delimiters.
    Group {
        /// The text before the parts. A space at its end is for one line only.
        open: String,
        /// The parts.
        parts: Vec<TextBlock>,
        /// The text after the parts. A space at its start is for one line only.
        close: String,
        /// The separator of the parts.
        separator: Separator,
    },
    /// An expression and method calls, each of which can have a line.
    Calls(Box<TextBlock>, Vec<TextBlock>),
}

/// The text between the parts of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A comma, and a space on one line, as in Rust. On several lines, a comma also follows the last part.
    Rust,
    /// A comma, as in JSON.
    Comma,
    /// Nothing, as in XML.
    Nothing,
}

impl TextBlock {
    /// A text.
    pub fn leaf(text: impl Into<String>) -> Self {
        Self::Leaf(text.into())
    }

    /// Parts of Rust code between delimiters.
    pub fn rust(open: impl Into<String>, parts: Vec<Self>, close: &str) -> Self {
        let (open, close) = (open.into(), close.to_owned());
        Self::Group { open, parts, close, separator: Separator::Rust }
    }

    /// The text, whose first line begins after `indent` spaces. Each level has `step` more.
    pub fn print(&self, indent: usize, step: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, Place { indent, used: indent, step });
        text
    }

    fn flat(&self, text: &mut String) {
        match self {
            Self::Leaf(leaf) => text.push_str(leaf),
            Self::Labelled(label, block) => {
                text.push_str(label);
                block.flat(text);
            }
            Self::Group { open, parts, close, separator } => {
                text.push_str(open);
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        text.push_str(separator.on_one_line());
                    }
                    part.flat(text);
                }
                text.push_str(close);
            }
            Self::Calls(first, calls) => {
                [&**first].into_iter().chain(calls).for_each(|it| it.flat(text));
            }
        }
    }

    fn write(&self, text: &mut String, place: Place) {
        let mut flat = String::new();
        self.flat(&mut flat);
        if place.used + flat.chars().count() <= WIDTH {
            text.push_str(&flat);
            return;
        }
        match self {
            Self::Leaf(leaf) => text.push_str(leaf),
            Self::Labelled(label, block) => {
                text.push_str(label);
                block.write(text, place.after(label));
            }
            Self::Group { open, parts, close, .. } if parts.len() == 1 && open.ends_with('(') => {
                text.push_str(open);
                for part in parts {
                    part.write(text, place.after(open));
                }
                text.push_str(close);
            }
            Self::Group { open, parts, close, separator } => {
                text.push_str(open.trim_end());
                for (index, part) in parts.iter().enumerate() {
                    place.inner().start(text);
                    part.write(text, place.inner());
                    let is_last = index + 1 == parts.len();
                    text.push_str(separator.at_end_of_line(is_last));
                }
                place.start(text);
                text.push_str(close.trim_start());
            }
            Self::Calls(first, calls) => {
                first.write(text, place);
                for call in calls {
                    place.inner().start(text);
                    call.write(text, place.inner());
                }
            }
        }
    }
}

impl Separator {
    fn on_one_line(self) -> &'static str {
        match self {
            Self::Rust => ", ",
            Self::Comma => ",",
            Self::Nothing => "",
        }
    }

    fn at_end_of_line(self, is_last: bool) -> &'static str {
        match self {
            Self::Rust => ",",
            Self::Comma if !is_last => ",",
            Self::Comma | Self::Nothing => "",
        }
    }
}

/// A place in the text.
#[derive(Clone, Copy)]
struct Place {
    /// The indentation of the line.
    indent: usize,
    /// The used width of the line.
    used: usize,
    /// The indentation of a level.
    step: usize,
}

impl Place {
    fn after(self, text: &str) -> Self {
        Self { used: self.used + text.chars().count(), ..self }
    }

    fn inner(self) -> Self {
        let indent = self.indent + self.step;
        Self { indent, used: indent, ..self }
    }

    fn start(self, text: &mut String) {
        text.push('\n');
        text.push_str(&" ".repeat(self.indent));
    }
}

#[cfg(test)]
mod tests {
    use super::{Separator, TextBlock};

    #[test]
    fn breaks_lines_that_are_too_long() {
        let leaf = |length: usize| TextBlock::leaf("a".repeat(length));
        let list = |length| TextBlock::rust("vec![", vec![leaf(length), leaf(3)], "]");
        assert_eq!(list(3).print(4, 4), "vec![aaa, aaa]");
        let long = "a".repeat(100);
        assert_eq!(list(100).print(4, 4), format!("vec![\n        {long},\n        aaa,\n    ]"));
        let call = TextBlock::rust("f(", vec![list(100)], ")");
        assert_eq!(call.print(0, 4), format!("f(vec![\n    {long},\n    aaa,\n])"));
        let json = TextBlock::Group {
            open: "{".to_owned(),
            parts: vec![leaf(100), leaf(20)],
            close: "}".to_owned(),
            separator: Separator::Comma,
        };
        let twenty = "a".repeat(20);
        assert_eq!(json.print(0, 2), format!("{{\n  {long},\n  {twenty}\n}}"));
    }
}
