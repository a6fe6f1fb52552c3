//! The tests of the emitted client for `ureq`.

mod suite;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, SystemTime};

use sending::recorded::page;
use sending::server::{Act, Server};
use ureq::tls::TlsConfig;
use with_ureq as output;
use with_ureq::backup::ListBackupJobs;
use with_ureq::client::{
    Answer, BearerToken, Body, Client, Credentials, Download, Error, EventStream, Presigned,
    Received, agent_config,
};
use with_ureq::paddock::AskOwner;
use with_ureq::runtime::event_stream::events::ReceivesEvents;
use with_ureq::runtime::retry::Policy;
use with_ureq::runtime::waiting::{ErrorOf, Waited, Waiter};
use with_ureq::runtime::{Operation, Region};

/// Whether the HTTP client sends `.` and `..` in paths.
const KEEPS_DOTS: bool = true;

/// The client.
struct Sender(Client);

impl Sender {
    fn new(region: Region, credentials: Credentials, policy: Policy, connect: Duration) -> Self {
        let tls = TlsConfig::builder().disable_verification(true).build();
        let agent = ureq::Agent::config_builder().timeout_connect(Some(connect)).tls_config(tls);
        let agent = agent.build();
        let client = Client::new(region, credentials).agent(agent.into());
        Self(client.retry(policy).bearer_token("ticket"))
    }

    fn with_token(region: Region, token: BearerToken) -> Self {
        let tls = TlsConfig::builder().disable_verification(true).build();
        let agent = agent_config().tls_config(tls).build();
        Self(Client::with_token(region, token).agent(agent.into()))
    }

    fn map(&self, change: impl FnOnce(Client) -> Client) -> Self {
        Self(change(self.0.clone()))
    }

    fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.0.send(operation)
    }

    fn receive<O: Operation>(&self, operation: &O) -> Result<Received<O::Output>, Error<O::Error>> {
        self.0.receive(operation)
    }

    fn presign<O: Operation>(&self, operation: &O) -> Result<Presigned, Error<O::Error>> {
        self.0.presign(operation, Duration::from_secs(900))
    }

    fn wait<W: Waiter>(&self, request: &W::Operation) -> Waited<W, Error<ErrorOf<W>>> {
        self.0.wait::<W>(request)
    }

    fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: &[u8],
    ) -> Result<Answer<O>, Error<O::Error>> {
        self.0.exchange(operation, stream.to_vec())
    }

    fn upload<O: Operation>(
        &self,
        operation: &O,
        body: &Body,
    ) -> Result<O::Output, Error<O::Error>> {
        self.0.upload(operation, body)
    }

    fn download<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<(O::Output, Download), Error<O::Error>> {
        self.0.download(operation)
    }

    fn events<O>(&self, operation: &O) -> Result<(O::Output, EventStream<O>), Error<O::Error>>
    where
        O: Operation + ReceivesEvents<Failure = <O as Operation>::Error>,
    {
        self.0.events(operation)
    }

    /// The next event of a stream.
    fn event<O: ReceivesEvents>(
        &self,
        events: &mut EventStream<O>,
    ) -> Result<Option<O::Event>, Error<O::Failure>> {
        events.next().transpose()
    }

    /// There are no tasks.
    fn run_tasks(&self) {}

    /// Reads the next bytes of a download.
    fn part(&self, download: &mut Download) -> io::Result<Option<Vec<u8>>> {
        let mut part = vec![0; 4096];
        let read = download.read(&mut part)?;
        part.truncate(read);
        Ok((!part.is_empty()).then_some(part))
    }
}

/// A body from a function that opens a reader.
fn body<R: Read + Send + 'static>(
    length: u64,
    open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
) -> Body {
    Body::new(length, open)
}

#[test]
fn items_and_pages_need_no_closure() {
    let answer = |request: &_| Act::Reply(page(request, 100, 1_000));
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    let Sender(client) = suite::sender(&server.url, 1);
    assert_eq!(client.pages(ListBackupJobs::new()).filter(Result::is_ok).count(), 10);
    assert_eq!(client.items(ListBackupJobs::new()).filter(Result::is_ok).count(), 1_000);
}

/// The first token ends within a minute, so that the next call loads another one.
#[test]
fn token_is_loaded_again_before_it_expires() {
    let server = Server::secure(vec![suite::ok("{}")]);
    let Sender(client) = suite::sender(&server.url, 1);
    let number = AtomicU64::new(0);
    let client = client.bearer_tokens(move || {
        let number = number.fetch_add(1, Ordering::SeqCst);
        let end = SystemTime::now() + Duration::from_secs(30 + number * 3_600);
        Ok(BearerToken::new(format!("ticket-{number}"), Some(end)))
    });
    for _ in 0..3 {
        client.send(&AskOwner::new()).unwrap();
    }
    let seen = server.seen();
    let tokens: Vec<_> = seen.iter().filter_map(|seen| seen.header("authorization")).collect();
    assert_eq!(tokens, ["Bearer ticket-0", "Bearer ticket-1", "Bearer ticket-1"]);
}

/// Whether the HTTP client decompresses responses, which cannot be switched off.
const UNPACKS: bool = cfg!(feature = "gzip");

/// By default, `ureq` keeps three connections to a host.
#[test]
fn connections_of_many_threads_are_kept() {
    const THREADS: usize = 8;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let region = Region::new(suite::REGION).url(format!("http://{}", listener.local_addr().unwrap()));
    let opened = Arc::new(AtomicUsize::new(0));
    let count = opened.clone();
    // A response waits for the requests of all threads, so that each needs a connection of its own.
    let all = Arc::new(Barrier::new(THREADS));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let all = all.clone();
            thread::spawn(move || answer_each(&stream, &all));
        }
    });
    let client = Client::new(region, suite::credentials());
    // Before the next calls, all connections are unused.
    let rest = Barrier::new(THREADS);
    let calls = || {
        for _ in 0..3 {
            client.send(&ListBackupJobs::new()).unwrap();
            rest.wait();
        }
    };
    thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(calls))));
    assert_eq!(opened.load(Ordering::SeqCst), THREADS);
}

/// Answers the requests of a connection that stays open.
fn answer_each(mut stream: &TcpStream, all: &Barrier) {
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    for _ in lines.filter(String::is_empty) {
        all.wait();
        let reply = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
        stream.write_all(reply).unwrap();
    }
}
