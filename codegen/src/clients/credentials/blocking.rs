//! Futures of a system that never waits.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

/// Runs a future on this thread. All calls of a blocking [`System`](super::system::System) are ready at once.
pub fn finish<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Awake));
    let mut context = Context::from_waker(&waker);
    let mut future: Pin<Box<dyn Future<Output = T> + '_>> = Box::pin(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(result) => return result,
            Poll::Pending => thread::yield_now(),
        }
    }
}

/// The waker of a thread that does not sleep.
struct Awake;

impl Wake for Awake {
    fn wake(self: Arc<Self>) {}
}
