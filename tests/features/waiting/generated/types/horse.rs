use super::State;
use crate::runtime::json;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Horse {
    pub mood: Option<String>,
    pub state: Option<State>,
    pub shoes: Option<Vec<String>>,
}

json::decode! { Horse {
    "mood" => mood,
    "state" => state,
    "shoes" => shoes,
} }
