use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use rest_xml::types::{Grape, Kind, Label, Owner, Soil, Vine};
use rest_xml::{
    BuildError, GetScan, Operation, OperationError, PlantVines, PlantVinesError, PutLabel, Request,
    SetOwner, Timestamp,
};

const XSI: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

fn request(operation: &impl Operation) -> Request {
    operation.request().unwrap()
}

fn body(operation: &impl Operation) -> String {
    let request = request(operation);
    assert_eq!(request.headers()["content-type"], "application/xml");
    String::from_utf8(request.into_body()).unwrap()
}

fn error(status: StatusCode, body: &str) -> PlantVinesError {
    PlantVines::parse(status, &HeaderMap::new(), body.as_bytes()).unwrap_err()
}

#[test]
fn writes_the_members_of_the_body() {
    let graft = Vine::new(Grape::Silvaner).rows(vec![vec![1, 2], Vec::new()]);
    let vines = PlantVines::new("a/b")
        .mode("fast")
        .vines(vec![Vine::new(Grape::Riesling).graft(graft)])
        .marks(vec!["x < y".to_owned(), String::new()])
        .yields(BTreeMap::from([("2019".to_owned(), 7)]))
        .notes(BTreeMap::from([("n".to_owned(), vec![vec![3]])]))
        .planted(Timestamp::from_seconds(0))
        .harvested(Timestamp::from_seconds(0))
        .sample([255_u8])
        .slope(f64::NEG_INFINITY)
        .soil(Soil::Layers(vec!["loam".to_owned(), "slate".to_owned()]))
        .token("t");
    let sent = request(&vines);
    assert_eq!(sent.uri(), "/2020-05-31/plot/a%2Fb/vines");
    assert_eq!(sent.headers()["x-mode"], "fast");
    let expected = [
        "<PlantVinesRequest xmlns=\"https://vineyard.example.com/doc/2020-05-31/\">",
        "<Vines><Vine><Grape>Riesling</Grape><Graft><Grape>Silvaner</Grape><Rows><member><Number>1</Number>",
        "<Number>2</Number></member><member></member></Rows></Graft></Vine></Vines>",
        "<Mark>x &lt; y</Mark><Mark></Mark>",
        "<Yields><entry><Year>2019</Year><value>7</value></entry></Yields>",
        "<Note><key>n</key><Lines><member><Number>3</Number></member></Lines></Note>",
        "<Planted>1970-01-01T00:00:00Z</Planted><Harvested>Thu, 01 Jan 1970 00:00:00 GMT</Harvested>",
        "<Sample>/w==</Sample><Slope>-Infinity</Slope>",
        "<Soil><Layers><Layer>loam</Layer><Layer>slate</Layer></Layers></Soil><Token>t</Token></PlantVinesRequest>",
    ];
    assert_eq!(body(&vines), expected.concat());
}

#[test]
fn writes_attributes_and_namespaces() {
    let owner = Owner::new(Kind::Firm).name("A & B");
    let label = Label::new().owners(vec![owner.clone()]);
    let expected = [
        "<LabelConfig xmlns=\"https://vineyard.example.com/doc/2020-05-31/\"><Owners><Owner ",
        XSI,
        " xsi:type=\"Firm\"><Name>A &amp; B</Name></Owner></Owners></LabelConfig>",
    ];
    assert_eq!(body(&PutLabel::new("1").label(label)), expected.concat());
    let odd = Owner::new(Kind::from("a\"\n\t\r<&>"));
    let expected =
        format!("<Owner {XSI} xsi:type=\"a&quot;&#xA;&#x9;&#xD;&lt;&amp;&gt;\"></Owner>");
    assert_eq!(body(&SetOwner::new(odd)), expected);
}

#[test]
fn unset_payload_is_no_body() {
    let sent = request(&PutLabel::new("1"));
    assert!(sent.body().is_empty() && sent.headers().is_empty());
}

#[test]
fn refuses_what_xml_cannot_contain() {
    let vines = |vine: Vine| PlantVines::new("1").vines(vec![Vine::new(Grape::Riesling), vine]);
    let error = vines(Vine::new("a\u{1}")).request().unwrap_err();
    let reason = "XML cannot contain one of its characters";
    assert_eq!(error, BuildError::Member("Vines.Vine[1].Grape".to_owned(), reason));
    assert_eq!(
        error.to_string(),
        "the member `Vines.Vine[1].Grape` cannot be sent: XML cannot contain one of its characters"
    );
    let soil = Soil::Unknown("Clay".to_owned(), String::new());
    let error = PlantVines::new("1").soil(soil).request().unwrap_err();
    let reason = "the union has an unknown member";
    assert_eq!(error, BuildError::Member("Soil".to_owned(), reason));
}

#[test]
fn reads_the_root_element() {
    let body = b"<?xml version='1.0'?><Anything xmlns='https://vineyard.example.com/'>
        <Mark>star</Mark><Vines><Vine><Grape>Riesling</Grape><Rows><member><Number>1</Number></member></Rows></Vine></Vines>
        <Mark>sock</Mark><Yields><entry><Year>2019</Year><value>7</value></entry></Yields>
        <Note><key>n</key><Lines/></Note><Sample>/w==</Sample><Soil><Layers><Layer>loam</Layer></Layers></Soil></Anything>";
    let headers = HeaderMap::from_iter([(http::header::LOCATION, "/1".parse().unwrap())]);
    let output = PlantVines::parse(StatusCode::CREATED, &headers, body).unwrap();
    assert_eq!(output.location.as_deref(), Some("/1"));
    assert_eq!(output.marks.unwrap(), ["star", "sock"]);
    let vines = output.vines.unwrap();
    assert_eq!(vines[0].grape, Some(Grape::Riesling));
    assert_eq!(vines[0].rows, Some(vec![vec![1]]));
    assert_eq!(output.yields.unwrap()["2019"], 7);
    assert_eq!(output.notes.unwrap()["n"], Vec::<Vec<i32>>::new());
    assert_eq!(output.sample.unwrap(), [255]);
    assert_eq!(output.soil, Some(Soil::Layers(vec!["loam".to_owned()])));
    let empty = PlantVines::parse(StatusCode::OK, &HeaderMap::new(), b"").unwrap();
    assert_eq!(empty.vines, None);
}

#[test]
fn reads_payloads_with_attributes() {
    let body = "<Label><Owners><Owner xmlns:a='x' a:type='Firm'/><Owner type='Person'/></Owners></Label>";
    let output = PutLabel::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes()).unwrap();
    let kinds = output.label.unwrap().owners.unwrap().into_iter().map(|owner| owner.kind);
    assert_eq!(kinds.collect::<Vec<_>>(), [Some(Kind::Firm), None]);
    let output = PutLabel::parse(StatusCode::OK, &HeaderMap::new(), b"").unwrap();
    assert_eq!(output.label, Some(Label::default()));
    let scan = GetScan::parse(StatusCode::OK, &HeaderMap::new(), b"<x>").unwrap();
    assert_eq!((scan.scan.as_deref(), scan.meta), (Some(&b"<x>"[..]), Some(BTreeMap::new())));
}

#[test]
fn reads_errors_in_both_forms() {
    let inner = "<Type>Sender</Type><Code>Frost</Code><Message>cold</Message><Degrees>-7</Degrees>";
    let bodies = [
        format!("<ErrorResponse><Error>{inner}</Error><RequestId>7</RequestId></ErrorResponse>"),
        format!("<Error>{inner}<RequestId>7</RequestId></Error>"),
    ];
    for body in bodies {
        let error = error(StatusCode::CONFLICT, &body);
        assert_eq!((error.code(), error.message()), ("Frost", Some("cold")));
        assert_eq!(error.request_id(), Some("7"));
        let PlantVinesError::FrostException(reply) = error else { panic!("{body}") };
        assert_eq!(reply.detail().degrees, Some(-7));
    }
}

#[test]
fn error_without_a_body_has_the_status_as_code() {
    let error = error(StatusCode::NOT_FOUND, "");
    assert_eq!((error.code(), error.message()), ("404", Some("Not Found")));
    assert!(error.head().names().is_empty());
}
