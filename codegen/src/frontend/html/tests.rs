//! Examples of HTML and their Markdown.

use super::{to_markdown, to_markdown_with_names};
use crate::doc_links::replace_marks;

#[test]
fn converts_paragraphs_code_emphasis_and_links() {
    let html = "<p>Use <code>A</code>, <i>not</i> <b>B </b>: <a href=\"https://x.example/y\">see here</a>.</p><p>Two.</p>";
    assert_eq!(to_markdown(html), "Use `A`, *not* **B**: [see here](https://x.example/y).\n\nTwo.");
}

#[test]
fn nests_lists() {
    let html = "<p>Of:</p><ul><li><p>one</p><p>more</p><ol><li>a</li><li>b</li></ol></li><li>two</li></ul><p>End.</p>";
    assert_eq!(to_markdown(html), "Of:\n\n* one\n\n  more\n\n  1. a\n  2. b\n* two\n\nEnd.");
}

#[test]
fn avoids_accidental_code_blocks() {
    assert_eq!(to_markdown("<p>Hi.</p><ul><ul><ul>fn x() {}</ul></ul></ul>"), "Hi.\n\nfn x() {}");
    assert_eq!(
        to_markdown("<ul><li><ul><li><ul><li>deep</li></ul>after</li></ul></li></ul>"),
        "* * * deep\n\n    after"
    );
    assert_eq!(to_markdown("<ul><li></li><li>b</li></ul><p>c</p>"), "* b\n\nc");
}

#[test]
fn limits_output_for_deep_nesting() {
    let link = "<a href=\"https://x.example\">x";
    let odd = ["<ul><li>x", "<ol>x", "<dl><dt>x", "<table><td>x", "<b>x", "<code>x", link];
    for part in odd.into_iter().chain(["<pre>x", "<x>", "<!--", "<![CDATA[", "`", "- "]) {
        let html = part.repeat(20_000);
        let length = to_markdown(&html).len();
        assert!(length < 5 * html.len(), "{part}: {length}");
    }
}

#[test]
fn escapes_numbers_only_at_line_start() {
    assert_eq!(
        to_markdown("<p>No less than 20.</p><p>3. Third. 1. First.</p>"),
        "No less than 20.\n\n3\\. Third. 1. First."
    );
}

#[test]
fn labels_notes() {
    assert_eq!(
        to_markdown("<note> <p>Mind it.</p> <p>Do.</p> </note>"),
        "**Note:** Mind it.\n\nDo."
    );
}

#[test]
fn escapes_markdown() {
    let html = "*a* [b] &lt;c&gt; `d` _e_ f_g \\ &amp;amp; ~~h~~ # | <p>- i</p><p>1. j</p>";
    let markdown = r"\*a\* \[b\] \<c> \`d\` \_e\_ f_g \\ \&amp; ~\~h\~\~ # |";
    assert_eq!(to_markdown(html), format!("{markdown}\n\n\\- i\n\n1\\. j"));
}

#[test]
fn links_urls_in_text() {
    assert_eq!(
        to_markdown("See https://x.example/a_b. (http://y.example)"),
        "See <https://x.example/a_b>. (<http://y.example>)"
    );
}

#[test]
fn drops_links_without_web_address() {
    assert_eq!(
        to_markdown("<a>x</a> <a href=\"javascript:y\">y</a> <a href=\"#z\">z</a>"),
        "x y z"
    );
}

#[test]
fn drops_unknown_tags_and_hidden_text() {
    assert_eq!(to_markdown("<x>a</x><p>b<b>c<fullname>d</fullname></y>"), "a\n\nb**c**");
}

#[test]
fn drops_invisible_characters() {
    assert_eq!(to_markdown("a\u{202e}b\u{0}c\u{2028}d\r\n e"), "abc d e");
}

#[test]
fn converts_definition_lists() {
    assert_eq!(
        to_markdown(
            "<dl><dt>A</dt><dd><p>One.</p><p>Two.</p></dd><dt><code>B</code>:<dt>C<dd><ul><li>x</li></ul></dl>"
        ),
        "* **A:** One.\n\n  Two.\n\n* **`B`:**\n* **C:**\n  * x"
    );
    assert_eq!(to_markdown("<dl><dd>x</dd></dl><dt>Why?<dd>So."), "x\n\n**Why?** So.");
}

#[test]
fn labels_notes_without_paragraphs() {
    assert_eq!(to_markdown("<note></note><p>x</p>"), "x");
    assert_eq!(
        to_markdown(
            "<important><ul><li>x</ul></important><warning>y</warning><ul><li><tip>z</tip></ul>"
        ),
        "**Important:**\n\n* x\n\n**Warning:** y\n\n* **Tip:** z"
    );
}

#[test]
fn keeps_lines_of_preformatted_text() {
    assert_eq!(
        to_markdown("<p>a<pre>\n\n# x\n\n  <b>y</b> &lt;z><id>\t```\n</pre>b"),
        "a\n\n````text\n# x\n\n  y <z><id>    ```\n````\n\nb"
    );
    assert_eq!(to_markdown("<ul><li><pre>x\ny</pre></ul>"), "* ```text\n  x\n  y\n  ```");
    assert_eq!(to_markdown("a<pre>b"), "a\n\nb");
    let prose = "so it is ".repeat(12);
    assert_eq!(to_markdown(&format!("<pre>{prose}</pre>")), prose.trim());
}

#[test]
fn unwraps_documentation_in_preformatted_text() {
    let expected = "a\n\n**Note:** b `<p>`\n\nc";
    assert_eq!(
        to_markdown(
            "a<pre><code> &lt;note>&lt;p>b &lt;code>&amp;lt;p>&lt;/code>&lt;/p> </code></pre>c"
        ),
        expected
    );
    assert_eq!(to_markdown("&lt;p&gt;x &lt;b&gt;y&lt;/b&gt;&lt;/p&gt;"), "x **y**");
}

#[test]
fn converts_tables() {
    assert_eq!(
        to_markdown(
            "<table><caption>C</caption><tr><th>a<th>b|</tr><tr><td><p>x</p><p>y</p></td></tr><tr></tr><tr><td><code>p|q</code><td><ul><li>i<li>j</ul></table>z"
        ),
        "C\n\n| a | b\\| |\n| --- | --- |\n| x y | |\n| `p\\|q` | • i • j |\n\nz"
    );
    assert_eq!(
        to_markdown("<ul><li>t<table><tr><td>a<table><tr><td>n</table><td>b</table></ul>"),
        "* t\n\n  | a n | b |\n  | --- | --- |"
    );
    assert_eq!(to_markdown("<table><tr><td>1.</table>"), "1\\.");
    let wide = "<table><tr><td>x<tr>".to_owned() + &"<td>y".repeat(17);
    assert_eq!(to_markdown(&wide), format!("x\n\n{}", ["y"; 17].join(" | ")));
}

#[test]
fn separates_adjacent_lists() {
    assert_eq!(
        to_markdown("<ol><li>a</ol><ol><li>b</ol><ul><li>c</ul><ul><li>d</ul>"),
        "1. a\n1) b\n* c\n- d"
    );
}

#[test]
fn drops_emphasis_that_markdown_cannot_express() {
    for (html, markdown) in [
        ("<b>a <i>b</i></b>", "**a _b_**"),
        ("<i><b>not</b> </i>so", "*__not__* so"),
        ("a<i>b</i>c", "a*b*c"),
        ("a<i>(b)</i>c", "a(b)c"),
        ("x <i>b.</i>c", "x b.c"),
        ("<b>a</b><b>b</b><i>c</i>", "**ab**c"),
        ("<b><p>a</p></b>", "**a**"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
}

#[test]
fn merges_code_spans_and_keeps_their_links() {
    for (html, markdown) in [
        ("<code>a<i>b</i>c</code><code>d</code>", "`abcd`"),
        ("x<code> a </code>.", "x `a`."),
        ("<code><account></code><account>", "`<account>`\\<account>"),
        ("<code> <a href=\"https://x.example\">A</a> </code>", "[`A`](https://x.example)"),
        ("`<code>a</code>", "\\` `a`"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
}

#[test]
fn rejects_invalid_urls() {
    for (html, markdown) in [
        ("https://{id}.x.example/y", "https:\\//{id}.x.example/y"),
        ("https://x.<i>region</i>.example", "https:\\//x.*region*.example"),
        ("<a href=\"https://x.example/\">https://x.example/</a>", "<https://x.example/>"),
        ("Oh!<a href=\"https://x.example\">x</a>", "Oh\\![x](https://x.example)"),
        ("use --force", "use -\\-force"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
}

#[test]
fn converts_docbook() {
    assert_eq!(
        to_markdown(
            "<section><title>T</title><para>a <filename>b</filename> <emphasis>c</emphasis> <replaceable>d</replaceable> <ulink url=\"https://x.example\">e</ulink> <link linkend=\"f\">f</link></para></section>"
        ),
        "**T**\n\na `b` *c* *d* [e](https://x.example) f"
    );
}

#[test]
fn marks_names_of_items() {
    let converted = |html: &str| {
        let markdown = to_markdown_with_names(html, |name| ["Job", "Get_Job"].contains(&name));
        replace_marks(&markdown, |name| format!("[{name}]"))
    };
    for (html, markdown) in [
        ("See <a>Job</a>.", "See [Job]."),
        ("<code><a>Job</a></code>", "[Job]"),
        ("<a><code>Job</code></a>s", "[Job]s"),
        ("<b>The <a>Job$State</a></b>", "**The [Job$State]**"),
        ("<code>a</code><a>Job</a><a>Job</a><code>b</code>", "`a` [Job] [Job] `b`"),
        ("wow!<a>Job</a>", "wow\\![Job]"),
        ("<a>Get_Job</a> or <a>_x</a>", "[Get_Job] or \\_x"),
        (
            "<a>Other</a>, <a>two words</a>, <a>https://x.example</a>",
            "Other, two words, <https://x.example>",
        ),
        ("<a href=\"https://x.example\">Job</a>", "[Job](https://x.example)"),
    ] {
        assert_eq!(converted(html), markdown, "{html}");
    }
}
