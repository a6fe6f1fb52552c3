//! Which words of two texts differ, so that a page can mark them.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A text between two differences counts as the same by chance if both are this many times longer.
const CHANCE: usize = 4;

/// A piece of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that both have.
    Same(String),
    /// Text of the old one in the place of text of the new one. One of them may be empty.
    Differs { old: String, new: String },
}

impl Piece {
    /// The old and the new text.
    fn sides(&self) -> [&str; 2] {
        match self {
            Self::Same(text) => [text, text],
            Self::Differs { old, new } => [old, new],
        }
    }
}

/// Both texts in pieces, from the first to the last.
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

/// Splits a text into words and single other characters: `Option<Name>` is four. [`similar::TextDiff::from_words`] would
/// keep it whole.
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

/// Joins two differences if only punctuation, or a short word, is the same between them.
fn joined(pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut rest = pieces.peekable();
    while let Some(piece) = rest.next() {
        let is_joined = match (&piece, joined.last(), rest.peek()) {
            (Piece::Same(same), Some(before), Some(after)) => is_chance(same, before, after),
            (Piece::Differs { .. }, ..) => true,
            _ => false,
        };
        match joined.last_mut() {
            Some(Piece::Differs { old, new }) if is_joined => {
                let [of_old, of_new] = piece.sides();
                old.push_str(of_old);
                new.push_str(of_new);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

fn is_chance(same: &str, before: &Piece, after: &Piece) -> bool {
    let length = |piece: &Piece| piece.sides().map(str::len).into_iter().max().unwrap_or_default();
    !same.contains(char::is_alphanumeric)
        || same.len() * CHANCE <= length(before).min(length(after))
}
