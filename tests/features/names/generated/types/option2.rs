use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OptionShape2 {
    pub vec: Option<Vec<String>>,
}

json::decode! { OptionShape2 {
    "vec" => vec,
} }
