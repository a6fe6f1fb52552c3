use std::cell::Cell;
use std::error::Error;
use std::future::ready;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::operation::{GetHorse, GetHorseError, Horse};
use super::paging::now;
use crate::runtime::Operation;
use crate::runtime::waiting::{
    Acceptor, Attempts, Next, State, Unmet, WaitError, Waiter, all, wait, wait_async,
};

struct Tame;

impl Waiter for Tame {
    type Operation = GetHorse;

    const DELAY: Duration = Duration::from_secs(3);
    const MAX_ATTEMPTS: Option<u32> = Some(2);
    const ACCEPTORS: &'static [Acceptor<Horse>] = &[
        State::Success.if_output(|horse| horse.name.as_deref() == Some("tame")),
        State::Failure.if_output(|horse| horse.name.as_deref() == Some("wild")),
        State::Retry.if_error("Busy"),
        State::Success.if_status(404),
    ];
}

/// Waits for any output, without a maximum number of attempts.
struct Answer;

impl Waiter for Answer {
    type Operation = GetHorse;

    const DELAY: Duration = Duration::from_secs(1);
    const ACCEPTORS: &'static [Acceptor<Horse>] =
        &[State::Success.if_success(), State::Retry.if_any_error()];
}

fn reply(status: u16, body: &str) -> Result<Horse, GetHorseError> {
    let status = StatusCode::from_u16(status).unwrap();
    GetHorse::parse(status, &HeaderMap::new(), body.as_bytes())
}

fn state<W: Waiter<Operation = GetHorse>>(status: u16, body: &str) -> State {
    W::state(reply(status, body).as_ref())
}

#[test]
fn matches_outputs_errors_and_statuses() {
    assert_eq!(state::<Tame>(200, r#"{"Name":"tame"}"#), State::Success);
    assert_eq!(state::<Tame>(200, r#"{"Name":"wild"}"#), State::Failure);
    assert_eq!(state::<Tame>(200, "{}"), State::Retry);
    assert_eq!(state::<Tame>(400, r#"{"code":"Busy"}"#), State::Retry);
    assert_eq!(state::<Tame>(404, "{}"), State::Success);
    assert_eq!(state::<Tame>(400, "{}"), State::Failure);
    assert_eq!(state::<Answer>(500, "{}"), State::Retry);
    assert_eq!(state::<Answer>(200, "{}"), State::Success);
    assert!(format!("{:?}", Tame::ACCEPTORS).contains("Error(Busy)"));
}

#[test]
fn stops_after_the_maximum_number_of_attempts() {
    let mut attempts = Attempts::<Tame>::default();
    let young = reply(200, "{}");
    assert_eq!(attempts.after(young.as_ref()), Next::Ask(Duration::from_secs(3)));
    assert_eq!(attempts.after(young.as_ref()), Next::Stop(Unmet::TooManyAttempts));
    let wild = reply(200, r#"{"Name":"wild"}"#);
    assert_eq!(Attempts::<Tame>::default().after(wild.as_ref()), Next::Stop(Unmet::Failure));
    let tame = reply(200, r#"{"Name":"tame"}"#);
    assert_eq!(Attempts::<Tame>::default().after(tame.as_ref()), Next::Done);
    let mut forever = Attempts::<Answer>::default();
    let down = reply(500, "{}");
    assert!((0..1000).all(|_| forever.after(down.as_ref()) == Next::Ask(Duration::from_secs(1))));
}

#[test]
fn overrides_delay_and_attempts() {
    let (asked, slept) = (Cell::new(0), Cell::new(Duration::ZERO));
    let answer = || {
        asked.set(asked.get() + 1);
        reply(200, "{}")
    };
    let sleep = |delay| slept.set(slept.get() + delay);
    let attempts = || Attempts::<Tame>::default().delay(Duration::from_millis(10)).max_attempts(5);
    let waited = attempts().wait(&GetHorse, |_| answer(), sleep);
    assert!(matches!(waited, Err(WaitError::TooManyAttempts(Ok(_)))));
    assert_eq!((asked.get(), slept.get()), (5, Duration::from_millis(40)));
    let waited = now(attempts().wait_async(GetHorse, |_| ready(answer()), |_| ready(())));
    assert!(matches!(waited, Err(WaitError::TooManyAttempts(Ok(_)))));
    assert_eq!(asked.get(), 10);
    assert!(attempts().max_attempts(0).wait(&GetHorse, |_| answer(), sleep).is_err());
    assert_eq!(asked.get(), 11);
}

#[test]
fn all_is_false_without_values() {
    assert!(all([1, 1], |number| number == 1));
    assert!(!all([1, 2], |number| number == 1));
    assert!(!all([], |number: i32| number == 1));
}

#[test]
fn polls_until_success_blocking_and_async() {
    let bodies = ["{}", r#"{"Name":"tame"}"#];
    let (sent, slept) = (Cell::new(0), Cell::new(Duration::ZERO));
    let next = || {
        sent.set(sent.get() + 1);
        reply(200, bodies[sent.get() - 1])
    };
    let sleep = |delay| slept.set(slept.get() + delay);
    let waited = wait::<Tame, GetHorseError>(&GetHorse, |_| next(), sleep).unwrap();
    assert_eq!(waited.and_then(|horse| horse.name).as_deref(), Some("tame"));
    assert_eq!((sent.get(), slept.get()), (2, Duration::from_secs(3)));
    sent.set(0);
    let waited = now(wait_async::<Tame, GetHorseError, _, _>(
        GetHorse,
        |_| ready(next()),
        |delay| {
            sleep(delay);
            ready(())
        },
    ));
    assert_eq!(waited.unwrap().and_then(|horse| horse.name).as_deref(), Some("tame"));
}

#[test]
fn returns_the_last_result_on_failure() {
    let ended = |status, body: &str| {
        wait::<Tame, GetHorseError>(&GetHorse, |_| reply(status, body), |_| ()).unwrap_err()
    };
    assert!(matches!(ended(200, r#"{"Name":"wild"}"#), WaitError::Failure(Ok(_))));
    assert!(matches!(ended(200, "{}"), WaitError::TooManyAttempts(Ok(_))));
    let refused = ended(403, r#"{"code":"Denied","message":"no"}"#);
    assert!(matches!(refused, WaitError::Failure(Err(_))));
    let text = "the response shows that the waiter cannot succeed: Denied: no (status 403)";
    assert_eq!(refused.to_string(), text);
    // The message includes the error, so that the error is not its source.
    assert!(refused.source().is_none());
}
