//! Reads the files of an sdist, a compressed tar archive.
//!
//! The tar reader keeps long names in memory without a limit, so this module reads them itself.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Error, Read, Result};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use tar::{EntryType, PaxExtensions};

use crate::slashes;

/// The maximum size of an unpacked archive: more than three times the size of botocore's.
const MAX_ARCHIVE: u64 = 512 << 20;

/// The maximum total size of the files that are kept in memory: twice the size of botocore's.
const MAX_FILES: u64 = 192 << 20;

/// The maximum size of an entry with the name of the next one.
const MAX_NAME: u64 = 64 << 10;

/// Files of an archive.
#[derive(Debug, Default)]
pub struct Unpacked {
    /// The files, not decompressed, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The time of the newest file of the archive, in seconds since 1970.
    pub newest: u64,
}

/// The files of an archive whose path is `wanted`.
///
/// # Errors
///
/// Fails if the archive cannot be read, or is too large.
pub fn files(file: File, wanted: impl Fn(&str) -> bool) -> Result<Unpacked> {
    let mut archive =
        tar::Archive::new(Limited { inner: MultiGzDecoder::new(file), left: MAX_ARCHIVE });
    let mut unpacked = Unpacked::default();
    let mut left = MAX_FILES;
    let mut long_name = None;
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        match entry.header().entry_type() {
            EntryType::GNULongName => {
                let mut name = bytes(&mut entry, MAX_NAME, "a file name")?;
                name.retain(|byte| *byte != 0);
                long_name = Some(text(name)?);
            }
            EntryType::XHeader => {
                let path = pax_path(&bytes(&mut entry, MAX_NAME, "a PAX header")?)?;
                long_name = path.or(long_name);
            }
            EntryType::XGlobalHeader | EntryType::GNULongLink => {}
            kind => {
                let own = || entry.path().map(|path| slashes(&path));
                let path =
                    long_name.take().map_or_else(own, |name| Ok(slashes(Path::new(&name))))?;
                if kind.is_file() {
                    unpacked.newest = unpacked.newest.max(entry.header().mtime()?);
                }
                if kind.is_file() && wanted(&path) {
                    let bytes = bytes(&mut entry, left, "the total of the model files")?;
                    left -= bytes.len() as u64;
                    unpacked.files.insert(path, bytes);
                }
            }
        }
    }
    Ok(unpacked)
}

/// The content of an entry of at most `most` bytes. `name` is the content in messages.
fn bytes(entry: impl Read, most: u64, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    entry.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(name)) } else { Ok(bytes) }
}

/// The path in the PAX records for the next entry.
fn pax_path(records: &[u8]) -> Result<Option<String>> {
    for record in PaxExtensions::new(records) {
        let record = record?;
        if record.key_bytes() == b"path" {
            return text(record.value_bytes().to_vec()).map(Some);
        }
    }
    Ok(None)
}

fn text(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| Error::other("a file name is not valid UTF-8"))
}

fn too_large(name: &str) -> Error {
    Error::other(format!("{name} is too large for a package of models"))
}

/// A reader that fails after a number of bytes.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| too_large("the archive"))?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::{Result, Seek, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use tar::{Builder, EntryType, Header};

    use super::{MAX_NAME, files};

    /// The files of an archive that `build` fills.
    fn files_of(
        build: impl FnOnce(&mut Builder<&mut dyn Write>),
    ) -> Result<BTreeMap<String, Vec<u8>>> {
        let mut file = tempfile::tempfile().unwrap();
        let mut gzip = GzEncoder::new(&mut file, Compression::fast());
        let mut archive = Builder::new(&mut gzip as &mut dyn Write);
        build(&mut archive);
        archive.finish().unwrap();
        drop(archive);
        gzip.finish().unwrap();
        file.rewind().unwrap();
        files(file, |path| path != "other.txt").map(|unpacked| unpacked.files)
    }

    fn append(archive: &mut Builder<&mut dyn Write>, kind: EntryType, name: &str, bytes: &[u8]) {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        header.set_path(name).unwrap();
        header.set_cksum();
        archive.append(&header, bytes).unwrap();
    }

    #[test]
    fn reads_long_names() {
        let folder = "a".repeat(150);
        let found = files_of(|archive| {
            let mut header = Header::new_gnu();
            header.set_size(2);
            archive.append_data(&mut header, format!("{folder}/gnu.json"), &b"{}"[..]).unwrap();
            let path = format!("{folder}/pax.json");
            archive.append_pax_extensions([("path", path.as_bytes())]).unwrap();
            append(archive, EntryType::Regular, "short", b"[]");
            append(archive, EntryType::Regular, "plain.json", b"1");
            append(archive, EntryType::Regular, "other.txt", b"2");
        });
        let names =
            [format!("{folder}/gnu.json"), format!("{folder}/pax.json"), "plain.json".into()];
        assert!(found.unwrap().into_keys().eq(names));
    }

    #[test]
    fn refuses_names_without_end() {
        let name = vec![b'a'; usize::try_from(MAX_NAME).unwrap() + 1];
        for kind in [EntryType::GNULongName, EntryType::XHeader] {
            let error = files_of(|archive| append(archive, kind, "x", &name)).unwrap_err();
            assert!(error.to_string().ends_with("is too large for a package of models"), "{error}");
        }
    }
}
