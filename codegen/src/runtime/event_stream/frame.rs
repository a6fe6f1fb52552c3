//! Frames: the messages of an event stream as bytes.
//!
//! A frame has two lengths of 32 bits (of the frame, and of its headers), their CRC-32, the headers, the payload, and the
//! CRC-32 of all bytes before it. All numbers are big endian.

use std::fmt;
use std::ops::Range;

use super::super::crc::Crc;
use super::super::error_text::{self, Visible};
use super::header::{self, Header};

/// The length of the two lengths and their checksum.
const PRELUDE: usize = 12;

/// The length of the second checksum.
const CHECKSUM: usize = 4;

/// The largest block of headers, in bytes.
pub const MAX_HEADERS: usize = 128 << 10;

/// The largest payload, in bytes.
pub const MAX_PAYLOAD: usize = 24 << 20;

/// A message of an event stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame<'a> {
    /// The headers, in order. Each name occurs once.
    pub headers: Vec<Header<'a>>,
    /// The payload.
    pub payload: &'a [u8],
}

/// The reason why bytes are not a stream of frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameError {
    /// The first checksum is wrong. The text is the start of the bytes, which may be an error page.
    Prelude(String),
    /// The lengths contradict each other, or exceed the limits.
    Length,
    /// The second checksum is wrong.
    Checksum,
    /// The headers are invalid, for this reason.
    Headers(&'static str),
    /// The bytes end within a frame.
    CutOff,
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prelude(start) => {
                write!(
                    f,
                    "the bytes are not an event: the first checksum is wrong: {}",
                    Visible(start)
                )
            }
            Self::Length => f.write_str("the length of an event is invalid"),
            Self::Checksum => f.write_str("the checksum of an event is wrong"),
            Self::Headers(reason) => write!(f, "the headers of an event are invalid: {reason}"),
            Self::CutOff => f.write_str("the stream ends within an event"),
        }
    }
}

impl std::error::Error for FrameError {}

/// The verified start of a frame.
#[derive(Clone, Debug)]
struct Prelude {
    /// The length of the frame.
    total: usize,
    /// The length of the headers.
    headers: usize,
}

/// The positions of the headers and the payload of a frame in the buffer.
type Parts = (Range<usize>, Range<usize>);

/// Splits bytes into frames. It does no I/O, and has at most one frame in memory beside the bytes that were fed last.
///
/// After an error, there are no more frames.
#[derive(Clone, Debug, Default)]
pub struct FrameDecoder {
    buffer: Vec<u8>,
    /// The start of the next frame in the buffer.
    start: usize,
    prelude: Option<Prelude>,
    has_failed: bool,
}

impl FrameDecoder {
    /// Appends bytes, in pieces of any length.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.has_failed {
            return;
        }
        // The part of the buffer that was read is removed when it is the larger one.
        if self.start >= self.buffer.len() - self.start {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Returns the next frame, or `None` if it is not complete.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not a frame. Memory is only reserved for bytes that were fed, never for a length in a frame.
    pub fn next_frame(&mut self) -> Option<Result<Frame<'_>, FrameError>> {
        match self.complete() {
            Ok(None) => None,
            Ok(Some((headers, payload))) => {
                let frame = header::read(self.buffer.get(headers).unwrap_or_default())
                    .map(|headers| Frame {
                        headers,
                        payload: self.buffer.get(payload).unwrap_or_default(),
                    })
                    .map_err(FrameError::Headers);
                self.has_failed = frame.is_err();
                Some(frame)
            }
            Err(error) => {
                self.has_failed = true;
                self.buffer = Vec::new();
                self.start = 0;
                Some(Err(error))
            }
        }
    }

    /// Checks that the bytes end after a frame.
    ///
    /// # Errors
    ///
    /// Fails if they end within a frame.
    pub fn finish(&self) -> Result<(), FrameError> {
        if self.has_failed || self.start == self.buffer.len() {
            Ok(())
        } else {
            Err(FrameError::CutOff)
        }
    }

    /// Takes a complete frame. Returns the positions of its headers and payload in the buffer.
    fn complete(&mut self) -> Result<Option<Parts>, FrameError> {
        if self.has_failed {
            return Ok(None);
        }
        let rest = self.buffer.get(self.start..).unwrap_or_default();
        let prelude = match self.prelude.take() {
            Some(prelude) => prelude,
            None => match rest.get(..PRELUDE).map(TryInto::try_into) {
                Some(Ok(start)) => Prelude::read(start, rest)?,
                _ => return Ok(None),
            },
        };
        let Prelude { total, headers } = prelude;
        let end = total.saturating_sub(CHECKSUM);
        let checksum = rest.get(end..total).map(TryInto::try_into);
        let (Some(message), Some(Ok(checksum))) = (rest.get(..end), checksum) else {
            self.prelude = Some(prelude);
            return Ok(None);
        };
        if crc(message) != u32::from_be_bytes(checksum) {
            return Err(FrameError::Checksum);
        }
        let start = self.start + PRELUDE;
        let payload = start + headers;
        self.start += total;
        Ok(Some((start..payload, payload..self.start - CHECKSUM)))
    }
}

impl Prelude {
    /// Reads the start of a frame. `rest` are all bytes that have arrived.
    fn read(start: &[u8; PRELUDE], rest: &[u8]) -> Result<Self, FrameError> {
        let [t0, t1, t2, t3, h0, h1, h2, h3, checksum @ ..] = *start;
        if crc(&[t0, t1, t2, t3, h0, h1, h2, h3]) != u32::from_be_bytes(checksum) {
            let shown = rest.get(..rest.len().min(128)).unwrap_or_default();
            return Err(FrameError::Prelude(error_text::start(shown)));
        }
        let length =
            |bytes: [u8; 4]| usize::try_from(u32::from_be_bytes(bytes)).unwrap_or(usize::MAX);
        let (total, headers) = (length([t0, t1, t2, t3]), length([h0, h1, h2, h3]));
        let payload =
            total.checked_sub(PRELUDE + CHECKSUM).and_then(|rest| rest.checked_sub(headers));
        match payload {
            Some(payload) if payload <= MAX_PAYLOAD && headers <= MAX_HEADERS => {
                Ok(Self { total, headers })
            }
            _ => Err(FrameError::Length),
        }
    }
}

/// Writes a frame. `headers` is the encoded block of headers.
///
/// # Errors
///
/// Fails if the headers or the payload exceed the limits.
pub fn write(headers: &[u8], payload: &[u8]) -> Result<Vec<u8>, FrameError> {
    if headers.len() > MAX_HEADERS || payload.len() > MAX_PAYLOAD {
        return Err(FrameError::Length);
    }
    let total = PRELUDE + headers.len() + payload.len() + CHECKSUM;
    let mut frame = Vec::with_capacity(total);
    for length in [total, headers.len()] {
        // The limits are below 32 bits.
        frame.extend(u32::try_from(length).unwrap_or_default().to_be_bytes());
    }
    frame.extend(crc(&frame).to_be_bytes());
    frame.extend_from_slice(headers);
    frame.extend_from_slice(payload);
    frame.extend(crc(&frame).to_be_bytes());
    Ok(frame)
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::crc32();
    crc.update(bytes);
    // The checksum is in the lower half.
    u32::try_from(crc.finish()).unwrap_or_default()
}
