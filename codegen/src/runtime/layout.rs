//! The elements of lists and maps in XML, and the keys of their values in forms.

/// The layout of a member.
#[derive(Debug)]
pub enum Layout {
    /// A single value.
    Value,
    /// A single value that is an attribute of the element around it.
    Attribute,
    /// A list. Each element has a name in the list, or is a member itself if the list is flattened.
    List {
        /// The name of the elements, or `None` if the list is flattened.
        element: Option<&'static str>,
        /// The layout of the elements.
        of: &'static Layout,
    },
    /// A map.
    Map {
        /// The name of the entries, or `None` if the map is flattened.
        entry: Option<&'static str>,
        /// The name of the keys.
        key: &'static str,
        /// The name of the values.
        value: &'static str,
        /// The layout of the values.
        of: &'static Layout,
    },
}

impl Layout {
    /// Whether the member occurs once for each element or entry.
    #[must_use]
    pub fn is_flattened(&self) -> bool {
        matches!(self, Self::List { element: None, .. } | Self::Map { entry: None, .. })
    }
}

/// Creates a [`Layout`] from the brackets in a row of a table, after the path of the codec's module: `[@]` is an
/// attribute, `[*]` a flattened list, `[/ "item"]` a list of `item`, `[* "key" "value"]` a flattened map, and `[/ "entry" "key" "value"]` a map. A second
/// pair of brackets in the first is the layout of the elements or values.
#[allow(unused_macros, unused_macro_rules)] // The output may have no tables, or not all layouts.
macro_rules! layout {
    ($codec:ident::$part:ident) => {
        $codec::$part::Layout::Value
    };
    ($codec:ident::$part:ident [@]) => {
        $codec::$part::Layout::Attribute
    };
    ($codec:ident::$part:ident [* $key:literal $value:literal $($of:tt)?]) => {
        $codec::$part::Layout::Map {
            entry: None,
            key: $key,
            value: $value,
            of: &$codec::$part::layout!($codec::$part $($of)?),
        }
    };
    ($codec:ident::$part:ident [/ $entry:literal $key:literal $value:literal $($of:tt)?]) => {
        $codec::$part::Layout::Map {
            entry: Some($entry),
            key: $key,
            value: $value,
            of: &$codec::$part::layout!($codec::$part $($of)?),
        }
    };
    ($codec:ident::$part:ident [* $($of:tt)?]) => {
        $codec::$part::Layout::List {
            element: None,
            of: &$codec::$part::layout!($codec::$part $($of)?),
        }
    };
    ($codec:ident::$part:ident [/ $element:literal $($of:tt)?]) => {
        $codec::$part::Layout::List {
            element: Some($element),
            of: &$codec::$part::layout!($codec::$part $($of)?),
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use layout;
