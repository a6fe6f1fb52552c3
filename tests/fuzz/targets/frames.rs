//! Reads any bytes as an event stream, whole and in pieces, and compares the memory that it takes with their length.
#![no_main]

use libfuzzer_sys::fuzz_target;
use peak_alloc::PeakAlloc;

#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../../../codegen/src/runtime/mod.rs"]
mod runtime;

use runtime::event_stream::frame::{self, FrameDecoder, FrameError};
use runtime::event_stream::header;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Reads the pieces of a stream. Returns the number of its frames, and the error at its end.
fn read<'p>(pieces: impl Iterator<Item = &'p [u8]>) -> (usize, Option<FrameError>) {
    let (mut decoder, mut count) = (FrameDecoder::default(), 0);
    for piece in pieces {
        decoder.feed(piece);
        while let Some(frame) = decoder.next_frame() {
            match frame {
                Ok(frame) => {
                    // What is read can be written, and is the same then.
                    let mut block = Vec::new();
                    for (name, value) in &frame.headers {
                        header::write(&mut block, name, *value).unwrap();
                    }
                    assert_eq!(header::read(&block).unwrap(), frame.headers);
                    frame::write(&block, frame.payload).unwrap();
                    count += 1;
                }
                Err(error) => return (count, Some(error)),
            }
        }
    }
    (count, decoder.finish().err())
}

/// Sets the checksums of the first frame, so that the fuzzer gets past them.
fn repaired(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    let length = bytes.len();
    let total = u32::try_from(length).ok()?.to_be_bytes();
    bytes.get_mut(..4)?.copy_from_slice(&total);
    let crc = |bytes: &[u8]| {
        let mut crc = runtime::crc::Crc::crc32();
        crc.update(bytes);
        u32::try_from(crc.finish()).unwrap().to_be_bytes()
    };
    let prelude = crc(bytes.get(..8)?);
    bytes.get_mut(8..12)?.copy_from_slice(&prelude);
    let message = crc(bytes.get(..length.checked_sub(4)?)?);
    bytes.get_mut(length - 4..)?.copy_from_slice(&message);
    Some(bytes)
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    for stream in [Some(rest.to_vec()), repaired(rest)].into_iter().flatten() {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let whole = read(std::iter::once(&stream[..]));
        let taken = MEMORY.peak_usage().saturating_sub(before);
        // A header of three bytes takes a name and a value, each in a list that doubles.
        assert!(taken <= 100 * stream.len() + (1 << 10), "{taken} bytes to read {}", stream.len());
        let pieces = read(stream.chunks(usize::from(*first).max(1)));
        match (&whole.1, &pieces.1) {
            // The text of the error has the bytes that have arrived.
            (Some(FrameError::Prelude(_)), Some(FrameError::Prelude(_))) => {}
            (one, other) => assert_eq!(one, other),
        }
        assert_eq!(whole.0, pieces.0);
    }
});
