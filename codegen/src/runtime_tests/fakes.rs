use http::{HeaderMap, Response, StatusCode};

use super::events::Race;
use super::operation::{GetHorse, GetHorseError, Horse, SERVICE};
use crate::runtime::event_stream::events::ReceivesEvents;
use crate::runtime::fakes::events::events;
use crate::runtime::fakes::reply::{self, ModelledError, REQUEST_ID, ReplyBuilder, WriteReply};
use crate::runtime::{
    BuildError, ErrorReply, Operation, Reply, Request, Service, cbor, error, fakes, json,
    value_format, xml,
};

/// An error with a message, and one without members.
#[derive(Clone, Debug, Default, PartialEq)]
struct Ill {
    since: Option<i64>,
    message: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Lost;

json::encode! { Ill {
    "Since" => since,
    "message" => message,
} }

impl error::ErrorShape for Ill {
    const FAULT: Option<error::Fault> = Some(error::Fault::Server);
}

impl error::ErrorShape for Lost {
    const STATUS: Option<u16> = Some(404);
}

impl ModelledError for Ill {
    const CODE: &'static str = "Ill";
    const QUERY_CODE: Option<&'static str> = Some("Horse.Ill");

    fn set_message(&mut self, message: &str) -> bool {
        self.message = Some(message.to_owned());
        true
    }
}

impl WriteReply for Ill {
    fn write(&self, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
        reply.request().json(self);
        Ok(())
    }
}

impl ModelledError for Lost {
    const CODE: &'static str = "Lost";
}

impl WriteReply for Lost {
    fn write(&self, _: &mut ReplyBuilder) -> Result<(), BuildError> {
        Ok(())
    }
}

/// Errors whose members are in XML and in CBOR.
#[derive(Clone, Debug, Default, PartialEq)]
struct Since<const IS_XML: bool>(Option<i64>);

impl<const IS_XML: bool> error::ErrorShape for Since<IS_XML> {}

impl<const IS_XML: bool> ModelledError for Since<IS_XML> {
    const CODE: &'static str = "Since";
}

impl<const IS_XML: bool> WriteReply for Since<IS_XML> {
    fn write(&self, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
        if IS_XML {
            let stall = Stall { since: self.0, policy: None };
            return reply.request().xml_payload("Error", &stall);
        }
        let mut writer = cbor::encode::Writer::default();
        let mut members = writer.members();
        members.member::<Option<i64>, _>("Since", &self.0);
        members.end();
        reply.request().body("application/cbor", writer.finish());
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Stall {
    since: Option<i64>,
    policy: Option<String>,
}

xml::encode! { Stall {
    "Since" => since,
    "Policy" => policy: Option<value_format::UrlEncodedJson>,
} }

impl WriteReply for Stall {
    fn write(&self, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
        reply.status(self.since)?;
        reply.xml_result("StallResponse", "StallResult", self)
    }
}

impl WriteReply for Horse {
    fn write(&self, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
        reply.request().header("name", &self.name)
    }
}

/// Operations that differ in the form of their errors.
macro_rules! operations {
    ($($request:ident, $error:path;)*) => {$(
        struct $request;

        impl Operation for $request {
            type Output = Stall;
            type Error = GetHorseError;

            const SERVICE: Service = SERVICE;
            const NAME: &'static str = stringify!($request);

            fn request(&self) -> Result<Request, BuildError> {
                Err(BuildError::NoTokenSource)
            }

            fn parse(_: StatusCode, _: &HeaderMap, _: &[u8]) -> Result<Stall, GetHorseError> {
                Ok(Stall::default())
            }
        }

        fakes::reply::operation!($request, Stall, 201, $error, [Ill, Lost, Since<true>, Since<false>]);
    )*};
}

operations! {
    AwsJson, fakes::json::error_with_type;
    Cbor, fakes::cbor::error;
    Query, fakes::xml::error_in_response;
    Ec2, fakes::xml::error_in_list;
    S3, fakes::xml::error;
}

fakes::reply::operation!(GetHorse, Horse, 200, fakes::json::error_with_header, [Ill, Lost]);

fn body(reply: &Response<Vec<u8>>) -> String {
    String::from_utf8_lossy(reply.body()).into_owned()
}

#[test]
fn a_reply_has_a_status_a_type_and_a_request_id() {
    let reply = reply::output::<GetHorse>(|horse| horse.name = Some("Bella".to_owned())).unwrap();
    assert_eq!((reply.status(), body(&reply).as_str()), (StatusCode::OK, ""));
    assert_eq!(reply.headers()["name"], "Bella");
    assert_eq!(reply.headers()["x-amzn-requestid"], REQUEST_ID);
}

#[test]
fn members_set_the_status() {
    let status = |since| {
        let reply = reply::output::<Query>(|stall| stall.since = since);
        reply.map(|reply| reply.status().as_u16())
    };
    assert_eq!((status(None), status(Some(204))), (Ok(201), Ok(204)));
    assert!([99, -1, 70_000].into_iter().all(|since| status(Some(since)).is_err()));
}

#[test]
fn a_value_that_a_header_cannot_contain_is_an_error() {
    let reply = reply::output::<GetHorse>(|horse| horse.name = Some("a\nb".to_owned()));
    assert_eq!(reply.unwrap_err(), BuildError::Header("name".to_owned()));
}

#[test]
fn results_of_the_query_protocol_are_in_a_response() {
    let reply = reply::output::<Query>(|stall| stall.policy = Some("{\"a\"}".to_owned())).unwrap();
    assert_eq!(
        body(&reply),
        "<StallResponse><StallResult><Policy>%7B%22a%22%7D</Policy></StallResult>\
         <ResponseMetadata><RequestId>fake-request</RequestId></ResponseMetadata></StallResponse>"
    );
}

#[test]
fn errors_have_their_code_and_message_in_the_form_of_the_protocol() {
    let reply = reply::error::<AwsJson>(Ill { since: Some(7), message: None }, "m").unwrap();
    assert_eq!(reply.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(reply.headers()["x-amzn-query-error"], "Horse.Ill;Sender");
    assert_eq!(body(&reply), r#"{"__type":"Ill","Since":7,"message":"m"}"#);
    let reply = reply::error::<AwsJson>(Lost, "m").unwrap();
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
    assert_eq!(body(&reply), r#"{"__type":"Lost","message":"m"}"#);
    let reply = reply::error::<GetHorse>(Ill::default(), "m").unwrap();
    assert_eq!(reply.headers()["x-amzn-errortype"], "Ill");
    assert_eq!(body(&reply), r#"{"message":"m"}"#);

    let reply = reply::error::<S3>(Since::<true>(Some(7)), "a<b").unwrap();
    let error = "<Error><Code>Since</Code><Message>a&lt;b</Message><Since>7</Since></Error>";
    assert_eq!(body(&reply), error);
    let reply = reply::error::<Query>(Since::<true>(Some(7)), "a<b").unwrap();
    let start = "<ErrorResponse>";
    let end = "<RequestId>fake-request</RequestId></ErrorResponse>";
    assert_eq!(body(&reply), format!("{start}{error}{end}"));
    let reply = reply::error::<Ec2>(Lost, "m").unwrap();
    assert_eq!(
        body(&reply),
        "<Response><Errors><Error><Code>Lost</Code><Message>m</Message></Error></Errors>\
         <RequestID>fake-request</RequestID></Response>"
    );

    let reply = reply::error::<Cbor>(Since::<false>(Some(7)), "m").unwrap();
    assert_eq!(reply.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(reply.body(), b"\xbf\x66__type\x65Since\x67message\x61m\x65Since\x07\xff");
    let reply = reply::error::<Cbor>(Lost, "m").unwrap();
    assert_eq!(reply.body(), b"\xbf\x66__type\x64Lost\x67message\x61m\xff");
}

#[test]
fn a_failure_is_an_error_without_members() {
    let reply = reply::failure::<GetHorse>(429, "Slow", "down").unwrap();
    let error = reply::read::<GetHorse>(&reply).unwrap_err();
    assert_eq!((error.code(), error.message()), ("Slow", Some("down")));
    assert!(
        [7, 200, 299]
            .map(|status| reply::failure::<GetHorse>(status, "Slow", "down"))
            .iter()
            .all(Result::is_err)
    );
    assert!(reply::failure::<Query>(400, "Slow", "\0").is_err());
}

/// The operation receives events, and its output is the first of them.
impl ReceivesEvents for GetHorse {
    type Event = Race;
    type Failure = GetHorseError;

    const STARTS_WITH_RESPONSE: bool = true;

    fn failure(reply: &Reply<'_>) -> ErrorReply {
        json::reply::error(reply, &[])
    }
}

#[test]
fn events_follow_the_output() {
    let sound = |name: &str| Race::Unknown(name.to_owned(), Vec::new());
    let reply = events::<GetHorse>([sound("neigh"), sound("snort")], |_| ()).unwrap();
    let body = body(&reply);
    let at = |name: &str| body.find(name).unwrap();
    assert!(at("initial-response") < at("neigh") && at("neigh") < at("snort"));
    let name = |horse: &mut Horse| horse.name = Some("\n".to_owned());
    assert!(events::<GetHorse>([sound("neigh")], name).is_err());
}

#[test]
fn keys_of_listings_are_encoded() {
    let encoded = |key: &str| {
        let mut key = Some(key.to_owned());
        fakes::listing::encode(&mut key);
        key.unwrap()
    };
    assert_eq!(encoded("a/b c+d%\u{1}"), "a/b%20c%2Bd%25%01");
    let mut none = None;
    fakes::listing::encode(&mut none);
    assert_eq!(none, None);
}
