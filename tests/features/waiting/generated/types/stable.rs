use super::State;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Stable {
    pub state: Option<State>,
    pub boxes: Option<i32>,
    pub wanted: Option<i32>,
}

json::decode! { Stable {
    "state" => state,
    "boxes" => boxes,
    "wanted" => wanted,
} }
