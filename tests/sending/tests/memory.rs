//! The memory used while a long list is read.

use std::alloc::{GlobalAlloc, Layout, System, handle_alloc_error};
use std::cell::Cell;
use std::sync::atomic::{AtomicIsize, Ordering};

use sending::recorded::page;
use sending::server::{Act, Server};
use with_ureq::backup::ListBackupJobs;
use with_ureq::client::{Client, Credentials};
use with_ureq::runtime::paging::Paginated;
use with_ureq::runtime::Region;

/// Counts the bytes that a client allocates and frees, on any thread. The server's threads are not counted, because
/// the server keeps every request.
struct Counting;

static HELD: AtomicIsize = AtomicIsize::new(0);

thread_local! {
    static IS_CLIENT: Cell<bool> = const { Cell::new(false) };
}

/// The layout with a preceding byte that marks a client's allocation, and the offset of the allocation itself.
fn marked(layout: Layout) -> (Layout, usize) {
    Layout::new::<bool>().extend(layout).unwrap_or_else(|_| handle_alloc_error(layout))
}

// SAFETY: every allocation has a preceding byte, and is freed with the same extended layout.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (whole, start) = marked(layout);
        let pointer = System.alloc(whole);
        if pointer.is_null() {
            return pointer;
        }
        // A thread that is ending is not a client's.
        let is_client = IS_CLIENT.try_with(Cell::get).unwrap_or(false);
        pointer.cast::<bool>().write(is_client);
        if is_client {
            HELD.fetch_add(layout.size().cast_signed(), Ordering::Relaxed);
        }
        pointer.add(start)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let (whole, start) = marked(layout);
        let pointer = pointer.sub(start);
        if pointer.cast::<bool>().read() {
            HELD.fetch_sub(layout.size().cast_signed(), Ordering::Relaxed);
        }
        System.dealloc(pointer, whole);
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The maximum memory in use at the start of each page and at each job, for a list of this many jobs. Between these
/// points the memory depends on how the bytes arrive.
fn held(jobs: usize) -> isize {
    let answer = move |request: &_| Act::Reply(page(request, 100, jobs));
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let client = Client::new(Region::new("eu-west-1").url(&server.url), credentials);
    IS_CLIENT.set(true);
    let (before, most) = (HELD.load(Ordering::Relaxed), Cell::new(0));
    let look = || most.set(most.get().max(HELD.load(Ordering::Relaxed) - before));
    let send = |list: &_| {
        look();
        client.send(list)
    };
    let list = ListBackupJobs::new().pages(send).items().inspect(|_| look());
    assert_eq!(list.filter(Result::is_ok).count(), jobs);
    IS_CLIENT.set(false);
    most.get()
}

#[test]
fn ten_thousand_jobs_use_the_memory_of_two_pages() {
    // The first run fills caches that both runs share.
    held(200);
    let (few, many) = (held(200), held(10_000));
    assert!(many < few + few / 4, "{many} bytes for a hundred pages, {few} for two");
}
