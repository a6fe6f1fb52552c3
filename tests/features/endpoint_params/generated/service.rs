//! The name, signing name and endpoints of the service.

use crate::runtime::endpoint_params::Arn;
use crate::runtime::request::is_host_label;
use crate::runtime::{Endpoint, Endpoints, Exception, NoEndpoint, Region, Service};

/// The name, signing name and endpoints of the service.
pub const SERVICE: Service = Service {
    name: "Paddocks",
    signing_name: "paddocks",
    endpoints: Endpoints { prefix: "paddocks", exceptions: &[] },
};

/// Exceptions for other requests.
pub(crate) const OTHER: &[Exception] = &[
    Exception::everywhere().url("https://old-paddocks.{region}.{ipv4_suffix}"),
];

/// Exceptions for hosts with a label from the request or its settings.
pub(crate) const LABELED: &[Exception] = &[
    Exception::everywhere().url("https://{label}.paddocks.{region}.{ipv4_suffix}"),
];

/// Exceptions for other requests.
pub(crate) const OTHER_2: &[Exception] = &[
    Exception::everywhere().url("https://paddocks-night.{region}.{ipv4_suffix}"),
];

/// Exceptions for hosts with a label from the request or its settings.
pub(crate) const LABELED_2: &[Exception] = &[
    Exception::everywhere()
        .url("https://{label}.trails.paddocks.{ipv4_suffix}")
        .signing_region("*"),
];

/// Exceptions for `Plane` = `control`.
pub(crate) const CONTROL: &[Exception] = &[
    Exception::everywhere()
        .url("https://paddocks-control.{global}.{dual_stack_suffix}")
        .signing_region("{global}"),
];

/// Exceptions for hosts with a label from the request or its settings.
pub(crate) const LABELED_3: &[Exception] = &[
    Exception::everywhere().url("https://{label}.gates.{region}.{ipv4_suffix}"),
];

/// The endpoint for `HerdArns`, `AccountId`, `UseOldHost`.
pub(crate) fn herd_arns_endpoint(
    region: &Region,
    herd_arns: Option<&str>,
) -> Result<Endpoint, NoEndpoint> {
    let account_id = region.setting("AccountId");
    let use_old_host = region.setting("UseOldHost");
    let herd_arns_parts = Arn::read(herd_arns);
    if use_old_host == Some("true") {
        SERVICE.with(OTHER).endpoint(region)
    } else if region.allows_account_host() {
        if herd_arns_parts.service == "paddocks" && herd_arns_parts.region == region.name
            && is_host_label(herd_arns_parts.account)
        {
            SERVICE.with(LABELED).endpoint_with(region, herd_arns_parts.account)
        } else if account_id.is_some() {
            SERVICE.with(LABELED).endpoint_with(region, account_id.unwrap_or_default())
        } else {
            SERVICE.endpoint(region)
        }
    } else {
        SERVICE.endpoint(region)
    }
}

/// The endpoint for `IsNight`, `AccountId`, `UseOldHost`.
pub(crate) fn is_night_endpoint(
    region: &Region,
    is_night: Option<bool>,
) -> Result<Endpoint, NoEndpoint> {
    let account_id = region.setting("AccountId");
    let use_old_host = region.setting("UseOldHost");
    if is_night == Some(true) {
        SERVICE.with(OTHER_2).endpoint(region)
    } else if use_old_host == Some("true") {
        SERVICE.with(OTHER).endpoint(region)
    } else if region.allows_account_host() && account_id.is_some() {
        SERVICE.with(LABELED).endpoint_with(region, account_id.unwrap_or_default())
    } else {
        SERVICE.endpoint(region)
    }
}

/// The endpoint for `TrailId`, `AccountId`, `UseOldHost`.
pub(crate) fn trail_id_endpoint(
    region: &Region,
    trail_id: Option<&str>,
) -> Result<Endpoint, NoEndpoint> {
    let account_id = region.setting("AccountId");
    let use_old_host = region.setting("UseOldHost");
    if trail_id.is_some() {
        SERVICE.with(LABELED_2).endpoint_with(region, trail_id.unwrap_or_default())
    } else if use_old_host == Some("true") {
        SERVICE.with(OTHER).endpoint(region)
    } else if region.allows_account_host() && account_id.is_some() {
        SERVICE.with(LABELED).endpoint_with(region, account_id.unwrap_or_default())
    } else {
        SERVICE.endpoint(region)
    }
}

/// The endpoint for `HerdArn`, `AccountId`, `UseOldHost`.
pub(crate) fn herd_arn_endpoint(
    region: &Region,
    herd_arn: Option<&str>,
) -> Result<Endpoint, NoEndpoint> {
    let account_id = region.setting("AccountId");
    let use_old_host = region.setting("UseOldHost");
    let herd_arn_parts = Arn::read(herd_arn);
    if use_old_host == Some("true") {
        SERVICE.with(OTHER).endpoint(region)
    } else if region.allows_account_host() {
        if herd_arn_parts.service == "paddocks" && herd_arn_parts.region == region.name
            && is_host_label(herd_arn_parts.account)
        {
            SERVICE.with(LABELED).endpoint_with(region, herd_arn_parts.account)
        } else if account_id.is_some() {
            SERVICE.with(LABELED).endpoint_with(region, account_id.unwrap_or_default())
        } else {
            SERVICE.endpoint(region)
        }
    } else {
        SERVICE.endpoint(region)
    }
}

/// The endpoint for `AccountId`, `UseOldHost`.
pub(crate) fn account_id_use_old_host_endpoint(region: &Region) -> Result<Endpoint, NoEndpoint> {
    let account_id = region.setting("AccountId");
    let use_old_host = region.setting("UseOldHost");
    if use_old_host == Some("true") {
        SERVICE.with(OTHER).endpoint(region)
    } else if region.allows_account_host() && account_id.is_some() {
        SERVICE.with(LABELED).endpoint_with(region, account_id.unwrap_or_default())
    } else {
        SERVICE.endpoint(region)
    }
}

/// The endpoint for `GateId`, `AccountId`, `UseOldHost`.
pub(crate) fn gate_id_endpoint(
    region: &Region,
    gate_id: Option<&str>,
) -> Result<Endpoint, NoEndpoint> {
    let account_id = region.setting("AccountId");
    let use_old_host = region.setting("UseOldHost");
    if gate_id.is_some() {
        SERVICE.with(LABELED_3).endpoint_with(region, gate_id.unwrap_or_default())
    } else if use_old_host == Some("true") {
        SERVICE.with(OTHER).endpoint(region)
    } else if region.allows_account_host() && account_id.is_some() {
        SERVICE.with(LABELED).endpoint_with(region, account_id.unwrap_or_default())
    } else {
        SERVICE.endpoint(region)
    }
}
