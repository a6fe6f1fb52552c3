/// Asserts that an operation sends this request.
#[track_caller]
fn assert_sent(operation: &impl Operation, expected: &str) {
    let request = operation.request().expect("the request can be built");
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
@HOST@    headers.sort();
    let start = format!("{} {}", request.method(), request.uri());
    let (head, body) = parts(expected);
    assert_eq!([vec![start], headers].concat(), head.lines().collect::<Vec<_>>());
    assert_eq!(@SHOWN@, body);
}

