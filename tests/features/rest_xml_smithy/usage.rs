use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use rest_xml_smithy::types::{Choice, Tool};
use rest_xml_smithy::{Operation, Pick, Prune};

fn body(operation: &impl Operation) -> String {
    String::from_utf8(operation.request().unwrap().into_body()).unwrap()
}

#[test]
fn writes_names_and_namespaces() {
    let prune = Prune::new()
        .trees(vec!["a".to_owned(), "b".to_owned()])
        .tool(Tool::new().name("saw").sharp(true))
        .limits(BTreeMap::from([("c".to_owned(), 1)]));
    let expected = [
        "<PruneTrees xmlns=\"urn:orchard\"><Tree>a</Tree><Tree>b</Tree>",
        "<tool xmlns=\"urn:tool\" sharp=\"true\"><name>saw</name></tool>",
        "<limits><entry><K xmlns=\"urn:k\">c</K><V>1</V></entry></limits></PruneTrees>",
    ];
    assert_eq!(body(&prune), expected.concat());
    let expected = "<Choice xmlns=\"urn:orchard\"><pear><name>p</name></pear></Choice>";
    assert_eq!(body(&Pick::new().choice(Choice::Pear(Box::new(Tool::new().name("p"))))), expected);
}

#[test]
fn only_set_members_make_a_body() {
    assert_eq!(body(&Prune::new()), "");
    assert_eq!(body(&Prune::new().trees(Vec::new())), "<PruneTrees xmlns=\"urn:orchard\"></PruneTrees>");
}

#[test]
fn reads_names_without_their_prefix() {
    let body = b"<a xmlns:t='urn:t'><t:Tool sharp='true'/></a>";
    let output = Prune::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(output.tool.unwrap().sharp, Some(true));
}
