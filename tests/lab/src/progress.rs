//! Progress bars for work on all cores.

use farrier_xtask::shared::parallel;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar for `length` steps. Nothing is shown where nobody watches.
pub fn bar(length: usize, what: &'static str, interactive: bool) -> ProgressBar {
    if !interactive {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg:30} {eta}");
    let bar = ProgressBar::new(length as u64).with_prefix(what);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The results of `work` on each of `items`, in their order. The bar goes on by one with each, and is cleared at the end.
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
