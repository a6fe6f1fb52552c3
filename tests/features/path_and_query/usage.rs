use path_and_query::{BuildError, FindHorses, Operation, PutRoute, Timestamp};

#[test]
fn encodes_labels_and_keeps_slashes_in_greedy_ones() {
    let request = FindHorses::new(7, "a b/c:d/é", 10).request().unwrap();
    assert_eq!(request.uri(), "/stables/7/horses/a%20b/c%3Ad/%C3%A9?view=full&limit=10");
}

#[test]
fn writes_query_in_member_order_and_repeats_list_keys() {
    let mut find = FindHorses::new(7, "x", 10)
        .names(vec!["A&B".to_owned(), String::new()])
        .colours(vec!["bay".into(), "piebald".into()])
        .shod(true)
        .born_after(Timestamp::new(1_516_925_490, 87_000_000).unwrap());
    let query = "view=full&colour=bay&colour=piebald&name=A%26B&name=&limit=10&shod=true\
                 &bornAfter=2018-01-26T00%3A11%3A30.087000Z";
    assert_eq!(find.request().unwrap().uri().query(), Some(query));
    find.names = Some(Vec::new());
    find.colours = None;
    assert!(find.request().unwrap().uri().query().unwrap().starts_with("view=full&limit=10&"));
}

#[test]
fn lists_of_text_are_any_collections() {
    let find = || FindHorses::new(7, "x", 10);
    let expected = find().names(vec!["Bella".to_owned()]).colours(vec!["bay".into()]);
    assert_eq!(find().names(["Bella"]).colours(["bay"]), expected);
    assert_eq!(find().names(vec!["Bella".into()]).colours(["bay".to_owned()]), expected);
    let names = ["bella"].iter().map(|name| name.replace('b', "B"));
    assert_eq!(find().names(names).colours(&["bay"][..]), expected);
    assert_eq!(find().names(vec![]), find().names([""; 0]));
}

#[test]
fn rejects_empty_label() {
    let refused = FindHorses::new(7, "", 10).request();
    assert_eq!(refused.unwrap_err(), BuildError::EmptyLabel("path"));
}

#[test]
fn rejects_uri_that_is_too_long() {
    let refused = FindHorses::new(7, "x".repeat(70_000), 10).request();
    assert!(matches!(refused, Err(BuildError::Uri(_))));
}

#[test]
fn serde_form_separates_label_and_body_member_with_one_name() {
    let put = PutRoute::new("GET").target_method("POST");
    let request = put.request().unwrap();
    assert_eq!(
        (request.uri().path(), &**request.body()),
        ("/routes/GET", &br#"{"httpMethod":"POST"}"#[..])
    );
    let stored = serde_json::to_string(&put).unwrap();
    assert_eq!(stored, r#"{"http_method":"GET","httpMethod":"POST"}"#);
    assert_eq!(serde_json::from_str::<PutRoute>(&stored).unwrap(), put);
}
