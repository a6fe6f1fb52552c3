//! The meaning of tags: models use HTML and `DocBook`.

/// The meaning of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Starts a new block.
    Block,
    List(ListKind),
    Item,
    Term,
    Definition,
    Heading,
    /// A note or warning, with its label.
    Admonition(&'static str),
    Strong,
    Emphasis,
    Code,
    Preformatted,
    Link,
    Table,
    Row,
    Cell,
    /// The text of the element is hidden.
    Hidden,
    /// The tag is ignored.
    Plain,
}

/// Kinds of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    Bullets,
    Numbers,
    Terms,
}

/// The meaning of a tag that authors often leave open.
pub fn tag_of(name: &str) -> Option<Tag> {
    Some(match name {
        "p" | "div" | "br" | "hr" | "blockquote" | "center" | "para" => Tag::Block,
        "ul" => Tag::List(ListKind::Bullets),
        "ol" => Tag::List(ListKind::Numbers),
        "dl" => Tag::List(ListKind::Terms),
        "li" => Tag::Item,
        "dt" => Tag::Term,
        "dd" => Tag::Definition,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
        "note" => Tag::Admonition("Note"),
        "important" => Tag::Admonition("Important"),
        "b" | "strong" => Tag::Strong,
        "i" | "em" => Tag::Emphasis,
        "code" | "tt" => Tag::Code,
        "a" | "ulink" => Tag::Link,
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "u" | "s" | "span" | "font" | "big" | "small" | "sup" | "sub" | "abbr" | "img" | "wbr"
        | "html" | "head" | "body" | "meta" | "thead" | "tbody" | "tfoot" | "xhtml" | "zonbook" => {
            Tag::Plain
        }
        _ => return None,
    })
}

/// The meaning of a tag with an end tag. Without one, it is a word in angle brackets, as in `role/<function>`.
pub fn tag_if_closed(name: &str) -> Tag {
    match name {
        "section" | "article" | "main" | "header" | "footer" | "aside" | "figure" | "caption"
        | "figcaption" | "simpara" | "formalpara" => Tag::Block,
        "itemizedlist" | "menu" => Tag::List(ListKind::Bullets),
        "orderedlist" | "procedure" => Tag::List(ListKind::Numbers),
        "variablelist" => Tag::List(ListKind::Terms),
        "listitem" | "step" => Tag::Item,
        "term" => Tag::Term,
        "title" => Tag::Heading,
        "warning" => Tag::Admonition("Warning"),
        "caution" => Tag::Admonition("Caution"),
        "tip" => Tag::Admonition("Tip"),
        "emphasis" | "replaceable" | "var" | "cite" | "dfn" => Tag::Emphasis,
        "function" | "filename" | "literal" | "command" | "option" | "parameter" | "constant"
        | "varname" | "envar" | "classname" | "methodname" | "userinput" | "computeroutput"
        | "kbd" | "samp" => Tag::Code,
        "pre" | "programlisting" | "screen" | "literallayout" => Tag::Preformatted,
        "link" => Tag::Link,
        "informaltable" => Tag::Table,
        "row" => Tag::Row,
        "entry" => Tag::Cell,
        "fullname" | "script" | "style" => Tag::Hidden,
        _ => Tag::Plain,
    }
}
