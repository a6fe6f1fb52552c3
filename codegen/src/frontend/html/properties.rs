//! Property tests with random HTML.

use proptest::prelude::*;

use super::oracle::check;

#[test]
fn passes_former_failures() {
    let nested = "<table><tr><td>a<table>b";
    let code = "<ul><li><code>#= `` x y z</code>";
    let image =
        "a<b>#!</b><a href=\"https://x.example\">*</a><i><a href=\"https://x.example\">y</a>.</i>z";
    let label = "<dt>Important";
    // Bold text right after bold text, with a link between.
    let again = "<a><b>http://<a>A</a><a><b>http://";
    let spans = "<h1><code>\\</b><a>0.";
    let name = "<a><b><code>http://<a>A</a><a>A</a>";
    for html in [
        label,
        image,
        again,
        name,
        spans,
        "*\n<b>",
        "<code>#= ``<p>",
        "a<b>http://0.http://\n",
        nested,
        code,
    ] {
        check(html);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn keeps_properties_for_random_html(html in "(<[/]?(p|ul|ol|li|code|b|i|a|note|dl|dt|dd|table|tr|td|pre|h1|x|br|entry)>|<a>|<a>[A-Z]{1,2}</a>|<a href=\"(https://x.example/(y|z)|mailto:a@x.example|#z)\">|https?://(x.example|\\{y\\}|y)?|[a-z*_`#\\[\\]>&;~| !^.:/+=<\n-]|[0-3]{1,2}[.)]|&amp;|&lt; |\\\\|\\PC){0,60}") {
        check(&html);
    }

    #[test]
    fn escapes_random_markdown(html in "(<[/]?(p|li|code|b|i|td|tr|table)>|<ul>|[ ]|[*_`#|~>=+-]{1,4}|[0-3][.)]|a|\\\\|!|\\[|\\]|\\(|<a href=\"https://x.example\">|</a>){0,40}") {
        check(&html);
    }
}
