//! Compares two texts word by word, to mark the differences in the page.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// An equal text between two differences is ignored if both differences are this many times longer.
const IGNORED_RATIO: usize = 4;

/// An equal or different piece of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A piece of both texts.
    Same(String),
    /// A piece of the old text and its replacement in the new text. One of them may be empty.
    Differs { old: String, new: String },
}

impl Piece {
    /// The old and the new text of the piece.
    fn sides(&self) -> [&str; 2] {
        match self {
            Self::Same(text) => [text, text],
            Self::Differs { old, new } => [old, new],
        }
    }
}

/// Splits two texts into equal and different pieces.
pub fn compare(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let text =
        |words: &[&str], range| words.get::<Range<usize>>(range).unwrap_or_default().concat();
    let piece = |op: DiffOp| match op {
        DiffOp::Equal { .. } => Piece::Same(text(&old, op.old_range())),
        _ => Piece::Differs { old: text(&old, op.old_range()), new: text(&new, op.new_range()) },
    };
    joined(capture_diff_slices(Algorithm::Myers, &old, &new).into_iter().map(piece))
}

/// Splits a text into words and single other characters: `Option<Name>` becomes four parts.
/// [`similar::TextDiff::from_words`] would keep `Option<Name>` as one word.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match rest.find(|c: char| !c.is_alphanumeric()) {
            Some(0) => first.len_utf8(),
            Some(end) => end,
            None => rest.len(),
        };
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        words.push(word);
        rest = after;
    }
    words
}

/// Joins two differences if only punctuation or a short word is equal between them.
fn joined(pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut rest = pieces.peekable();
    while let Some(piece) = rest.next() {
        let is_joined = match (&piece, joined.last(), rest.peek()) {
            (Piece::Same(same), Some(before), Some(after)) => is_ignored(same, before, after),
            (Piece::Differs { .. }, ..) => true,
            _ => false,
        };
        match joined.last_mut() {
            Some(Piece::Differs { old, new }) if is_joined => {
                let [old_part, new_part] = piece.sides();
                old.push_str(old_part);
                new.push_str(new_part);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

fn is_ignored(same: &str, before: &Piece, after: &Piece) -> bool {
    let length = |piece: &Piece| piece.sides().map(str::len).into_iter().max().unwrap_or_default();
    !same.contains(char::is_alphanumeric)
        || same.len() * IGNORED_RATIO <= length(before).min(length(after))
}
