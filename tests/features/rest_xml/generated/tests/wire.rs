//! The requests and responses of Vineyard on the wire.

#![allow(deprecated, non_snake_case, clippy::pedantic)]

use std::collections::BTreeMap;

use rest_xml::runtime::{Operation, Timestamp};
use rest_xml::{
    GetScan, GetScanError, GetScanOutput, PlantVines, PlantVinesError, PlantVinesOutput, PutLabel,
    PutLabelError, PutLabelOutput, SetOwner, SetOwnerError, SetOwnerOutput, types,
};

/// A value whose fields are set one by one, because its type is `#[non_exhaustive]`.
macro_rules! filled {
    ($type:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut value = <$type>::default();
        $(value.$field = Some($value);)*
        value
    }};
}

#[test]
fn get_scan_minimal_request() {
    let request = GetScan::new();
    let expected = r"
GET /scan
";
    assert_sent(&request, expected);
}

#[test]
fn get_scan_reply() {
    let reply = r"
200
content-type: application/octet-stream
x-meta-meta-6: Meta=2

Scan 5
";
    let expected = filled!(GetScanOutput {
        scan: b"Scan 5".to_vec(),
        meta: BTreeMap::from([("meta-6".to_owned(), "Meta=2".to_owned())]),
    });
    #[cfg(feature = "testing")]
    assert_faked::<GetScan>(&expected);
    assert_eq!(read::<GetScan>(reply), Ok(expected));
}

#[test]
fn get_scan_error() {
    let reply = r"
400
content-type: text/xml

<ErrorResponse><Error><Code>UnknownError</Code></Error><RequestId>request-1</RequestId></ErrorResponse>
";
    let error = read::<GetScan>(reply);
    assert!(matches!(&error, Err(GetScanError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn plant_vines_minimal_request() {
    let request = PlantVines::new("Plot:0").token("Token 8");
    let expected = r#"
POST /2020-05-31/plot/Plot%3A0/vines
content-type: application/xml

<PlantVinesRequest xmlns="https://vineyard.example.com/doc/2020-05-31/">
  <Token>Token 8</Token>
</PlantVinesRequest>
"#;
    assert_sent(&request, expected);
}

#[test]
fn plant_vines_full_request() {
    let request = PlantVines::new("Plot:0")
        .mode("Mode,4")
        .vines(vec![
            types::Vine::new(types::Grape::Riesling)
                .rows(vec![vec![41, 41]])
                .graft(types::Vine::new(types::Grape::Riesling)
                    .rows(vec![vec![884, 723]])
                    .graft(types::Vine::new(types::Grape::Silvaner)
                        .rows(vec![vec![427, 331]])
                        .graft(types::Vine::new(types::Grape::Silvaner)))),
        ])
        .marks(vec!["Marks&0".to_owned(), "Marks+2".to_owned()])
        .yields(BTreeMap::from([("Yields&1".to_owned(), 68)]))
        .notes(BTreeMap::from([("Notes+2".to_owned(), vec![vec![589, 727]])]))
        .planted(Timestamp::from_seconds(1_059_209_731))
        .harvested(Timestamp::from_seconds(1_537_866_770))
        .sample(b"Sample/9\xFF".to_vec())
        .slope(109.25)
        .soil(types::Soil::Name("Name\\6".to_owned()))
        .token("Token 8");
    let expected = r#"
POST /2020-05-31/plot/Plot%3A0/vines
content-type: application/xml
x-mode: Mode,4

<PlantVinesRequest xmlns="https://vineyard.example.com/doc/2020-05-31/">
  <Vines>
    <Vine>
      <Grape>Riesling</Grape>
      <Rows><member><Number>41</Number><Number>41</Number></member></Rows>
      <Graft>
        <Grape>Riesling</Grape>
        <Rows><member><Number>884</Number><Number>723</Number></member></Rows>
        <Graft>
          <Grape>Silvaner</Grape>
          <Rows><member><Number>427</Number><Number>331</Number></member></Rows>
          <Graft><Grape>Silvaner</Grape></Graft>
        </Graft>
      </Graft>
    </Vine>
  </Vines>
  <Mark>Marks&amp;0</Mark>
  <Mark>Marks+2</Mark>
  <Yields><entry><Year>Yields&amp;1</Year><value>68</value></entry></Yields>
  <Note><key>Notes+2</key><Lines><member><Number>589</Number><Number>727</Number></member></Lines></Note>
  <Planted>2003-07-26T08:55:31Z</Planted>
  <Harvested>Tue, 25 Sep 2018 09:12:50 GMT</Harvested>
  <Sample>U2FtcGxlLzn/</Sample>
  <Slope>109.25</Slope>
  <Soil><Name>Name\6</Name></Soil>
  <Token>Token 8</Token>
</PlantVinesRequest>
"#;
    assert_sent(&request, expected);
}

#[test]
fn plant_vines_reply() {
    let reply = r"
200
content-type: application/xml
location: Locationé4

<PlantVinesResponse>
  <Vines>
    <Vine>
      <Grape>Silvaner</Grape>
      <Rows><member><Number>98</Number><Number>828</Number></member></Rows>
      <Graft>
        <Grape>Riesling</Grape>
        <Rows><member><Number>950</Number><Number>63</Number></member></Rows>
        <Graft>
          <Grape>Silvaner</Grape>
          <Rows><member><Number>260</Number><Number>108</Number></member></Rows>
          <Graft></Graft>
        </Graft>
      </Graft>
    </Vine>
  </Vines>
  <Mark>Marks&amp;0</Mark>
  <Mark>Marks&lt;4</Mark>
  <Yields><entry><Year>Yields&amp;8</Year><value>148</value></entry></Yields>
  <Note><key>Notes&amp;3</key><Lines><member><Number>588</Number><Number>385</Number></member></Lines></Note>
  <Sample>U2FtcGxlPTj/</Sample>
  <Soil><Name>Nameé0</Name></Soil>
</PlantVinesResponse>
";
    let expected = filled!(PlantVinesOutput {
        location: "Locationé4".to_owned(),
        vines: vec![
            filled!(types::Vine {
                grape: types::Grape::Silvaner,
                rows: vec![vec![98, 828]],
                graft: Box::new(filled!(types::Vine {
                    grape: types::Grape::Riesling,
                    rows: vec![vec![950, 63]],
                    graft: Box::new(filled!(types::Vine {
                        grape: types::Grape::Silvaner,
                        rows: vec![vec![260, 108]],
                        graft: Box::new(types::Vine::default()),
                    })),
                })),
            }),
        ],
        marks: vec!["Marks&0".to_owned(), "Marks<4".to_owned()],
        yields: BTreeMap::from([("Yields&8".to_owned(), 148)]),
        notes: BTreeMap::from([("Notes&3".to_owned(), vec![vec![588, 385]])]),
        sample: b"Sample=8\xFF".to_vec(),
        soil: types::Soil::Name("Nameé0".to_owned()),
    });
    #[cfg(feature = "testing")]
    assert_faked::<PlantVines>(&expected);
    assert_eq!(read::<PlantVines>(reply), Ok(expected));
}

#[test]
fn plant_vines_error() {
    let reply = r"
409
content-type: text/xml

<ErrorResponse>
  <Error><Code>Frost</Code><Degrees>584</Degrees><Message>message&amp;8</Message></Error>
  <RequestId>request-1</RequestId>
</ErrorResponse>
";
    let result = read::<PlantVines>(reply);
    let Err(PlantVinesError::FrostException(error)) = &result else { panic!("{result:?}") };
    assert_eq!(error.head().code, "Frost");
    let expected = filled!(types::FrostException { degrees: 584, message: "message&8".to_owned() });
    assert_eq!(error.detail(), &expected);
}

#[test]
fn put_label_minimal_request() {
    let request = PutLabel::new("Idé5");
    let expected = r"
PUT /label/Id%C3%A95
";
    assert_sent(&request, expected);
}

#[test]
fn put_label_full_request() {
    let request = PutLabel::new("Idé5")
        .label(types::Label::new()
            .text("Text\"3")
            .owners(vec![types::Owner::new(types::Kind::Person).name("Name 1")]));
    let expected = r#"
PUT /label/Id%C3%A95
content-type: application/xml

<LabelConfig xmlns="https://vineyard.example.com/doc/2020-05-31/">
  <Text>Text"3</Text>
  <Owners>
    <Owner xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Person"><Name>Name 1</Name></Owner>
  </Owners>
</LabelConfig>
"#;
    assert_sent(&request, expected);
}

#[test]
fn put_label_reply() {
    let reply = r#"
200
content-type: application/xml
etag: ETag;5

<Label>
  <Text>Text&amp;0</Text>
  <Owners>
    <Owner xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Firm"><Name>Name"1</Name></Owner>
  </Owners>
</Label>
"#;
    let expected = filled!(PutLabelOutput {
        label: filled!(types::Label {
            text: "Text&0".to_owned(),
            owners: vec![filled!(types::Owner { name: "Name\"1".to_owned(), kind: types::Kind::Firm })],
        }),
        e_tag: "ETag;5".to_owned(),
    });
    #[cfg(feature = "testing")]
    assert_faked::<PutLabel>(&expected);
    assert_eq!(read::<PutLabel>(reply), Ok(expected));
}

#[test]
fn put_label_error() {
    let reply = r"
400
content-type: text/xml

<ErrorResponse><Error><Code>UnknownError</Code></Error><RequestId>request-1</RequestId></ErrorResponse>
";
    let error = read::<PutLabel>(reply);
    assert!(matches!(&error, Err(PutLabelError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

#[test]
fn set_owner_minimal_request() {
    let request = SetOwner::new(types::Owner::new(types::Kind::Person));
    let expected = r#"
PUT /owner
content-type: application/xml

<Owner xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Person"></Owner>
"#;
    assert_sent(&request, expected);
}

#[test]
fn set_owner_full_request() {
    let request = SetOwner::new(types::Owner::new(types::Kind::Person).name("Name\\0"));
    let expected = r#"
PUT /owner
content-type: application/xml

<Owner xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Person"><Name>Name\0</Name></Owner>
"#;
    assert_sent(&request, expected);
}

#[test]
fn set_owner_reply() {
    let reply = r"
200
";
    let expected = SetOwnerOutput::default();
    #[cfg(feature = "testing")]
    assert_faked::<SetOwner>(&expected);
    assert_eq!(read::<SetOwner>(reply), Ok(expected));
}

#[test]
fn set_owner_error() {
    let reply = r"
400
content-type: text/xml

<ErrorResponse><Error><Code>UnknownError</Code></Error><RequestId>request-1</RequestId></ErrorResponse>
";
    let error = read::<SetOwner>(reply);
    assert!(matches!(&error, Err(SetOwnerError::Unmodelled(error)) if error.head().code == "UnknownError"), "{:?}", error);
}

/// Asserts that an operation sends this request.
#[track_caller]
fn assert_sent(operation: &impl Operation, expected: &str) {
    let request = operation.request().expect("the request can be built");
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    headers.sort();
    let start = format!("{} {}", request.method(), request.uri());
    let (head, body) = parts(expected);
    assert_eq!([vec![start], headers].concat(), head.lines().collect::<Vec<_>>());
    assert_eq!(String::from_utf8_lossy(request.body()), body);
}

/// Reads a response.
fn read<O: Operation>(message: &str) -> Result<O::Output, O::Error> {
    let (head, body) = parts(message);
    let mut head = head.lines();
    let status = head.next().and_then(|status| status.parse().ok()).expect("a status");
    let headers = head.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| {
        let value = http::HeaderValue::from_bytes(value.as_bytes());
        (name.parse().expect("a name"), value.expect("a value"))
    });
    O::parse(status, &headers.collect(), body.as_bytes())
}

/// The head and the body of a message, without the line breaks and the indentation of the body.
fn parts(message: &str) -> (&str, String) {
    let (head, body) = message.trim().split_once("\n\n").unwrap_or((message.trim(), ""));
    (head, body.lines().map(str::trim_start).collect())
}

/// Asserts that a fake response with an output is read as this output.
#[cfg(feature = "testing")]
#[track_caller]
fn assert_faked<O: rest_xml::testing::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = rest_xml::testing::of_output::<O>(expected).expect("the output can be written");
    let output = rest_xml::testing::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
