//! Writes finished blocks of Markdown, indented for the lists around them.

use super::tags::ListKind;

/// The maximum nesting of lists. Deeper lists are treated as lists of this depth.
const MAX_DEPTH: usize = 12;

/// The finished blocks, and the open lists around the next block.
#[derive(Default)]
pub struct Blocks {
    finished: String,
    /// Whether the last block started a list item.
    after_item: bool,
    /// The open lists, outermost first.
    lists: Vec<List>,
    /// The number of open lists beyond `MAX_DEPTH`.
    deeper: usize,
    /// Markers of items without text so far, each with the number of lists around it. The next block starts with them.
    markers: Vec<(usize, String)>,
    /// The list that ended last, until the next block. Without a new marker, Markdown would continue it with the next
    /// list.
    ended: Option<List>,
}

#[derive(Clone)]
struct List {
    kind: ListKind,
    /// The number of the next item.
    number: u32,
    /// The indentation of the text of items; 0 before the first item.
    indent: usize,
    /// Whether to use the alternative marker, because a list of the same kind ended right before.
    other: bool,
}

impl Blocks {
    /// Adds a block, indented like the text of the current item.
    pub fn add(&mut self, block: &str) {
        let is_item = !self.markers.is_empty();
        if !self.finished.is_empty() {
            // Items without an empty line between them form a tight list.
            self.finished.push_str(if is_item && self.after_item { "\n" } else { "\n\n" });
        }
        let around = self.markers.first().map_or(self.lists.len(), |(depth, _)| *depth);
        let indent: usize = self.lists.iter().take(around).map(|list| list.indent).sum();
        let hanging: usize = self.lists.iter().map(|list| list.indent).sum();
        self.finished.push_str(&" ".repeat(indent));
        self.finished.extend(self.markers.drain(..).map(|(_, marker)| marker));
        for (index, line) in block.lines().enumerate() {
            if index > 0 {
                self.finished.push('\n');
                let indent = if line.is_empty() { 0 } else { hanging };
                self.finished.push_str(&" ".repeat(indent));
            }
            self.finished.push_str(line);
        }
        self.after_item = is_item;
        self.ended = None;
    }

    pub fn start_list(&mut self, kind: ListKind) {
        if self.lists.len() == MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        let ordered = |kind: ListKind| kind == ListKind::Numbers;
        let before = self.ended.as_ref().filter(|list| ordered(list.kind) == ordered(kind));
        let other = before.is_some_and(|list| !list.other);
        self.lists.push(List { kind, number: 1, indent: 0, other });
    }

    /// Ends the innermost list of this kind, and every list in it.
    pub fn end_list(&mut self, kind: ListKind) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(index) = self.lists.iter().rposition(|list| list.kind == kind) {
            self.ended = self.lists.get(index).filter(|list| list.indent > 0).cloned();
            self.lists.truncate(index);
            self.markers.retain(|(depth, _)| *depth < index);
        }
    }

    /// Starts an item of the innermost list. Has no effect outside of lists.
    pub fn start_item(&mut self) {
        let Some(depth) = self.lists.len().checked_sub(1) else { return };
        let Some(list) = self.lists.last_mut() else { return };
        // Leaves out an empty item.
        if self.markers.last().is_some_and(|(other, _)| *other == depth) {
            return;
        }
        let marker = match (list.kind, list.other) {
            (ListKind::Numbers, other) => {
                list.number += 1;
                format!("{}{} ", list.number - 1, if other { ')' } else { '.' })
            }
            (_, false) => "* ".to_owned(),
            (_, true) => "- ".to_owned(),
        };
        list.indent = marker.len();
        self.markers.push((depth, marker));
    }

    /// Whether the innermost list is a definition list.
    pub fn is_in_terms(&self) -> bool {
        self.lists.last().is_some_and(|list| list.kind == ListKind::Terms)
    }

    /// Returns the finished blocks.
    pub fn finish(self) -> String {
        self.finished
    }
}
