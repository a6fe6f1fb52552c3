//! The tests of farrier as a product: commands, generated code and documents.

mod architecture;
mod bad;
mod change;
mod changes;
mod cli;
mod consumer;
mod determinism;
mod docs;
mod drift;
mod elements;
mod example;
mod features;
mod frontend;
mod history;
mod known_keys;
mod manifest;
mod models;
mod modules;
mod operations;
mod pages;
mod paginators_and_waiters;
mod partial_models;
#[cfg(target_os = "linux")]
mod questions;
mod readme;
mod reordered;
mod sending;
mod slice;
mod smithy;
mod trimming;
mod unions;
mod update;
mod verdicts;
mod writing;
