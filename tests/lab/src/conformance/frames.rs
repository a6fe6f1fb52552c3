//! Recorded frames of event streams, one JSON object per line: pieces of bytes, and the frames or the error in them.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::trial::Mismatch;
use crate::signer::event_stream::frame::FrameDecoder;
use crate::signer::event_stream::header::HeaderValue;
use crate::signer::hex::hex;

#[derive(Deserialize)]
struct Line {
    case: Value,
    what: String,
    class: String,
    chunks: Vec<String>,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    ok: Option<Vec<Recorded>>,
    #[serde(default)]
    left_over: usize,
}

/// A frame.
#[derive(Debug, Deserialize, PartialEq)]
struct Recorded {
    headers: Map<String, Value>,
    payload_b64: String,
}

/// The result of a line: its name, and the difference if there is one.
pub type Judged = (String, Result<(), Mismatch>);

/// Reads the frames of each line in their pieces, at once, and in single bytes.
///
/// # Errors
///
/// Fails if a line has another form.
pub fn run(source: &Arc<Source>) -> Result<Vec<Judged>, Diagnostics> {
    let (mut judged, mut errors, mut start) = (Vec::new(), Diagnostics::default(), 0);
    for line in source.text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let case = judge(line, source).map_err(|error| {
            Diagnostic::error(format!("the line is not a recorded stream of frames: {error}"))
                .at(Location::span(source, range))
        });
        judged.extend(errors.collect(case));
    }
    errors.finish(judged)
}

fn judge(line: &str, source: &Source) -> Result<Judged, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let name = format!("{} {} {}", source.path, line.case, line.what);
    let chunks = line.chunks.iter().map(|chunk| STANDARD.decode(chunk));
    let chunks = chunks.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    let whole = chunks.concat();
    let seen = read(chunks.iter().map(Vec::as_slice));
    for (pieces, other) in
        [("at once", read([&whole[..]])), ("byte by byte", read(whole.chunks(1)))]
    {
        if other != seen {
            let reason = Mismatch::new(json(&seen), format!("{pieces}: {}", json(&other)));
            return Ok((name, Err(reason)));
        }
    }
    let is_same = line.expected.ok.as_ref().is_some_and(|wanted| *wanted == seen.frames);
    let is_whole = !seen.is_refused && seen.is_cut_off == (line.expected.left_over > 0);
    let may_be_refused = line.class != "valid";
    let is_right = match &line.expected.ok {
        Some(_) => is_same && is_whole || may_be_refused && seen.is_refused,
        None => seen.is_refused || seen.is_cut_off,
    };
    let wanted = line.expected.ok.map_or("an error".to_owned(), |ok| format!("{ok:?}"));
    let result = if is_right { Ok(()) } else { Err(Mismatch::new(wanted, json(&seen))) };
    Ok((name, result))
}

/// What was read of a stream.
#[derive(Debug, PartialEq)]
struct Seen {
    frames: Vec<Recorded>,
    is_refused: bool,
    is_cut_off: bool,
}

fn json(seen: &Seen) -> String {
    let text = format!("{seen:?}");
    text.chars().take(2000).collect()
}

fn read<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> Seen {
    let mut decoder = FrameDecoder::default();
    let mut frames = Vec::new();
    for piece in pieces {
        decoder.feed(piece);
        while let Some(frame) = decoder.next_frame() {
            let Ok(frame) = frame else {
                return Seen { frames, is_refused: true, is_cut_off: false };
            };
            let headers = frame.headers.iter();
            frames.push(Recorded {
                headers: headers
                    .map(|(name, value)| ((*name).to_owned(), recorded(*value)))
                    .collect(),
                payload_b64: STANDARD.encode(frame.payload),
            });
        }
    }
    Seen { frames, is_refused: false, is_cut_off: decoder.finish().is_err() }
}

/// A header in the notation of the recordings.
fn recorded(value: HeaderValue<'_>) -> Value {
    let (name, value) = match value {
        HeaderValue::Boolean(true) => ("true", json!(true)),
        HeaderValue::Boolean(false) => ("false", json!(false)),
        HeaderValue::Byte(value) => ("byte", json!(value)),
        HeaderValue::Short(value) => ("short", json!(value)),
        HeaderValue::Integer(value) => ("integer", json!(value)),
        HeaderValue::Long(value) => ("long", json!(value)),
        HeaderValue::Bytes(value) => ("bytes", json!(STANDARD.encode(value))),
        HeaderValue::Text(value) => ("string", json!(value)),
        HeaderValue::Timestamp(value) => ("timestamp_ms", json!(value)),
        HeaderValue::Uuid(value) => ("uuid", json!(uuid(value))),
    };
    json!({ "type": name, "value": value })
}

/// The text of a UUID, such as `00010203-0405-0607-0809-0a0b0c0d0e0f`.
fn uuid(bytes: [u8; 16]) -> String {
    let mut text = String::new();
    for (index, byte) in bytes.into_iter().enumerate() {
        text += if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
        text += &hex(&[byte]);
    }
    text
}
