//! The history of a service: the changes between consecutive versions of its model.

use super::review::Review;

/// The versions of a model, the oldest first.
#[derive(Clone, Debug)]
pub struct History {
    /// The full name of the service in the newest model.
    pub service: String,
    /// The compared operations.
    pub operations: Vec<String>,
    /// The versions.
    pub versions: Vec<ModelVersion>,
}

/// A version of a model in a [`History`].
#[derive(Clone, Debug)]
pub struct ModelVersion {
    /// The version of the package, such as `1.29.67`.
    pub version: String,
    /// The day of the newest file in the package, such as `2023-02-08`, if the package has dates.
    pub date: Option<String>,
    /// The changes since the version before. The first version has none.
    pub review: Option<Review>,
}

/// A row of a timeline.
#[derive(Clone, Copy, Debug)]
pub enum HistoryRow<'h> {
    /// The first version, with which the second one is compared.
    First(&'h ModelVersion),
    /// A version with changes.
    Changed(&'h ModelVersion, &'h Review),
    /// Consecutive versions without changes: the first and the last one, and their number.
    Unchanged([&'h ModelVersion; 2], usize),
}

impl History {
    /// The rows of the timeline, in the order of the versions. Consecutive versions without changes are one row.
    pub fn rows(&self) -> Vec<HistoryRow<'_>> {
        let mut rows: Vec<HistoryRow<'_>> = Vec::new();
        for version in &self.versions {
            let row = match (&version.review, rows.last_mut()) {
                (None, _) => HistoryRow::First(version),
                (Some(review), _) if !review.is_empty() => HistoryRow::Changed(version, review),
                (_, Some(HistoryRow::Unchanged([_, last], count))) => {
                    *last = version;
                    *count += 1;
                    continue;
                }
                _ => HistoryRow::Unchanged([version; 2], 1),
            };
            rows.push(row);
        }
        rows
    }
}

impl HistoryRow<'_> {
    /// The version of the row, or the first of them.
    fn first(&self) -> &ModelVersion {
        match self {
            Self::First(version) | Self::Changed(version, _) | Self::Unchanged([version, _], _) => {
                version
            }
        }
    }

    /// The day of the row, such as `2023-07-06`. May be empty.
    pub fn date(&self) -> &str {
        self.first().date.as_deref().unwrap_or_default()
    }

    /// The version of the row, such as `1.31.0`.
    pub fn version(&self) -> &str {
        &self.first().version
    }

    /// The changes in a few words, such as `8 members added; affects 9 operations`.
    pub fn words(&self) -> String {
        match self {
            Self::First(_) => "first version".to_owned(),
            Self::Changed(_, review) => review.words(),
            Self::Unchanged(_, 1) => "no changes".to_owned(),
            Self::Unchanged([_, last], count) => {
                let date =
                    last.date.as_ref().map_or_else(String::new, |date| format!(" of {date}"));
                format!("no changes in {count} versions, up to {}{date}", last.version)
            }
        }
    }
}
