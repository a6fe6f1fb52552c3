//! The sections of profile files, as the cases write them.

use std::collections::BTreeMap;

use super::output::client::credentials::profile_file::{self, Section};

/// The properties of each section, by name.
pub type Sections = BTreeMap<String, BTreeMap<String, String>>;

/// Converts the sections of a case to those of the output.
pub fn into_output(sections: Sections) -> profile_file::Named<Section> {
    let mut converted = profile_file::Named::<Section>::default();
    for (name, properties) in sections {
        let section = converted.entry(&name);
        for (name, value) in properties {
            *section.entry(&name) = value;
        }
    }
    converted
}

/// Converts the sections of the output to those of a case.
pub fn from_output(sections: profile_file::Named<Section>) -> Sections {
    sections.into_iter().map(|(name, section)| (name, section.into_iter().collect())).collect()
}
