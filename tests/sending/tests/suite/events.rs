//! Calls whose response is a stream of events.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use sending::server::{Act, Reply, Server};

use super::sender;
use crate::output::client::{Error, Timeouts};
use crate::output::runtime::event_stream::frame;
use crate::output::runtime::event_stream::header::{self, HeaderValue};
use crate::output::track::types::Race;
use crate::output::track::{WatchRace, WatchRaceError};
use crate::Sender;

const SHORT: Duration = Duration::from_millis(700);

fn message(kind: &str, header: &str, name: &str, payload: &str) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, text) in [(":message-type", kind), (header, name)] {
        header::write(&mut block, name, HeaderValue::Text(text)).unwrap();
    }
    frame::write(&block, payload.as_bytes()).unwrap()
}

fn lap(number: i32) -> Vec<u8> {
    message("event", ":event-type", "lap", &format!("{{\"number\":{number}}}"))
}

fn exception(name: &str) -> Vec<u8> {
    message("exception", ":exception-type", name, r#"{"message":"m"}"#)
}

fn stream(body: Vec<u8>) -> Reply {
    let reply = Reply { body, ..Reply::json(200, "") };
    reply.header("x-track", "Epsom").header("x-amzn-requestid", "r-1")
}

/// The numbers of the laps, and the error at the end.
fn watch(sender: &Sender) -> (Vec<i32>, Option<Error<WatchRaceError>>) {
    let (output, mut race) = sender.events(&WatchRace::new()).unwrap();
    assert_eq!(output.track.as_deref(), Some("Epsom"));
    let mut laps = Vec::new();
    let end = loop {
        match sender.event(&mut race) {
            Ok(Some(Race::Lap(lap))) => laps.push(lap.number.unwrap()),
            Ok(Some(other)) => panic!("{other:?}"),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    // Nothing follows the end.
    assert!(sender.event(&mut race).unwrap().is_none());
    (laps, end)
}

#[test]
fn events_arrive_in_pieces_of_any_length() {
    let race = [lap(1), lap(2), lap(3)].concat();
    let drip = Act::Drip(Duration::from_millis(1), stream(race.clone()));
    for act in [Act::Reply(stream(race)), drip, Act::Reply(stream(Vec::new()))] {
        let is_empty = matches!(&act, Act::Reply(reply) if reply.body.is_empty());
        let server = Server::script(vec![act]);
        let (laps, end) = watch(&sender(&server.url, 1));
        assert!(end.is_none(), "{end:?}");
        assert_eq!(laps, if is_empty { vec![] } else { vec![1, 2, 3] });
    }
}

#[test]
fn a_response_cut_at_any_byte_ends_with_an_error() {
    let (first, race) = (lap(1).len(), [lap(1), lap(2)].concat());
    let acts = (0..race.len()).map(|end| Act::Reply(stream(race[..end].to_vec())));
    let server = Server::script(acts.collect());
    let sender = sender(&server.url, 3);
    for end in 0..race.len() {
        let (laps, error) = watch(&sender);
        assert_eq!(laps.len(), usize::from(end >= first));
        match error {
            None => assert!(end == 0 || end == first, "{end}"),
            Some(Error::Service(WatchRaceError::Malformed(error))) => {
                let text = error.to_string();
                assert!(text.ends_with("ends within an event (request ID r-1)"), "{text}");
            }
            Some(other) => panic!("{other:?}"),
        }
    }
    // Nothing is sent again after the response has begun.
    assert_eq!(server.seen().len(), race.len());
}

#[test]
fn a_lost_connection_is_an_error() {
    let race = [lap(1), lap(2)].concat();
    for act in [Act::CutOff(stream(race.clone())), Act::CutOffChunks(stream(race))] {
        let server = Server::script(vec![act]);
        let (laps, end) = watch(&sender(&server.url, 1));
        assert_eq!(laps, [1]);
        assert!(matches!(end, Some(Error::Transport(_))), "{end:?}");
    }
}

#[test]
fn a_wrong_checksum_is_an_error() {
    let mut damaged = lap(2);
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let server = Server::script(vec![Act::Reply(stream([lap(1), damaged, lap(3)].concat()))]);
    let (laps, end) = watch(&sender(&server.url, 1));
    assert_eq!(laps, [1]);
    assert!(end.unwrap().to_string().contains("the checksum of an event is wrong"));
}

#[test]
fn an_exception_in_the_middle_is_the_error_of_the_operation() {
    let server = Server::script(vec![Act::Reply(stream([lap(1), exception("rained"), lap(2)].concat()))]);
    let (laps, end) = watch(&sender(&server.url, 3));
    assert_eq!((laps, server.seen().len()), (vec![1], 1));
    let Some(Error::Service(WatchRaceError::Storm(storm))) = end else { panic!("{end:?}") };
    assert_eq!(storm.to_string(), "rained: m (status 200, request ID r-1)");
}

#[test]
fn errors_before_the_stream_are_typed_and_retried() {
    let fail = |status| {
        Act::Reply(Reply::json(status, r#"{"message":"m"}"#).header("x-amzn-errortype", "Closed"))
    };
    let server = Server::script(vec![fail(503), Act::Close, Act::Reply(stream(lap(1)))]);
    assert_eq!(watch(&sender(&server.url, 3)).0, [1]);
    assert_eq!(server.seen().len(), 3);
    let server = Server::script(vec![fail(400)]);
    let error = sender(&server.url, 3).events(&WatchRace::new()).unwrap_err();
    assert!(matches!(error, Error::Service(WatchRaceError::Closed(_))), "{error:?}");
}

#[test]
fn a_pause_is_limited_if_a_limit_is_set() {
    let race = [lap(1), lap(2)].concat();
    let server = Server::script(vec![Act::Stall(stream(race))]);
    let idle = Timeouts::default().idle(SHORT);
    let sender = sender(&server.url, 3).map(|client| client.timeouts(idle));
    let started = Instant::now();
    let (laps, end) = watch(&sender);
    assert!((SHORT..6 * SHORT).contains(&started.elapsed()), "{:?}", started.elapsed());
    assert_eq!(laps, [1]);
    let error = end.unwrap();
    let text = "WatchRace: no complete response: 127.0.0.1: the response paused for longer than the limit";
    assert_eq!(error.to_string(), text);
    assert!(error.is_timeout());
}

#[test]
fn dropping_the_stream_ends_the_request() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender_of_end, end) = channel();
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(connection.try_clone().unwrap()).lines();
        while lines.next().unwrap().unwrap() != "" {}
        let head = "HTTP/1.1 200 OK\r\nx-track: Epsom\r\ncontent-length: 100000\r\n\r\n";
        connection.write_all(head.as_bytes()).unwrap();
        connection.write_all(&lap(1)).unwrap();
        // Until the client closes the connection.
        let _ = connection.read_to_end(&mut Vec::new());
        sender_of_end.send(()).unwrap();
    });
    let sender = sender(&url, 1);
    let (_, mut race) = sender.events(&WatchRace::new()).unwrap();
    assert!(matches!(sender.event(&mut race), Ok(Some(Race::Lap(_)))));
    assert!(end.recv_timeout(SHORT).is_err(), "the request ended before the stream was dropped");
    drop(race);
    sender.run_tasks();
    end.recv_timeout(Duration::from_secs(10)).unwrap();
}

#[test]
fn send_refuses_a_stream_of_events_and_exchange_returns_its_bytes() {
    let server = Server::script(vec![Act::Reply(stream(lap(1)))]);
    let sender = sender(&server.url, 1);
    assert!(matches!(sender.send(&WatchRace::new()), Err(Error::Stream(_))));
    assert_eq!(server.seen().len(), 0);
    assert_eq!(sender.exchange(&WatchRace::new(), b"").unwrap().1, lap(1));
}
