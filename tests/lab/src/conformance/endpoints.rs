//! The endpoint tests of botocore's sdist, run against the endpoints that farrier derives from each model's rules.

use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::endpoints::{EndpointCase, EndpointCases, resolve_call};
use farrier_codegen::frontend;
use farrier_codegen::ir::Model;
use farrier_xtask::Terminal;
use farrier_xtask::shared::package::{Package, texts};
use farrier_xtask::shared::slashes;

use super::trial::Mismatch;
use crate::endpoints::s3;
use crate::progress;

/// The folder of the tests. Each service has a subfolder with its name.
const FOLDER: &str = "tests/functional/endpoint-rules/";

/// The results of all tests.
#[derive(Default)]
pub struct Tally {
    /// The number of passed tests.
    pub passed: usize,
    /// The failed tests: the name of each case, and the difference.
    pub failed: Vec<(String, Mismatch)>,
    /// The number of tests with an operation that has no endpoint.
    pub refused: usize,
    /// The number of tests that cannot be run.
    pub skipped: usize,
    /// The counts of services whose endpoints are functions of the runtime.
    pub services: Vec<String>,
}

impl Tally {
    /// The counts in words.
    pub fn counts(&self) -> String {
        let Self { passed, failed, refused, skipped, services: _ } = self;
        format!("{passed} passed, {} failed, {skipped} skipped, {refused} refused", failed.len())
    }
}

/// Runs the tests of an sdist.
///
/// # Errors
///
/// Fails if there are no tests, if a file of tests cannot be parsed, or if a model cannot be read.
pub fn run(sdist: &Path, terminal: &Terminal) -> Result<Tally, Diagnostics> {
    let shown = slashes(sdist);
    let files = texts(sdist, &shown, |path| service_of(path).is_some())?;
    if files.is_empty() {
        return Err(Diagnostic::error(format!("{shown} has no tests of endpoint rules")).into());
    }
    let package = Package::open(sdist, shown)?;
    let bar = progress::bar(files.len(), "endpoints", terminal.interactive);
    let mut errors = Diagnostics::default();
    let mut tally = Tally::default();
    for tried in progress::map(&files, &bar, |file| of_service(&package, file)) {
        let Some(of_service) = errors.collect(tried) else { continue };
        tally.passed += of_service.passed;
        tally.failed.extend(of_service.failed);
        tally.refused += of_service.refused;
        tally.skipped += of_service.skipped;
        tally.services.extend(of_service.services);
    }
    errors.finish(tally)
}

/// The service of a file of tests, from its path in the sdist.
fn service_of(path: &str) -> Option<&str> {
    let (_, within) = path.split_once(FOLDER)?;
    let (service, file) = within.split_once('/')?;
    (file == "endpoint-tests-1.json").then_some(service)
}

fn of_service(package: &Package, file: &Arc<Source>) -> Result<Tally, Diagnostics> {
    let service = service_of(&file.path).unwrap_or_default();
    if let Some(tally) = s3::run(service, file) {
        return tally;
    }
    let cases = EndpointCases::read(&file.text).map_err(|error| {
        Diagnostic::error(format!("{} is not a file of endpoint tests: {error}", file.path))
    })?;
    let name = package.pick(Some(service), None)?;
    let model = frontend::load(&package.files(name)?)?;
    Ok(tried(service, &model, cases))
}

fn tried(name: &str, model: &Model, cases: EndpointCases) -> Tally {
    let mut tally = Tally { skipped: cases.skipped, ..Tally::default() };
    for case in cases.cases {
        let operation = case.operation.as_ref().and_then(|name| model.operations.get(name));
        if case.operation.is_some() && operation.is_none() {
            tally.skipped += 1;
            continue;
        }
        let got = resolve_call(model, operation, &case.call);
        if case.passes(got.as_ref()) {
            tally.passed += 1;
            continue;
        }
        // A refusal, such as of SigV4a, is by design for values of members, and a mistake for a region alone.
        if got.is_none() && operation.is_some() {
            tally.refused += 1;
            continue;
        }
        let url = got.map_or_else(|| "no answer".to_owned(), |got| got.url);
        let EndpointCase { name: of_case, expected, .. } = case;
        let expected = expected.map_or_else(|| "no answer".to_owned(), |expected| expected.url);
        tally.failed.push((format!("{name}: {of_case}"), Mismatch::new(expected, url)));
    }
    tally
}
