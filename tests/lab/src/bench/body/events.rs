//! The payloads of `ConverseStream`: deltas of text, one a line.

use std::fmt::Write;

/// The payloads, each of about 1 kB.
pub fn reply(items: usize, by_name: bool) -> String {
    let mut text = String::new();
    for number in 0..items {
        let mut words = String::new();
        while words.len() < 900 {
            let _ = write!(words, "the horse {} crossed field {number}; ", words.len());
        }
        let (index, delta) = (number % 4, format!("\"delta\":{{\"text\":\"{words}\"}}"));
        // Writing to a string cannot fail.
        let _ = if by_name {
            writeln!(text, "{{\"contentBlockIndex\":{index},{delta}}}")
        } else {
            writeln!(text, "{{{delta},\"contentBlockIndex\":{index}}}")
        };
    }
    text
}
