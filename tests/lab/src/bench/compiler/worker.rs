//! The part of the bench that runs in a separate process, so that its time and memory are measured alone.

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::failure;
use farrier_xtask::{Outcome, Terminal};
use serde::Serialize;

use super::floor::Floor;
use super::orders::{self, Order};
use super::stages::Stages;
use crate::bench::setup::Folders;
use crate::bench::{generated, measure, replies, server};
use crate::cli::{Bench, Worker};

/// Runs one job and prints its result as JSON.
///
/// # Errors
///
/// The errors of the job.
pub fn run(worker: Worker, args: &Bench, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let file = terminal.directory.join(args.orders.as_deref().unwrap_or(Path::new("orders.json")));
    let root = file.parent().unwrap_or(Path::new(""));
    match worker {
        Worker::Inputs => {
            let folders = Folders::of(&terminal.directory);
            generated::write(&folders)?;
            replies::write(args.quick, &folders.work)?;
        }
        Worker::Serve => return server::run(&args.command),
        Worker::Run => {
            let [program, arguments @ ..] = args.command.as_slice() else {
                return Err(Diagnostic::error("`--worker run` needs a command after `--`").into());
            };
            let mut command = Command::new(program);
            command.args(arguments).current_dir(&terminal.directory);
            print(&measure::run(&mut command)?, terminal)?;
        }
        Worker::Plan => {
            let package = args.models.as_deref().unwrap_or(Path::new("."));
            orders::plan(&terminal.directory.join(package), &file)?;
        }
        Worker::Stages => {
            let mut stages = Stages::default();
            for order in selected(args, &file)? {
                stages.run(&order, root)?;
            }
            print(&stages, terminal)?;
        }
        Worker::Floor => {
            let mut floor = Floor::default();
            for order in selected(args, &file)? {
                floor.run(&order, root)?;
            }
            print(&floor, terminal)?;
        }
    }
    Ok(Outcome::Fine)
}

/// The named order, or else all orders with supported operations.
fn selected(args: &Bench, file: &Path) -> Result<Vec<Order>, Diagnostics> {
    let orders = orders::read(file)?.into_iter();
    Ok(match &args.order {
        Some(name) => orders.filter(|order| order.name == *name).collect(),
        None => orders.filter(Order::is_generated).collect(),
    })
}

fn print(result: &impl Serialize, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    let text = serde_json::to_string(result);
    terminal.print_line(&text.map_err(|error| failure("the result cannot be written", &error))?)
}
