//! Limits a program to some cores, with `taskset` of Linux.

use std::process::Command;

/// The arguments that run a program on this number of cores; `None` without `taskset`, or with fewer cores.
pub fn arguments(cores: usize) -> Option<[String; 2]> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let allowed = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    let list = first(allowed.trim(), cores)?;
    let has_taskset = Command::new(TASKSET).arg("--version").output().ok()?.status.success();
    has_taskset.then(|| ["--cpu-list".to_owned(), list])
}

/// The program.
pub const TASKSET: &str = "taskset";

/// The first cores in a list such as `0-3,8`.
fn first(list: &str, count: usize) -> Option<String> {
    let mut cores = Vec::new();
    for range in list.split(',') {
        let (start, end) = range.split_once('-').unwrap_or((range, range));
        cores.extend(start.parse::<u32>().ok()?..=end.parse().ok()?);
    }
    let cores: Vec<String> = cores.get(..count)?.iter().map(u32::to_string).collect();
    Some(cores.join(","))
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn takes_cores_from_ranges() {
        assert_eq!(first("4-5,8", 1).as_deref(), Some("4"));
        assert_eq!(first("4-5,8", 3).as_deref(), Some("4,5,8"));
        assert_eq!(first("0", 2), None);
    }
}
