//! The published page of AWS API changes, as text.
//!
//! It starts with the name of the service and a line `2023/02/08 - AWS Backup - 9 updated api methods`. Then come
//! the operations, the new ones and the updated ones: what an updated one gained, as a tree, and of both what a
//! Python client documents of them.
//!
//! | part | what it does |
//! | --- | --- |
//! | `read` | a page → its facts; documentation is passed over |
//! | `write` | a model and what it gained → a page |
//! | `syntax` | what a call takes and gives, by example |
//! | `members` | what documents each member, in bullets within bullets |
//! | `blocks` | documentation, which is HTML → paragraphs and bullets |
//! | `paper` | where text goes: lines, blocks and their columns |

mod blocks;
mod members;
mod paper;
mod read;
mod syntax;
#[cfg(test)]
mod tests;
mod write;

pub use read::{PageError, read_page};
pub use write::{Title, write_page};
