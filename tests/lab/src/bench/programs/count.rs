//! Counts the allocations of each task. Counting takes time, so the times come from another program, `time.rs`.
#![allow(dead_code)] // The programs share their modules.

#[path = "../candidate.rs"]
mod candidate;
#[path = "../driver.rs"]
mod driver;

use driver::{Replies, Task};

#[global_allocator]
static ALLOCATOR: driver::Counting = driver::Counting;

fn main() {
    driver::run(candidate::tasks, driver::count);
}
