use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct BoxShape {
    pub value: Option<String>,
}

json::decode! { BoxShape {
    "value" => value,
} }
