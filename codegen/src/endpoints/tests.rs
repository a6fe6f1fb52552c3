//! Small rule sets, and the test cases of AWS's own models, resolved by the runtime.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use super::choose::Folder;
use super::known::{MADE_UP, REGIONS};
use super::later::RuleArgument;
use super::partition::Partition;
use super::{EndpointCases, HostDefaults, ResolvedEndpoint, RuleError, read, resolve_call};
use crate::diagnostic::Source;
use crate::frontend::{Layers, ModelFiles, load};
use crate::ir::{EndpointChoice, EndpointException, EndpointRefusal, EndpointScope};
use crate::runtime::{Endpoint, Endpoints, Exception, NoEndpoint, Region, Service};

const USUAL: HostDefaults<'_> = HostDefaults { prefix: "horses", signing_name: "stable" };

/// The exceptions that a rule set makes for any operation.
fn table(rules: &Value) -> Result<Vec<EndpointException>, RuleError> {
    Folder::new(&read::rule_set(rules)?, USUAL).service()
}

fn leaked(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn leaked_list(texts: &[String]) -> &'static [&'static str] {
    texts.iter().map(|text| leaked(text)).collect::<Vec<_>>().leak()
}

/// An exception as generated code builds it.
fn in_runtime(exception: &EndpointException) -> Exception {
    let mut built = match &exception.scope {
        EndpointScope::Everywhere => Exception::everywhere(),
        EndpointScope::Partitions(ids) => Exception::in_partitions(leaked_list(ids)),
        EndpointScope::Regions(names) => Exception::in_regions(leaked_list(names)),
    };
    if let Some(fips) = exception.fips {
        built = built.fips(fips);
    }
    if let Some(dual_stack) = exception.dual_stack {
        built = built.dual_stack(dual_stack);
    }
    let Some(answer) = &exception.answer else { return built.refused() };
    built = built.usual();
    if let Some(url) = &answer.url {
        built = built.url(leaked(url));
    }
    if let Some(region) = &answer.signing_region {
        built = built.signing_region(leaked(region));
    }
    if let Some(name) = &answer.signing_name {
        built = built.signing_name(leaked(name));
    }
    built
}

fn service(defaults: HostDefaults<'_>, exceptions: &[EndpointException]) -> Service {
    let exceptions: Vec<Exception> = exceptions.iter().map(in_runtime).collect();
    Service {
        name: "Horses",
        signing_name: leaked(defaults.signing_name),
        endpoints: Endpoints { prefix: leaked(defaults.prefix), exceptions: exceptions.leak() },
    }
}

fn asked(region: &str, fips: bool, dual_stack: bool) -> Region {
    let region = Region::new(region);
    let region = if fips { region.fips() } else { region };
    if dual_stack { region.dual_stack() } else { region }
}

fn resolve(service: &Service, region: &Region) -> Option<ResolvedEndpoint> {
    let endpoint: Result<Endpoint, NoEndpoint> = service.endpoint(region);
    let endpoint = endpoint.ok()?;
    Some(ResolvedEndpoint {
        url: endpoint.url,
        signing_region: Some(endpoint.signing_region),
        signing_name: Some(endpoint.signing_name),
    })
}

/// A rule set with these rules, in which `P` is the partition.
fn rules(rules: &Value) -> Value {
    let tree = json!({
        "type": "tree",
        "conditions": [{ "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "P" }],
        "rules": rules,
    });
    let switch = |name: &str| json!({ "type": "boolean", "builtIn": name, "default": false });
    json!({
        "version": "1.0",
        "parameters": {
            "Region": { "type": "string", "builtIn": "AWS::Region", "required": true },
            "UseFIPS": switch("AWS::UseFIPS"),
            "UseDualStack": switch("AWS::UseDualStack"),
            "Herd": { "type": "string" },
        },
        "rules": [tree],
    })
}

fn is_true(name: &str) -> Value {
    json!({ "fn": "booleanEquals", "argv": [{ "ref": name }, true] })
}

fn is_in(partition: &str) -> Value {
    let name = json!({ "fn": "getAttr", "argv": [{ "ref": "P" }, "name"] });
    json!({ "fn": "stringEquals", "argv": [name, partition] })
}

fn at(conditions: &[Value], url: &str) -> Value {
    json!({ "type": "endpoint", "conditions": conditions, "endpoint": { "url": url } })
}

fn none(conditions: &[Value]) -> Value {
    json!({ "type": "error", "conditions": conditions, "error": "no" })
}

/// Rules for the default host pattern.
fn usual() -> Vec<Value> {
    let url = |fips: &str, suffix: &str| format!("https://horses{fips}.{{Region}}.{{P#{suffix}}}");
    let [fips, dual_stack] = ["UseFIPS", "UseDualStack"].map(is_true);
    vec![
        at(&[fips.clone(), dual_stack.clone()], &url("-fips", "dualStackDnsSuffix")),
        at(&[fips], &url("-fips", "dnsSuffix")),
        at(&[dual_stack], &url("", "dualStackDnsSuffix")),
        at(&[], &url("", "dnsSuffix")),
    ]
}

/// The number of exceptions if these rules come before the default ones, and the resulting service.
fn with(first: Vec<Value>) -> (usize, Service) {
    let all = rules(&Value::Array(first.into_iter().chain(usual()).collect()));
    let exceptions = table(&all).unwrap();
    (exceptions.len(), service(USUAL, &exceptions))
}

fn url(service: &Service, region: &Region) -> String {
    service.endpoint(region).map_or_else(|error| error.to_string(), |endpoint| endpoint.url)
}

#[test]
fn default_hosts_need_no_exception() {
    let (count, horses) = with(Vec::new());
    assert_eq!(count, 0);
    assert_eq!(url(&horses, &"cn-north-1".into()), "https://horses.cn-north-1.amazonaws.com.cn");
    let both = asked("us-gov-east-1", true, true);
    assert_eq!(url(&horses, &both), "https://horses-fips.us-gov-east-1.api.aws");
}

#[test]
fn partition_exception_covers_unknown_regions() {
    let fips = is_true("UseFIPS");
    let gov = at(&[is_in("aws-us-gov"), fips], "https://horses.{Region}.{P#dnsSuffix}");
    let (count, horses) = with(vec![gov]);
    assert_eq!(count, 1);
    for region in ["us-gov-west-1", "us-gov-north-7"] {
        let expected = format!("https://horses.{region}.amazonaws.com");
        assert_eq!(url(&horses, &asked(region, true, false)), expected);
    }
    assert!(url(&horses, &asked("eu-west-1", true, false)).contains("-fips"));
}

#[test]
fn global_host_is_one_exception() {
    let mut global = at(&[is_in("aws")], "https://horses.amazonaws.com");
    global["endpoint"]["properties"] = json!({ "authSchemes": [
        { "name": "sigv4a", "signingRegionSet": ["*"] },
        { "name": "sigv4", "signingRegion": "us-east-1", "signingName": "herd" },
    ] });
    let (count, horses) = with(vec![global]);
    assert_eq!(count, 1);
    let endpoint = horses.endpoint(&asked("eu-west-1", false, true)).unwrap();
    assert_eq!(endpoint.url, "https://horses.amazonaws.com");
    assert_eq!(endpoint.signing_region, "us-east-1");
    assert_eq!(endpoint.signing_name, "herd");
    assert_eq!(horses.endpoint(&"cn-north-1".into()).unwrap().signing_region, "cn-north-1");
}

/// WAF has one endpoint in the partition `aws`, whose signing region its rules do not name for every host.
#[test]
fn service_without_regions_is_signed_for_its_only_region() {
    let folded = |service: &str| {
        let mut rules = read::rule_set(&rules(&usual().into())).unwrap();
        rules.service = service.to_owned();
        Folder::new(&rules, USUAL).service().unwrap()
    };
    assert_eq!(folded("Horses"), []);
    let exceptions = folded("WAF");
    let table = super::EndpointTable { defaults: USUAL, exceptions: &exceptions };
    let region = |region: &str| table.resolve(region, false, false).unwrap().signing_region;
    assert_eq!(region("eu-west-1").as_deref(), Some("us-east-1"));
    assert_eq!(region("cn-north-1").as_deref(), Some("cn-north-1"));
}

#[test]
fn region_overrides_its_partition() {
    let old = json!({ "fn": "stringEquals", "argv": [{ "ref": "Region" }, "us-east-1"] });
    let (count, horses) = with(vec![at(&[old], "https://horses.amazonaws.com")]);
    assert_eq!(count, 1);
    assert_eq!(url(&horses, &"us-east-1".into()), "https://horses.amazonaws.com");
    assert_eq!(url(&horses, &"us-east-2".into()), "https://horses.us-east-2.amazonaws.com");
}

#[test]
fn rules_may_name_unknown_regions() {
    let local = json!({ "fn": "stringEquals", "argv": [{ "ref": "Region" }, "local"] });
    let (count, horses) = with(vec![at(&[local], "http://localhost:8000")]);
    assert_eq!(count, 1);
    assert_eq!(url(&horses, &"local".into()), "http://localhost:8000");
}

#[test]
fn reports_missing_endpoint() {
    let (count, horses) = with(vec![none(&[is_true("UseFIPS")])]);
    assert_eq!(count, 1);
    assert_eq!(
        url(&horses, &asked("eu-west-1", true, false)),
        "Horses has no endpoint in `eu-west-1`: FIPS is not available in this region"
    );
}

/// Another region would not help.
#[test]
fn refused_values_are_the_reason() {
    const EXCEPTIONS: &[Exception] = &[Exception::in_partitions(&["aws"]).refused_values()];
    let horses = service(USUAL, &[]);
    assert_eq!(
        url(&horses.with(EXCEPTIONS), &"eu-west-1".into()),
        "Horses has no endpoint in `eu-west-1`: its rules refuse the values of the request, such as its ARN or ID"
    );
}

#[test]
fn other_required_parameters_need_a_url() {
    let mut all = rules(&json!(usual()));
    all["parameters"]["Herd"]["required"] = json!(true);
    let exceptions = table(&all).unwrap();
    assert_eq!(exceptions.len(), 1);
    let horses = service(USUAL, &exceptions);
    assert_eq!(
        url(&horses, &"eu-west-1".into()),
        "Horses has no endpoint in `eu-west-1`: no host is known for such a request; set `Region::url`"
    );
    assert_eq!(url(&horses, &Region::new("eu-west-1").url("http://localhost")), "http://localhost");
}

#[test]
fn unknown_regions_follow_the_rules_not_their_partition() {
    let named =
        |region: &str| json!({ "fn": "stringEquals", "argv": [{ "ref": "Region" }, region] });
    let own = |region: &str| at(&[named(region)], "https://own.{Region}.amazonaws.com");
    let (count, horses) = with(vec![own("us-gov-east-1"), own("us-gov-west-1")]);
    assert_eq!(count, 1);
    assert_eq!(url(&horses, &"us-gov-west-1".into()), "https://own.us-gov-west-1.amazonaws.com");
    let unknown = "us-gov-north-7";
    assert_eq!(url(&horses, &unknown.into()), format!("https://horses.{unknown}.amazonaws.com"));
}

#[test]
fn constant_replaces_a_parameter_without_default() {
    let mut all = rules(&json!(
        [at(
            &[json!({ "fn": "stringEquals", "argv": [{ "ref": "Herd" }, "red"] })],
            "https://red.amazonaws.com"
        )]
        .into_iter()
        .chain(usual())
        .collect::<Vec<_>>()
    ));
    all["parameters"]["Herd"]["required"] = json!(true);
    let all = read::rule_set(&all).unwrap();
    let mut folder = Folder::new(&all, USUAL);
    let constant =
        |herd: &str| BTreeMap::from([("Herd".to_owned(), RuleArgument::Text(herd.to_owned()))]);
    let red = folder.operation(&constant("red")).unwrap().choice;
    assert_eq!(url(&service(USUAL, red.usual()), &"eu-west-1".into()), "https://red.amazonaws.com");
    let blue = folder.operation(&constant("blue")).unwrap().choice;
    assert_eq!(blue, EndpointChoice::Table { exceptions: Vec::new(), label: None });
}

#[test]
fn refuses_parameters_that_rules_compute_with() {
    let part =
        json!({ "fn": "substring", "argv": [{ "ref": "Herd" }, 0, 2, false], "assign": "Part" });
    let is_set = json!({ "fn": "isSet", "argv": [{ "ref": "Herd" }] });
    let first = at(&[is_set, part], "https://{Part}.amazonaws.com");
    let all = rules(&json!([first].into_iter().chain(usual()).collect::<Vec<_>>()));
    let all = read::rule_set(&all).unwrap();
    let values = BTreeMap::from([("Herd".to_owned(), RuleArgument::Later)]);
    let chosen = Folder::new(&all, USUAL).operation(&values).unwrap();
    assert_eq!(chosen.refused, BTreeMap::from([("Herd".to_owned(), EndpointRefusal::Computed)]));
    assert_eq!(chosen.choice, EndpointChoice::Table { exceptions: Vec::new(), label: None });
}

#[test]
fn evaluates_functions() {
    let holds = |condition: Value| {
        let first = vec![
            at(&[condition], "https://yes.amazonaws.com"),
            at(&[], "https://no.amazonaws.com"),
        ];
        let exceptions = table(&rules(&json!(first))).unwrap();
        url(&service(USUAL, &exceptions), &"eu-west-1".into()).contains("yes")
    };
    let call = |function: &str, arguments: Value| json!({ "fn": function, "argv": arguments });
    let equal = |value: Value, text: &str| call("stringEquals", json!([value, text]));
    assert!(holds(equal(call("substring", json!(["{Region}", 0, 2, false])), "eu")));
    assert!(holds(equal(call("substring", json!(["{Region}", 0, 2, true])), "-1")));
    assert!(!holds(call("isSet", json!([call("substring", json!(["{Region}", 0, 20, true]))]))));
    assert!(holds(equal(call("uriEncode", json!(["a b/{Region}"])), "a%20b%2Feu-west-1")));
    assert!(holds(call("isValidHostLabel", json!(["a-1", false]))));
    assert!(!holds(call("isValidHostLabel", json!(["a.1", false]))));
    assert!(holds(call("isValidHostLabel", json!(["a.1", true]))));
    assert!(holds(call("not", json!([call("isSet", json!([{ "ref": "Herd" }]))]))));
    let arn = |path: &str| {
        call("getAttr", json!([call("aws.parseArn", json!(["arn:aws:s3:x:1:bay/7"])), path]))
    };
    assert!(holds(equal(arn("resourceId[1]"), "7")));
    assert!(holds(equal(arn("accountId"), "1")));
    let url =
        |path: &str| call("getAttr", json!([call("parseURL", json!(["https://a.b:7/c"])), path]));
    assert!(holds(equal(url("authority"), "a.b:7")));
    assert!(holds(equal(url("normalizedPath"), "/c/")));
    assert!(!holds(call("isSet", json!([call("parseURL", json!(["https://a.b?c"]))]))));
    assert!(!holds(call("aws.isVirtualHostableS3Bucket", json!(["1.2.3.4", true]))));
    assert!(holds(equal(json!("{{{Region}}}"), "{{eu-west-1}}")));
}

#[test]
fn reports_invalid_rules() {
    let mut messages = Vec::new();
    let mut check = |first: Value| {
        let fault = table(&rules(&json!([first]))).unwrap_err();
        messages.push(format!("{}: {}", fault.path.join("."), fault.message));
    };
    check(at(&[json!({ "fn": "aws.moonPhase", "argv": [] })], "https://a.b"));
    check(at(&[json!({ "fn": "not", "argv": [] })], "https://a.b"));
    check(at(&[json!({ "fn": "isSet", "argv": [{ "ref": "Stable" }] })], "https://a.b"));
    check(at(&[is_true("Region")], "https://a.b"));
    check(at(&[], "https://{Region"));
    check(at(&[], "https://{P#moon}"));
    check(at(&[], "https://a.b/\" + evil() + \""));
    check(json!({ "type": "riddle" }));
    check(
        json!({ "type": "endpoint", "endpoint": { "url": "https://a.b", "headers": { "a": ["b"] } } }),
    );
    assert_eq!(
        messages,
        [
            "rules.0.rules.0.conditions.0.fn: unknown function of endpoint rules: `aws.moonPhase`",
            "rules.0.rules.0.conditions.0.argv: `not` takes 1 arguments, not 0",
            "rules.0.rules.0.conditions.0.argv.0: no parameter or condition has the name `Stable`",
            "rules.0.rules.0.conditions.0: argument of `booleanEquals` is \"us-unknown-9\", not true or false",
            "rules.0.rules.0.endpoint.url: `{` without `}`",
            "rules.0.rules.0: placeholder `{P}` has no string value",
            "rules.0.rules.0: \"https://a.b/\\\" + evil() + \\\"\" is not a plain URL",
            "rules.0.rules.0.type: unknown rule type: `riddle`",
            "rules.0.rules.0: endpoints with headers are not supported",
        ]
    );
}

#[test]
fn known_regions_match_their_partition() {
    let known = REGIONS.iter().flat_map(|(id, names)| names.iter().map(move |name| (*id, *name)));
    for (id, name) in known.chain(MADE_UP.iter().copied()) {
        assert_eq!(Partition::of(name).id, id, "{name}");
    }
    for (id, names) in REGIONS {
        let global = names.iter().map(|name| Partition::of(name).global).next().unwrap();
        assert!(names.contains(&global), "{id}");
    }
}

/// The texts of AWS's models beside the repository, by file name.
fn models() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/smithy");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "gz"));
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let mut text = String::new();
        let file = std::fs::File::open(&path).unwrap();
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
        (path.file_name().unwrap().to_string_lossy().into_owned(), text)
    };
    paths.into_iter().map(read).collect()
}

/// The test cases of a model's rules.
fn cases(text: &str) -> EndpointCases {
    let model: Value = serde_json::from_str(text).unwrap();
    let mut shapes = model["shapes"].as_object().unwrap().values();
    let tests = shapes.find_map(|shape| shape["traits"].get("smithy.rules#endpointTests"));
    EndpointCases::read(&tests.unwrap().to_string()).unwrap()
}

#[test]
fn passes_endpoint_tests_of_aws_models() {
    let models = models();
    if models.is_empty() {
        eprintln!("skipped: no models of AWS beside the repository");
        return;
    }
    let (mut passed, mut refused, mut skipped, mut failed) = (0, 0, 0, Vec::new());
    for (name, text) in models {
        let EndpointCases { cases, skipped: not_run } = cases(&text);
        skipped += not_run;
        let model = load(&ModelFiles::only(Source::new(name.clone(), text))).unwrap();
        let exceptions = model.service.endpoints.as_deref().unwrap();
        let service = service(HostDefaults::of(&model.service), exceptions);
        for case in cases {
            let call = &case.call;
            let got = match &case.operation {
                Some(name) => resolve_call(&model, model.operations.get(name), call),
                None => resolve(&service, &asked(&call.region, call.fips, call.dual_stack)),
            };
            if case.passes(got.as_ref()) {
                passed += 1;
            } else if got.is_none() && case.operation.is_some() {
                // The rules compute with such values, for example in S3.
                refused += 1;
            } else {
                failed.push(format!("{name}: {case:?}, and not {got:?}"));
            }
        }
    }
    assert!(failed.is_empty(), "{passed} passed, {} failed: {failed:#?}", failed.len());
    assert_eq!((passed, refused, skipped), (702, 51, 740));
}

/// Whether rules with these conditions can read a member of this shape as a parameter of this type.
fn is_read(parameter: &str, conditions: &[Value], shape: &str) -> bool {
    let model = json!({
        "metadata": { "apiVersion": "1", "protocol": "rest-json", "serviceFullName": "Horses" },
        "operations": {
            "Ride": { "http": { "method": "POST", "requestUri": "/" }, "input": { "shape": "Ride" } },
        },
        "shapes": {
            "Ride": { "type": "structure", "members": {
                "Way": { "shape": shape, "contextParam": { "name": "Way" } },
            } },
            "Text": { "type": "string" },
            "Flag": { "type": "boolean" },
            "Count": { "type": "integer" },
            "Texts": { "type": "list", "member": { "shape": "Text" } },
            "Counts": { "type": "list", "member": { "shape": "Count" } },
        },
    });
    let rules = json!({
        "version": "1.0",
        "parameters": {
            "Region": { "builtIn": "AWS::Region", "type": "String" }, "Way": { "type": parameter },
        },
        "rules": [at(conditions, "https://way.{Region}.com"), at(&[], "https://{Region}.com")],
    });
    let rules = Source::new("endpoint-rule-set-1.json", rules.to_string());
    let files = ModelFiles {
        rules: Some(Layers::only(rules)),
        ..ModelFiles::only(Source::new("model.json", model.to_string()))
    };
    let model = load(&files).unwrap();
    let endpoint = model.operations["Ride"].endpoint.as_ref().unwrap();
    matches!(endpoint.choice, EndpointChoice::If(..))
}

#[test]
fn refuses_members_that_are_no_value_of_the_parameter() {
    let way = || json!({ "ref": "Way" });
    let is_set = || json!({ "fn": "isSet", "argv": [way()] });
    let is_flag = json!({ "fn": "booleanEquals", "argv": [way(), true] });
    let is_flag = [is_set(), is_flag];
    assert!(is_read("String", &[is_set()], "Text"));
    assert!(is_read("StringArray", &[is_set()], "Texts"));
    assert!(is_read("Boolean", &is_flag, "Flag"));
    for (parameter, shape) in [
        ("String", "Ride"),
        ("String", "Count"),
        ("String", "Flag"),
        ("String", "Texts"),
        ("StringArray", "Text"),
        ("StringArray", "Counts"),
        // The function of the endpoint takes a text if no rule asks whether the parameter is true.
        ("Boolean", "Flag"),
    ] {
        assert!(!is_read(parameter, &[is_set()], shape), "{parameter} from {shape}");
    }
    assert!(!is_read("Boolean", &is_flag, "Text"));
}
