use crate::runtime::{error, json};

/// * Use `a. b` in **May. Or June.** Then wait. Not now.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct WrongSeason {
    /// ```text
    /// why
    /// ```
    pub message: Option<String>,
}

impl error::ErrorShape for WrongSeason {
    const STATUS: Option<u16> = Some(400);

    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { WrongSeason {
    "message" => message,
} }
