//! The waiters of the service, for the functions of `runtime::waiting`.
//!
//! The waiter `TooClever` is not generated: `contains(horses[].mood, 'calm')` uses `contains(…)`.

use std::time::Duration;

use crate::runtime::waiting::{Acceptor, State, Waiter, all};

/// Waits for `HorsesAtEase` by polling [`DescribeStable`](super::DescribeStable).
#[derive(Clone, Copy, Debug)]
pub struct HorsesAtEase;

impl Waiter for HorsesAtEase {
    type Operation = super::DescribeStable;

    const DELAY: Duration = Duration::from_secs(1);
    const MAX_ATTEMPTS: Option<u32> = Some(2);

    const ACCEPTORS: &'static [Acceptor<super::DescribeStableOutput>] = &[
        State::Failure.if_output(|output| {
            output
                .horses
                .iter()
                .flatten()
                .filter_map(|item| item.mood.as_ref())
                .any(|item| ["wild", "gone"].contains(&item.as_str()))
        }),
        State::Success.if_output(|output| all(
            output.horses.iter().flatten().filter_map(|item| item.mood.as_ref()),
            |item| item.as_str() == "calm",
        )),
        State::Failure.if_output(|output| {
            output
                .horses
                .iter()
                .flatten()
                .filter_map(|item| item.state.as_ref())
                .any(|item| *item == crate::types::State::BurntDown)
        }),
    ];
}

/// Waits for `StableAnswers` by polling [`DescribeStable`](super::DescribeStable).
#[derive(Clone, Copy, Debug)]
pub struct StableAnswers;

impl Waiter for StableAnswers {
    type Operation = super::DescribeStable;

    const DELAY: Duration = Duration::from_secs(1);
    const MAX_ATTEMPTS: Option<u32> = Some(2);

    const ACCEPTORS: &'static [Acceptor<super::DescribeStableOutput>] = &[
        State::Retry.if_any_error(),
        State::Success.if_success(),
    ];
}

/// Waits for `StableFull` by polling [`DescribeStable`](super::DescribeStable).
#[derive(Clone, Copy, Debug)]
pub struct StableFull;

impl Waiter for StableFull {
    type Operation = super::DescribeStable;

    const DELAY: Duration = Duration::from_secs(1);
    const MAX_ATTEMPTS: Option<u32> = Some(2);

    const ACCEPTORS: &'static [Acceptor<super::DescribeStableOutput>] = &[
        State::Success.if_output(|output| {
            output
                .horses
                .iter()
                .flatten()
                .filter(|item| {
                    !(item.shoes.as_ref().map(Vec::len) == Some(4)
                        && item.mood.as_deref() == Some("calm"))
                })
                .count() == 0
                && output.horses.as_ref().map(Vec::len).is_some_and(|value| value >= 1)
        }),
        State::Success.if_output(|output| {
            output.stable.as_ref().and_then(|stable| stable.boxes.as_ref())
                == output.stable.as_ref().and_then(|stable| stable.wanted.as_ref())
                || output.is_clean == Some(true)
        }),
        State::Retry.if_output(|output| output.is_clean == Some(false)),
        State::Success.if_output(|output| {
            output
                .horses
                .as_ref()
                .and_then(|horses| horses.first())
                .and_then(|item| item.mood.as_ref())
                .map(String::as_str) == Some("alone")
        }),
        State::Failure.if_output(|output| {
            output.state.as_ref().map(|text| text.chars().count()).is_some_and(|value| value > 4)
        }),
    ];
}

/// Waits for `StableGone` by polling [`DescribeStable`](super::DescribeStable).
#[derive(Clone, Copy, Debug)]
pub struct StableGone;

impl Waiter for StableGone {
    type Operation = super::DescribeStable;

    const DELAY: Duration = Duration::from_secs(1);
    const MAX_ATTEMPTS: Option<u32> = Some(2);

    const ACCEPTORS: &'static [Acceptor<super::DescribeStableOutput>] = &[
        State::Failure.if_output(|output| {
            output.state.as_deref() != Some("LEAVING")
                && output.state.as_deref() != Some("LEFT")
        }),
        State::Success.if_error("NoSuchStable"),
    ];
}

/// Waits for `StableOpen` by polling [`DescribeStable`](super::DescribeStable).
#[derive(Clone, Copy, Debug)]
pub struct StableOpen;

impl Waiter for StableOpen {
    type Operation = super::DescribeStable;

    const DELAY: Duration = Duration::from_secs(5);
    const MAX_ATTEMPTS: Option<u32> = Some(3);

    const ACCEPTORS: &'static [Acceptor<super::DescribeStableOutput>] = &[
        State::Success.if_output(|output| {
            output.stable.as_ref().and_then(|stable| stable.state.as_ref())
                == Some(&crate::types::State::Open)
        }),
        State::Failure.if_output(|output| {
            output
                .stable
                .as_ref()
                .and_then(|stable| stable.state.as_ref())
                .is_some_and(|state| {
                    [crate::types::State::Closed, crate::types::State::BurntDown].contains(state)
                })
        }),
        State::Retry.if_error("NoSuchStable"),
        State::Retry.if_status(500),
    ];
}
