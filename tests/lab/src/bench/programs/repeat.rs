//! Runs a task a number of times, with the system's allocator.
#![allow(dead_code)] // The programs share their modules.

#[path = "../candidate.rs"]
mod candidate;
#[path = "../driver.rs"]
mod driver;

use driver::{Replies, Task};

fn main() {
    driver::repeat(candidate::tasks);
}
