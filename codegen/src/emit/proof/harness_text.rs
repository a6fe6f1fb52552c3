/// The head and the body of a message, without the line breaks and the indentation of the body.
fn parts(message: &str) -> (&str, String) {
    let (head, body) = message.trim().split_once("\n\n").unwrap_or((message.trim(), ""));
    (head, body.lines().map(str::trim_start).collect())
}
