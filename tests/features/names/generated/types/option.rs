use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OptionShape {
    pub vec: Option<Vec<String>>,
}

json::decode! { OptionShape {
    "vec" => vec,
} }
