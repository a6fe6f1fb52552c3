/// A value whose fields are set one by one, because its type is `#[non_exhaustive]`.
macro_rules! filled {
    ($type:ty { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut value = <$type>::default();
        $(value.$field = Some($value);)*
        value
    }};
}
