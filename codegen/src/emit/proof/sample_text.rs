//! Sample texts, and the hash that chooses the samples.

/// The kind of a sample text: its characters are those that the place of the text has to encode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A text in a body.
    Body,
    /// A label of the path.
    Label,
    /// A text in the query string.
    Query,
    /// A header.
    Header,
    /// A header that must be ASCII, or the whole body.
    Ascii,
    /// A label of a host, or the name of a bucket or of a header.
    Name,
    /// JSON text.
    Json,
    /// An ID with its path.
    Path,
    /// The source of a copy in S3.
    CopySource,
}

/// The seed of all samples. Another seed changes all expected messages.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// A hash of a path in the model. It decides alone, so that a sample stays when a model gets other members.
pub fn hash(path: &str) -> u64 {
    // FNV-1a, and a mixer, since the last characters must change all bits.
    let hash = path
        .bytes()
        .fold(SEED, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// The element that the hash prefers. A new element changes the choice only if it is preferred itself.
pub fn choose<T>(
    path: &str,
    elements: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> &str,
) -> Option<T> {
    elements.into_iter().min_by_key(|element| hash(&format!("{path}={}", name(element))))
}

/// A sample text for a member with this name.
pub fn text(style: Style, name: &str, path: &str) -> String {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let digit = hash(path) % 10;
    let with = |characters: &[char]| {
        let count = u64::try_from(characters.len()).unwrap_or(1);
        let index = usize::try_from(hash(path) / 10 % count).unwrap_or_default();
        let character = characters.get(index).unwrap_or(&' ');
        format!("{name}{character}{digit}")
    };
    match style {
        Style::Body => with(&[' ', '"', '&', '<', 'é', '\\', '+', '>']),
        Style::Label => with(&[' ', '/', 'é', '%', '+', ':']),
        Style::Query => with(&[' ', '&', '=', 'é', '+', '%']),
        Style::Header => with(&[' ', ',', 'é', '/', ';']),
        Style::Ascii => with(&[' ', '=', '/']),
        Style::Name => format!("{}-{digit}", name.to_ascii_lowercase()),
        Style::Json => format!("{{\"{name}\":{digit}}}"),
        Style::Path => format!("/{}/{name}{digit}", name.to_ascii_lowercase()),
        Style::CopySource => format!("bucket/{name} é?versionId={digit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, choose, text};

    #[test]
    fn choice_depends_on_the_path_alone() {
        let elements = ["a", "b", "c", "d"];
        let chosen = |path: &str, elements: &[&'static str]| {
            choose(path, elements.to_vec(), |it| it).unwrap()
        };
        let paths: Vec<String> = (0..100).map(|number| format!("Op.{number}")).collect();
        let moved = paths.iter().filter(|path| {
            let (before, after) = (chosen(path, &elements[..3]), chosen(path, &elements));
            assert!(before == after || after == "d");
            before != after
        });
        assert!((10..40).contains(&moved.count()));
    }

    #[test]
    fn texts_fit_their_place() {
        assert_eq!(text(Style::Name, "AccountId", "A"), text(Style::Name, "Account_Id", "A"));
        for number in 0..50 {
            let path = number.to_string();
            assert!(
                text(Style::Name, "Name", &path)
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            );
            assert!(text(Style::Ascii, "Name", &path).is_ascii());
        }
    }
}
