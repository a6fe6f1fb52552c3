//! Which words of two texts differ, so that a page can mark them.

use std::iter::{Peekable, from_fn};
use std::vec::IntoIter;

/// How large a comparison may be: the words of one text times those of the other, but for what both begin and end
/// with. Beyond it all between is said to differ.
const MAX_CELLS: usize = 1 << 20;

/// How many times longer both its neighbours are than words that are the same by chance.
const CHANCE: usize = 4;

/// A piece of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both have it.
    Same(String),
    /// The old one has one thing where the new one has another, or nothing.
    Differs { old: String, new: String },
}

impl Piece {
    /// What the old and the new text have here.
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
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let shorter = old.len().min(new.len()) - start;
    let ends = old.iter().rev().zip(new.iter().rev()).take(shorter);
    let end = ends.take_while(|(old, new)| old == new).count();
    let kept = longest_common(
        old.get(start..old.len() - end).unwrap_or_default(),
        new.get(start..new.len() - end).unwrap_or_default(),
    );
    let [of_old, of_new] = kept.map(|kept| [vec![true; start], kept, vec![true; end]].concat());
    let marked = |words: Vec<_>, kept| words.into_iter().zip::<Vec<bool>>(kept).collect::<Vec<_>>();
    joined(pieces(marked(old, of_old), marked(new, of_new)))
}

/// A text in words and what is between them, each character of that by itself.
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

/// Which words of each text belong to the longest sequence that both have.
fn longest_common(old: &[&str], new: &[&str]) -> [Vec<bool>; 2] {
    let (mut of_old, mut of_new) = (Vec::new(), Vec::new());
    let lengths = Lengths::of(old, new);
    let (mut i, mut j) = (0, 0);
    while let (Some(word), Some(other)) = (old.get(i), new.get(j)) {
        let (skip_old, skip_new) = (lengths.at(i + 1, j), lengths.at(i, j + 1));
        if word == other && !lengths.0.is_empty() {
            of_old.push(true);
            of_new.push(true);
            (i, j) = (i + 1, j + 1);
        } else if skip_old >= skip_new {
            of_old.push(false);
            i += 1;
        } else {
            of_new.push(false);
            j += 1;
        }
    }
    of_old.resize(old.len(), false);
    of_new.resize(new.len(), false);
    [of_old, of_new]
}

/// How long the longest common sequence is from a word of the old text and a word of the new one on: a row for each
/// word of the old text, and none at all where that would be too many.
struct Lengths(Vec<Vec<u32>>);

impl Lengths {
    fn of(old: &[&str], new: &[&str]) -> Self {
        if old.len().saturating_mul(new.len()) > MAX_CELLS {
            return Self(Vec::new());
        }
        let mut rows = vec![vec![0; new.len() + 1]];
        for word in old.iter().rev() {
            let mut row = vec![0];
            let below: &[u32] = rows.last().map_or(&[], Vec::as_slice);
            // From the last word to the first, with what is below: of this word, and of the one after it.
            for (other, pair) in new.iter().zip(below.windows(2)).rev() {
                let &[under, diagonal] = pair else { continue };
                let right = row.last().copied().unwrap_or_default();
                row.push(if word == other { diagonal + 1 } else { right.max(under) });
            }
            row.reverse();
            rows.push(row);
        }
        rows.reverse();
        Self(rows)
    }

    fn at(&self, old: usize, new: usize) -> u32 {
        self.0.get(old).and_then(|row| row.get(new)).copied().unwrap_or_default()
    }
}

/// What both have and what only one has, in turns. Each turn takes a word at least.
fn pieces(old: Vec<(&str, bool)>, new: Vec<(&str, bool)>) -> Vec<Piece> {
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    let mut pieces = Vec::new();
    loop {
        let [of_old, of_new] = [&mut old, &mut new].map(only);
        if !of_old.is_empty() || !of_new.is_empty() {
            pieces.push(Piece::Differs { old: of_old, new: of_new });
        }
        let mut same = String::new();
        while let (Some((_, true)), Some((word, true))) = (old.peek(), new.peek()) {
            same.push_str(word);
            old.next();
            new.next();
        }
        if same.is_empty() {
            return pieces;
        }
        pieces.push(Piece::Same(same));
    }
}

/// The words up to the next that both have.
fn only(words: &mut Peekable<IntoIter<(&str, bool)>>) -> String {
    from_fn(|| words.next_if(|(_, is_kept)| !is_kept)).map(|(word, _)| word).collect()
}

/// Joins what differs with what differs after it, if only a comma is the same between, or a word by chance.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut rest = pieces.into_iter().peekable();
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
