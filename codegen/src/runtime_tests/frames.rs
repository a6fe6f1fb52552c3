use crc::{CRC_32_ISO_HDLC, Crc};
use proptest::prelude::*;

use crate::runtime::event_stream::frame::{
    self, FrameDecoder, FrameError, MAX_HEADERS, MAX_PAYLOAD,
};
use crate::runtime::event_stream::header::{self, HeaderValue};

const CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// The largest length of 32 bits.
const LARGEST: usize = u32::MAX as usize;

fn block(headers: &[(&str, HeaderValue<'_>)]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in headers {
        header::write(&mut block, name, *value).unwrap();
    }
    block
}

/// The frames of a stream that arrives in these pieces, each as text, and the error at its end.
fn read<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> (Vec<String>, Option<FrameError>) {
    let mut decoder = FrameDecoder::default();
    let mut seen = Vec::new();
    for piece in pieces {
        decoder.feed(piece);
        while let Some(frame) = decoder.next_frame() {
            match frame {
                Ok(frame) => seen.push(format!("{frame:?}")),
                Err(error) => {
                    decoder.feed(&[0; 100]);
                    assert!(decoder.next_frame().is_none() && decoder.finish().is_ok());
                    return (seen, Some(error));
                }
            }
        }
    }
    (seen, decoder.finish().err())
}

fn error(bytes: &[u8]) -> FrameError {
    let (seen, error) = read([bytes]);
    assert!(seen.is_empty(), "{seen:?}");
    error.unwrap()
}

/// A frame with valid checksums.
fn frame_with(total: usize, headers: usize, rest: &[u8]) -> Vec<u8> {
    let lengths = [total, headers].map(|length| u32::try_from(length).unwrap().to_be_bytes());
    let mut frame = lengths.concat();
    frame.extend(CRC.checksum(&frame).to_be_bytes());
    frame.extend(rest);
    frame.extend(CRC.checksum(&frame).to_be_bytes());
    frame
}

const ALL_TYPES: [(&str, HeaderValue<'_>); 10] = [
    ("true", HeaderValue::Boolean(true)),
    ("false", HeaderValue::Boolean(false)),
    ("byte", HeaderValue::Byte(-1)),
    ("short", HeaderValue::Short(i16::MIN)),
    ("integer", HeaderValue::Integer(i32::MAX)),
    ("long", HeaderValue::Long(i64::MIN)),
    ("bytes", HeaderValue::Bytes(&[0, 255])),
    ("text", HeaderValue::Text("é")),
    ("timestamp", HeaderValue::Timestamp(-1)),
    ("uuid", HeaderValue::Uuid([7; 16])),
];

#[test]
fn reads_what_it_writes() {
    let bytes = frame::write(&block(&ALL_TYPES), b"hay").unwrap();
    let mut decoder = FrameDecoder::default();
    decoder.feed(&bytes);
    let frame = decoder.next_frame().unwrap().unwrap();
    assert_eq!((frame.headers, frame.payload), (ALL_TYPES.to_vec(), &b"hay"[..]));
    assert_eq!(
        bytes,
        frame_with(bytes.len(), block(&ALL_TYPES).len(), &bytes[12..bytes.len() - 4])
    );
}

#[test]
fn any_changed_byte_is_an_error() {
    let bytes = frame::write(&block(&ALL_TYPES), b"hay").unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x40;
        assert!(read([&changed[..]]).1.is_some(), "{at}");
    }
}

#[test]
fn reads_frames_cut_at_every_byte() {
    let one = frame::write(&block(&ALL_TYPES), b"hay").unwrap();
    let stream = [one.clone(), frame::write(b"", b"").unwrap(), one].concat();
    let whole = read([&stream[..]]);
    assert_eq!((whole.0.len(), &whole.1), (3, &None));
    for at in 0..stream.len() {
        let (before, after) = stream.split_at(at);
        assert_eq!(read([before, after]), whole, "{at}");
    }
    assert_eq!(read(stream.chunks(1)), whole);
    assert_eq!(read([&stream[..stream.len() - 1]]).1, Some(FrameError::CutOff));
}

#[test]
fn refuses_wrong_lengths() {
    for (total, headers) in [(0, 0), (15, 0), (16, 1), (20, 5), (LARGEST, 0), (LARGEST, LARGEST)] {
        assert_eq!(
            error(&frame_with(total, headers, b"")),
            FrameError::Length,
            "{total} {headers}"
        );
    }
    let too_large = 16 + MAX_PAYLOAD + 1;
    assert_eq!(error(&frame_with(too_large, 0, b"")), FrameError::Length);
    let too_long = MAX_HEADERS + 1;
    assert_eq!(error(&frame_with(too_long + 16, too_long, b"")), FrameError::Length);
    assert_eq!(frame::write(&[], &vec![0; MAX_PAYLOAD + 1]), Err(FrameError::Length));
    let largest = frame::write(&[], &vec![0; MAX_PAYLOAD]).unwrap();
    assert_eq!(read([&largest[..]]).1, None);
}

#[test]
fn refuses_wrong_headers() {
    let cases: [(&[u8], &str); 9] = [
        (b"\x01a\x0a", "a value has an unknown type"),
        (b"\0\0", "a name is empty"),
        (b"\x01\xff\0", "a text is not UTF-8"),
        (b"\x01a\x07\0\x01\xff", "a text is not UTF-8"),
        (b"\x01a\0\x01a\x01", "a name occurs twice"),
        (b"\x09a", "they end too early"),
        (b"\x01a", "they end too early"),
        (b"\x01a\x07\0\x09ab", "they end too early"),
        (b"\x01a\x04\0", "they end too early"),
    ];
    for (block, reason) in cases {
        let payload = b"xyz";
        let (total, headers) = (16 + block.len() + payload.len(), block.len());
        let bytes = frame_with(total, headers, &[block, payload].concat());
        assert_eq!(error(&bytes), FrameError::Headers(reason), "{block:?}");
    }
}

#[test]
fn an_error_page_is_quoted() {
    let error = error(b"<html>503 Service\x07 Unavailable</html>");
    assert_eq!(
        error.to_string(),
        "the bytes are not an event: the first checksum is wrong: <html>503 Service\\u{7} Unavailable</html>"
    );
}

#[test]
fn refuses_to_write_what_a_header_cannot_contain() {
    let mut block = Vec::new();
    assert_eq!(header::write(&mut block, "", HeaderValue::Byte(1)), None);
    assert_eq!(header::write(&mut block, &"a".repeat(256), HeaderValue::Byte(1)), None);
    assert_eq!(header::write(&mut block, "a", HeaderValue::Text(&"a".repeat(32_768))), None);
    assert!(block.is_empty());
}

proptest! {
    #[test]
    fn any_bytes_are_frames_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0..300_usize) {
        let (before, after) = bytes.split_at(cut.min(bytes.len()));
        // The text of an error page is that which has arrived.
        let read = |pieces: &[&[u8]]| match read(pieces.iter().copied()) {
            (seen, Some(FrameError::Prelude(_))) => (seen, Some(FrameError::Prelude(String::new()))),
            other => other,
        };
        prop_assert_eq!(read(&[before, after]), read(&[&bytes[..]]));
    }
}
