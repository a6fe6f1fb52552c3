//! The time of reading a reply, beside the SDK's parser and beside a lower bound: a well-kept parser passes over the reply, and
//! the output is cloned.

use super::candidates::{FARRIER, SDK, SERDE};
use super::figures::Figures;
use super::query::{EC2, EC2_SDK, QUICK_XML};
use super::s3::{LIST, LIST_QUICK_XML, LIST_SDK};
use super::streams::{CBOR, CBOR_SDK, CIBORIUM};
use super::table::Table;
use super::unit::Unit;

/// A reply and the candidates that read it.
#[derive(Clone, Copy, Debug)]
pub struct ReplyTimes {
    name: &'static str,
    farrier: &'static str,
    sdk: &'static str,
    /// The candidate whose parser passes over the reply.
    parser: &'static str,
}

/// A reply in JSON.
pub const JSON: ReplyTimes =
    ReplyTimes { name: "JSON, Backup", farrier: FARRIER, sdk: SDK, parser: SERDE };
/// A reply in XML with many structures.
pub const XML: ReplyTimes =
    ReplyTimes { name: "XML, EC2", farrier: EC2, sdk: EC2_SDK, parser: QUICK_XML };
/// A reply in XML with a flat list.
pub const LISTING: ReplyTimes =
    ReplyTimes { name: "XML, S3", farrier: LIST, sdk: LIST_SDK, parser: LIST_QUICK_XML };
/// A reply in CBOR.
pub const ALARMS: ReplyTimes =
    ReplyTimes { name: "CBOR, CloudWatch", farrier: CBOR, sdk: CBOR_SDK, parser: CIBORIUM };

impl ReplyTimes {
    fn seconds(figures: &Figures, task: &str, of: &str) -> Option<f64> {
        figures.median(&format!("seconds: {task}"), of)
    }

    /// The lower bound in seconds.
    fn bound(&self, figures: &Figures) -> Option<f64> {
        let passed_over = Self::seconds(figures, "reply, passed over", self.parser)?;
        Some(passed_over + Self::seconds(figures, "output, cloned", self.farrier)?)
    }

    /// farrier's time, as a multiple of the lower bound.
    pub fn of_bound(&self, figures: &Figures) -> Option<f64> {
        Some(Self::seconds(figures, "reply", self.farrier)? / self.bound(figures)?)
    }

    /// The time of the SDK's parser, as a multiple of farrier's.
    pub fn of_sdk(&self, figures: &Figures) -> Option<f64> {
        figures.ratio("seconds: reply", self.sdk, self.farrier)
    }
}

/// A table with a line for each reply.
pub fn table(figures: &Figures) -> Table {
    let mut table = Table::new([
        "reply",
        "farrier",
        "passing over and cloning",
        "… times",
        "the SDK's parser",
        "… times",
    ]);
    let seconds =
        |value: Option<f64>| value.map_or_else(String::new, |value| Unit::Seconds.text(value));
    let times = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.2}"));
    for reading in [JSON, XML, LISTING, ALARMS] {
        table.row(vec![
            reading.name.to_owned(),
            seconds(ReplyTimes::seconds(figures, "reply", reading.farrier)),
            seconds(reading.bound(figures)),
            times(reading.of_bound(figures)),
            seconds(ReplyTimes::seconds(figures, "reply", reading.sdk)),
            times(reading.of_sdk(figures)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bound_is_passing_over_and_cloning() {
        let mut figures = Figures::default();
        let values = [
            ("seconds: reply", EC2, 3.0),
            ("seconds: output, cloned", EC2, 1.5),
            ("seconds: reply, passed over", EC2, 9.0),
            ("seconds: reply, passed over", QUICK_XML, 0.5),
            ("seconds: reply", EC2_SDK, 12.0),
        ];
        for (metric, of, value) in values {
            figures.add(metric, of, value);
        }
        assert_eq!((XML.of_bound(&figures), XML.of_sdk(&figures)), (Some(1.5), Some(4.0)));
        assert_eq!(JSON.of_bound(&figures), None);
        let row = "| XML, EC2 | 3.00 s | 2.00 s | 1.50 | 12.0 s | 4.00 |";
        assert!(table(&figures).markdown().contains(row));
    }
}
