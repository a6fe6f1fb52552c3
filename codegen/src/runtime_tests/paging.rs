use std::cell::Cell;
use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::{HeaderMap, StatusCode};

use super::operation::GetHorseError;
use crate::runtime::paging::{Items, Paginated, Token, next_token};
use crate::runtime::{BuildError, Operation, Request, Service};

/// Counts up from a number, with ten numbers on a page.
#[derive(Clone, Debug, PartialEq)]
struct Count {
    from: i32,
}

/// The first number of a page and of the next page.
#[derive(Clone, Debug, PartialEq)]
struct Page {
    from: i32,
    next: Option<i32>,
}

impl Operation for Count {
    type Output = Page;
    type Error = GetHorseError;

    const SERVICE: Service = super::operation::SERVICE;
    const NAME: &'static str = "Count";

    fn request(&self) -> Result<Request, BuildError> {
        Err(BuildError::EmptyLabel("unused"))
    }

    fn parse(_: StatusCode, _: &HeaderMap, _: &[u8]) -> Result<Page, GetHorseError> {
        Ok(Page { from: 0, next: None })
    }
}

impl Paginated for Count {
    fn next_page(&self, output: &Page) -> Option<Self> {
        let from = next_token(Some(&self.from), output.next.as_ref())?;
        Some(Self { from })
    }
}

impl Items for Count {
    type Item = i32;

    fn items(output: Page) -> Vec<i32> {
        (output.from..output.from + 10).collect()
    }
}

fn page(count: &Count, last: i32) -> Page {
    Page { from: count.from, next: Some((count.from + 10).min(last)) }
}

pub(super) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future is pending"),
    }
}

#[test]
fn ends_at_a_repeated_token() {
    let pages = Count { from: 0 }.pages(|count| Ok::<_, Infallible>(page(count, 20)));
    assert_eq!(pages.count(), 3);
    let items = Count { from: 5 }.pages(|count| Ok::<_, Infallible>(page(count, 15))).items();
    assert!(items.map(Result::unwrap).eq(5..25));
}

#[test]
fn requests_pages_lazily() {
    let sent = Cell::new(0);
    let mut pages = Count { from: 0 }.pages(|count| {
        sent.set(sent.get() + 1);
        Ok::<_, Infallible>(page(count, 1000))
    });
    assert_eq!((pages.by_ref().take(2).count(), sent.get()), (2, 2));
}

#[test]
fn ends_after_an_error() {
    let mut pages = Count { from: 0 }.pages(|_| Err::<Page, _>("down"));
    assert_eq!((pages.next(), pages.next()), (Some(Err("down")), None));
    let mut pages = Count { from: 0 }.pages_async(|_| ready(Err::<Page, _>("down")));
    assert_eq!((now(pages.next()), now(pages.next())), (Err("down"), Ok(None)));
}

#[test]
fn returns_the_same_pages_async() {
    let mut pages =
        Count { from: 0 }.pages_async(|count| ready(Ok::<_, Infallible>(page(&count, 20))));
    let mut starts = Vec::new();
    while let Ok(Some(page)) = now(pages.next()) {
        starts.push(page.from);
    }
    assert_eq!(starts, [0, 10, 20]);
}

#[test]
fn returns_the_same_items_async() {
    let pages = Count { from: 0 }.pages_async(|count| ready(Ok::<_, Infallible>(page(&count, 20))));
    let mut items = pages.items();
    let mut numbers = Vec::new();
    while let Ok(Some(number)) = now(items.next()) {
        numbers.push(number);
    }
    let wanted: Vec<_> = Count { from: 0 }
        .pages(|count| Ok::<_, Infallible>(page(count, 20)))
        .items()
        .map(Result::unwrap)
        .collect();
    assert_eq!(numbers, wanted);
}

#[test]
fn treats_an_empty_token_as_missing() {
    fn is_none<T: Token + Default>() -> bool {
        next_token(None, Some(&T::default())).is_none()
    }
    assert!(is_none::<String>() && is_none::<Vec<u8>>() && is_none::<i32>() && is_none::<i64>());
    assert!(is_none::<std::collections::BTreeMap<String, String>>());
    assert_eq!(next_token(None, Some(&"a".to_owned())).as_deref(), Some("a"));
}
