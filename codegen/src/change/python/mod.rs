//! The Python literals that the published page prints its trees in.

mod read;
#[cfg(test)]
mod tests;
mod text;
mod write;

pub use read::read_tree;
pub use write::write_tree;
