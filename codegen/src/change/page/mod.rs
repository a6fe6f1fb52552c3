//! Reads and writes the published page of AWS API changes, as text.
//!
//! The page starts with the name of the service and a line `2023/02/08 - AWS Backup - 9 updated api methods`. The new
//! operations follow, and then the updated ones. Each has the documentation of the Python client; an updated operation
//! also has the change trees of its input and output.
//!
//! | module | purpose |
//! | --- | --- |
//! | `read` | a page → a change document, without the documentation |
//! | `write` | a model and its changes → a page |
//! | `syntax` | examples of parameters and results |
//! | `members` | the documentation of each member, in nested bullets |
//! | `blocks` | HTML documentation → paragraphs and bullets |
//! | `text_layout` | the lines, blocks and columns of the page |

mod blocks;
mod members;
mod read;
mod syntax;
#[cfg(test)]
mod tests;
mod text_layout;
mod write;

pub use read::{PageError, read_page};
pub use write::{Title, write_page};
