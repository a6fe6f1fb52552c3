//! What decoding and encoding have in common: the forms that values have in JSON.

/// The usual form of any type that has one.
pub struct Usual;

/// The form that a row of a table names, or [`Usual`] where it names none.
pub type Chosen<Row> = <Row as Choice>::Form;

/// No form, or one.
pub trait Choice {
    /// The form that counts.
    type Form;
}

impl Choice for () {
    type Form = Usual;
}

impl<F> Choice for (F,) {
    type Form = F;
}

/// What is in a box.
pub struct Boxed;

/// A timestamp as `2018-01-26T00:11:30Z`.
pub struct DateTime;

/// A timestamp as `Fri, 26 Jan 2018 00:11:30 GMT`.
pub struct HttpDate;

/// An enum, which is a text.
pub trait OpenEnum: for<'a> From<&'a str> {
    /// The value as the service writes it.
    fn text(&self) -> &str;
}
