use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};
use proptest::prelude::*;

use crate::runtime::error::Retry;
use crate::runtime::{MalformedReply, Reply, Timestamp, value_format, xml};

/// An output with a row of each layout.
#[derive(Clone, Debug, Default, PartialEq)]
struct Herd {
    name: Option<String>,
    size: Option<i32>,
    weight: Option<f64>,
    is_tame: Option<bool>,
    born: Option<Timestamp>,
    mark: Option<Vec<u8>>,
    goats: Option<Vec<Herd>>,
    tags: Option<Vec<String>>,
    owners: Option<BTreeMap<String, i64>>,
    notes: Option<BTreeMap<String, String>>,
    pens: Option<Vec<Vec<i32>>>,
    mother: Option<Box<Herd>>,
}

xml::decode! { Herd {
    "name" => name,
    "size" => size,
    "weight" => weight,
    "isTame" => is_tame,
    "born" => born,
    "mark" => mark: Option<value_format::Blob>,
    "goatSet" [/ "item"] => goats,
    "tag" [*] => tags,
    "owners" [/ "entry" "key" "value"] => owners,
    "note" [* "Name" "Value"] => notes,
    "pens" [/ "member" [/ "member"]] => pens,
    "mother" => mother: Option<value_format::Boxed>,
} }

fn reply(body: &[u8]) -> Result<Herd, MalformedReply> {
    Reply::new(StatusCode::OK, &HeaderMap::new(), body).xml()
}

fn read(body: &str) -> Result<Herd, String> {
    reply(body.as_bytes()).map_err(|error| error.head().message.clone().unwrap_or_default())
}

/// The text of the member `name` in a body with this content of the element.
fn text(content: &str) -> Result<String, String> {
    read(&format!("<r><name>{content}</name></r>")).map(|herd| herd.name.unwrap_or_default())
}

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn reads_scalars() {
    let herd = read(
        "<r><size> 7 </size><weight>-Infinity</weight><isTame>true</isTame>\
         <born>2014-04-29T18:30:38Z</born><mark>AA\r\nE=</mark><name> x </name></r>",
    )
    .unwrap();
    let expected = Herd {
        name: Some(" x ".to_owned()),
        size: Some(7),
        weight: Some(f64::NEG_INFINITY),
        is_tame: Some(true),
        born: Some(Timestamp::from_seconds(1_398_796_238)),
        mark: Some(vec![0, 1]),
        ..Herd::default()
    };
    assert_eq!(herd, expected);
    for body in
        ["<r><size>1.5</size></r>", "<r><weight>inf</weight></r>", "<r><weight>1e999</weight></r>"]
    {
        assert!(read(body).is_err(), "{body}");
    }
}

/// Members whose tags are not plain, and members in another order than that of the model.
#[test]
fn reads_members_with_attributes_prefixes_and_spaces() {
    let goat = |tag: &str| {
        format!("<r xmlns:a='x'><goatSet>\n  <{tag}><size>1</size></item>\n</goatSet></r>")
    };
    let goats = Some(vec![Herd { size: Some(1), ..Herd::default() }]);
    for tag in ["item", "item b='c'", "item "] {
        assert_eq!(read(&goat(tag)).unwrap().goats, goats, "{tag}");
    }
    let herd =
        read("<r xmlns:a='x'><a:tag>a</a:tag> <tag b=''>b</tag><size>2</size>\t<tag>c</tag></r>");
    let tags = Some(strings(&["a", "b", "c"]));
    assert_eq!(herd.unwrap(), Herd { size: Some(2), tags, ..Herd::default() });
}

#[test]
fn reads_lists_with_and_without_wrapper() {
    let herd = read(
        "<r><tag>a</tag><goatSet><item><size>1</size></item><other/><item/></goatSet><tag>b</tag>\
         <pens><member><member>1</member></member><member/></pens></r>",
    )
    .unwrap();
    let one = Herd { size: Some(1), ..Herd::default() };
    assert_eq!(herd.goats, Some(vec![one, Herd::default()]));
    assert_eq!(herd.tags, Some(strings(&["a", "b"])));
    assert_eq!(herd.pens, Some(vec![vec![1], vec![]]));
    assert_eq!(read("<r><goatSet/></r>").unwrap().goats, Some(Vec::new()));
    assert_eq!(read("<r/>").unwrap().goats, None);
}

#[test]
fn reads_maps_with_and_without_wrapper() {
    let herd = read(
        "<r><owners><entry><key>a</key><value>1</value></entry><entry><value>2</value><key>b</key></entry></owners>\
         <note><Name>x</Name><Value>y</Value></note><note><Name>z</Name><Value/></note></r>",
    )
    .unwrap();
    assert_eq!(herd.owners, Some(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)])));
    let notes = BTreeMap::from([("x", "y"), ("z", "")].map(|(k, v)| (k.to_owned(), v.to_owned())));
    assert_eq!(herd.notes, Some(notes));
    assert!(
        read("<r><note><Name>x</Name></note></r>")
            .unwrap_err()
            .starts_with("note: expected an entry")
    );
}

#[test]
fn last_of_two_equal_members_wins() {
    let herd = read("<r><size>1</size><mother><size>1</size></mother><size>2</size><mother/></r>");
    let mother = Some(Box::default());
    assert_eq!(herd.unwrap(), Herd { size: Some(2), mother, ..Herd::default() });
}

#[test]
fn skips_unknown_elements_and_prefixes() {
    let body =
        "<a:r xmlns:a='x'><b><size>3</size><c><d/></c></b>stray<a:size z = \">\">1</a:size ></a:r>";
    assert_eq!(read(body).unwrap().size, Some(1));
}

#[test]
fn joins_text_cdata_and_references() {
    assert_eq!(text("x<!-- <c> -->y<?p q?><![CDATA[<&amp;]]>z").unwrap(), "xy<&amp;z");
    assert_eq!(
        text("&lt;&gt;&amp;&quot;&apos;&#65;&#x1F410;&#x7;").unwrap(),
        "<>&\"'A\u{1f410}\u{7}"
    );
    assert_eq!(text("a\r\nb\rc&#13;d<![CDATA[\r\n]]>").unwrap(), "a\nb\nc\rd\n");
    assert_eq!(text("").unwrap(), "");
    for wrong in ["&nbsp;", "&", "&#0;", "&#xD800;", "&#+65;", "&#;", "&amp", "<b/>"] {
        assert!(text(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn reads_prologs() {
    for prolog in [
        "\u{feff}",
        "\u{feff}<?xml version='1.0' encoding='utf-8'?>",
        "\n<!-- c -->",
        "<?xml version=\"1.0\" encoding = \"UTF-8\" standalone=\"yes\"?>\n<!-- c --><?p?>",
        "<?xml version='1.0'?>",
    ] {
        assert_eq!(
            read(&format!("{prolog}<r><size>1</size></r><!-- c -->\n")).unwrap().size,
            Some(1)
        );
    }
    let encoding = read("<?xml version='1.0' encoding='ISO-8859-1'?><r/>");
    assert!(encoding.unwrap_err().starts_with("expected the encoding UTF-8"));
}

#[test]
fn refuses_malformed_documents() {
    for (body, expected) in [
        ("<r></s>", "expected the end tag of the open element at line 1 column 4"),
        ("<r/>x", "expected the end of the text at line 1 column 5"),
        ("<r/><r/>", "expected the end of the text at line 1 column 5"),
        ("x", "expected an element at line 1 column 1"),
        (
            "<!DOCTYPE r [<!ENTITY a 'b'>]><r/>",
            "expected an element, a comment or text at line 1 column 1",
        ),
        ("<r><1/></r>", "expected a name at line 1 column 5"),
        ("<r a></r>", "expected `=` at line 1 column 5"),
        ("<r a=b></r>", "expected a quoted value at line 1 column 6"),
        ("<r a='b'c='d'></r>", "expected `>` at line 1 column 9"),
        (
            " <?xml version='1.0'?><r/>",
            "expected the XML declaration at the start at line 1 column 7",
        ),
        ("<r a='' a=''></r>", "expected attributes with different names at line 1 column 13"),
        ("<r a='<'></r>", "expected a valid value at line 1 column 9"),
        ("<r><a:b/></r>", "expected a declared prefix at line 1 column 8"),
        ("<r><b xmlns:a=''><a:c/></b><a:c/></r>", "expected a declared prefix at line 1 column 32"),
        ("<r><!-- a -- b --></r>", "expected `>` at line 1 column 13"),
        ("<r><b>]]></b></r>", "expected valid text at line 1 column 10"),
        ("<r><b>&x;</b></r>", "expected valid text at line 1 column 10"),
        ("<r>\u{1}</r>", "expected valid text at line 1 column 5"),
        ("<r><![CDATA[\u{1}]]></r>", "expected valid text at line 1 column 17"),
        ("<r><b><![CDATA[\u{1}]]></b></r>", "expected valid text at line 1 column 20"),
        ("<r><name>&x;</name></r>", "name: expected valid text at line 1 column 13"),
    ] {
        assert_eq!(read(body), Err(expected.to_owned()), "{body}");
    }
}

#[test]
fn names_the_path_of_an_invalid_value() {
    let body = "<r><goatSet><item/><item><owners><entry><key>secret</key><value>x</value></entry></owners></item></goatSet></r>";
    let expected = "goatSet[1].owners.*: expected a 64-bit integer at line 1 column 74";
    assert_eq!(read(body), Err(expected.to_owned()));
}

#[test]
fn refuses_deep_documents() {
    let nested = |depth| format!("<r>{}{}</r>", "<a>".repeat(depth), "</a>".repeat(depth));
    assert!(read(&nested(127)).is_ok());
    assert!(read(&nested(128)).unwrap_err().starts_with("expected at most 128 nested elements"));
    assert!(read(&"<mother>".repeat(1_000_000)).is_err());
}

/// Quadratic time would be minutes.
#[test]
fn reads_long_documents() {
    let item = "\n<!-- c --><item><name>a &amp; b</name>\r\n<unknown x='&lt;'>&amp;<![CDATA[]]]]></unknown></item>";
    let herd = read(&format!("<r><goatSet>{}</goatSet></r>", item.repeat(20_000))).unwrap();
    let goat = Herd { name: Some("a & b".to_owned()), ..Herd::default() };
    assert_eq!(herd.goats, Some(vec![goat; 20_000]));
    let content = "a&amp;\r".repeat(200_000);
    assert_eq!(text(&content), Ok("a&\n".repeat(200_000)));
}

/// A structure that is much larger than `<i/>`.
#[derive(Clone, Debug, Default, PartialEq)]
struct Team {
    first: Option<Herd>,
    second: Option<Herd>,
    third: Option<Herd>,
    fourth: Option<Herd>,
    next: Option<Box<Team>>,
    others: Option<BTreeMap<String, Herd>>,
    teams: Option<Vec<Team>>,
}

xml::decode! { Team {
    "a" => first,
    "b" => second,
    "c" => third,
    "d" => fourth,
    "n" => next: Option<value_format::Boxed>,
    "o" [/ "e" "k" "v"] => others,
    "t" [*] => teams,
} }

#[test]
fn refuses_elements_that_take_much_more_memory_than_text() {
    let teams = |element: &str, count| {
        let body = format!("<r>{}</r>", element.repeat(count));
        let headers = HeaderMap::new();
        let team = Reply::new(StatusCode::OK, &headers, body.as_bytes()).xml::<Team>();
        team.map_err(|error| error.head().message.clone().unwrap_or_default())
    };
    for element in [
        "<t/>",
        "<t><n/></t>",
        "<t><t/></t>",
        "<t><o><e><k/><v/></e></o></t>",
        "<n/>",
        "<n><n/></n>",
    ] {
        assert!(teams(element, 1_000).is_ok(), "{element}");
        let error = teams(element, 200_000).unwrap_err();
        assert!(error.contains("the memory limit"), "{error}");
    }
    let error = teams("<t/>", 200_000).unwrap_err();
    assert!(error.starts_with("t[65536]: expected values"), "{error}");
}

#[test]
fn reads_many_elements_with_usual_text() {
    let item = "<item><name>Flicka</name><size>7</size></item>";
    let herd = read(&format!("<r><goatSet>{}</goatSet></r>", item.repeat(100_000))).unwrap();
    assert_eq!(herd.goats.map(|goats| goats.len()), Some(100_000));
    let herd = read(&format!("<r>{}</r>", "<tag/>".repeat(1_000_000))).unwrap();
    assert_eq!(herd.tags.map(|tags| tags.len()), Some(1_000_000));
    let note = |number| format!("<note><Name>{number}</Name><Value/></note>");
    let notes: String = (0..100_000).map(note).collect();
    let herd = read(&format!("<r>{notes}</r>")).unwrap();
    assert_eq!(herd.notes.map(|notes| notes.len()), Some(100_000));
}

/// Each proper prefix of a document is an error that may be retried.
#[test]
fn retries_cut_off_documents() {
    let body = "<?xml version='1.0'?><!-- c --><r a='b'><name>x&amp;y<![CDATA[z]]></name><!-- d --><b/></r>";
    assert!(read(body).is_ok());
    for length in 1..body.len() {
        let error = reply(&body.as_bytes()[..length]).unwrap_err();
        assert_eq!(error.retry(), Some(Retry::Transient), "{length}");
    }
    assert_eq!(reply(b"<r></s>").unwrap_err().retry(), None);
}

#[test]
fn only_outputs_without_members_have_an_empty_body() {
    let headers = HeaderMap::new();
    let reply_without_members = Reply::new(StatusCode::OK, &headers, b" \n");
    assert_eq!(reply_without_members.xml(), Ok(Empty {}));
    assert_eq!(reply_without_members.xml_result("R"), Ok(Empty {}));
    assert_eq!(reply(b" \n").unwrap_err().retry(), Some(Retry::Transient));
    assert!(reply(b"<r>\xff</r>").is_err());
}

#[test]
fn reads_the_result_of_a_query_response() {
    let result = |body: &str| {
        let headers = HeaderMap::new();
        let reply = Reply::new(StatusCode::OK, &headers, body.as_bytes());
        reply.xml_result::<Herd>("GetResult").map(|herd| herd.size)
    };
    let metadata = "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>";
    let body = format!("<Get><GetResult><size>1</size></GetResult>{metadata}</Get>");
    assert_eq!(result(&body), Ok(Some(1)));
    assert!(result(&format!("<Get>{metadata}</Get>")).is_err());
}

/// An output with texts that the service encodes.
#[derive(Debug, Default)]
struct Encoded {
    output: Option<String>,
    policy: Option<String>,
}

xml::decode! { Encoded {
    "Output" => output: Option<value_format::Base64Text>,
    "Policy" => policy: Option<value_format::UrlEncodedJson>,
} }

fn encoded(body: &str) -> [String; 2] {
    let headers = HeaderMap::new();
    let reply = Reply::new(StatusCode::OK, &headers, body.as_bytes());
    let Encoded { output, policy } = reply.xml().unwrap();
    [output.unwrap_or_default(), policy.unwrap_or_default()]
}

#[test]
fn decodes_texts_that_the_service_encodes() {
    let texts = |output: &str, policy: &str| {
        encoded(&format!("<r><Output>{output}</Output><Policy>{policy}</Policy></r>"))
    };
    assert_eq!(texts("aGk=\n", "%7B%22a%22%3A%20%22%C3%A9%22%7D"), ["hi", r#"{"a": "é"}"#]);
    assert_eq!(texts("/w==", "{\"a\": \"50%\"}"), ["ÿ", r#"{"a": "50%"}"#]);
    for text in ["a b", "a%20b", "%7B%", "%7b%zz", "%7b%ff", "%é"] {
        assert_eq!(texts("?", text), ["?", text]);
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Origin {
    Stud(String),
    Parents(Vec<String>),
    Unknown(String, String),
}

xml::decode_union! { Origin {
    "stud" => Stud,
    "parents" [/ "member"] => Parents,
} }

#[derive(Debug, Default)]
struct Goat {
    origin: Option<Origin>,
}

xml::decode! { Goat {
    "origin" => origin,
} }

#[test]
fn reads_a_union_with_one_member() {
    let origin = |content: &str| {
        let headers = HeaderMap::new();
        let body = format!("<r><origin>{content}</origin></r>");
        let reply = Reply::new(StatusCode::OK, &headers, body.as_bytes());
        reply.xml::<Goat>().map(|goat| goat.origin.unwrap())
    };
    let unknown = |value: &str| Ok(Origin::Unknown("wild".to_owned(), value.to_owned()));
    assert_eq!(origin("<stud>s</stud>"), Ok(Origin::Stud("s".to_owned())));
    let parents = Origin::Parents(strings(&["p"]));
    assert_eq!(origin("<parents><member>p</member></parents>"), Ok(parents));
    assert_eq!(origin("<wild>a&lt;<![CDATA[b]]></wild>"), unknown("a<b"));
    assert_eq!(origin("<wild><a>1</a></wild>"), unknown("<a>1</a>"));
    assert!(origin("").is_err());
    assert!(origin("<stud>s</stud><wild/>").is_err());
}

fn error(status: u16, body: &str) -> (String, Option<String>, Option<String>) {
    let (headers, status) = (HeaderMap::new(), StatusCode::from_u16(status).unwrap());
    let reply = Reply::new(status, &headers, body.as_bytes());
    let error = xml::reply::error(&reply);
    let head = error.head();
    (head.code.clone(), head.message.clone(), head.request_id.clone())
}

#[test]
fn reads_errors_in_all_forms() {
    let inner = "<Type>Sender</Type><Code>Lost</Code><Message>m</Message>";
    for body in [
        format!("<ErrorResponse><Error>{inner}</Error><RequestId>7</RequestId></ErrorResponse>"),
        format!(
            "<Response><Errors><Error>{inner}</Error></Errors><RequestID>7</RequestID></Response>"
        ),
        format!("<Error>{inner}<RequestId>7</RequestId></Error>"),
    ] {
        let (code, message, id) = error(400, &body);
        assert_eq!((&*code, message.as_deref(), id.as_deref()), ("Lost", Some("m"), Some("7")));
        let mut detail = Detail::default();
        let headers = HeaderMap::new();
        Reply::new(StatusCode::BAD_REQUEST, &headers, body.as_bytes()).xml_error(&mut detail);
        assert_eq!(detail.message.as_deref(), Some("m"), "{body}");
    }
}

#[derive(Debug, Default, PartialEq)]
struct Empty {}

xml::decode! { Empty {} }

#[derive(Debug, Default)]
struct Detail {
    message: Option<String>,
}

xml::decode! { Detail {
    "Message" => message,
} }

#[test]
fn reads_errors_that_are_not_xml() {
    assert_eq!(
        error(503, "<html><body>Busy</body></html>").1.as_deref(),
        Some("Service Unavailable")
    );
    assert_eq!(error(502, "").0, "502");
    assert_eq!(error(400, "no").1.as_deref(), Some("no"));
    assert_eq!(error(400, "<E><Error><Code>Lost</Code><Mess").0, "Lost");
}

/// A text with references for all characters that XML does not allow, or that are markup.
fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '&' | '<' | '>' | '\u{1}'..='\u{1f}' => format!("&#{};", u32::from(c)),
        _ => c.to_string(),
    };
    text.chars().map(escape).collect()
}

/// Any text but for the characters that no reference stands for.
fn any_text() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| text.replace(['\0', '\u{fffe}', '\u{ffff}'], ""))
}

proptest! {
    #[test]
    fn reads_any_text(value in any_text(), tags in prop::collection::vec(any_text(), 0..4)) {
        let tagged: Vec<String> = tags.iter().map(|tag| format!("<tag>{}</tag>", escaped(tag))).collect();
        let tagged = tagged.concat();
        let herd = read(&format!("<r><name>{}</name>{tagged}</r>", escaped(&value))).unwrap();
        prop_assert_eq!(herd.name, Some(value));
        prop_assert_eq!(herd.tags.unwrap_or_default(), tags);
    }

    #[test]
    fn never_panics(body in "[<>/!?\\[\\]a-c&;#='\" -]{0,40}") {
        let _ = read(&format!("<r>{body}</r>"));
        let _ = read(&body);
    }
}
