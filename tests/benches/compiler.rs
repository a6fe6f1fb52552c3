//! Benchmarks of the compiler in one process: `cargo bench --package tests --features benches --bench compiler`. `cargo lab bench`
//! compares the compiler with other generators and runs larger models.

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use farrier_codegen::{OutputOptions, Request, Selection, assemble, prepare};
use tests::{backup_request, generate_backup};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// The size of a request's models in bytes.
fn size(request: &Request) -> BytesCount {
    BytesCount::new(request.input.sources().map(|source| source.text.len()).sum::<usize>())
}

#[divan::bench]
fn json_and_nothing_else(bencher: Bencher<'_, '_>) {
    let request = backup_request(Selection::All);
    bencher.counter(size(&request)).bench_local(|| {
        let sources = request.input.sources();
        sources
            .filter_map(|source| serde_json::from_str(&source.text).ok())
            .collect::<Vec<serde_json::Value>>()
    });
}

#[divan::bench]
fn from_model_to_slice(bencher: Bencher<'_, '_>) {
    let request = backup_request(Selection::All);
    bencher.counter(size(&request)).bench_local(|| prepare(&request));
}

#[divan::bench]
fn from_slice_to_files(bencher: Bencher<'_, '_>) {
    let request = backup_request(Selection::All);
    let slice = prepare(&request).expect("the committed model is valid");
    let layout = farrier_codegen::Layout::Crate("backup".to_owned());
    let (requests, slices) = ([request], [slice]);
    bencher.bench_local(|| assemble(&layout, OutputOptions::default(), &requests, &slices));
}

#[divan::bench]
fn nine_operations(bencher: Bencher<'_, '_>) {
    let request = backup_request(Selection::Changed);
    bencher.counter(size(&request)).bench_local(|| generate_backup(&request));
}

#[divan::bench]
fn all_operations(bencher: Bencher<'_, '_>) {
    let request = backup_request(Selection::All);
    bencher.counter(size(&request)).bench_local(|| generate_backup(&request));
}
