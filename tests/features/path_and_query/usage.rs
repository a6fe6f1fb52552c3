use path_and_query::{BuildError, FindHorses, Operation, PutRoute, Timestamp};

#[test]
fn labels_are_encoded_and_a_greedy_one_keeps_its_slashes() {
    let request = FindHorses::new(7, "a b/c:d/é", 10).request().unwrap();
    assert_eq!(request.uri(), "/stables/7/horses/a%20b/c%3Ad/%C3%A9?view=full&limit=10");
}

#[test]
fn the_query_is_in_member_order_after_the_fixed_part_and_lists_repeat_their_key() {
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
fn an_empty_label_is_refused_by_name() {
    let refused = FindHorses::new(7, "", 10).request();
    assert_eq!(refused.unwrap_err(), BuildError::EmptyLabel("path"));
}

#[test]
fn a_uri_that_is_too_long_is_refused() {
    let refused = FindHorses::new(7, "x".repeat(70_000), 10).request();
    assert!(matches!(refused, Err(BuildError::Uri(_))));
}

#[test]
fn a_label_whose_member_is_called_like_a_wire_name_of_the_body_is_stored_under_its_own() {
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
