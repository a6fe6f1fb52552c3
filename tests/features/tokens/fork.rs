//! Forked processes create different tokens, although they inherit all of their parent's memory.

#[cfg(unix)]
mod unix {
    use std::collections::BTreeSet;
    use std::io::{Read, Write, pipe};

    use tokens::runtime::token;

    extern "C" {
        fn fork() -> i32;
        fn _exit(code: i32) -> !;
    }

    const CHILDREN: usize = 4;

    /// A new token.
    fn values() -> String {
        format!("{}\n", token::or_new(None))
    }

    #[test]
    fn tokens_differ_after_a_fork() {
        // Like a server that is used before it forks.
        values();
        let (mut reader, mut writer) = pipe().unwrap();
        for _ in 0..CHILDREN {
            // The child only writes to the pipe, which needs nothing of the other threads.
            if unsafe { fork() } == 0 {
                let written = writer.write_all(values().as_bytes());
                unsafe { _exit(i32::from(written.is_err())) }
            }
        }
        writer.write_all(values().as_bytes()).unwrap();
        drop(writer);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        let tokens: BTreeSet<&str> = text.lines().collect();
        assert_eq!(tokens.len(), CHILDREN + 1, "{text}");
    }
}
