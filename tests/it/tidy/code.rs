//! Rust without its comments and without the insides of its literals.
//!
//! A word in a comment or in a sentence for the learner is no use of it.

/// The same text, with comments and literals blanked and every line kept in its place.
pub fn without_prose(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = prose_end(&chars, at);
        if end == at {
            code.push(chars[at]);
            at += 1;
        } else {
            code.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    code
}

/// The part before the unit tests, which may do what the rest may not.
pub fn without_tests(code: &str) -> &str {
    code.find("#[cfg(test)]\nmod ").map_or(code, |start| &code[..start])
}

/// Where the comment or literal that starts at `at` ends; `at` itself when none does.
fn prose_end(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    let follows_name = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '/' if next == Some('/') => {
            at + chars[at..].iter().position(|c| *c == '\n').unwrap_or(chars.len() - at)
        }
        '/' if next == Some('*') => block_comment_end(chars, at),
        '"' => string_end(chars, at),
        'r' if !follows_name || chars[at - 1] == 'b' => raw_string_end(chars, at),
        '\'' => char_end(chars, at),
        _ => at,
    }
}

fn block_comment_end(chars: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at + 1 < chars.len() {
        match (chars[at], chars[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 2),
            ('*', '/') => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

fn raw_string_end(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return start;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    (open + 1..chars.len())
        .find(|at| chars[*at..].starts_with(&close))
        .map_or(chars.len(), |at| at + close.len())
}

/// A character literal, not a lifetime.
fn char_end(chars: &[char], start: usize) -> usize {
    match (chars.get(start + 1), chars.get(start + 2)) {
        (Some('\\'), _) => {
            let rest = &chars[start + 3..];
            start + 3 + rest.iter().position(|c| *c == '\'').map_or(rest.len(), |at| at + 1)
        }
        (Some(_), Some('\'')) => start + 3,
        _ => start,
    }
}

#[test]
fn prose_is_blanked_and_code_is_kept() {
    for (source, kept) in [
        ("let a = 1; // f64", "let a = 1;"),
        ("a /* b /* c */ d */ e", "a e"),
        ("say(\"an \\\" f64\", x)", "say( , x)"),
        ("raw(r#\"a \" f64\"#, y)", "raw( , y)"),
        ("fn f<'a>(x: &'a u8) {}", "fn f<'a>(x: &'a u8) {}"),
        ("match c { '\"' => 1, '\\'' => 2, '\\u{41}' => 3 }", "match c { => 1, => 2, => 3 }"),
        ("for r in routers {}", "for r in routers {}"),
    ] {
        let blanked = without_prose(source);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&blanked), words(kept), "{source}");
        assert_eq!(blanked.chars().count(), source.chars().count(), "{source}");
    }
}

#[test]
fn unit_tests_are_cut_off() {
    assert_eq!(without_tests("fn a() {}\n#[cfg(test)]\nmod tests { f64 }"), "fn a() {}\n");
}
