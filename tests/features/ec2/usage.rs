use ec2::types::{Filter, Stall};
use ec2::{Operation, RentStalls};
use http::{HeaderMap, StatusCode};

fn body(request: &RentStalls) -> String {
    String::from_utf8(request.request().unwrap().body().clone()).unwrap()
}

#[test]
fn posts_flattened_lists_with_capital_names() {
    let filter = Filter::new().name("size").values(vec!["big".to_owned()]);
    let request = RentStalls::new()
        .stall_ids(vec!["a".to_owned(), "b".to_owned()])
        .filters(vec![filter])
        .license(Stall::new().stall_id("c"))
        .dry_run(true);
    let expected = "Action=RentStalls&Version=2016-11-15&StallId.1=a&StallId.2=b&Filter.1.Name=size\
        &Filter.1.Value.1=big&licenseSpec.StallId=c&DryRun=true";
    assert_eq!(body(&request), expected);
}

#[test]
fn omits_empty_lists() {
    let request = RentStalls::new().stall_ids(Vec::new());
    assert_eq!(body(&request), "Action=RentStalls&Version=2016-11-15");
}

#[test]
fn reads_the_root_element() {
    let body = b"<RentStallsResponse><requestId>7</requestId><stallSet><item><stallId>a</stallId></item></stallSet></RentStallsResponse>";
    let output = RentStalls::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(output.stalls, Some(vec![Stall::new().stall_id("a")]));
}

#[test]
fn reads_errors() {
    let body = b"<Response><Errors><Error><Code>StallTaken</Code><Message>taken</Message></Error></Errors><RequestID>7</RequestID></Response>";
    let error = RentStalls::parse(StatusCode::BAD_REQUEST, &HeaderMap::new(), body).unwrap_err();
    assert_eq!((error.code(), error.message(), error.request_id()), ("StallTaken", Some("taken"), Some("7")));
}
