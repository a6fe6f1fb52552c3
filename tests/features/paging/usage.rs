use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use http::{HeaderMap, StatusCode};
use paging::runtime::paging::{Items, Paginated};
use paging::types::Mood;
use paging::{
    CountHerds, DescribeFence, Graze, ListGoats, ListHerds, ListHerdsError, ListHerdsOutput, ListTags,
    Operation,
};

fn page<O: Operation>(body: &str) -> Result<O::Output, O::Error> {
    O::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes())
}

/// Three herds on three pages; the second page is empty.
fn send(list: &ListHerds) -> Result<ListHerdsOutput, ListHerdsError> {
    assert_eq!(list.meadow.as_deref(), Some("south"));
    page::<ListHerds>(match list.next_token.as_deref() {
        None => r#"{"herds":[{"name":"a"},{"name":"b"}],"nextToken":"1"}"#,
        Some("1") => r#"{"herds":[],"nextToken":"2"}"#,
        Some("2") => r#"{"herds":[{"name":"c"}]}"#,
        Some(other) => panic!("unknown token {other}"),
    })
}

#[test]
fn pages_end_without_a_token() {
    let pages = ListHerds::new().meadow("south").pages(send);
    assert_eq!(pages.count(), 3);
    let herds = ListHerds::new().meadow("south").pages(send).items();
    let names: Vec<String> = herds.map(|herd| herd.unwrap().name.unwrap()).collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[test]
fn empty_or_repeated_token_ends_the_pages() {
    let list = ListHerds::new().next_token("1");
    let next = |body: &str| list.next_page(&page::<ListHerds>(body).unwrap());
    assert_eq!(next(r#"{"nextToken":""}"#), None);
    assert_eq!(next(r#"{"nextToken":"1"}"#), None);
    assert_eq!(next(r#"{"nextToken":null}"#), None);
    assert_eq!(next(r#"{"nextToken":"2"}"#), Some(ListHerds::new().next_token("2")));
}

#[test]
fn error_ends_the_pages() {
    let fail = |_: &ListHerds| ListHerds::parse(StatusCode::BAD_REQUEST, &HeaderMap::new(), b"{}");
    let mut pages = ListHerds::new().pages(fail);
    assert!(pages.next().unwrap().is_err());
    assert!(pages.next().is_none());
    let mut items = ListHerds::new().pages(fail).items();
    assert!(items.next().unwrap().is_err());
    assert!(items.next().is_none());
}

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Nobody));
    match pin!(future).poll(&mut Context::from_waker(&waker)) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future is not ready"),
    }
}

#[test]
fn pages_can_be_awaited() {
    let sent = RefCell::new(0);
    let mut pages = ListHerds::new().meadow("south").pages_async(|list| {
        *sent.borrow_mut() += 1;
        async move { send(&list) }
    });
    let mut names = Vec::new();
    while let Some(page) = now(pages.next()).unwrap() {
        names.extend(ListHerds::items(page).into_iter().filter_map(|herd| herd.name));
    }
    assert_eq!((names.len(), *sent.borrow()), (3, 3));
    assert_eq!(now(pages.next()).unwrap(), None);
}

#[test]
fn token_in_the_last_item_with_a_more_results_flag() {
    let first = DescribeFence::new("east");
    let next = |body: &str| first.next_page(&page::<DescribeFence>(body).unwrap());
    let more = r#"{"fence":{"posts":[{"id":"a"},{"id":"b"}],"hasMore":true}}"#;
    assert_eq!(next(more), Some(DescribeFence::new("east").start_after("b")));
    assert_eq!(next(r#"{"fence":{"posts":[{"id":"a"}],"hasMore":false}}"#), None);
    assert_eq!(next(r#"{"fence":{"posts":[{"id":"a"}]}}"#), None);
    assert_eq!(next(r#"{"fence":{"posts":[],"hasMore":true}}"#), None);
    let posts = DescribeFence::items(page::<DescribeFence>(more).unwrap());
    assert_eq!(posts.len(), 2);
}

#[test]
fn tokens_are_numbers_or_maps_and_items_are_map_entries() {
    let tags = page::<ListTags>(r#"{"tags":{"a":"b"},"nextPage":2}"#).unwrap();
    assert_eq!(ListTags::new().next_page(&tags), Some(ListTags::new().page(2)));
    assert_eq!(ListTags::items(tags), [("a".to_owned(), "b".to_owned())]);
    let last = page::<ListTags>(r#"{"nextPage":0}"#).unwrap();
    assert_eq!(ListTags::new().next_page(&last), None);

    let blades = page::<Graze>(r#"{"blades":["x"],"count":1,"last":{"k":"v"}}"#).unwrap();
    let next = Graze::new().next_page(&blades).unwrap();
    assert_eq!(next.from.unwrap()["k"], "v");
    assert_eq!(Graze::items(blades), ["x"]);
}

#[test]
fn several_tokens_replace_those_of_the_request() {
    let first = CountHerds::new().a("x").b(Mood::Wild);
    let next = |body: &str| first.next_page(&page::<CountHerds>(body).unwrap());
    let both = CountHerds::new().a("y").b(Mood::Calm);
    assert_eq!(next(r#"{"a":"y","b":"calm"}"#), Some(both));
    assert_eq!(next(r#"{"a":"y"}"#), Some(CountHerds::new().a("y")));
    assert_eq!(next(r#"{"a":"","b":"calm"}"#), Some(CountHerds::new().b(Mood::Calm)));
    assert_eq!(next(r#"{"a":"x","b":"wild"}"#), None);
    assert_eq!(next(r#"{"a":"","b":""}"#), None);
    assert_eq!(next("{}"), None);
}

#[test]
fn token_is_the_first_of_its_paths_with_a_value() {
    let first = ListGoats::new().meadow("south").marker("a");
    let next = |body: &str| first.next_page(&page::<ListGoats>(body).unwrap());
    let at = |marker: &str| Some(ListGoats::new().meadow("south").marker(marker));
    assert_eq!(next(r#"{"hasMore":true,"nextMarker":"b","goats":[{"name":"c"}]}"#), at("b"));
    assert_eq!(next(r#"{"hasMore":true,"nextMarker":"","goats":[{"name":"c"}]}"#), at("c"));
    assert_eq!(next(r#"{"hasMore":true,"goats":[{"name":"b"},{"name":"c"}]}"#), at("c"));
    assert_eq!(next(r#"{"hasMore":true,"goats":[{"name":"a"}]}"#), None);
    assert_eq!(next(r#"{"hasMore":true,"goats":[]}"#), None);
    assert_eq!(next(r#"{"hasMore":false,"nextMarker":"b"}"#), None);
}
