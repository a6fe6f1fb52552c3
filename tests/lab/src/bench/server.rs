//! A worker that answers every request with the same file, over HTTP on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::Outcome;
use farrier_xtask::shared::failure;

/// Serves a file until the process is killed. The first line of standard output is the URL.
///
/// # Errors
///
/// Fails if the command is not the path of a file, or if no port can be opened.
pub fn run(command: &[String]) -> Result<Outcome, Diagnostics> {
    let [file] = command else {
        return Err(Diagnostic::error("`--worker serve` needs a file after `--`").into());
    };
    let body =
        std::fs::read(file).map_err(|error| failure(format!("{file} cannot be read"), &error))?;
    let response: &[u8] = response(&body).leak();
    let unusable = |error: std::io::Error| failure("the server cannot listen", &error);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let mut out = std::io::stdout();
    writeln!(out, "http://{address}").and_then(|()| out.flush()).map_err(unusable)?;
    for connection in listener.incoming().filter_map(Result::ok) {
        // A client that closes its connection ends the thread.
        std::thread::spawn(move || connected(connection, response));
    }
    Ok(Outcome::Fine)
}

fn connected(connection: TcpStream, response: &[u8]) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    answer(BufReader::new(connection.try_clone()?), connection, response)
}

/// The response, with its headers.
fn response(body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         x-amzn-RequestId: 8f7724cf-496f-496e-8fe3-4f1a2b3c4d5e\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// Answers the requests of a connection, until its client closes it.
fn answer(mut from: impl BufRead, mut to: impl Write, response: &[u8]) -> std::io::Result<()> {
    let mut line = String::new();
    let mut body = 0;
    while from.read_line(&mut line)? > 0 {
        let header = line.trim_end();
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            body = value.trim().parse().unwrap_or(0);
        }
        if header.is_empty() {
            std::io::copy(&mut from.by_ref().take(body), &mut std::io::sink())?;
            to.write_all(response)?;
            body = 0;
        }
        line.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_each_request_of_a_connection() {
        let requests = "GET / HTTP/1.1\r\nhost: a\r\n\r\nPOST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n\r\n\r\n\
                        GET / HTTP/1.1\r\n\r\n";
        let mut sent = Vec::new();
        answer(requests.as_bytes(), &mut sent, &response(b"{}")).unwrap();
        let sent = String::from_utf8(sent).unwrap();
        assert_eq!(sent.matches("HTTP/1.1 200 OK\r\n").count(), 3, "{sent}");
        assert!(sent.ends_with("\r\n\r\n{}"), "{sent}");
    }
}
