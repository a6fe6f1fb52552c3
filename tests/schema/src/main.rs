//! Prints the violations of a JSON Schema. The arguments are the file of the schema and the JSON files.

fn main() {
    let mut files = std::env::args().skip(1).map(|path| {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        (path, serde_json::from_str(&text).expect("the file is JSON"))
    });
    let (_, schema) = files.next().expect("the first argument is the schema");
    let validator = jsonschema::validator_for(&schema).expect("the schema is valid");
    for (path, value) in files {
        for error in validator.iter_errors(&value) {
            println!("{path}: {error}");
        }
    }
}
