use http::{HeaderMap, StatusCode};
use serde_json::json;
use unions::types::{Ring, Secret, Where};
use unions::{Operation, PlanRide, PlanRideError};

fn body(place: Where) -> serde_json::Value {
    serde_json::from_slice(PlanRide::new(place).request().unwrap().body()).unwrap()
}

fn read(body: &str) -> Result<Option<Where>, PlanRideError> {
    let output = PlanRide::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes());
    output.map(|output| output.r#where)
}

#[test]
fn exactly_one_member_is_sent() {
    assert_eq!(body(Where::Trail("north".to_owned())), json!({ "where": { "TRAIL": "north" } }));
    assert_eq!(body(Where::Map(vec![1])), json!({ "where": { "map": "AQ==" } }));
    let ring = Where::Ring(Box::new(Ring::new().metres(40)));
    let legs = Where::Legs(vec![ring, Where::UnknownValue(2)]);
    let expected = json!({ "where": { "legs": [{ "ring": { "metres": 40 } }, { "Unknown": 2 }] } });
    assert_eq!(body(legs), expected);
}

#[test]
fn exactly_one_member_is_read() {
    assert_eq!(
        read(r#"{"where":{"TRAIL":"north","map":null}}"#).unwrap(),
        Some(Where::Trail("north".to_owned()))
    );
    assert_eq!(
        read(r#"{"where":{"__type":"x","none":{}}}"#).unwrap(),
        Some(Where::None(Box::default()))
    );
    assert_eq!(read("{}").unwrap(), None);
    assert!(read(r#"{"where":{}}"#).is_err());
    assert!(read(r#"{"where":{"TRAIL":"a","Unknown":1}}"#).is_err());
}

#[test]
fn keeps_unknown_union_member() {
    let place = read(r#"{"where":{"moon":[1,2]}}"#).unwrap().unwrap();
    assert_eq!(place, Where::Unknown("moon".to_owned(), "[1,2]".parse().unwrap()));
    assert_eq!(body(place), json!({ "where": { "moon": [1, 2] } }));
}

#[test]
fn debug_redacts_sensitive_member() {
    let secret = Secret::Word("sesame".to_owned());
    assert_eq!(format!("{secret:?}"), "Word(<redacted>)");
    assert_eq!(format!("{:?}", Secret::Number(7)), "Number(7)");
    let unknown = Secret::Unknown("hint".to_owned(), r#""sesame""#.parse().unwrap());
    assert_eq!(format!("{unknown:?}"), r#"Unknown("hint", <redacted>)"#);
}

#[test]
fn accessors_return_the_member() {
    let ring = Where::ring(Ring::new().metres(40));
    assert_eq!(ring, Where::Ring(Box::new(Ring::new().metres(40))));
    assert_eq!(ring.as_ring().and_then(|ring| ring.metres), Some(40));
    assert_eq!((ring.as_trail(), ring.as_unknown()), (None, None));
    assert_eq!(Where::Trail("north".to_owned()).as_trail(), Some("north"));
    assert_eq!(Where::UnknownValue(2).as_unknown(), Some(2));
    assert_eq!(Where::Map(vec![1]).as_map(), Some(&[1][..]));
    assert_eq!(Where::Legs(vec![ring.clone()]).as_legs(), Some(&[ring][..]));
}
