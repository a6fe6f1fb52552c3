use std::time::Duration;

use http::{HeaderMap, StatusCode};
use waiting::runtime::waiting::{wait, State, WaitError, Waiter};
use waiting::waiters::{HorsesAtEase, StableAnswers, StableFull, StableGone, StableOpen};
use waiting::{DescribeStable, DescribeStableError, DescribeStableOutput, OpenStable, Operation};

type Answer = Result<DescribeStableOutput, DescribeStableError>;

fn answer(status: u16, body: &str) -> Answer {
    let status = StatusCode::from_u16(status).unwrap();
    DescribeStable::parse(status, &HeaderMap::new(), body.as_bytes())
}

fn state<W: Waiter<Operation = DescribeStable>>(status: u16, body: &str) -> State {
    W::state(answer(status, body).as_ref())
}

#[test]
fn first_matching_acceptor_wins() {
    assert_eq!(state::<StableOpen>(200, r#"{"stable":{"state":"OPEN"}}"#), State::Success);
    assert_eq!(state::<StableOpen>(200, r#"{"stable":{"state":"CLOSED"}}"#), State::Failure);
    assert_eq!(state::<StableOpen>(200, r#"{"stable":{"state":"BURNT_DOWN"}}"#), State::Failure);
    assert_eq!(state::<StableOpen>(400, r#"{"__type":"NoSuchStable"}"#), State::Retry);
    assert_eq!(state::<StableOpen>(500, "{}"), State::Retry);
}

#[test]
fn unmatched_output_retries_and_unmatched_error_fails() {
    assert_eq!(state::<StableOpen>(200, r#"{"stable":{"state":"PLANNED"}}"#), State::Retry);
    assert_eq!(state::<StableOpen>(200, "{}"), State::Retry);
    assert_eq!(state::<StableOpen>(403, r#"{"__type":"AccessDenied"}"#), State::Failure);
}

#[test]
fn error_can_be_the_success() {
    assert_eq!(state::<StableGone>(400, r#"{"__type":"NoSuchStable"}"#), State::Success);
    // Any name of the error counts.
    let both = r#"{"code":"Gone","__type":"NoSuchStable"}"#;
    assert_eq!(state::<StableGone>(400, both), State::Success);
    assert_eq!(state::<StableGone>(200, r#"{"state":"LEAVING"}"#), State::Retry);
    assert_eq!(state::<StableGone>(200, r#"{"state":"OPEN"}"#), State::Failure);
    // A missing value equals no expected value.
    assert_eq!(state::<StableGone>(200, "{}"), State::Failure);
    assert_eq!(state::<StableAnswers>(400, "{}"), State::Retry);
    assert_eq!(state::<StableAnswers>(200, "{}"), State::Success);
}

#[test]
fn path_any_and_path_all_match_lists() {
    let moods = |moods: &[&str]| {
        let horses = moods.iter().map(|mood| format!(r#"{{"mood":"{mood}"}}"#));
        let body = format!(r#"{{"horses":[{}]}}"#, horses.collect::<Vec<_>>().join(","));
        state::<HorsesAtEase>(200, &body)
    };
    assert_eq!(moods(&["calm", "calm"]), State::Success);
    assert_eq!(moods(&["calm", "shy"]), State::Retry);
    assert_eq!(moods(&["calm", "wild"]), State::Failure);
    assert_eq!(moods(&["gone", "calm"]), State::Failure);
    // "All" is false for an empty list.
    assert_eq!(moods(&[]), State::Retry);
    assert_eq!(state::<HorsesAtEase>(200, "{}"), State::Retry);
    let burnt = r#"{"horses":[{"state":"OPEN"},{"state":"BURNT_DOWN"}]}"#;
    assert_eq!(state::<HorsesAtEase>(200, burnt), State::Failure);
}

#[test]
fn conditions_count_filter_and_compare() {
    let calm = r#"{"mood":"calm","shoes":["1","2","3","4"]}"#;
    let full = |horses: &str| {
        let body = format!(r#"{{"horses":[{horses}],"stable":{{"wanted":4}}}}"#);
        state::<StableFull>(200, &body)
    };
    assert_eq!(full(calm), State::Success);
    assert_eq!(full(""), State::Retry);
    assert_eq!(full(&format!(r#"{calm},{{"mood":"calm"}}"#)), State::Retry);
    assert_eq!(full(r#"{"mood":"alone"}"#), State::Success);
    // Two missing values are equal.
    assert_eq!(state::<StableFull>(200, "{}"), State::Success);
    let boxes = r#"{"stable":{"boxes":3,"wanted":3}}"#;
    assert_eq!(state::<StableFull>(200, boxes), State::Success);
    let boxes = r#"{"stable":{"boxes":3,"wanted":4},"isClean":false}"#;
    assert_eq!(state::<StableFull>(200, boxes), State::Retry);
    assert_eq!(state::<StableFull>(200, r#"{"stable":{"boxes":3,"wanted":4},"isClean":true}"#), State::Success);
}

/// The length of a text is its number of characters.
#[test]
fn conditions_measure_texts() {
    assert_eq!(state::<StableFull>(200, r#"{"stable":{"boxes":1},"state":"cafés"}"#), State::Failure);
    assert_eq!(state::<StableFull>(200, r#"{"stable":{"boxes":1},"state":"café"}"#), State::Retry);
    assert_eq!(state::<StableFull>(200, r#"{"stable":{"boxes":1}}"#), State::Retry);
}

/// Waits for a stable to open. Returns the number of requests and the result.
fn wait_for(answers: &[(u16, &str)]) -> (usize, Result<bool, String>) {
    let (mut sent, mut slept) = (0, Duration::ZERO);
    let request = DescribeStable::new().name("north");
    let waited = wait::<StableOpen, DescribeStableError>(
        &request,
        |_| {
            let (status, body) = answers[sent];
            sent += 1;
            answer(status, body)
        },
        |delay| slept += delay,
    );
    assert_eq!(slept, Duration::from_secs(5) * u32::try_from(sent - 1).unwrap());
    (sent, waited.map(|output| output.is_some()).map_err(|error| error.to_string()))
}

#[test]
fn waits_until_success_failure_or_timeout() {
    let open = (200, r#"{"stable":{"state":"OPEN"}}"#);
    let planned = (200, r#"{"stable":{"state":"PLANNED"}}"#);
    assert_eq!(wait_for(&[planned, open]), (2, Ok(true)));
    let (sent, ended) = wait_for(&[planned, (200, r#"{"stable":{"state":"CLOSED"}}"#)]);
    assert_eq!((sent, ended.unwrap_err().as_str()), (2, "the response shows that the waiter cannot succeed"));
    let (sent, ended) = wait_for(&[planned, planned, planned]);
    assert_eq!(
        (sent, ended.unwrap_err().as_str()),
        (3, "the waiter reached its maximum number of attempts")
    );
    let (sent, ended) = wait_for(&[(403, r#"{"__type":"AccessDenied","message":"no"}"#)]);
    assert_eq!(
        (sent, ended.unwrap_err().as_str()),
        (1, "the response shows that the waiter cannot succeed: AccessDenied: no (status 403)")
    );
}

#[test]
fn success_by_error_has_no_output() {
    let ended = wait::<StableGone, DescribeStableError>(
        &DescribeStable::new(),
        |_| answer(400, r#"{"__type":"NoSuchStable"}"#),
        |_| panic!("the wait must not sleep"),
    );
    assert!(matches!(ended, Ok(None)));
    let failed = wait::<StableGone, DescribeStableError>(
        &DescribeStable::new(),
        |_| answer(200, r#"{"state":"OPEN"}"#),
        |_| panic!("the wait must not sleep"),
    );
    assert!(matches!(failed, Err(WaitError::Failure(Ok(output))) if output.state.is_some()));
}

/// The token is the only reason for a step besides the body.
#[test]
fn operation_that_is_waited_for_has_a_token() {
    assert_eq!(OpenStable::new().token("t").request().unwrap().body(), br#"{"token":"t"}"#);
    assert_eq!((OpenStable::REPEATABLE, DescribeStable::REPEATABLE), (true, false));
}
