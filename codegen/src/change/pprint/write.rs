use serde_json::Value;

use super::text;

/// The maximum length of a line.
const WIDTH: usize = 80;

/// Writes a change tree like Python's `pprint.pformat`.
///
/// The recursion is bounded: both [`changes`](crate::change::changes) and the JSON reader limit the depth of trees.
pub fn write_tree(tree: &Value) -> String {
    let mut printer = Printer { out: String::new() };
    printer.value(tree, Room { indent: 0, after: 0 }, Position::Top);
    printer.out
}

/// A change tree as a Python literal. Dicts and sets are sorted.
enum Literal<'a> {
    Text(&'a str),
    Dict(Vec<(&'a String, &'a Value)>),
    List(&'a [Value]),
    Set(Vec<&'a str>),
    /// A word that is never split.
    Word(&'static str),
}

impl<'a> Literal<'a> {
    fn of(tree: &'a Value) -> Self {
        match tree {
            Value::String(text) => Self::Text(text),
            Value::Array(elements) => Self::List(elements),
            Value::Object(members) if members.contains_key("$recursive") => Self::Word("()"),
            Value::Object(members) => {
                if let Some(Value::Array(values)) = members.get("$added") {
                    return Self::set(values);
                }
                let mut members: Vec<_> = members.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                Self::Dict(members)
            }
            // The tree of a shape that the model does not have.
            _ => Self::Word("None"),
        }
    }

    fn set(values: &'a [Value]) -> Self {
        let mut values: Vec<_> = values.iter().filter_map(Value::as_str).collect();
        values.sort_unstable();
        values.dedup();
        if values.is_empty() { Self::Word("set()") } else { Self::Set(values) }
    }
}

/// The space for a value: its start column, and the number of characters after its last line.
#[derive(Clone, Copy)]
struct Room {
    indent: usize,
    after: usize,
}

impl Room {
    fn width(self) -> usize {
        WIDTH.saturating_sub(self.indent).saturating_sub(self.after)
    }

    /// The room of an item. A comma follows each item, and all closing brackets follow the last one.
    fn item(self, indent: usize, is_last: bool) -> Self {
        Self { indent, after: if is_last { self.after + 1 } else { 1 } }
    }
}

/// Whether a value is the whole tree. Adjacent strings need parentheses only at the top.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Top,
    Nested,
}

struct Printer {
    out: String,
}

impl Printer {
    fn value(&mut self, tree: &Value, room: Room, position: Position) {
        if let Some(line) = one_line(tree, room.width()) {
            self.out.push_str(&line);
            return;
        }
        match Literal::of(tree) {
            Literal::Text(text) => self.strings(text, room, position),
            Literal::Dict(members) => self.items('{', &members, '}', room, |(name, tree)| {
                (format!("{}: ", text::quoted(name)), Entry::Tree(tree))
            }),
            Literal::List(elements) => {
                self.items('[', elements, ']', room, |tree| (String::new(), Entry::Tree(tree)));
            }
            Literal::Set(values) => {
                self.items('{', &values, '}', room, |value| (String::new(), Entry::Text(value)));
            }
            Literal::Word(word) => self.out.push_str(word),
        }
    }

    /// Writes one item per line, each after its key.
    fn items<T>(
        &mut self,
        open: char,
        items: &[T],
        close: char,
        room: Room,
        split: impl for<'t> Fn(&'t T) -> (String, Entry<'t>),
    ) {
        self.out.push(open);
        let indent = room.indent + 1;
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
                self.new_line(indent);
            }
            let (key, item) = split(item);
            self.out.push_str(&key);
            let room = room.item(indent + text::width(&key), index + 1 == items.len());
            match item {
                Entry::Tree(tree) => self.value(tree, room, Position::Nested),
                Entry::Text(text) => self.strings(text, room, Position::Nested),
            }
        }
        self.out.push(close);
    }

    /// Writes a string, split into several if it is too long for a line.
    fn strings(&mut self, text: &str, room: Room, position: Position) {
        let whole = text::quoted(text);
        // An empty string cannot be split.
        if text.is_empty() || text::width(&whole) <= room.width() {
            self.out.push_str(&whole);
            return;
        }
        let is_top = position == Position::Top;
        let margin = usize::from(is_top);
        let (indent, after) = (room.indent + margin, room.after + margin);
        let parts = text::parts(text, WIDTH.saturating_sub(indent), after);
        if let [part] = &*parts {
            self.out.push_str(part);
            return;
        }
        self.out.push_str(if is_top { "(" } else { "" });
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.new_line(indent);
            }
            self.out.push_str(part);
        }
        self.out.push_str(if is_top { ")" } else { "" });
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.push_str(&" ".repeat(indent));
    }
}

/// An item within brackets.
enum Entry<'a> {
    Tree(&'a Value),
    Text(&'a str),
}

/// Writes a tree in one line. Returns `None` if the tree does not fit.
fn one_line(tree: &Value, width: usize) -> Option<String> {
    let mut line = Line { text: String::new(), left: width };
    line.value(tree)?;
    Some(line.text)
}

/// A line of limited length. Writing stops when the line is full, so that nested trees are not written repeatedly.
struct Line {
    text: String,
    left: usize,
}

impl Line {
    fn push(&mut self, text: &str) -> Option<()> {
        self.left = self.left.checked_sub(text::width(text))?;
        self.text.push_str(text);
        Some(())
    }

    fn value(&mut self, tree: &Value) -> Option<()> {
        match Literal::of(tree) {
            Literal::Text(text) => self.push(&text::quoted(text)),
            Literal::Word(word) => self.push(word),
            Literal::Dict(members) => self.items("{", &members, "}", |line, (name, tree)| {
                line.push(&text::quoted(name))?;
                line.push(": ")?;
                line.value(tree)
            }),
            Literal::List(elements) => self.items("[", elements, "]", Self::value),
            Literal::Set(values) => {
                self.items("{", &values, "}", |line, value| line.push(&text::quoted(value)))
            }
        }
    }

    fn items<T>(
        &mut self,
        open: &str,
        items: &[T],
        close: &str,
        mut write: impl FnMut(&mut Self, &T) -> Option<()>,
    ) -> Option<()> {
        self.push(open)?;
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.push(", ")?;
            }
            write(self, item)?;
        }
        self.push(close)
    }
}
