//! Random bits without a dependency.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of calls, so that no two calls hash the same values.
static CALLS: AtomicUsize = AtomicUsize::new(0);

/// Returns 64 random bits: a hash with the keys of a `RandomState`, which are random where there is an operating system.
///
/// A forked process has the keys of its parent, but another process ID.
#[must_use]
pub fn bits() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    CALLS.fetch_add(1, Ordering::Relaxed).hash(&mut hasher);
    process_and_time(&mut hasher);
    hasher.finish()
}

/// Hashes the process ID, and the time because process IDs are reused.
#[cfg(any(unix, windows))]
#[allow(clippy::disallowed_methods)] // Sources that ban the clock may contain this file.
fn process_and_time(hasher: &mut impl Hasher) {
    std::process::id().hash(hasher);
    std::time::SystemTime::now().hash(hasher);
}

/// Other platforms have no `fork`, and reading the process ID or the time may panic.
#[cfg(not(any(unix, windows)))]
fn process_and_time(_: &mut impl Hasher) {}
