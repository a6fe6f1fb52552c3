//! A valid XML reply of 100 MB: the memory and the time that it takes to read.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use http::{HeaderMap, StatusCode};
use sts::{AssumeRole, Operation};

/// The system's allocator, which records the most bytes in use.
struct Counting;

static USED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: all calls are those of the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let used = USED.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(used, Relaxed);
        System.alloc(layout)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        USED.fetch_sub(layout.size(), Relaxed);
        System.dealloc(pointer, layout);
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Reads a reply with an unknown element and a text, each of about this many bytes. Returns the memory beyond that of the
/// text, and the time.
fn read(bytes: usize) -> (usize, Duration) {
    let unknown = "\n  <item a='&lt;'><name>Bella &amp; Max</name><none/><!-- c --></item>";
    let unknown = unknown.repeat(bytes / unknown.len());
    let token = "token&amp;".repeat(bytes / 10);
    let body = format!(
        "<AssumeRoleResponse><AssumeRoleResult><Other>{unknown}</Other><Credentials><SessionToken>{token}</SessionToken>\
         </Credentials></AssumeRoleResult></AssumeRoleResponse>"
    );
    let headers = HeaderMap::new();
    let (used, started) = (USED.load(Relaxed), Instant::now());
    PEAK.store(used, Relaxed);
    let output = AssumeRole::parse(StatusCode::OK, &headers, body.as_bytes()).unwrap();
    let (peak, time) = (PEAK.load(Relaxed) - used, started.elapsed());
    let read = output.credentials.unwrap().session_token.unwrap();
    assert_eq!(read.len(), token.len() / 10 * 6);
    // The text of a reply is at least as long as its value.
    (peak.saturating_sub(token.len()), time)
}

/// Quadratic time would be hours.
#[test]
fn reads_100_mb_with_the_memory_of_its_values() {
    let (_, few) = read(5_000_000);
    let (beyond, many) = read(50_000_000);
    println!("10 MB in {few:?}, 100 MB in {many:?}, {beyond} bytes beyond those of the text");
    assert!(beyond < 1 << 10, "{beyond} bytes");
}
