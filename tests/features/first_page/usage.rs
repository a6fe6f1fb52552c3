use first_page::{ListShards, ListShardsOutput};
use first_page::runtime::paging::Paginated;

#[test]
fn next_page_is_requested_without_the_members_of_the_first() {
    let first = ListShards::new().stream_name("brook").exclusive_start_shard_id("s1").max_results(2);
    let mut page = ListShardsOutput::default();
    page.next_token = Some("t".to_owned());
    let next = ListShards::new().next_token("t").max_results(2);
    assert_eq!(first.next_page(&page), Some(next));
}
