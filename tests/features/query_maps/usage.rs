use query_maps::{Filter, Operation, Search, Timestamp};

#[test]
fn query_map_omits_keys_of_other_members() {
    let extra = [("a", "1"), ("max", "9"), ("mode", "slow")];
    let extra = extra.map(|(key, value)| (key.to_owned(), vec![value.to_owned(), "&".to_owned()]));
    let since = Timestamp::from_seconds(0);
    let search = Search::new().extra(extra).limit(7).weights(vec![1.5, f32::NAN]);
    let request = search.since(since).until(since).request().unwrap();
    assert_eq!(
        request.uri(),
        "/search?mode=fast&a=1&a=%26&max=7&w=1.5&w=NaN&since=1970-01-01T00%3A00%3A00Z&until=0"
    );
    let filters = [("b c".to_owned(), String::new())];
    assert_eq!(Filter::new(filters).request().unwrap().uri(), "/filter?b%20c=");
}
