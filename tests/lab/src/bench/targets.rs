//! Performance targets, and whether a run met them.

use super::calls::{
    ONE_REQWEST, ONE_SDK, ONE_UREQ, PAGES_REQWEST, PAGES_SDK, PAGES_UREQ, THREE_REQWEST, THREE_SDK,
    THREE_UREQ,
};
use super::candidates::{FARRIER, SDK};
use super::compiler::{BOTOCORE_TWIN, EVERYTHING, NINE, SMITHY_TWIN};
use super::figures::Figures;
use super::loopback::{self, IN_FLIGHT};
use super::query::{EC2_REQWEST, EC2_UREQ, EC2_WHOLE_SDK};
use super::reply_times::{ALARMS, JSON, LISTING, ReplyTimes, XML};
use super::s3::{S3_REQWEST, S3_SDK, S3_UREQ};
use super::table::Table;
use super::unit::Unit;

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
    fn at_least(metric: &str, limit: f64, actual: Option<f64>) -> Self {
        Self { metric: metric.to_owned(), at_least: true, limit, actual, measure: Measure::Times }
    }

    fn at_most(metric: &str, limit: f64, actual: Option<f64>) -> Self {
        Self { at_least: false, ..Self::at_least(metric, limit, actual) }
    }

    fn within(metric: &str, unit: Unit, limit: f64, actual: Option<f64>) -> Self {
        Self { measure: Measure::In(unit), ..Self::at_most(metric, limit, actual) }
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

/// All targets with their measured values, in the order of what users feel.
pub fn of(figures: &Figures) -> Vec<Target> {
    let less = |metric: &str, than: &str, ours: &str| figures.ratio(metric, than, ours);
    let mut targets = of_programs(figures).to_vec();
    targets.extend([
        Target::at_least("Generated crate alone, debug", 30.0, less("alone debug", SDK, FARRIER)),
        Target::at_least("… release", 30.0, less("alone release", SDK, FARRIER)),
        Target::at_most("JSON reply: of passing over + cloning", 1.1, JSON.of_bound(figures)),
    ]);
    for (name, reading) in
        [("XML reply of EC2", XML), ("XML reply of S3", LISTING), ("CBOR reply", ALARMS)]
    {
        targets.extend(of_reading(name, &reading, figures));
    }
    targets.extend([
        Target::at_most(
            "JSON request: time, of the SDK's",
            0.35,
            less("seconds: request", FARRIER, SDK),
        ),
        Target::at_most(
            "Call on loopback, ureq: CPU, of the SDK's",
            0.5,
            on_loopback(loopback::UREQ, figures),
        ),
        Target::at_most("… reqwest", 0.5, on_loopback(loopback::REQWEST, figures)),
    ]);
    targets.extend(of_compiler(figures));
    targets
}

/// Programs with `ureq`, each with the same program of the SDK.
const WITH_UREQ: [(&str, &str); 5] = [
    (ONE_UREQ, ONE_SDK),
    (THREE_UREQ, THREE_SDK),
    (S3_UREQ, S3_SDK),
    (PAGES_UREQ, PAGES_SDK),
    (EC2_UREQ, EC2_WHOLE_SDK),
];

/// Programs with `reqwest`, each with the same program of the SDK.
const WITH_REQWEST: [(&str, &str); 5] = [
    (ONE_REQWEST, ONE_SDK),
    (THREE_REQWEST, THREE_SDK),
    (S3_REQWEST, S3_SDK),
    (PAGES_REQWEST, PAGES_SDK),
    (EC2_REQWEST, EC2_WHOLE_SDK),
];

/// The builds and sizes of whole programs, beside the SDK with `aws-config`.
fn of_programs(figures: &Figures) -> [Target; 9] {
    let cold = |name, limit, ours, sdk| {
        Target::at_least(name, limit, figures.ratio("cold debug", sdk, ours))
    };
    // The worst program counts.
    let edited = |programs: [(&str, &str); 5]| {
        let ratios = programs.map(|(ours, sdk)| figures.ratio("edited debug", sdk, ours));
        ratios.into_iter().flatten().reduce(f64::min)
    };
    let size = |programs: [(&str, &str); 5]| {
        let ratios = programs.map(|(ours, sdk)| figures.ratio("size release", ours, sdk));
        ratios.into_iter().flatten().reduce(f64::max)
    };
    [
        cold("Cold build, three services, ureq", 9.0, THREE_UREQ, THREE_SDK),
        cold("… reqwest", 5.0, THREE_REQWEST, THREE_SDK),
        cold("Cold build, one call, ureq", 7.0, ONE_UREQ, ONE_SDK),
        cold("… reqwest", 4.0, ONE_REQWEST, ONE_SDK),
        cold("Cold build, S3 put and get, ureq", 8.0, S3_UREQ, S3_SDK),
        Target::at_least("Build after an edit, ureq", 5.0, edited(WITH_UREQ)),
        Target::at_least("… reqwest", 5.0, edited(WITH_REQWEST)),
        Target::at_most("Release binary, ureq: size, of the SDK's", 0.25, size(WITH_UREQ)),
        Target::at_most("… reqwest", 0.25, size(WITH_REQWEST)),
    ]
}

/// The targets of a reply in XML or CBOR.
fn of_reading(name: &str, reading: &ReplyTimes, figures: &Figures) -> [Target; 2] {
    let bound = format!("{name}: of passing over + cloning");
    [
        Target::at_most(&bound, 1.5, reading.of_bound(figures)),
        Target::at_least("… as fast as the SDK's parser", 3.0, reading.of_sdk(figures)),
    ]
}

/// The CPU of a call, as a multiple of the SDK's. The worst number of calls in flight counts.
fn on_loopback(ours: &str, figures: &Figures) -> Option<f64> {
    let ratios = IN_FLIGHT
        .map(|in_flight| figures.ratio(&loopback::metric("cpu", in_flight), ours, loopback::SDK));
    ratios.into_iter().flatten().reduce(f64::max)
}

fn of_compiler(figures: &Figures) -> [Target; 5] {
    let parsing = figures.median("floor: values", EVERYTHING);
    let of_parsing = |metric: &str| Some(figures.median(metric, EVERYTHING)? / parsing?);
    [
        Target::at_most(
            "All services: CPU, of serde_json's parsing",
            25.0,
            of_parsing("codegen: cpu"),
        ),
        Target::at_most("… by the clock, on two cores", 12.5, of_parsing("codegen on 2: wall")),
        Target::within(
            "… peak memory",
            Unit::Bytes,
            300e6,
            figures.median("codegen: peak", EVERYTHING),
        ),
        Target::within(
            "`codegen --check` of nine operations",
            Unit::Seconds,
            0.015,
            figures.median("check: wall", NINE),
        ),
        Target::at_most(
            "Smithy model: time, of its twin of botocore",
            1.5,
            figures.ratio("stages", SMITHY_TWIN, BOTOCORE_TWIN),
        ),
    ]
}

/// How to read the table.
pub const LEGEND: &str = "Builds are CPU time: how many times less than with the SDK and `aws-config`, or for the crate alone \
    than aws-sdk-backup. A row without a program or a number of calls in flight has the worst measured one.";

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
        let at_least = |actual| Target::at_least("x", 20.0, Some(actual)).verdict();
        assert_eq!(at_least(25.0), "met, by 25 %");
        assert_eq!(at_least(15.0), "**missed**, by 25 %");
        assert_eq!(Target::at_most("x", 0.5, Some(0.4)).verdict(), "met, by 20 %");
        assert_eq!(Target::at_most("x", 0.5, None).verdict(), "not measured");
    }

    fn actual(figures: &Figures, metric: &str) -> Option<f64> {
        of(figures).iter().find(|target| target.metric.starts_with(metric)).unwrap().actual
    }

    #[test]
    fn ratios_use_medians() {
        let mut figures = Figures::default();
        for (of, values) in [(THREE_UREQ, [2.0, 4.0, 3.0]), (THREE_SDK, [90.0, 60.0, 99.0])] {
            for value in values {
                figures.add("cold debug", of, value);
            }
        }
        assert_eq!(actual(&figures, "Cold build, three services"), Some(30.0));
        assert_eq!(actual(&figures, "Cold build, one call"), None);
        let row =
            "| Cold build, three services, ureq | ≥ 9.00 times | 30.0 times | met, by 233 % |";
        assert!(table(&of(&figures)).markdown().contains(row));
    }

    #[test]
    fn worst_program_counts() {
        let mut figures = Figures::default();
        for (of, size) in [(ONE_UREQ, 1.0), (ONE_SDK, 10.0), (S3_UREQ, 3.0), (S3_SDK, 10.0)] {
            figures.add("size release", of, size);
        }
        assert_eq!(actual(&figures, "Release binary"), Some(0.3));
    }

    #[test]
    fn worst_number_of_calls_in_flight_counts() {
        let mut figures = Figures::default();
        for (in_flight, ours) in IN_FLIGHT.into_iter().zip([2.0, 6.0, 4.0]) {
            figures.add(&loopback::metric("cpu", in_flight), loopback::UREQ, ours);
            figures.add(&loopback::metric("cpu", in_flight), loopback::SDK, 10.0);
        }
        assert_eq!(actual(&figures, "Call on loopback"), Some(0.6));
    }

    #[test]
    fn table_fits_a_screen() {
        let targets = of(&Figures::default());
        assert!(targets.len() <= 30, "{}", targets.len());
        assert!(targets.iter().all(|target| target.metric.chars().count() <= 50));
    }
}
