//! The tables of the compiler and of the commands.

use farrier_xtask::shared::pluralize;

use super::compiler::{self, BACKUP, BOTOCORE_TWIN, EC2, EVERYTHING, NINE, SMITHY_TWIN, STAGES};
use super::report::Report;
use super::samples::growth;
use super::table::Table;
use super::unit::Unit;

/// The stages of the compiler, how they grow, and both formats.
pub fn compiler(report: &Report) -> String {
    format!(
        "Each column is a separate process with one thread; *everything* is every model of the package with supported \
         operations.\n\n{}\n### How it grows\n\n{}{}",
        stages(report),
        growth_of(report),
        formats(report)
    )
}

fn stages(report: &Report) -> String {
    const COLUMNS: [&str; 4] = [NINE, BACKUP, EC2, EVERYTHING];
    let names = ["the nine operations", "all of Backup", "ec2", "everything"];
    let mut table = Table::new([""].into_iter().chain(names));
    let mut row = |shown: &str, metric: &str, unit| {
        let cells = COLUMNS.iter().map(|of| report.cell(metric, of, unit));
        table.row([shown.to_owned()].into_iter().chain(cells).collect());
    };
    row("operations generated", "operations", Unit::Count);
    row("models", "models", Unit::Bytes);
    row("Rust", "output", Unit::Bytes);
    for stage in STAGES {
        row(stage, &format!("stage: {stage}"), Unit::Seconds);
    }
    row("all stages", "stages", Unit::Seconds);
    row("peak memory of the process", "worker: peak", Unit::Bytes);
    row("serde_json parses the same files, untyped", "floor: values", Unit::Seconds);
    row("… as minimal types", "floor: typed", Unit::Seconds);
    let rate = |of: &&str| {
        let rate = report.figures.median("models", of)? / report.figures.median("stages", of)?;
        Some(Unit::Rate.text(rate))
    };
    let rates = COLUMNS.iter().map(|of| rate(of).unwrap_or_default());
    table.row(["models a second".to_owned()].into_iter().chain(rates).collect());
    table.markdown()
}

fn growth_of(report: &Report) -> String {
    let mut table =
        Table::new(["", "model", "Rust", "all stages", "peak memory", "models a second"]);
    let steps = compiler::steps(&report.figures);
    for name in &steps {
        let rate = report.figures.median("models", name).zip(report.figures.median("stages", name));
        table.row(vec![
            name.clone(),
            report.cell("models", name, Unit::Bytes),
            report.cell("output", name, Unit::Bytes),
            report.cell("stages", name, Unit::Seconds),
            report.cell("worker: peak", name, Unit::Bytes),
            rate.map_or_else(String::new, |(bytes, time)| Unit::Rate.text(bytes / time)),
        ]);
    }
    let power = |metric: &str| {
        let of =
            |name| report.figures.median("models", name).zip(report.figures.median(metric, name));
        growth(&steps.iter().filter_map(|name| of(name)).collect::<Vec<_>>())
    };
    let powers = power("stages").zip(power("worker: peak")).map_or_else(String::new, |(time, memory)| {
        format!("\nTime grows with the size of a model to the power of {time:.2}, memory to that of {memory:.2}.\n")
    });
    table.markdown() + &powers
}

/// The twins of both formats, if they were measured.
fn formats(report: &Report) -> String {
    const ROWS: [(&str, &str, Unit); 4] = [
        ("operations", "operations generated", Unit::Count),
        ("models", "model", Unit::Bytes),
        ("stages", "all stages", Unit::Seconds),
        ("worker: peak", "peak memory", Unit::Bytes),
    ];
    if report.figures.samples("stages", SMITHY_TWIN).is_none() {
        return String::new();
    }
    let mut table = Table::new(["Backup", "botocore", "Smithy"]);
    for (metric, shown, unit) in ROWS {
        let cells = [BOTOCORE_TWIN, SMITHY_TWIN].map(|of| report.cell(metric, of, unit));
        table.row([shown.to_owned()].into_iter().chain(cells).collect());
    }
    format!("\n### Both formats\n\n{}", table.markdown())
}

/// The commands, as processes.
pub fn commands(report: &Report) -> String {
    let mut table = Table::new(["", "by the clock", "CPU", "peak memory"]);
    let names =
        [(NINE, "the nine operations"), (BACKUP, "all of Backup"), (EVERYTHING, "everything")];
    for (command, shown) in
        [("codegen", "`codegen` from nothing"), ("check", "`codegen --check`, no change")]
    {
        for (of, name) in names {
            table.row(vec![
                format!("{shown}: {name}"),
                report.cell(&format!("{command}: wall"), of, Unit::Seconds),
                report.cell(&format!("{command}: cpu"), of, Unit::Seconds),
                report.cell(&format!("{command}: peak"), of, Unit::Bytes),
            ]);
        }
    }
    for cores in [1, 2] {
        let metric = |name: &str| format!("codegen on {cores}: {name}");
        table.row(vec![
            format!("`codegen` from nothing: everything, on {}", pluralize(cores, "core")),
            report.cell(&metric("wall"), EVERYTHING, Unit::Seconds),
            report.cell(&metric("cpu"), EVERYTHING, Unit::Seconds),
            report.cell(&metric("peak"), EVERYTHING, Unit::Bytes),
        ]);
    }
    table.markdown()
}

/// The commands that read several versions.
pub fn history(report: &Report) -> String {
    const ROWS: [(&str, &str, Unit); 8] = [
        ("history: cpu", "`changes --history`, CPU", Unit::Seconds),
        ("history: wall", "… by the clock", Unit::Seconds),
        ("history: peak", "… peak memory", Unit::Bytes),
        ("history floor: values", "serde_json parses the same models, untyped", Unit::Seconds),
        ("history floor: typed", "… as minimal types", Unit::Seconds),
        ("update: cpu", "`update` from the first to the last, CPU", Unit::Seconds),
        ("update: wall", "… by the clock", Unit::Seconds),
        ("update: peak", "… peak memory", Unit::Bytes),
    ];
    let mut table = Table::new(["", ""]);
    for (metric, shown, unit) in ROWS {
        table.row(vec![shown.to_owned(), report.cell(metric, NINE, unit)]);
    }
    format!(
        "`changes --history` prints the changes of the nine operations of Backup in twelve versions of botocore, from their \
         wheels.\n\n{}",
        table.markdown()
    )
}
