//! Counts the instructions of a task with callgrind: unlike times, they do not depend on other load.

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::Diagnostics;

use super::measure;

/// The calls whose instructions are counted.
const CALLS: u32 = 4;

/// Whether callgrind can be run.
pub fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The instructions of a call: the difference of two runs, whose last argument is the number of calls. `None` if a run
/// fails.
///
/// # Errors
///
/// Fails if callgrind cannot be run.
pub fn instructions(
    program: &Path,
    folder: &Path,
    arguments: &[&str],
) -> Result<Option<f64>, Diagnostics> {
    let run = |calls: u32| {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        valgrind.arg(program).args(arguments).arg(calls.to_string()).current_dir(folder);
        let finished = measure::run(&mut valgrind)?;
        Ok::<_, Diagnostics>(collected(&finished.err).filter(|_| finished.success))
    };
    // The first call fills caches that later calls reuse.
    let (first, all) = (run(1)?, run(1 + CALLS)?);
    Ok(first.zip(all).map(|(first, all)| (all - first) / f64::from(CALLS)))
}

/// The number of instructions that callgrind prints.
fn collected(printed: &str) -> Option<f64> {
    let (_, count) = printed.lines().find_map(|line| line.split_once("Collected : "))?;
    count.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn reads_the_count() {
        let printed =
            "==7== Events    : Ir\n==7== Collected : 1234567\n==7== \n==7== I   refs: 1,234,567\n";
        assert_eq!(collected(printed), Some(1_234_567.0));
        assert_eq!(collected("valgrind: fatal error"), None);
    }
}
