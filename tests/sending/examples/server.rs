//! A server that replays a recorded response of each of the nine operations at the given address: `cargo run
//! --example server -- 127.0.0.1:5000`. Two more numbers set the page size and the total of `ListBackupJobs`: `...
//! 127.0.0.1:5000 100 10000`.

use std::error::Error;

use sending::recorded::{cases, operation, page};
use sending::server::{Act, Reply, Server};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:0".to_owned()).parse()?;
    let pages = match (arguments.next(), arguments.next()) {
        (Some(size), Some(total)) => Some((size.parse()?, total.parse()?)),
        _ => None,
    };
    let cases = cases();
    let server = Server::start(address, move |request| {
        let operation = operation(request);
        Act::Reply(match (operation, pages) {
            (Some("ListBackupJobs"), Some((size, total))) => page(request, size, total),
            _ => {
                let is_there = |name| cases.iter().find(|case| case.operation == name);
                let case = operation.and_then(is_there);
                case.map_or_else(|| Reply::json(404, "{}"), |case| case.reply.clone())
            }
        })
    })?;
    println!("{}", server.url);
    loop {
        std::thread::park();
    }
}
