/// The head and the body of a message: hexadecimal digits, without comments and line breaks.
fn parts(message: &str) -> (&str, String) {
    let (head, body) = message.trim().split_once("\n\n").unwrap_or((message.trim(), ""));
    (head, body.lines().filter_map(|line| line.trim().split(' ').next()).collect())
}

/// The bytes with these hexadecimal digits.
fn bytes(digits: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// The hexadecimal digits of bytes.
fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
