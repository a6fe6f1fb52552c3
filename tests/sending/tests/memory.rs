//! How much of a long list is held while its items are gone through.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use aws_credential_types::Credentials;
use sending::recorded::page;
use sending::server::{Act, Server};
use with_ureq::backup::ListBackupJobs;
use with_ureq::client::Client;
use with_ureq::runtime::paging::Paginated;
use with_ureq::runtime::Region;

/// Counts what each thread holds: the server has threads of its own.
struct Counting;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: usize, sign: isize) {
    let bytes = isize::try_from(bytes).unwrap_or(isize::MAX);
    // A thread that ends counts no more.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + sign * bytes);
        let _ = MOST.try_with(|most| most.set(most.get().max(held.get())));
    });
}

// SAFETY: it does what the system's allocator does.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 1);
        System.alloc(layout)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(layout.size(), -1);
        System.dealloc(pointer, layout);
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The most bytes that going through a list of so many jobs holds at once.
fn held(jobs: usize) -> isize {
    let answer = move |request: &_| Act::Reply(page(request, 100, jobs));
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let client = Client::new(Region::new("eu-west-1").url(&server.url), credentials);
    let before = HELD.get();
    MOST.set(before);
    let list = ListBackupJobs::new().pages(|list| client.send(list)).items();
    assert_eq!(list.filter(Result::is_ok).count(), jobs);
    MOST.get() - before
}

#[test]
fn ten_thousand_jobs_take_no_more_room_than_two_pages() {
    // What is set up once is there for both.
    held(200);
    let (few, many) = (held(200), held(10_000));
    assert!(many < few + few / 4, "{many} bytes for a hundred pages, {few} for two");
}
