//! IDs in XML that a service returns as a path, and expects without it.

use super::super::last_segment;
use super::super::value_format::LastSegment;
use super::encode::{Encode, Layout, Writer};

impl Encode<String> for LastSegment {
    fn encode(value: &String, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        writer.value(tag, layout, &last_segment::of(value));
    }
}
