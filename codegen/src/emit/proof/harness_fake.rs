
/// Asserts that a fake response with an output is read as this output.
@ATTRIBUTE@#[track_caller]
fn assert_faked<O: @TESTING@::FakeOperation>(expected: &O::Output)
where
    O::Output: PartialEq + std::fmt::Debug,
{
    let reply = @TESTING@::of_output::<O>(expected).expect("the output can be written");
    let output = @TESTING@::read::<O>(&reply).expect("the response can be read");
    assert_eq!(&output, expected);
}
