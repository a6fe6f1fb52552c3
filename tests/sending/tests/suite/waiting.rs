use sending::server::Server;

use super::{ok, sender};
use crate::output::paddock::waiters::HorseReturned;
use crate::output::paddock::GetPath;
use crate::output::runtime::waiting::WaitError;

#[test]
fn client_polls_until_the_condition_holds() {
    let server = Server::script(vec![ok("{}"), ok(r#"{"name":"Bella"}"#)]);
    let horse = sender(&server.url, 1).wait::<HorseReturned>(&GetPath::new("x")).unwrap();
    assert_eq!(horse.unwrap().name.as_deref(), Some("Bella"));
    assert_eq!(server.seen().len(), 2);
    let error = sender("http://127.0.0.1:1", 1).wait::<HorseReturned>(&GetPath::new("x"));
    assert!(matches!(error, Err(WaitError::Send(_))), "{error:?}");
}
