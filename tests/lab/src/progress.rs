//! Progress bars for work on all cores.

use farrier_xtask::shared::parallel;
use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar for `length` steps, hidden if the terminal is not interactive.
pub fn bar(length: usize, prefix: &'static str, interactive: bool) -> ProgressBar {
    if !interactive {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg:30} {eta}");
    let bar = ProgressBar::new(length as u64).with_prefix(prefix);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Applies `work` to each item on all cores. The results are in the order of the items.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    bar: &ProgressBar,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let results = parallel(items, |item| {
        let result = work(item);
        bar.inc(1);
        result
    });
    bar.finish_and_clear();
    results
}
