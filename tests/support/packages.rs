//! A package of models, in the formats that pip downloads.

use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::cargo::{scratch, write_bytes};
use crate::read;

/// The files of the package: two services, one with two versions, partly compressed as in newer packages, and an
/// overlay.
fn package() -> Vec<(String, Vec<u8>)> {
    let herds = read("tests/features/shared_shapes/model.json");
    let newer = herds.replace("2024-01-31", "2025-06-30");
    let horses = read("tests/features/path_and_query/model.json");
    let overlay =
        r#"{ "version": 1.0, "merge": { "metadata": { "serviceFullName": "Herds, really" } } }"#;
    let paginators =
        r#"{ "pagination": { "CreateGoat": { "input_token": "name", "output_token": "name" } } }"#;
    let files = [
        ("herds/2024-01-31/service-2.json", herds.into_bytes()),
        ("herds/2025-06-30/service-2.json.gz", gzip(newer.as_bytes())),
        ("herds/2025-06-30/service-2.sdk-extras.json", overlay.into()),
        ("herds/2025-06-30/paginators-1.json", paginators.into()),
        ("horses/2024-01-31/service-2.json", horses.into_bytes()),
        ("horses/2024-01-31/examples-1.json", b"{}".to_vec()),
    ];
    files.map(|(path, bytes)| (format!("botocore/data/{path}"), bytes)).into()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

/// The package as a wheel.
///
/// # Panics
///
/// Never panics in practice, because memory can be written.
#[must_use]
pub fn wheel() -> Vec<u8> {
    zipped("1.2.3", package())
}

/// The name of the wheel of a version.
#[must_use]
pub fn wheel_name(version: &str) -> String {
    format!("botocore-{version}-py3-none-any.whl")
}

/// A wheel of a version with these files, each by its path below `botocore/data`.
///
/// # Panics
///
/// Never panics in practice, because memory can be written.
#[must_use]
pub fn wheel_of(version: &str, files: &[(&str, String)]) -> Vec<u8> {
    let file = |(path, text): &(&str, String)| {
        (format!("botocore/data/{path}"), text.clone().into_bytes())
    };
    zipped(version, files.iter().map(file).collect())
}

fn zipped(version: &str, files: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let text = METADATA.replace("1.2.3", version);
    let metadata = (format!("botocore-{version}.dist-info/METADATA"), text.into_bytes());
    let files = files.into_iter().chain([metadata]);
    archive(files.map(|(path, bytes)| (path, bytes, None)))
}

/// An archive of files with their times.
fn archive(files: impl IntoIterator<Item = (String, Vec<u8>, Option<UtcDateTime>)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (path, content, time) in files {
        let file = archive.new_file(path.as_str()).compression_method(CompressionMethod::DEFLATE);
        let file = match time {
            Some(time) => file.last_modified(time),
            None => file,
        };
        let (mut entry, config) = file.start().expect("memory can be written");
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::fast()));
        writer.write_all(&content).expect("memory can be written");
        let (encoder, descriptor) = writer.finish().expect("memory can be written");
        encoder.finish().expect("memory can be written");
        entry.finish(descriptor).expect("memory can be written");
    }
    archive.finish().expect("memory can be written");
    bytes
}

/// A wheel of a version whose newest file is from the given day, with one model: `botocore/data/stables/2024-01-31`.
///
/// # Panics
///
/// Panics if there is no such day.
#[must_use]
pub fn dated_wheel(version: &str, (year, month, day): (u16, u8, u8), model: &str) -> Vec<u8> {
    let metadata = format!("Metadata-Version: 2.1\nName: botocore\nVersion: {version}\n");
    let files = [
        (format!("botocore-{version}.dist-info/METADATA"), metadata, 1),
        ("botocore/data/stables/2024-01-31/service-2.json".to_owned(), model.to_owned(), day),
        ("botocore/data/broken/2024-01-31/service-2.json".to_owned(), "{".to_owned(), 1),
    ];
    archive(files.map(|(path, text, day)| {
        let time = UtcDateTime::from_components(year, month, day, 19, 8, 38, 0).expect("a day");
        (path, text.into_bytes(), Some(time))
    }))
}

/// The package as an sdist.
///
/// # Panics
///
/// Never panics in practice, because memory can be written.
#[must_use]
pub fn sdist() -> Vec<u8> {
    sdist_with(&[])
}

/// The package as an sdist with more files.
///
/// # Panics
///
/// Never panics in practice, because memory can be written.
#[must_use]
pub fn sdist_with(more: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    let more = [("PKG-INFO", METADATA)].into_iter().chain(more.iter().copied());
    let more = more.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    for (path, bytes) in package().into_iter().chain(more) {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive
            .append_data(&mut header, format!("botocore-1.2.3/{path}"), &*bytes)
            .expect("memory can be written");
    }
    gzip(&archive.into_inner().expect("memory can be written"))
}

const METADATA: &str =
    "Metadata-Version: 2.1\nName: botocore\nVersion: 1.2.3\n\nVersion: 4, they say.\n";

/// The name of the wheel.
pub const WHEEL: &str = "botocore-1.2.3-py3-none-any.whl";
/// The name of the sdist.
pub const SDIST: &str = "botocore-1.2.3.tar.gz";

/// A folder with the package as a wheel, an sdist, and unpacked.
///
/// # Panics
///
/// Panics if the folder cannot be written.
#[must_use]
pub fn packages(name: &str) -> PathBuf {
    let folder = scratch(&format!("models/{name}"));
    write_bytes(&folder.join(WHEEL), &wheel());
    write_bytes(&folder.join(SDIST), &sdist());
    for (path, bytes) in package() {
        write_bytes(&folder.join("unpacked").join(path), &bytes);
    }
    folder
}
