//! Performance targets, and whether a run met them.

use super::calls::{ONE_REQWEST, ONE_SDK, ONE_UREQ, THREE_REQWEST, THREE_SDK, THREE_UREQ};
use super::candidates::{BARE_SDK, FARRIER, SDK};
use super::compiler::{EVERYTHING, NINE};
use super::figures::Figures;
use super::query::{EC2 as EC2_CRATE, EC2_SDK, IAM, IAM_SDK};
use super::s3::{LIST, LIST_SDK, S3_REQWEST, S3_SDK, S3_UREQ};
use super::samples::growth;
use super::streams::{self, CBOR, CBOR_SDK, EVENTS_CRATE, EVENTS_SDK};
use super::table::Table;
use super::unit::Unit;

/// Seconds that rusoto's generator and rustfmt took for Backup, on the reference machine.
const RUSOTO_BACKUP: f64 = 0.135;
/// CPU seconds that rusoto's generator took for its 210 services, on the reference machine.
const RUSOTO_ALL: f64 = 19.8;
/// The speed of the reference machine: bytes per second of parsing models as types (64.5 MB in 130 ms).
const PARSED: f64 = 64.5e6 / 0.130;

/// A target: a limit and the measured value.
#[derive(Clone, Debug)]
pub struct Target {
    /// The name of the limited metric.
    pub metric: String,
    /// Whether the limit is a minimum.
    pub at_least: bool,
    /// The limit.
    pub limit: f64,
    /// The measured value, if there is one.
    pub actual: Option<f64>,
    /// How both values are shown.
    pub measure: Measure,
}

/// How the values of a target are shown.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// As a multiple, such as `2.5 ×`.
    Times,
    /// With a unit.
    In(Unit),
}

impl Target {
    fn times(metric: &str, at_least: bool, limit: f64, actual: Option<f64>) -> Self {
        Self { metric: metric.to_owned(), at_least, limit, actual, measure: Measure::Times }
    }

    fn at_most(metric: &str, unit: Unit, limit: f64, actual: Option<f64>) -> Self {
        let measure = Measure::In(unit);
        Self { metric: metric.to_owned(), at_least: false, limit, actual, measure }
    }

    /// Whether the target is met; `None` without a measured value.
    pub fn is_met(&self) -> Option<bool> {
        self.actual.map(
            |actual| {
                if self.at_least { actual >= self.limit } else { actual <= self.limit }
            },
        )
    }

    /// The verdict with the distance to the limit.
    fn verdict(&self) -> String {
        let Some((met, actual)) = self.is_met().zip(self.actual) else {
            return "not measured".to_owned();
        };
        let by = (actual / self.limit - 1.0).abs() * 100.0;
        format!("{}, by {by:.0} %", if met { "met" } else { "**missed**" })
    }

    fn formatted(&self, value: f64) -> String {
        match self.measure {
            Measure::Times if value < 10.0 => format!("{value:.2} times"),
            Measure::Times => format!("{value:.1} times"),
            Measure::In(unit) => unit.text(value),
        }
    }
}

/// All targets with their measured values.
pub fn of(figures: &Figures, ladder: &[String]) -> Vec<Target> {
    let less = |metric: &str, than: &str| figures.ratio(metric, than, FARRIER);
    let more = |metric: &str, than: &str| figures.ratio(metric, FARRIER, than);
    let mut targets = of_calls(figures).to_vec();
    targets.extend(of_query(figures));
    targets.extend(of_s3(figures));
    targets.extend(of_streams(figures));
    targets.extend([
        Target::times(
            "Cold debug build of a caller without I/O: less CPU than aws-sdk-backup",
            true,
            20.0,
            less("cold debug", SDK),
        ),
        Target::times(
            "… than without its default features",
            true,
            10.0,
            less("cold debug", BARE_SDK),
        ),
        Target::times(
            "The generated crate alone, debug: less CPU",
            true,
            30.0,
            less("alone debug", SDK),
        ),
        Target::times("… release", true, 30.0, less("alone release", SDK)),
        Target::times(
            "Stripped release binary, of the SDK's without HTTP client",
            false,
            1.0 / 3.0,
            more("size release", BARE_SDK),
        ),
        Target::times(
            "Reply to typed value: as fast as the SDK's parser",
            true,
            2.4,
            less("seconds: reply", SDK),
        ),
        Target::times("… stretch", true, 3.0, less("seconds: reply", SDK)),
        Target::times(
            "Allocations for it, of the SDK's",
            false,
            1.0,
            more("allocations: reply", SDK),
        ),
        Target::times(
            "Typed request to bytes: time, of the SDK's",
            false,
            0.5,
            more("seconds: request", SDK),
        ),
    ]);
    targets.extend(of_compiler(figures, ladder));
    targets
}

/// The cold builds of whole calls, beside the SDK with `aws-config`.
fn of_calls(figures: &Figures) -> [Target; 4] {
    [
        (
            "Signed calls of three services with credentials, ureq: less CPU to build than the SDK",
            9.0,
            THREE_UREQ,
            THREE_SDK,
        ),
        ("… reqwest", 5.0, THREE_REQWEST, THREE_SDK),
        (
            "A signed call of Backup with credentials, ureq: less CPU to build than the SDK",
            7.0,
            ONE_UREQ,
            ONE_SDK,
        ),
        ("… reqwest", 4.0, ONE_REQWEST, ONE_SDK),
    ]
    .map(|(metric, limit, ours, sdk)| {
        Target::times(metric, true, limit, figures.ratio("cold debug", sdk, ours))
    })
}

/// The builds and the replies of EC2 and IAM, beside the SDK without an HTTP client.
fn of_query(figures: &Figures) -> [Target; 5] {
    let less = |metric: &str, sdk: &str, ours: &str| figures.ratio(metric, sdk, ours);
    [
        Target::times(
            "Cold debug build of a caller of EC2: less CPU than aws-sdk-ec2 without HTTP client",
            true,
            40.0,
            less("cold debug", EC2_SDK, EC2_CRATE),
        ),
        Target::times("… of IAM", true, 15.0, less("cold debug", IAM_SDK, IAM)),
        Target::times(
            "XML reply of EC2 to typed value: as fast as the SDK's parser",
            true,
            3.0,
            less("seconds: reply", EC2_SDK, EC2_CRATE),
        ),
        Target::times(
            "… members by name",
            true,
            3.0,
            less("seconds: reply by name", EC2_SDK, EC2_CRATE),
        ),
        Target::times(
            "Allocations for it, of the SDK's",
            false,
            1.0,
            less("allocations: reply", EC2_CRATE, EC2_SDK),
        ),
    ]
}

/// The builds of events and CBOR, and the reading of events, beside the SDK without an HTTP client.
fn of_streams(figures: &Figures) -> [Target; 3] {
    let apart = |of| streams::apart(figures, of);
    let ratio = apart(EVENTS_SDK).zip(apart(EVENTS_CRATE)).map(|(sdk, ours)| sdk / ours);
    let less = |sdk: &str, ours: &str| figures.ratio("cold debug", sdk, ours);
    [
        Target::times(
            "100,000 events of 1 kB, checksums apart: as fast as the SDK",
            true,
            1.0,
            ratio,
        ),
        Target::times(
            "Cold debug build of a caller of ConverseStream: less CPU than aws-sdk-bedrockruntime without HTTP client",
            true,
            10.0,
            less(EVENTS_SDK, EVENTS_CRATE),
        ),
        Target::times(
            "… of CloudWatch in CBOR, beside aws-sdk-cloudwatch",
            true,
            10.0,
            less(CBOR_SDK, CBOR),
        ),
    ]
}

/// The builds, replies and transfers of S3, beside the SDK.
fn of_s3(figures: &Figures) -> [Target; 8] {
    let of_sdk = |ours: &str| figures.ratio("transfer: cpu", ours, S3_SDK);
    let memory = |ours: &str| figures.median("transfer: memory", ours);
    [
        Target::times(
            "An object of S3 up and down with credentials, ureq: less CPU to build than the SDK",
            true,
            8.0,
            figures.ratio("cold debug", S3_SDK, S3_UREQ),
        ),
        Target::times("… reqwest", true, 5.0, figures.ratio("cold debug", S3_SDK, S3_REQWEST)),
        Target::times(
            "Listing of S3 to typed value: as fast as the SDK's parser",
            true,
            3.0,
            figures.ratio("seconds: reply", LIST_SDK, LIST),
        ),
        Target::times(
            "Allocations for it, of the SDK's",
            false,
            1.0,
            figures.ratio("allocations: reply", LIST, LIST_SDK),
        ),
        Target::times("1 GiB up and down, ureq: CPU, of the SDK's", false, 1.0, of_sdk(S3_UREQ)),
        Target::times("… reqwest", false, 1.0, of_sdk(S3_REQWEST)),
        Target::at_most("… memory above the start, ureq", Unit::Bytes, 16e6, memory(S3_UREQ)),
        Target::at_most("… reqwest", Unit::Bytes, 16e6, memory(S3_REQWEST)),
    ]
}

fn of_compiler(figures: &Figures, ladder: &[String]) -> Vec<Target> {
    let speed = figures.median("models", EVERYTHING).and(
        figures.median("floor: bytes", EVERYTHING).zip(figures.median("floor: typed", EVERYTHING)),
    );
    // The time on this machine divided by the time on the reference machine.
    let slower = speed.map(|(bytes, seconds)| PARSED / (bytes / seconds));
    let scaled = |metric: &str, limit: f64, actual: Option<f64>| {
        let actual = actual.filter(|_| slower.is_some());
        Target::at_most(metric, Unit::Seconds, limit * slower.unwrap_or(1.0), actual)
    };
    let growth_of = |metric: &str| {
        let points = ladder
            .iter()
            .filter_map(|name| figures.median("models", name).zip(figures.median(metric, name)));
        growth(&points.collect::<Vec<_>>())
    };
    let power = |metric: &str, actual| Target::times(metric, false, 1.1, actual);
    vec![
        scaled(
            "`codegen` of the nine operations: half of rusoto's generator for Backup",
            RUSOTO_BACKUP / 2.0,
            figures.median("codegen: wall", NINE),
        ),
        scaled(
            "`codegen --check` of them: a third",
            RUSOTO_BACKUP / 3.0,
            figures.median("check: wall", NINE),
        ),
        scaled(
            "`codegen` of every service, CPU: half of rusoto's generator for its 210",
            RUSOTO_ALL / 2.0,
            figures.median("codegen: cpu", EVERYTHING),
        ),
        Target::at_most(
            "… peak memory",
            Unit::Bytes,
            500e6,
            figures.median("codegen: peak", EVERYTHING),
        ),
        Target::times(
            "Timeline of the nine operations over twelve versions, CPU: of parsing the models with serde_json",
            false,
            10.0,
            figures
                .median("history: cpu", NINE)
                .zip(figures.median("history floor: values", NINE))
                .map(|(history, parsing)| history / parsing),
        ),
        power("Time grows with the size of a model to the power of", growth_of("stages")),
        power("Memory grows with it to the power of", growth_of("worker: peak")),
    ]
}

/// The targets as a table.
pub fn table(targets: &[Target]) -> Table {
    let mut table = Table::new(["target", "limit", "measured", ""]);
    for target in targets {
        let limit = target.formatted(target.limit);
        let limit = format!("{} {limit}", if target.at_least { "≥" } else { "≤" });
        let actual = target.actual.map_or_else(String::new, |actual| target.formatted(actual));
        table.row(vec![target.metric.clone(), limit, actual, target.verdict()]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdict_shows_the_distance() {
        let target = |at_least, limit, actual| Target::times("x", at_least, limit, actual);
        assert_eq!(target(true, 20.0, Some(25.0)).verdict(), "met, by 25 %");
        assert_eq!(target(true, 20.0, Some(15.0)).verdict(), "**missed**, by 25 %");
        assert_eq!(target(false, 0.5, Some(0.4)).verdict(), "met, by 20 %");
        assert_eq!(target(false, 0.5, None).verdict(), "not measured");
    }

    #[test]
    fn ratios_use_medians() {
        let mut figures = Figures::default();
        for (of, values) in [(FARRIER, [2.0, 4.0, 3.0]), (SDK, [90.0, 60.0, 99.0])] {
            for value in values {
                figures.add("cold debug", of, value);
            }
        }
        let targets = of(&figures, &[]);
        let of =
            |metric: &str| targets.iter().find(|target| target.metric.contains(metric)).unwrap();
        assert_eq!(of("without I/O").actual, Some(30.0));
        assert_eq!(of("default features").actual, None);
        assert!(
            table(&targets).markdown().contains("| ≥ 20.0 times | 30.0 times | met, by 50 % |")
        );
    }

    #[test]
    fn scales_times_of_the_reference_machine() {
        let mut figures = Figures::default();
        let values = [
            ("models", 64.5e6),
            ("floor: bytes", 64.5e6),
            ("floor: typed", 0.260),
            ("codegen: cpu", 10.0),
        ];
        for (metric, value) in values {
            figures.add(metric, EVERYTHING, value);
        }
        let targets = of(&figures, &[]);
        let all = targets.iter().find(|target| target.metric.contains("210")).unwrap();
        assert!((all.limit - 19.8).abs() < 1e-9, "{}", all.limit);
        assert_eq!(all.is_met(), Some(true));
    }
}
