//! Settings of botocore's client, as settings of farrier.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

/// The region of botocore's client unless the settings name one.
const REGION: &str = "us-west-2";

/// The settings of a call, as the driver takes them.
#[derive(Default, Serialize)]
pub struct Settings {
    pub region: Region,
    /// Whether the request is sent without a signature.
    pub unsigned: bool,
    /// `when_required` or `when_supported`, the default.
    pub request_checksums: Option<String>,
    /// `when_required` or `when_supported`, the default.
    pub reply_checksums: Option<String>,
}

/// The region of the client, with its settings.
#[derive(Default, Serialize)]
pub struct Region {
    name: String,
    fips: bool,
    dual_stack: bool,
    url: Option<String>,
    settings: BTreeMap<&'static str, String>,
}

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    ///
    /// Names a setting that farrier does not have.
    pub fn read(config: &Map<String, Value>) -> Result<Self, String> {
        let mut settings = Self::default();
        REGION.clone_into(&mut settings.region.name);
        // botocore's default for `us-east-1`.
        settings.region.set("UseGlobalEndpoint", true);
        for (key, value) in config {
            settings.add(key, value).ok_or_else(|| format!("the setting `{key}: {value}`"))?;
        }
        Ok(settings)
    }

    /// Adds a setting. `None` if farrier does not have it.
    fn add(&mut self, key: &str, value: &Value) -> Option<()> {
        let region = &mut self.region;
        match key {
            "region" | "region_name" => value.as_str()?.clone_into(&mut region.name),
            "use_dualstack_endpoint" => region.dual_stack = value.as_bool()?,
            "use_fips_endpoint" => region.fips = value.as_bool()?,
            "endpoint_url" => region.url = Some(value.as_str()?.to_owned()),
            "unsigned" => self.unsigned = value.as_bool()?,
            "signature_version" if value == "unsigned" => self.unsigned = true,
            "signature_version" if value == "s3v4" || value == "v4" => {}
            "request_checksum_calculation" => self.request_checksums = Some(checksums(value)?),
            "response_checksum_validation" => self.reply_checksums = Some(checksums(value)?),
            "s3" => {
                for (key, value) in value.as_object()? {
                    region.add(key, value)?;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

impl Region {
    /// Adds a setting of the key `s3`. `None` if farrier does not have it.
    fn add(&mut self, key: &str, value: &Value) -> Option<()> {
        match (key, value.as_str()) {
            ("addressing_style", Some("path")) => self.set("ForcePathStyle", true),
            ("addressing_style", Some("virtual")) => self.set("ForcePathStyle", false),
            ("addressing_style", Some("auto")) => {}
            ("us_east_1_regional_endpoint", Some(kind @ ("regional" | "legacy"))) => {
                self.set("UseGlobalEndpoint", kind == "legacy");
            }
            ("use_accelerate_endpoint", None) => self.set("Accelerate", value.as_bool()?),
            ("use_dualstack_endpoint", None) => self.dual_stack = value.as_bool()?,
            ("use_arn_region", None) => self.set("UseArnRegion", value.as_bool()?),
            _ => return None,
        }
        Some(())
    }

    fn set(&mut self, name: &'static str, value: bool) {
        self.settings.insert(name, value.to_string());
    }
}

/// The choice of checksums.
fn checksums(value: &Value) -> Option<String> {
    let is_known = |text: &&str| ["when_supported", "when_required"].contains(text);
    value.as_str().filter(is_known).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Settings;

    fn read(config: &Value) -> Result<Value, String> {
        let settings = Settings::read(config.as_object().unwrap())?;
        Ok(serde_json::to_value(settings).unwrap())
    }

    #[test]
    fn reads_settings() {
        let settings = read(&json!({
            "region": "us-east-1",
            "s3": { "addressing_style": "path", "use_arn_region": false },
            "request_checksum_calculation": "when_required",
        }));
        let settings = settings.unwrap();
        let of_region = json!({
            "ForcePathStyle": "true", "UseArnRegion": "false", "UseGlobalEndpoint": "true",
        });
        assert_eq!(settings["region"]["settings"], of_region);
        assert_eq!(settings["request_checksums"], "when_required");
        assert_eq!(read(&json!({})).unwrap()["region"]["name"], "us-west-2");
    }

    #[test]
    fn names_unknown_settings() {
        for config in [
            json!({ "proxies": {} }),
            json!({ "s3": { "payload_signing_enabled": true } }),
            json!({ "request_checksum_calculation": "sometimes" }),
        ] {
            assert!(read(&config).is_err(), "{config}");
        }
    }
}
