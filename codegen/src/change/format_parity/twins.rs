//! Differences of two models that only their formats cause.

use super::causes::CAUSES;
use crate::change::compare::{Difference, ModelValue};
use crate::change::kind::ChangeKind;
use crate::change::pairs::Pairs;
use crate::frontend::Format;

/// Decides which differences of two models their formats cause. The known causes are for a model of botocore and one of
/// Smithy, in this order.
pub enum FormatDifferences<'p, 'm> {
    /// Models in one format have no such differences.
    None,
    /// From botocore to Smithy.
    Forward(&'p Pairs<'m>),
    /// From Smithy to botocore, with the reversed pairs.
    Backward(Box<Pairs<'m>>),
}

impl<'p, 'm> FormatDifferences<'p, 'm> {
    /// The differences of models with these formats.
    pub fn of(formats: [Format; 2], pairs: &'p Pairs<'m>) -> Self {
        match formats {
            [Format::Botocore, Format::Smithy] => Self::Forward(pairs),
            [Format::Smithy, Format::Botocore] => Self::Backward(Box::new(pairs.reversed())),
            _ => Self::None,
        }
    }

    /// Whether a difference has a known cause in the formats.
    pub fn explain(&self, difference: &Difference<'_>) -> bool {
        let explains = |pairs: &Pairs<'_>, difference: &Difference<'_>| {
            if difference.kind == ChangeKind::DocumentationChanged {
                return are_same_words(difference);
            }
            CAUSES.iter().any(|cause| cause.explains(pairs, difference))
        };
        match self {
            Self::None => false,
            Self::Forward(pairs) => explains(pairs, difference),
            Self::Backward(pairs) => explains(pairs, &difference.reversed()),
        }
    }
}

/// Whether documentation differs only in white space, which the formats have in other places.
fn are_same_words(difference: &Difference<'_>) -> bool {
    let words = |value: &Option<ModelValue<'_>>| -> String {
        let text = value.as_ref().map(ModelValue::text).unwrap_or_default();
        text.chars().filter(|c| !c.is_whitespace()).collect()
    };
    words(&difference.old) == words(&difference.new)
}
