//! The keys and traits of public models are all known.

use std::io::Read;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{ModelFiles, load};
use farrier_codegen::survey;
use tests::{plain_renderer, repository, smithy_model};

fn rendered(errors: &Diagnostics) -> String {
    errors.render(&plain_renderer())
}

fn files(text: String) -> ModelFiles {
    ModelFiles::only(Source::new("model.json", text))
}

/// A model with Smithy traits that no AWS service uses, and with keys of older AWS models.
const TODAY: &str = r#"{
    "smithy": "2.0",
    "shapes": {
        "ns#Stables": {
            "type": "service", "version": "1", "operations": [{ "target": "ns#Ride" }],
            "traits": {
                "aws.protocols#restJson1": {},
                "smithy.mqtt#mqttJson": {},
                "aws.api#service": {
                    "sdkServiceId": "Stables", "awsProductName": "Stables", "serviceName": "stables", "name": "Stables",
                    "abbreviation": "St"
                },
                "aws.auth#sigv4": { "name": "stables" },
                "aws.apigateway#apiTlsPolicy": { "securityPolicy": "TLS_1_2" },
                "aws.apigateway#endpointConfiguration": { "types": ["REGIONAL"] },
                "aws.apigateway#minimumCompressionSize": 1024,
                "aws.apigateway#resourcePolicy": { "Version": "2012-10-17", "Statement": [] },
                "smithy.ai#prompts": { "ride": { "description": "Ride." } }
            }
        },
        "ns#Ride": {
            "type": "operation", "input": { "target": "ns#In" }, "output": { "target": "ns#Out" },
            "traits": {
                "smithy.api#http": { "method": "POST", "uri": "/ride" },
                "smithy.api#longPoll": { "timeoutMillis": 70000 },
                "aws.auth#cognitoUserPoolsScopes": ["ride"],
                "aws.apigateway#apiKeyRequired": {},
                "smithy.api#paginated": {
                    "inputToken": "from", "outputToken": "next", "pageSize": "most", "maxResults": "most"
                },
                "smithy.waiters#waitable": {
                    "Ridden": {
                        "description": "Waits.",
                        "acceptors": [{ "state": "success", "matcher": { "success": true } }]
                    }
                }
            }
        },
        "ns#In": { "type": "structure", "members": {
            "from": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery": "from" } },
            "most": { "target": "smithy.api#Integer", "traits": { "smithy.api#httpQuery": "most" } },
            "film": { "target": "ns#Film", "traits": { "smithy.api#httpPayload": {} } }
        } },
        "ns#Out": { "type": "structure", "members": { "next": { "target": "smithy.api#String" } } },
        "ns#Film": { "type": "blob", "traits": { "smithy.api#streaming": {}, "aws.api#awsChunked": {} } },
        "ns#rider": { "type": "structure", "traits": {
            "smithy.api#trait": {}, "smithy.api#metadata": { "key": "rider" }
        } }
    }
}"#;

#[test]
fn knows_all_traits_of_smithy() {
    let surveyed =
        survey(&files(TODAY.to_owned())).unwrap_or_else(|errors| panic!("{}", rendered(&errors)));
    assert!(surveyed["Ride"].is_ok(), "{}", rendered(surveyed["Ride"].as_ref().unwrap_err()));
    let service = load(&files(TODAY.to_owned())).unwrap().service;
    assert_eq!(service.sdk_id.as_deref(), Some("Stables"));
    assert_eq!(service.protocol.name(), "rest-json");
}

/// The files of a folder whose names have this suffix.
fn files_of(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    paths.sort();
    paths
}

fn text(path: &PathBuf) -> String {
    let mut text = String::new();
    let mut file = std::fs::File::open(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    } else {
        file.read_to_string(&mut text).unwrap();
    }
    text
}

#[test]
fn knows_all_keys_of_aws_models() {
    if smithy_model("").is_none() {
        return;
    }
    for path in files_of(&repository("../shared/smithy"), ".json.gz") {
        if let Err(errors) = load(&files(text(&path))) {
            panic!("{}: {}", path.display(), rendered(&errors));
        }
    }
}

#[test]
fn loads_all_smithy_suites_with_known_protocols() {
    for path in files_of(&repository("tests/suites/smithy"), ".json") {
        match survey(&files(text(&path))) {
            Ok(_) => assert!(!path.ends_with("rpcv2Json.json")),
            Err(errors) => {
                assert!(
                    path.ends_with("rpcv2Json.json"),
                    "{}: {}",
                    path.display(),
                    rendered(&errors)
                );
                let refused: Vec<_> = errors.iter().map(|error| error.refused()).collect();
                assert_eq!(refused, [Some("protocol `rpc-v2-json`")]);
            }
        }
    }
}
