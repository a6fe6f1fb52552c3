//! The Content Security Policy of the page, which allows only its own style and script.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The policy for a page with the given style and script. Model text that is not escaped by mistake still cannot run,
/// load or send anything.
pub fn of(style: &str, script: Option<&str>) -> String {
    let script =
        script.map_or_else(String::new, |script| format!(" script-src '{}';", source(script)));
    let style = source(style);
    format!("default-src 'none'; style-src '{style}';{script} base-uri 'none'; form-action 'none'")
}

/// The source expression of an inline text: its hash, such as `sha256-47DEQ…`.
pub fn source(text: &str) -> String {
    format!("sha256-{}", base64(&hmac_sha256::Hash::hash(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, index| {
            bits << 8 | usize::from(chunk.get(index).copied().unwrap_or_default())
        });
        for digit in 0..4 {
            let letter = ALPHABET.get(bits >> (18 - 6 * digit) & 63).copied().unwrap_or_default();
            text.push(if digit > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}
