//! A buffered file for readers that seek often.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// A file whose buffer survives short seeks. `zip` seeks after each entry of a directory, where `BufReader` alone would read
/// its buffer again.
pub struct SeekingFile {
    reader: BufReader<File>,
    position: u64,
}

impl SeekingFile {
    /// Reads a file from its start.
    pub fn new(file: File) -> Self {
        Self { reader: BufReader::new(file), position: 0 }
    }
}

impl Read for SeekingFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for SeekingFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let offset = match to {
            SeekFrom::Start(position) => position.checked_signed_diff(self.position),
            SeekFrom::Current(offset) => Some(offset),
            SeekFrom::End(_) => None,
        };
        self.position =
            match offset.and_then(|by| Some((by, self.position.checked_add_signed(by)?))) {
                Some((offset, position)) => {
                    self.reader.seek_relative(offset)?;
                    position
                }
                None => self.reader.seek(to)?,
            };
        Ok(self.position)
    }

    fn stream_position(&mut self) -> io::Result<u64> {
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// A file that is longer than the buffer.
    fn file() -> File {
        let bytes: Vec<u8> = (0..5_000_u32).flat_map(u32::to_le_bytes).collect();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        file.rewind().unwrap();
        file
    }

    #[test]
    fn reads_like_the_file() {
        let targets = [
            SeekFrom::Start(0),
            SeekFrom::Start(9_000),
            SeekFrom::Start(30_000),
            SeekFrom::Current(-50),
            SeekFrom::Current(8_500),
            SeekFrom::Current(i64::MIN),
            SeekFrom::End(-10),
            SeekFrom::End(-30_000),
        ];
        for first in targets {
            for second in targets {
                let (mut plain, mut seeking) = (file(), SeekingFile::new(file()));
                for (to, length) in [(first, 100), (second, 8_200), (first, 1)] {
                    assert_eq!(seeking.seek(to).ok(), plain.seek(to).ok(), "{first:?}, {second:?}");
                    let mut bytes = [Vec::new(), Vec::new()];
                    Read::by_ref(&mut plain).take(length).read_to_end(&mut bytes[0]).unwrap();
                    Read::by_ref(&mut seeking).take(length).read_to_end(&mut bytes[1]).unwrap();
                    assert_eq!(bytes[0], bytes[1], "{first:?}, {second:?}");
                }
            }
        }
    }
}
