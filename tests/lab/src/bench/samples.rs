//! Measured values of several rounds.

use serde::{Deserialize, Serialize};

/// The values of several rounds.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// Adds the value of a round.
    pub fn add(&mut self, value: f64) {
        let at = self.0.partition_point(|other| other.total_cmp(&value).is_lt());
        self.0.insert(at, value);
    }

    /// The median: the middle value, or the mean of the two in the middle.
    pub fn median(&self) -> Option<f64> {
        let middle = self.0.len() / 2;
        let upper = *self.0.get(middle)?;
        let lower = if self.0.len().is_multiple_of(2) { *self.0.get(middle - 1)? } else { upper };
        Some(f64::midpoint(lower, upper))
    }

    /// The smallest and the largest value; `None` for fewer than two values.
    pub fn range(&self) -> Option<(f64, f64)> {
        let (min, max) = (*self.0.first()?, *self.0.last()?);
        (self.0.len() > 1).then_some((min, max))
    }
}

/// The exponent with which `y` grows in `x`, by least squares of their logarithms: 1 is linear.
pub fn growth(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    #[expect(clippy::cast_precision_loss, reason = "the number of rounds is small")]
    let count = logs.len() as f64;
    let mean_x = logs.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = logs.iter().map(|(_, y)| y).sum::<f64>() / count;
    let covariance: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let variance: f64 = logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    (variance > 0.0).then(|| covariance / variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(values: &[f64]) -> Samples {
        let mut samples = Samples::default();
        for value in values {
            samples.add(*value);
        }
        samples
    }

    #[test]
    fn median_ignores_the_order() {
        assert_eq!(samples(&[]).median(), None);
        assert_eq!(samples(&[3.0]).median(), Some(3.0));
        assert_eq!(samples(&[9.0, 1.0, 2.0]).median(), Some(2.0));
        assert_eq!(samples(&[4.0, 1.0, 2.0, 9.0]).median(), Some(3.0));
    }

    #[test]
    fn one_value_has_no_range() {
        assert_eq!(samples(&[3.0]).range(), None);
        assert_eq!(samples(&[3.0, 1.0, 2.0]).range(), Some((1.0, 3.0)));
    }

    #[test]
    fn growth_is_the_exponent() {
        let points = |power: i32| [1.0, 2.0, 4.0, 8.0].map(|x: f64| (x, 3.0 * x.powi(power)));
        assert!((growth(&points(1)).unwrap() - 1.0).abs() < 1e-9);
        assert!((growth(&points(2)).unwrap() - 2.0).abs() < 1e-9);
        assert_eq!(growth(&[(1.0, 1.0)]), None);
        assert_eq!(growth(&[]), None);
    }
}
