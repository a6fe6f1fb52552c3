//! The promises of the clients, over random requests.

use std::fmt::Debug;
use std::time::Duration;

use sending::random::Random;
use sending::server::Server;
use sending::signature;

use super::{credentials, ok, policy, KEYS, REGION};
use crate::output::paddock::{GetPath, PutHorse};
use crate::output::runtime::{Operation, Region};
use crate::Sender;

/// Characters of paths and texts, which URLs, servers or signers treat in their own ways.
const CHARACTERS: [char; 28] = [
    'a', 'Z', '9', '-', '.', '_', '~', '/', '%', '+', ' ', '*', '\'', '(', ')', '!', '&', '=', '?', '#', '@', ':',
    '$', ',', ';', '{', '\\', 'é',
];

fn text(random: &mut Random) -> String {
    let length = random.below(12) + 1;
    (0..length).map(|_| CHARACTERS[random.below(CHARACTERS.len())]).collect()
}

/// A URL of the server, in one of many forms.
fn url(random: &mut Random, server: &Server) -> String {
    let port = server.url.rsplit(':').next().unwrap();
    let scheme = ["http", "HTTP"][random.below(2)];
    let host = ["127.0.0.1", "localhost", "LocalHost"][random.below(3)];
    let base = match random.below(3) {
        0 => String::new(),
        1 => "/".to_owned(),
        _ => format!("/{}", text(random)),
    };
    format!("{scheme}://{host}:{port}{base}")
}

/// Sends an operation. Returns whether it arrived, which is an error unless it arrived as signed.
fn arrives<O: Operation>(sender: &Sender, server: &Server, operation: &O) -> bool
where
    O::Output: Debug,
{
    let before = server.seen().len();
    let sent = sender.send(operation);
    let seen = server.seen();
    assert_eq!(seen.len() > before, sent.is_ok(), "{sent:?}");
    let Some(seen) = seen.get(before) else { return false };
    let wanted = signature::of(seen, &KEYS, REGION, "paddock");
    assert_eq!(seen.header("authorization"), Some(wanted.as_str()), "{}", seen.head);
    true
}

#[test]
fn nothing_is_sent_that_is_not_what_was_signed() {
    let mut random = Random::new(7);
    let server = Server::script(vec![ok("{}")]);
    let mut arrived = 0;
    for _ in 0..60 {
        let region = Region::new(REGION).url(url(&mut random, &server));
        let sender = Sender::new(region, credentials(), policy(1), Duration::from_secs(2));
        for _ in 0..6 {
            arrived += u32::from(arrives(&sender, &server, &GetPath::new(text(&mut random))));
            let horse = PutHorse::new(text(&mut random)).notes(vec![text(&mut random)]);
            arrived += u32::from(arrives(&sender, &server, &horse.text(text(&mut random))));
        }
    }
    assert!((200..700).contains(&arrived), "{arrived}");
}
