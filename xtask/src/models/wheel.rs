//! Wheels: zip archives with the files of a package.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::mem;

use flate2::read::DeflateDecoder;
use rawzip::{
    CompressionMethod, FileReader, RECOMMENDED_BUFFER_SIZE, ZipArchive, ZipArchiveEntryWayfinder,
};

/// An open wheel.
pub struct Wheel {
    archive: ZipArchive<FileReader>,
    /// The files, sorted by path.
    entries: Vec<Entry>,
    /// Year, month and day of the newest entry, if an entry has a day.
    pub newest: Option<(u16, u8, u8)>,
}

/// A file, and its place in the archive.
struct Entry {
    path: String,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
}

impl Wheel {
    /// Opens a wheel and keeps the places of the files whose path is `wanted`.
    ///
    /// # Errors
    ///
    /// Fails if the file is not a zip archive, or if its directory is incomplete.
    pub fn open(file: File, wanted: impl Fn(&str) -> bool) -> Result<Self, WheelError> {
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let archive = ZipArchive::from_file(file, &mut buffer)?;
        let mut wheel = Self { archive, entries: Vec::new(), newest: None };
        let mut count = 0;
        let mut entries = wheel.archive.entries(&mut buffer);
        while let Some(entry) = entries.next_entry()? {
            count += 1;
            let time = entry.last_modified_dos();
            // Archives without times have the month or the day 0.
            let is_day = (1..=12).contains(&time.month()) && time.day() > 0;
            let day = is_day.then(|| (time.year(), time.month(), time.day()));
            wheel.newest = wheel.newest.max(day);
            let path = str::from_utf8(entry.file_path().as_bytes()).unwrap_or_default();
            if wanted(path) {
                let (place, method) = (entry.wayfinder(), entry.compression_method());
                wheel.entries.push(Entry { path: path.to_owned(), place, method });
            }
        }
        // A stable sort is fast for the parts that are sorted in the archive.
        wheel.entries.sort_by(|one, other| one.path.cmp(&other.path));
        // Of several files with one path, the last counts, as in Python's `zipfile`.
        wheel.entries.dedup_by(|later, kept| {
            let is_same = later.path == kept.path;
            if is_same {
                mem::swap(later, kept);
            }
            is_same
        });
        let expected = wheel.archive.entries_hint();
        if count == expected { Ok(wheel) } else { Err(WheelError::Entries { count, expected }) }
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.path.as_str())
    }

    /// Calls `read` with the content of a file, unless there is no such file. The size and the checksum are verified at
    /// its end.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be unpacked.
    pub fn read<T>(
        &self,
        path: &str,
        read: impl FnOnce(&mut dyn Read) -> T,
    ) -> Result<Option<T>, WheelError> {
        let found = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path));
        let Some(Entry { place, method, .. }) = found.ok().and_then(|at| self.entries.get(at))
        else {
            return Ok(None);
        };
        let entry = self.archive.get_entry(*place)?;
        let mut plain: Box<dyn Read + '_> = match *method {
            CompressionMethod::STORE => Box::new(entry.reader()),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(entry.reader())),
            _ => return Err(WheelError::Method),
        };
        Ok(Some(read(&mut entry.verifying_reader(&mut plain))))
    }
}

/// A reason why a wheel cannot be read.
#[derive(Debug)]
pub enum WheelError {
    /// The archive is invalid.
    Zip(rawzip::Error),
    /// The directory has another number of entries than it says.
    Entries {
        /// The number of entries.
        count: u64,
        /// The number that the directory says.
        expected: u64,
    },
    /// A file has a compression other than deflate.
    Method,
}

impl From<rawzip::Error> for WheelError {
    fn from(error: rawzip::Error) -> Self {
        Self::Zip(error)
    }
}

impl fmt::Display for WheelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zip(error) => write!(f, "invalid zip archive: {error}"),
            Self::Entries { count, expected } => {
                write!(f, "the directory has {count} entries instead of {expected}")
            }
            Self::Method => f.write_str("the compression is not supported"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Seek, Write};

    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use rawzip::ZipArchiveWriter;
    use rawzip::time::UtcDateTime;

    use super::*;

    /// A wheel with a stored and a compressed file of different days.
    fn wheel() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        let day = |day| UtcDateTime::from_components(2023, 2, day, 1, 2, 3, 0).unwrap();
        let (mut entry, config) =
            archive.new_file("a/stored").last_modified(day(8)).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(b"oats").unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
        let file = archive.new_file("deflated").compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.last_modified(day(7)).start().unwrap();
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
        writer.write_all(&[b'h'; 1000]).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
        archive.finish().unwrap();
        bytes
    }

    fn open(bytes: &[u8]) -> Result<Wheel, WheelError> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        Wheel::open(file, |_| true)
    }

    fn text(wheel: &Wheel, path: &str) -> Option<Result<String, io::Error>> {
        wheel.read(path, |file| io::read_to_string(file)).unwrap()
    }

    #[test]
    fn reads_files_and_the_newest_day() {
        let wheel = open(&wheel()).unwrap();
        assert_eq!(wheel.newest, Some((2023, 2, 8)));
        assert_eq!(wheel.paths().collect::<Vec<_>>(), ["a/stored", "deflated"]);
        assert_eq!(text(&wheel, "a/stored").unwrap().unwrap(), "oats");
        assert_eq!(text(&wheel, "deflated").unwrap().unwrap(), "h".repeat(1000));
        assert!(text(&wheel, "stored").is_none());
    }

    #[test]
    fn last_of_several_files_with_one_path_counts() {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        for text in [b"rye!", b"oats"] {
            let (mut entry, config) = archive.new_file("a").start().unwrap();
            let mut writer = config.wrap(&mut entry);
            writer.write_all(text).unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        archive.finish().unwrap();
        let wheel = open(&bytes).unwrap();
        assert_eq!(wheel.paths().count(), 1);
        assert_eq!(text(&wheel, "a").unwrap().unwrap(), "oats");
    }

    #[test]
    fn damaged_content_is_an_error() {
        let mut bytes = wheel();
        let at = bytes.windows(4).position(|part| part == b"oats").unwrap();
        bytes[at] = b'b';
        assert!(text(&open(&bytes).unwrap(), "a/stored").unwrap().is_err());
    }

    #[test]
    fn every_part_of_a_wheel_is_read_without_a_panic() {
        let whole = wheel();
        for end in 0..whole.len() {
            assert!(open(&whole[..end]).is_err(), "{end}");
            let mut changed = whole.clone();
            changed[end] ^= 0xff;
            if let Ok(wheel) = open(&changed) {
                for path in ["a/stored", "deflated"] {
                    let _ = wheel.read(path, |file| io::read_to_string(file));
                }
            }
        }
    }

    #[test]
    fn other_compressions_are_refused() {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        let file = archive.new_file("a").compression_method(CompressionMethod::ZSTD);
        let (mut entry, config) = file.start().unwrap();
        let (_, descriptor) = config.wrap(&mut entry).finish().unwrap();
        entry.finish(descriptor).unwrap();
        archive.finish().unwrap();
        let wheel = open(&bytes).unwrap();
        let error = wheel.read("a", |_| ()).unwrap_err();
        assert_eq!(error.to_string(), "the compression is not supported");
    }
}
