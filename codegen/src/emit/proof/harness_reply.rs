/// Reads a response.
fn read<O: Operation>(message: &str) -> Result<O::Output, O::Error> {
    let (head, body) = parts(message);
    let mut head = head.lines();
    let status = head.next().and_then(|status| status.parse().ok()).expect("a status");
    let headers = head.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| {
        let value = http::HeaderValue::from_bytes(value.as_bytes());
        (name.parse().expect("a name"), value.expect("a value"))
    });
    O::parse(status, &headers.collect(), @BYTES@)
}

