//! Reads and writes change trees as Python literals, in the format of `pprint.pformat`.

mod read;
#[cfg(test)]
mod tests;
mod text;
mod write;

pub use read::read_tree;
pub use write::write_tree;
