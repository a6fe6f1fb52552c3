//! Blocks one after the other, each where it belongs: in its item of its list.

use super::tags::ListKind;

/// How deep lists may nest; whatever is within is taken as if it stood at this depth.
const MAX_DEPTH: usize = 12;

/// The finished blocks, and the lists around the next one.
#[derive(Default)]
pub struct Blocks {
    finished: String,
    /// Whether the last block is the start of a list item.
    after_item: bool,
    /// Lists that are open, from the outside in.
    lists: Vec<List>,
    /// How many lists are open that are too deep to count.
    deeper: usize,
    /// Markers of items that have no text yet, each with the number of lists around it. They stand before
    /// the next block.
    markers: Vec<(usize, String)>,
    /// The list that ended last, unless there was a block since: another one would go on with it.
    ended: Option<List>,
}

#[derive(Clone)]
struct List {
    kind: ListKind,
    /// The number of the next item.
    number: u32,
    /// How far the text of its items is indented; nothing before the first one.
    indent: usize,
    /// Whether its markers are the other ones, since it stands right after a list of its kind.
    other: bool,
}

impl Blocks {
    /// Adds a block. Its lines are indented like the text of the item that they are in.
    pub fn put(&mut self, block: &str) {
        let is_item = !self.markers.is_empty();
        if !self.finished.is_empty() {
            // Items without a paragraph between them make a tight list.
            self.finished.push_str(if is_item && self.after_item { "\n" } else { "\n\n" });
        }
        let around = self.markers.first().map_or(self.lists.len(), |(depth, _)| *depth);
        let indent: usize = self.lists.iter().take(around).map(|list| list.indent).sum();
        let hanging: usize = self.lists.iter().map(|list| list.indent).sum();
        self.finished.extend(std::iter::repeat_n(' ', indent));
        self.finished.extend(self.markers.drain(..).map(|(_, marker)| marker));
        for (index, line) in block.lines().enumerate() {
            if index > 0 {
                self.finished.push('\n');
                let indent = if line.is_empty() { 0 } else { hanging };
                self.finished.extend(std::iter::repeat_n(' ', indent));
            }
            self.finished.push_str(line);
        }
        self.after_item = is_item;
        self.ended = None;
    }

    /// Starts a list.
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

    /// Ends the innermost list of this kind, and what is open in it.
    pub fn end_list(&mut self, kind: ListKind) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(index) = self.lists.iter().rposition(|list| list.kind == kind) {
            self.ended = self.lists.get(index).filter(|list| list.indent > 0).cloned();
            self.lists.truncate(index);
            self.markers.retain(|(depth, _)| *depth < index);
        }
    }

    /// Starts an item of the innermost list; without a list it is only a block.
    pub fn start_item(&mut self) {
        let Some(depth) = self.lists.len().checked_sub(1) else { return };
        let Some(list) = self.lists.last_mut() else { return };
        // An item that stayed empty is left out.
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

    /// Whether the innermost list is one of terms.
    pub fn is_in_terms(&self) -> bool {
        self.lists.last().is_some_and(|list| list.kind == ListKind::Terms)
    }

    /// All blocks.
    pub fn finish(self) -> String {
        self.finished
    }
}
