//! Roles of the Security Token Service (STS), for other credentials or for a web identity.

use std::fmt::Display;

use http::Method;

use super::super::super::runtime::clock::Clock;
use super::super::super::runtime::credentials::Credentials;
use super::super::super::runtime::sigv4::{Signing, sign};
use super::super::super::runtime::{
    Endpoints, Exception, Region, RequestBuilder, Service, percent, token,
};
use super::chain::Context;
use super::exchange::{Reply, send_while, shown};
use super::failure::Failure;
use super::profile_chain::WebIdentity;
use super::region::region;
use super::role::Role;
use super::settings::Configured;
use super::sts_reply::{AssumedRole, credentials_of, read};
use super::system::{Limits, System};

/// The endpoints, as in the model of the service.
pub const SERVICE: Service = Service {
    name: "AWS Security Token Service",
    signing_name: "sts",
    endpoints: Endpoints {
        prefix: "sts",
        exceptions: &[
            Exception::in_regions(&["aws-global"])
                .fips(false)
                .dual_stack(false)
                .url("https://sts.{suffix}")
                .signing_region("{global}"),
            Exception::in_regions(&["aws-global"]).signing_region("{global}"),
            Exception::in_partitions(&["aws-us-gov"])
                .dual_stack(false)
                .url("https://sts.{region}.{suffix}"),
        ],
    },
};

const VERSION: &str = "2011-06-15";
const FORM: &str = "application/x-www-form-urlencoded";

/// Assumes a role, in the region and with the endpoint of the settings.
///
/// # Errors
///
/// As [`assume_role`]. Fails if there is no region, or if a setting is invalid.
pub async fn load_role(
    context: &Context<'_>,
    role: &Role,
    credentials: &Credentials,
) -> Result<Credentials, Failure> {
    assume_role(context.system, &region_of(context).await?, role, credentials).await
}

/// Assumes the role of a web identity, in the region and with the endpoint of the settings.
///
/// # Errors
///
/// As [`assume_role_with_web_identity`]. Fails if there is no region, or if a setting is invalid.
pub async fn load_web_identity(
    context: &Context<'_>,
    identity: &WebIdentity,
) -> Result<Credentials, Failure> {
    assume_role_with_web_identity(context.system, &region_of(context).await?, identity).await
}

/// The region of requests, with the endpoint URL and the options of the settings.
async fn region_of(context: &Context<'_>) -> Result<Region, Failure> {
    let configured = Configured::load(context, &["STS"]).await;
    let configured = configured.map_err(|error| Failure::Failed(error.to_string()))?;
    Ok(region(configured, &[&SERVICE]))
}

/// Assumes a role with the credentials of someone else.
///
/// # Errors
///
/// Fails if STS refuses the role. The message names the role.
pub async fn assume_role(
    system: &dyn System,
    region: &Region,
    role: &Role,
    credentials: &Credentials,
) -> Result<Credentials, Failure> {
    let session = session_name(role.session_name.as_deref());
    let seconds = role.duration.map(|duration| duration.as_secs().to_string());
    let members = [
        ("RoleArn", Some(role.arn.as_str())),
        ("RoleSessionName", Some(&session)),
        ("DurationSeconds", seconds.as_deref()),
        ("ExternalId", role.external_id.as_deref()),
    ];
    let form = form("AssumeRole", members);
    let assumed = call(system, region, "AssumeRoleResult", form, Some(credentials)).await;
    credentials_of(assumed, &role.arn, "role")
}

/// Assumes a role with a web identity. Its token is read again at each call, because the file is rotated.
///
/// # Errors
///
/// Fails if the token cannot be read, or if STS refuses the role. The message names the role.
pub async fn assume_role_with_web_identity(
    system: &dyn System,
    region: &Region,
    WebIdentity { arn, token_file, session_name: name }: &WebIdentity,
) -> Result<Credentials, Failure> {
    let token = system.read(token_file);
    let token = token.map_err(|error| {
        Failure::Failed(format!("cannot read the web identity token `{token_file}`: {error}"))
    })?;
    let session = session_name(name.as_deref());
    let members = [
        ("RoleArn", Some(arn.as_str())),
        ("RoleSessionName", Some(&session)),
        ("WebIdentityToken", Some(&token)),
    ];
    let form = form("AssumeRoleWithWebIdentity", members);
    let assumed = call(system, region, "AssumeRoleWithWebIdentityResult", form, None).await;
    credentials_of(assumed, arn, "web-identity")
}

/// The name of a session: the given one, or one that no other session has.
fn session_name(name: Option<&str>) -> String {
    name.map_or_else(|| format!("farrier-{}", token::or_new(None)), ToOwned::to_owned)
}

/// The form of an operation, with the members that are set in the order of the model.
fn form<const N: usize>(action: &str, members: [(&str, Option<&str>); N]) -> String {
    let mut form = format!("Action={action}&Version={VERSION}");
    for (name, value) in members {
        if let Some(value) = value {
            form.push('&');
            form.push_str(name);
            form.push('=');
            percent::encode(&mut form, value, "");
        }
    }
    form
}

/// Sends a form, which is signed if there are credentials. `result` is the name of the element with the output.
async fn call(
    system: &dyn System,
    region: &Region,
    result: &str,
    form: String,
    credentials: Option<&Credentials>,
) -> Result<AssumedRole, String> {
    let text = |error: &dyn Display| error.to_string();
    let endpoint = SERVICE.endpoint(region).map_err(|error| text(&error))?;
    let mut request = RequestBuilder::new(Method::POST, "/");
    request.body(FORM, form.into_bytes());
    let request = request.build().and_then(|request| endpoint.resolve(request));
    let mut request = request.map_err(|error| text(&error))?;
    let clock = Clock::default();
    let mut is_corrected = false;
    loop {
        let skew = clock.skew();
        if let Some(credentials) = credentials {
            let (region, service) = (&endpoint.signing_region, &endpoint.signing_name);
            let signing = Signing::new(region, service, skew.correct(system.now()));
            sign(&mut request, credentials, &signing).map_err(|error| text(&error))?;
        }
        let fails_for_now =
            |reply: &Reply| read(reply, result).is_err_and(|error| error.retry().is_some());
        let reply = send_while(system, &request, Limits::OF_SERVICE, fails_for_now).await;
        let reply = reply
            .map_err(|error| format!("no response from `{}`: {error}", shown(&endpoint.url)))?;
        match read(&reply, result) {
            Ok(assumed) => return Ok(assumed),
            Err(error) if is_corrected => return Err(error.reason()),
            // The next signature has the time of STS.
            Err(error) if clock.measure(skew, &error, reply.headers(), system.now()) => {
                is_corrected = true;
            }
            Err(error) => return Err(error.reason()),
        }
    }
}
