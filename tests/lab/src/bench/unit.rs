//! Formats figures with their units.

use super::samples::Samples;

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds, shown as milliseconds or microseconds if they are few.
    Seconds,
    /// Bytes, in decimal multiples.
    Bytes,
    /// A number without a unit.
    Count,
    /// Bytes per second.
    Rate,
}

impl Unit {
    /// The divisor for a value, and the unit that the quotient has.
    fn scale(self, value: f64) -> (f64, &'static str) {
        let steps: &[(f64, &str)] = match self {
            Self::Seconds => &[(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")],
            Self::Bytes => &[(1e6, "MB"), (1e3, "kB"), (1.0, "B")],
            Self::Rate => &[(1e6, "MB/s"), (1e3, "kB/s")],
            Self::Count => &[(1.0, "")],
        };
        let last = steps.last().copied().unwrap_or((1.0, ""));
        steps.iter().copied().find(|(size, _)| value.abs() >= *size).unwrap_or(last)
    }

    /// A value with three significant digits.
    pub fn text(self, value: f64) -> String {
        let (size, unit) = self.scale(value);
        format!("{} {unit}", self.digits(value / size)).trim().to_owned()
    }

    fn digits(self, value: f64) -> String {
        match value.abs() {
            _ if self == Self::Count => thousands(value),
            99.95.. => format!("{value:.0}"),
            9.995.. => format!("{value:.1}"),
            _ => format!("{value:.2}"),
        }
    }

    /// The median, followed by minimum and maximum in the same unit.
    pub fn of(self, samples: &Samples) -> Option<String> {
        let median = samples.median()?;
        let (size, _) = self.scale(median);
        let range =
            samples.range().map(|(min, max)| (self.digits(min / size), self.digits(max / size)));
        // A value that is the same in every round has no range.
        let range = range.filter(|(min, max)| min != max);
        let range = range.map(|(min, max)| format!(" ({min} to {max})"));
        Some(self.text(median) + &range.unwrap_or_default())
    }
}

/// A whole number with commas between thousands.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_three_digits_and_a_fitting_unit() {
        assert_eq!(Unit::Seconds.text(166.2), "166 s");
        assert_eq!(Unit::Seconds.text(0.003_83), "3.83 ms");
        assert_eq!(Unit::Seconds.text(6.5e-6), "6.50 µs");
        assert_eq!(Unit::Bytes.text(10_800_000.0), "10.8 MB");
        assert_eq!(Unit::Bytes.text(12.0), "12.0 B");
        assert_eq!(Unit::Rate.text(21_000_000.0), "21.0 MB/s");
        assert_eq!(Unit::Count.text(173_349.0), "173,349");
        assert_eq!(Unit::Count.text(0.0), "0");
    }

    #[test]
    fn range_has_the_unit_of_the_median() {
        let mut samples = Samples::default();
        samples.add(0.9e-3);
        assert_eq!(Unit::Seconds.of(&samples).unwrap(), "900 µs");
        samples.add(1.2e-3);
        samples.add(1.1e-3);
        assert_eq!(Unit::Seconds.of(&samples).unwrap(), "1.10 ms (0.90 to 1.20)");
    }

    #[test]
    fn equal_counts_have_no_range() {
        let mut samples = Samples::default();
        samples.add(127.0);
        samples.add(127.0);
        assert_eq!(Unit::Count.of(&samples).unwrap(), "127");
    }
}
