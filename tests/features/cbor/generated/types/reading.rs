use std::collections::BTreeMap;

use super::Gait;
use crate::runtime::arguments::IntoMap;
use crate::runtime::{Timestamp, cbor, value_format};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Reading {
    pub at: Option<Timestamp>,
    pub pulse: Option<i32>,
    pub steps: Option<i64>,
    pub heat: Option<f32>,
    pub speed: Option<f64>,
    pub calm: Option<bool>,
    pub trace: Option<Vec<u8>>,
    pub gait: Option<Gait>,
    pub samples: Option<Vec<i32>>,
    pub gaps: Option<Vec<Option<i32>>>,
    pub parts: Option<BTreeMap<String, Vec<u8>>>,
    pub marks: Option<BTreeMap<String, Option<Timestamp>>>,
    pub before: Option<Box<Reading>>,
}

impl Reading {
    /// Creates a structure with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn at(mut self, value: impl Into<Timestamp>) -> Self {
        self.at = Some(value.into());
        self
    }

    pub fn pulse(mut self, value: i32) -> Self {
        self.pulse = Some(value);
        self
    }

    pub fn steps(mut self, value: i64) -> Self {
        self.steps = Some(value);
        self
    }

    pub fn heat(mut self, value: f32) -> Self {
        self.heat = Some(value);
        self
    }

    pub fn speed(mut self, value: f64) -> Self {
        self.speed = Some(value);
        self
    }

    pub fn calm(mut self, value: bool) -> Self {
        self.calm = Some(value);
        self
    }

    pub fn trace(mut self, value: impl Into<Vec<u8>>) -> Self {
        self.trace = Some(value.into());
        self
    }

    pub fn gait(mut self, value: impl Into<Gait>) -> Self {
        self.gait = Some(value.into());
        self
    }

    pub fn samples(mut self, value: impl IntoIterator<Item = i32>) -> Self {
        self.samples = Some(value.into_iter().collect());
        self
    }

    pub fn gaps(mut self, value: impl IntoIterator<Item = Option<i32>>) -> Self {
        self.gaps = Some(value.into_iter().collect());
        self
    }

    pub fn parts(mut self, value: impl IntoMap<String, Vec<u8>>) -> Self {
        self.parts = Some(value.into_map());
        self
    }

    pub fn marks(mut self, value: impl IntoMap<String, Option<Timestamp>>) -> Self {
        self.marks = Some(value.into_map());
        self
    }

    pub fn before(mut self, value: impl Into<Box<Reading>>) -> Self {
        self.before = Some(value.into());
        self
    }
}

cbor::object! { Reading {
    "At" => at,
    "Pulse" => pulse,
    "Steps" => steps,
    "Heat" => heat,
    "Speed" => speed,
    "Calm" => calm,
    "Trace" => trace: Option<value_format::Blob>,
    "Gait" => gait,
    "Samples" => samples,
    "Gaps" => gaps: Option<value_format::SparseList<value_format::Usual>>,
    "Parts" => parts: Option<BTreeMap<String, value_format::Blob>>,
    "Marks" => marks: Option<value_format::SparseMap<value_format::Usual>>,
    "Before" => before: Option<value_format::Boxed>,
} }
