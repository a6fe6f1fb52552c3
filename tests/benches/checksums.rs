//! Speed and cost of the checksums of outputs: `cargo bench --package tests --features benches --bench checksums`.
//!
//! `throughput` hashes 1 MiB. `build` is the time of `rustc` without optimization for a library with the files alone;
//! `nothing` is that of an empty library.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use tests::repository;

// The files of outputs, compiled as an output compiles them.
#[path = "../../codegen/src/runtime/crc.rs"]
#[allow(dead_code, reason = "outputs use more of it")]
mod crc;
#[path = "../../codegen/src/runtime/hash_blocks.rs"]
mod hash_blocks;
#[path = "../../codegen/src/runtime/md5.rs"]
mod md5;
#[path = "../../codegen/src/runtime/sha1.rs"]
mod sha1;
#[path = "../../codegen/src/runtime/sha256.rs"]
mod sha256;

fn main() {
    divan::main();
}

/// The algorithms.
const ALGORITHMS: [&str; 6] = ["crc32", "crc32c", "crc64nvme", "md5", "sha1", "sha256"];

#[divan::bench(args = ALGORITHMS)]
fn throughput(bencher: Bencher<'_, '_>, algorithm: &str) {
    let bytes = vec![7; 1 << 20];
    let crc = |mut crc: crc::Crc| {
        crc.update(black_box(&bytes));
        crc.finish()
    };
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| match algorithm {
        "crc32" => _ = black_box(crc(crc::Crc::crc32())),
        "crc32c" => _ = black_box(crc(crc::Crc::crc32c())),
        "crc64nvme" => _ = black_box(crc(crc::Crc::crc64_nvme())),
        "md5" => _ = black_box(md5::md5(black_box(&bytes))),
        "sha1" => _ = black_box(sha1::sha1(black_box(&bytes))),
        _ => _ = black_box(sha256::sha256(black_box(&bytes))),
    });
}

/// The files of libraries.
const FILES: [&[&str]; 5] =
    [&[], &["crc"], &["hash_blocks", "md5"], &["hash_blocks", "sha1"], &["hash_blocks", "sha256"]];

#[divan::bench(args = FILES.map(|files| files.last().copied().unwrap_or("nothing")), sample_count = 10)]
fn build(file: &str) {
    let files = FILES.into_iter().find(|files| files.last() == Some(&file)).unwrap_or_default();
    let mut library = String::new();
    for file in files {
        let path = repository(&format!("codegen/src/runtime/{file}.rs")).display().to_string();
        // Writing to a string cannot fail.
        let _ = writeln!(library, "#[path = {path:?}] pub mod {file};");
    }
    let folder = repository("target/tests");
    let mut rustc = Command::new("rustc")
        .args(["-", "--crate-name", "checksums", "--crate-type", "lib", "--edition", "2021"])
        .args(["-C", "debuginfo=2", "--out-dir"])
        .arg(folder)
        .stdin(Stdio::piped())
        .spawn()
        .expect("rustc runs");
    let mut input = rustc.stdin.take().expect("it is piped");
    input.write_all(library.as_bytes()).expect("rustc reads its input");
    drop(input);
    assert!(rustc.wait().expect("rustc ends").success(), "{file} compiles");
}
