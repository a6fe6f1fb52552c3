//! farrier's crate, with nine operations of EC2.

use ec2::runtime::xml::decode::Reader;
use ec2::{DescribeInstances, DescribeInstancesOutput, Operation};
use http::{HeaderMap, StatusCode};

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let body = replies.in_order;
    let kept = parse(body);
    vec![
        reply("reply", body),
        reply("reply by name", replies.by_name),
        Task::new("reply, passed over", move || {
            let mut reader = Reader::new(std::str::from_utf8(body).unwrap());
            reader.root().unwrap();
            reader.skip().unwrap();
            0
        }),
        Task::new("output, cloned", move || cores(&kept.clone())),
    ]
}

fn parse(body: &[u8]) -> DescribeInstancesOutput {
    DescribeInstances::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || cores(&parse(body)))
}

fn cores(output: &DescribeInstancesOutput) -> u64 {
    let reservations = output.reservations.iter().flatten();
    let instances = reservations.flat_map(|reservation| reservation.instances.iter().flatten());
    instances.map(|instance| instance.cpu_options.as_ref().unwrap().core_count.unwrap() as u64).sum()
}
