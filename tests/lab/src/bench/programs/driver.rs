//! Runs the tasks of a candidate. Each line of standard output is a task and its cost. The time includes dropping the
//! value that the task makes.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// One measured task of a candidate.
pub struct Task {
    /// The name in the tables.
    pub name: &'static str,
    /// Prepares the inputs of this many calls, outside of the measured time.
    pub prepare: Box<dyn FnMut(usize)>,
    /// One call. The candidates' results are compared, to check that all did the same work.
    pub run: Box<dyn FnMut() -> u64>,
}

impl Task {
    /// A task without inputs to prepare.
    pub fn new(name: &'static str, run: impl FnMut() -> u64 + 'static) -> Self {
        Self { name, prepare: Box::new(|_| {}), run: Box::new(run) }
    }
}

/// The response bodies that every candidate reads.
pub struct Replies {
    /// The members of each item in the order of the model.
    pub in_order: &'static [u8],
    /// The members of each item sorted by name.
    pub by_name: &'static [u8],
}

/// The system's allocator with a counter.
pub struct Counting;

static CALLS: AtomicU64 = AtomicU64::new(0);
static LIVE: AtomicU64 = AtomicU64::new(0);
static PEAK: AtomicU64 = AtomicU64::new(0);

fn grown(by: usize) {
    CALLS.fetch_add(1, Relaxed);
    let live = LIVE.fetch_add(by as u64, Relaxed).wrapping_add(by as u64);
    PEAK.fetch_max(live, Relaxed);
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grown(layout.size());
        System.alloc(layout)
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size() as u64, Relaxed);
        System.dealloc(pointer, layout);
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size() as u64, Relaxed);
        grown(size);
        System.realloc(pointer, layout, size)
    }
}

/// Allocations and bytes of one call.
pub fn count(task: &mut Task, _: Duration) -> String {
    // The first call fills caches that later calls reuse.
    (task.prepare)(2);
    (task.run)();
    let (calls, live) = (CALLS.load(Relaxed), LIVE.load(Relaxed));
    PEAK.store(live, Relaxed);
    (task.run)();
    let (calls, peak) = (CALLS.load(Relaxed) - calls, PEAK.load(Relaxed) - live);
    format!("\"allocations\":{calls},\"peak\":{peak}")
}

/// The time of a call: the median of the batches that fit into the budget.
pub fn time(task: &mut Task, budget: Duration) -> String {
    let mut size = 1;
    // The batches grow until one takes a hundredth of the budget.
    while batch(task, size) * 100 < budget {
        size *= 2;
    }
    let mut samples = Vec::new();
    let mut spent = Duration::ZERO;
    while spent < budget {
        let took = batch(task, size);
        spent += took;
        samples.push(took.as_secs_f64() / size as f64);
    }
    samples.sort_by(f64::total_cmp);
    format!("\"seconds\":{:e}", samples[samples.len() / 2])
}

fn batch(task: &mut Task, size: usize) -> Duration {
    (task.prepare)(size);
    let start = Instant::now();
    for _ in 0..size {
        std::hint::black_box((task.run)());
    }
    start.elapsed()
}

/// Runs a task a number of times, to count its instructions. The arguments are the paths of the two response bodies, the
/// task and the number.
pub fn repeat(tasks: fn(&Replies) -> Vec<Task>) {
    let arguments: Vec<String> = std::env::args().collect();
    let calls = arguments[4].parse().unwrap();
    let mut tasks = tasks(&replies(&arguments));
    let task = tasks.iter_mut().find(|task| task.name == arguments[3]).unwrap();
    (task.prepare)(calls);
    for _ in 0..calls {
        std::hint::black_box((task.run)());
    }
}

fn replies(arguments: &[String]) -> Replies {
    let read = |index: usize| -> &'static [u8] { std::fs::read(&arguments[index]).unwrap().leak() };
    Replies { in_order: read(1), by_name: read(2) }
}

/// Measures all tasks. The arguments are the paths of the two response bodies, and the milliseconds for each task.
pub fn run(tasks: fn(&Replies) -> Vec<Task>, measure: fn(&mut Task, Duration) -> String) {
    let arguments: Vec<String> = std::env::args().collect();
    let replies = replies(&arguments);
    let budget = Duration::from_millis(arguments[3].parse().unwrap());
    for mut task in tasks(&replies) {
        (task.prepare)(1);
        let answer = (task.run)();
        let measured = measure(&mut task, budget);
        println!("{{\"task\":\"{}\",\"answer\":{answer},{measured}}}", task.name);
    }
}
