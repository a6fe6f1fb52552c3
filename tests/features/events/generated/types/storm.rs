use crate::runtime::{error, json};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Storm {
    pub message: Option<String>,
}

impl error::ErrorShape for Storm {
    fn read(&mut self, reply: &error::Reply<'_>) {
        reply.json_error(self);
    }
}

json::decode! { Storm {
    "Message" => message,
} }
