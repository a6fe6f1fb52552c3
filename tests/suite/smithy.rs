//! Smithy models compared with botocore's: the same service gives the same Rust, and each difference has a cause.
//! `smithy/` has one small service in both formats. AWS's own models are read from beside the repository if they are
//! there.

use std::io::Read;

use farrier_codegen::change::render::{self, Detail};
use farrier_codegen::change::{compare_formats, report_across_formats};
use farrier_codegen::constructors::of_model;
use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{Format, Layers, ModelFiles, load};
use farrier_codegen::ir::{HttpLocation, Model, ShapeId, ShapeKind, TimestampFormat};
use farrier_codegen::output::Files;
use farrier_codegen::{DocsLevel, Layout, Request, Selection, generate};
use tests::cargo::{cargo, copy, scratch, write};
use tests::{
    NINE, STABLES, plain_renderer, read, repository, shown, smithy_model, unified_diff, wheel,
    xtask,
};

fn rendered(errors: &Diagnostics) -> String {
    errors.render(&plain_renderer())
}

fn files(path: &str) -> ModelFiles {
    ModelFiles::only(Source::new(path, read(path)))
}

/// A botocore file of paginators or waiters, which Smithy models contain themselves.
fn beside(path: &str) -> Layers {
    Layers::only(Source::new(path, read(path)))
}

fn loaded(text: &str) -> Model {
    load(&ModelFiles::only(Source::new("model.json", text)))
        .unwrap_or_else(|errors| panic!("{}", rendered(&errors)))
}

#[test]
fn same_service_gives_same_rust() {
    let [botocore, smithy] = STABLES.map(|path| {
        let mut files = files(path);
        if Format::of(&files) == Format::Botocore {
            files.paginators = Some(beside("tests/smithy/stables.paginators.json"));
            files.waiters = Some(beside("tests/smithy/stables.waiters.json"));
        }
        let request = Request::new("models/stables", files, Selection::All);
        let generated = generate(&Layout::Crate("stables".to_owned()), &[request]);
        generated.unwrap_or_else(|errors| panic!("{}", rendered(&errors)))
    });
    assert!(botocore == smithy, "{}", unified_diff(&botocore, &smithy));
}

#[test]
fn constructors_depend_neither_on_the_format_nor_on_the_order_of_members() {
    let models =
        ["tests/features/constructors/model.json", "tests/smithy/constructors.smithy.json"];
    let [botocore, smithy] = models.map(|path| of_model(&loaded(&read(path))).unwrap());
    assert_eq!(botocore, smithy);
    assert_eq!(
        smithy["operations/move_horse.rs"].to_string(),
        "MoveHorse::new(stable: impl Into<String>, stall: impl Into<String>, horse: impl Into<String>, zone: impl Into<String>, \
         weight: i32, note: impl Into<String>)"
    );
}

#[test]
fn detects_format_by_content() {
    assert_eq!(STABLES.map(|path| Format::of(&files(path))), [Format::Botocore, Format::Smithy]);
}

#[test]
fn report_ignores_differences_of_the_formats() {
    let [old, new] = STABLES.map(read);
    let new = new.replacen(
        r#""Foals": {"#,
        r#""Age": { "target": "smithy.api#Integer" }, "Foals": {"#,
        1,
    );
    let models = [(Format::Botocore, loaded(&old)), (Format::Smithy, loaded(&new))];
    let [botocore, smithy] = models.each_ref().map(|(format, model)| (*format, model));
    let reports = [(botocore, smithy), (smithy, botocore)].map(|(old, new)| {
        let report = report_across_formats(old, new, &Selection::All).unwrap();
        let text = render::text(&report.into(), Detail::Full);
        anstream::adapter::strip_str(&text).to_string()
    });
    insta::assert_snapshot!(reports.join("---\n"));
}

#[test]
fn reads_smithy_version_one() {
    let model = loaded(
        r#"{
            "smithy": "1.0",
            "shapes": {
                "ns#Old": {
                    "type": "service", "version": "1", "operations": [{ "target": "ns#Get" }],
                    "traits": { "aws.protocols#awsJson1_1": {}, "aws.api#service": { "sdkId": "Old" } }
                },
                "ns#Get": { "type": "operation", "output": { "target": "ns#Out" } },
                "ns#Out": {
                    "type": "structure",
                    "members": {
                        "set": { "target": "ns#Set" },
                        "count": { "target": "smithy.api#PrimitiveInteger", "traits": { "smithy.api#box": {} } },
                        "renamed": { "target": "ns#Colour", "traits": { "smithy.api#jsonName": "other" } }
                    }
                },
                "ns#Set": { "type": "set", "member": { "target": "ns#Colour" } },
                "ns#Colour": { "type": "string", "traits": { "smithy.api#enum": [{ "value": "red" }] } }
            }
        }"#,
    );
    assert_eq!(model.service.full_name, "Old");
    assert_eq!(model.service.reference.as_deref(), Some("old-1"));
    let operation = &model.operations["Get"];
    assert_eq!((operation.http.method.as_str(), operation.input.as_ref()), ("POST", None));
    let members = model.members(&ShapeId::new("Out"));
    let kind = |index: usize| model.kind(&members[index].target);
    assert_eq!(kind(0), Some(&ShapeKind::List(ShapeId::new("Colour"))));
    assert_eq!(kind(1), Some(&ShapeKind::Integer));
    assert_eq!(kind(2), Some(&ShapeKind::Enum(vec!["red".to_owned()])));
    // awsJson uses member names on the wire and ignores `jsonName`.
    assert_eq!(members[2].wire_name, "renamed");
}

#[test]
fn allows_unknown_trait_by_name() {
    let path = "tests/bad/smithy_unknown_traits.json";
    let allowed = ["acme.api#glow", "smithy.api#documentaton"].map(str::to_owned).into();
    assert!(load(&ModelFiles { allowed, ..files(path) }).is_ok());
}

#[test]
fn import_drops_documentation() {
    let folder = scratch("smithy-import");
    copy(&repository("tests/smithy"), &folder);
    let imported = xtask(
        &folder,
        &["models", "import", "stables.smithy.json", "--strip-docs", "--to", "models/stables"],
    );
    assert_eq!(
        shown(&imported),
        "exit 0\nmodels/stables: wrote model.json from stables.smithy.json\n"
    );
    let text = std::fs::read_to_string(folder.join("models/stables/model.json")).unwrap();
    assert!(!text.contains("smithy.api#documentation") && text.contains("smithy.api#pattern"));
    let [of_text, of_file] = [text, read(STABLES[1])].map(|text| loaded(&text));
    let compared = compare_formats((Format::Smithy, &of_text), (Format::Smithy, &of_file)).unwrap();
    assert_eq!((compared.explained(), compared.unexplained), (0, Vec::new()));
    let listed = xtask(&folder, &["list", "models/stables"]);
    assert!(listed.code == 0 && listed.out.contains("GroomHorse"), "{}", listed.out);
}

const MIXIN: &str = r#""traits": { "smithy.api#mixin": {} }"#;

/// A service with one operation (input `In`, output `Out`, error `Gone`) and these shapes and traits.
fn service(protocol: &str, shapes: &str) -> Model {
    loaded(&format!(
        r#"{{ "smithy": "2.0", "shapes": {{
            "ns#Small": {{
                "type": "service", "version": "1", "operations": [{{ "target": "ns#Get" }}],
                "rename": {{ "ns#Gone": "Lost" }}, "traits": {{ {protocol} }}
            }},
            "ns#Get": {{
                "type": "operation", "input": {{ "target": "ns#In" }}, "output": {{ "target": "ns#Out" }},
                "errors": [{{ "target": "ns#Gone" }}], "traits": {{ "smithy.api#http": {{ "method": "POST", "uri": "/" }} }}
            }},
            "ns#Gone": {{
                "type": "structure", "members": {{}},
                "traits": {{ "smithy.api#error": "client", "aws.protocols#awsQueryError": {{ "code": "NotFound", "httpResponseCode": 410 }} }}
            }},
            {shapes} }} }}"#
    ))
}

#[test]
fn error_codes_depend_on_the_protocol() {
    let shapes = r#""ns#In": { "type": "structure" }, "ns#Out": { "type": "structure" }"#;
    let code = |protocol: &str| {
        let model = service(protocol, shapes);
        let ShapeKind::Structure(structure) = model.kind(&ShapeId::new("Lost")).unwrap() else {
            panic!("an error is a structure")
        };
        (model.error_code(&ShapeId::new("Lost")).to_owned(), structure.error.status)
    };
    // A name in the service's `rename` does not change the wire, and the codes of `awsQueryError` apply only to the
    // query protocol.
    assert_eq!(code(r#""aws.protocols#awsJson1_1": {}"#), ("Gone".to_owned(), None));
    let compatible = r#""aws.protocols#awsJson1_1": {}, "aws.protocols#awsQueryCompatible": {}"#;
    assert_eq!(code(compatible), ("NotFound".to_owned(), Some(410)));
    assert_eq!(code(r#""aws.protocols#awsQuery": {}"#), ("NotFound".to_owned(), Some(410)));
}

#[test]
fn reads_traits_of_elements_and_nested_structures() {
    let model = service(
        r#""aws.protocols#restJson1": {}"#,
        r#""ns#In": { "type": "structure", "members": {
                "days": { "target": "ns#Days" },
                "nested": { "target": "ns#Nested" },
                "bytes": { "target": "ns#Json" }
            } },
            "ns#Out": { "type": "structure", "members": {
                "h": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "X-H" } }
            } },
            "ns#Days": { "type": "list", "member": {
                "target": "smithy.api#Timestamp", "traits": { "smithy.api#timestampFormat": "date-time" }
            } },
            "ns#Nested": { "type": "structure", "members": {
                "h": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "X-H", "smithy.api#jsonName": "hh" } }
            } },
            "ns#Json": { "type": "blob", "traits": { "smithy.api#mediaType": "application/json" } }"#,
    );
    let Some(ShapeKind::List(element)) = model.kind(&ShapeId::new("Days")) else {
        panic!("the list is missing")
    };
    let format = TimestampFormat::DateTime;
    assert_eq!(model.kind(element), Some(&ShapeKind::Timestamp(Some(format))));
    let first = |id: &str| &model.members(&ShapeId::new(id))[0];
    assert_eq!((first("Out").location, &*first("Out").wire_name), (HttpLocation::Header, "X-H"));
    assert_eq!((first("Nested").location, &*first("Nested").wire_name), (HttpLocation::Body, "hh"));
    assert!(!model.members(&ShapeId::new("In"))[2].json_text);
}

#[test]
fn mixins_expand_in_linear_size() {
    let shapes = |mixins: &str| {
        format!(
            r#"{{ "smithy": "2.0", "shapes": {{
                "ns#S": {{ "type": "service", "version": "1", "operations": [{{ "target": "ns#Get" }}], "traits": {{ "aws.protocols#awsJson1_0": {{}} }} }},
                "ns#Get": {{ "type": "operation", "input": {{ "target": "ns#M0" }} }},
                {mixins} }} }}"#
        )
    };
    let first_error = |text: String| match load(&ModelFiles::only(Source::new("model.json", text)))
    {
        Ok(_) => "no error".to_owned(),
        Err(errors) => rendered(&errors).lines().next().unwrap().to_owned(),
    };
    let deep = |count: usize| {
        let one = |index: usize| {
            let next = format!(r#", "mixins": [{{ "target": "ns#M{}" }}]"#, index + 1);
            let next = if index + 1 < count { next } else { String::new() };
            format!(r#""ns#M{index}": {{ "type": "structure", "members": {{}}, {MIXIN}{next} }}"#)
        };
        shapes(&(0..count).map(one).collect::<Vec<_>>().join(","))
    };
    assert_eq!(first_error(deep(60)), "no error");
    assert_eq!(first_error(deep(50_000)), "error: mixin `ns#M65` is nested too deeply");
    let member = |index: usize| format!(r#""m{index}": {{ "target": "smithy.api#String" }}"#);
    let members = (0..1000).map(member).collect::<Vec<_>>().join(",");
    let wide = (1..300).map(|index| {
        format!(r#""ns#M{index}": {{ "type": "structure", "members": {{}}, "mixins": [{{ "target": "ns#Wide" }}] }}"#)
    });
    let holds = (1..300).map(|index| format!(r#""h{index}": {{ "target": "ns#M{index}" }}"#));
    let text = format!(
        r#""ns#Wide": {{ "type": "structure", "members": {{ {members} }}, {MIXIN} }}, "ns#M0": {{ "type": "structure", "members": {{ {} }} }}, {}"#,
        holds.collect::<Vec<_>>().join(","),
        wide.collect::<Vec<_>>().join(",")
    );
    assert_eq!(
        first_error(shapes(&text)),
        "error: mixin `ns#Wide` exceeds the limit of 250000 inherited members"
    );
}

/// The nine operations of a model, without AWS's documentation.
fn nine(model: ModelFiles) -> Files {
    let selection = Selection::from_words(&NINE.map(str::to_owned));
    let request =
        Request { docs: DocsLevel::None, ..Request::new("models/backup", model, selection) };
    let generated = generate(&Layout::Crate("backup".to_owned()), &[request]);
    generated.unwrap_or_else(|errors| panic!("{}", rendered(&errors)))
}

#[test]
fn nine_operations_in_both_formats() {
    let Some(smithy) = smithy_model("backup-2018-11-15.json.gz") else { return };
    let Some(wheel) = wheel("1.37.23") else { return };
    let folder = scratch("smithy-nine");
    let wheel = wheel.display().to_string();
    let import =
        ["models", "import", &wheel, "--service", "backup", "--strip-docs", "--to", "model"];
    let imported = xtask(&folder, &import);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let of_wheel = |name: &str| {
        Source::new(name, std::fs::read_to_string(folder.join("model").join(name)).unwrap())
    };
    let of_botocore = nine(ModelFiles {
        paginators: Some(Layers::only(of_wheel("paginators-1.json"))),
        ..ModelFiles::only(of_wheel("api-2.json"))
    });
    let mut text = String::new();
    let file = std::fs::File::open(smithy).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let of_smithy = nine(ModelFiles::only(Source::new("model", text)));
    insta::assert_snapshot!(unified_diff(&of_botocore, &of_smithy));
    for (path, text) in &of_smithy {
        write(&folder.join("backup").join(path), text);
    }
    write(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"2\"\nmembers = [\"backup\"]\n");
    cargo(&folder, &["check", "--quiet"]);
}
