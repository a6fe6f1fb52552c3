//! Handwritten types with serde's derive and quick-xml, and the lower bound of reading the same text. Timestamps stay text.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;

use crate::{Replies, Task};

pub fn tasks(replies: &Replies) -> Vec<Task> {
    let body = replies.in_order;
    let kept = parse(body);
    vec![
        reply("reply", body),
        reply("reply by name", replies.by_name),
        Task::new("reply, passed over", move || {
            let mut reader = Reader::from_str(std::str::from_utf8(body).unwrap());
            while reader.read_event().unwrap() != Event::Eof {}
            0
        }),
        Task::new("output, cloned", move || cores(&kept.clone())),
    ]
}

fn parse(body: &[u8]) -> Output {
    quick_xml::de::from_str(std::str::from_utf8(body).unwrap()).unwrap()
}

fn reply(name: &'static str, body: &'static [u8]) -> Task {
    Task::new(name, move || cores(&parse(body)))
}

fn cores(output: &Output) -> u64 {
    let reservations = output.reservation_set.as_ref().unwrap().item.iter();
    let instances = reservations.flat_map(|reservation| &reservation.instances_set.as_ref().unwrap().item);
    instances.map(|instance| instance.cpu_options.as_ref().unwrap().core_count.unwrap() as u64).sum()
}

/// A list with its wrapper.
#[derive(Clone, Deserialize)]
struct List<T> {
    #[serde(default = "Vec::new")]
    item: Vec<T>,
}

/// Structures whose members are named as on the wire, in camel case.
macro_rules! structures {
    ($($name:ident { $($(#[$meta:meta])? $field:ident: $type:ty,)* })*) => {$(
        #[derive(Clone, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[allow(dead_code)]
        struct $name {
            $($(#[$meta])? $field: Option<$type>,)*
        }
    )*};
}
structures! {
    Output { request_id: String, reservation_set: List<Reservation>, }
    Reservation {
        reservation_id: String, owner_id: String, group_set: List<Group>,
        instances_set: List<Instance>,
    }
    Instance {
        instance_id: String, image_id: String, instance_state: State, private_dns_name: String,
        dns_name: String, reason: String, key_name: String, ami_launch_index: i32,
        product_codes: List<Product>, instance_type: String, launch_time: String,
        placement: Placement, monitoring: Monitoring, subnet_id: String, vpc_id: String,
        private_ip_address: String, ip_address: String, source_dest_check: bool,
        group_set: List<Group>, architecture: String, root_device_type: String,
        root_device_name: String, block_device_mapping: List<Device>, virtualization_type: String,
        client_token: String, tag_set: List<Tag>, hypervisor: String,
        network_interface_set: List<Interface>, iam_instance_profile: Profile, ebs_optimized: bool,
        ena_support: bool, cpu_options: Cpu,
        capacity_reservation_specification: CapacityReservation, hibernation_options: Hibernation,
        enclave_options: Enclave, metadata_options: Metadata, maintenance_options: Maintenance,
        current_instance_boot_mode: String, platform_details: String, usage_operation: String,
        usage_operation_update_time: String, private_dns_name_options: NameOptions,
    }
    State { code: i32, name: String, }
    Product { product_code: String, }
    Placement { availability_zone: String, group_name: String, tenancy: String, }
    Monitoring { state: String, }
    Group { group_id: String, group_name: String, }
    Device { device_name: String, ebs: Ebs, }
    Ebs { volume_id: String, status: String, attach_time: String, delete_on_termination: bool, }
    Tag { key: String, value: String, }
    Interface {
        network_interface_id: String, subnet_id: String, vpc_id: String, description: String,
        owner_id: String, status: String, mac_address: String, private_ip_address: String,
        private_dns_name: String, source_dest_check: bool, group_set: List<Group>,
        attachment: Attachment, association: Association,
        private_ip_addresses_set: List<PrivateAddress>, ipv6_addresses_set: List<Address>,
        interface_type: String,
    }
    Attachment {
        attachment_id: String, device_index: i32, status: String, attach_time: String,
        delete_on_termination: bool, network_card_index: i32,
    }
    Association { public_ip: String, public_dns_name: String, ip_owner_id: String, }
    PrivateAddress {
        private_ip_address: String, private_dns_name: String, primary: bool,
        association: Association,
    }
    Address { ipv6_address: String, }
    Profile { arn: String, id: String, }
    Cpu { core_count: i32, threads_per_core: i32, }
    CapacityReservation { capacity_reservation_preference: String, }
    Hibernation { configured: bool, }
    Enclave { enabled: bool, }
    Metadata {
        state: String, http_tokens: String, http_put_response_hop_limit: i32,
        http_endpoint: String, http_protocol_ipv6: String, instance_metadata_tags: String,
    }
    Maintenance { auto_recovery: String, }
    NameOptions {
        hostname_type: String, enable_resource_name_dns_a_record: bool,
        #[serde(rename = "enableResourceNameDnsAAAARecord")]
        enable_resource_name_dns_aaaa_record: bool,
    }
}
