use crate::runtime::{json, serde_form, xml};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Soil {
    Name(String),
    Layers(Vec<String>),
    /// A member that this code does not know: its name and value.
    Unknown(String, String),
}

impl Soil {
    /// Returns the value of [`Name`](Self::Name), if that is the member.
    #[must_use]
    pub fn as_name(&self) -> Option<&str> {
        match self {
            Self::Name(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Layers`](Self::Layers), if that is the member.
    #[must_use]
    pub fn as_layers(&self) -> Option<&[String]> {
        match self {
            Self::Layers(value) => Some(value),
            _ => None,
        }
    }
}

xml::union! { Soil {
    "Name" => Name,
    "Layers" [/ "Layer"] => Layers,
} }

json::union! { Soil {
    "Name" => Name,
    "Layers" => Layers,
} }

serde_form::implement!(Soil);
