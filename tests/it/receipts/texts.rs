//! Codes in whatever somebody pastes, and texts that are none.

use anycast_lab::app::receipt::MAX_CHARS;
use anycast_lab::app::receipt::codec::{Unreadable, find, seal};
use anycast_lab::app::receipt::verdict::Odd;

use super::*;

fn sample() -> String {
    static SAMPLE: LazyLock<String> =
        LazyLock::new(|| code(&done("ways", Some(pupil("李小龙")), Manner::default()).0));
    SAMPLE.clone()
}

#[test]
fn codes_are_found_in_any_text_around_them() {
    let code = sample();
    let lines = |width: usize, prefix: &str| {
        let letters: Vec<char> = code.chars().collect();
        let lines = letters.chunks(width).map(|line| line.iter().collect::<String>());
        lines.map(|line| format!("{prefix}{line}")).collect::<Vec<_>>().join("\r\n")
    };
    for text in [
        code.clone(),
        format!("  {code}\n"),
        format!("My code: {code}. Bye."),
        format!("“{code}”，<{code}>\n```\n{code}\n```"),
        format!("{code}{code}"),
        format!("{code}\t{code} {code}"),
        lines(76, ""),
        lines(72, "> "),
        lines(40, ">> "),
        format!("a lab, lab1 and lab1 . too; {code} lab"),
    ] {
        let found = find(&text);
        assert!(!found.is_empty() && found.iter().all(|one| *one == code), "{text}");
    }
    assert_eq!(find(&format!("{code}{code}")).len(), 2);
    let mut roll = Roll::default();
    let added = roll.add(&format!("{code} {code}"));
    assert_eq!((added.new, added.again, added.too_many), (1, 1, 0));
    for none in
        ["", "lab", "label1.x", "collab1.abc.end", "lab.x.end", "lab9999999.x.end", "lab+1.x.end"]
    {
        assert_eq!(find(none), [""; 0], "{none}");
    }
}

#[test]
fn a_code_that_was_cut_or_damaged_is_told_apart() {
    let code = sample();
    let verdict = |text: &str| {
        let roll = called(text);
        let verdicts: Vec<Verdict> = roll.entries().map(|entry| entry.verdict.clone()).collect();
        verdicts
    };
    let cut = &code[..code.len() / 2];
    for text in [cut.to_owned(), format!("{cut}\nYours, Ann"), format!("{cut} …")] {
        assert_eq!(verdict(&text), [Verdict::Unreadable(Unreadable::Cut)], "{text}");
    }
    let both = verdict(&format!("{cut}\n{code}"));
    assert_eq!(both, [Verdict::Unreadable(Unreadable::Cut), Verdict::Verified]);
    assert_eq!(verdict("lab1..end"), [Verdict::Unreadable(Unreadable::Damaged)]);
    assert_eq!(verdict("lab1.A.end"), [Verdict::Unreadable(Unreadable::Letters)]);
    assert_eq!(
        verdict(&format!("lab1.{}.end", "A".repeat(MAX_CHARS))),
        [Verdict::Unreadable(Unreadable::TooLong)]
    );
    // A letter changed, or lost: never verified.
    let letters = code.len() - "lab1..end".len();
    for at in (5..5 + letters).step_by(letters / 40) {
        let mut changed = code.clone();
        let other = if &code[at..=at] == "A" { "B" } else { "A" };
        changed.replace_range(at..=at, other);
        let lost = format!("{}{}", &code[..at], &code[at + 1..]);
        for text in [changed, lost] {
            let found = verdict(&text);
            let is_told =
                matches!(found[..], [Verdict::Unreadable(_) | Verdict::Edited(Odd::Checksum)]);
            assert!(is_told, "{at}: {found:?}");
        }
    }
}

#[test]
fn what_is_packed_may_be_anything() {
    let packed = |json: &str| miniz_oxide::deflate::compress_to_vec(json.as_bytes(), 6);
    for json in ["", "null", "{}", "[[[[", "{\"format\":\"anycast-lab/receipt/1\"}", "\u{0}"] {
        let entry = checked_with(&seal(&packed(json)), None);
        assert_eq!(entry.verdict, Verdict::Unreadable(Unreadable::Malformed), "{json}");
    }
    let bomb = packed(&" ".repeat(50 << 20));
    let verdict = checked_with(&seal(&bomb), None).verdict;
    assert!(matches!(verdict, Verdict::Unreadable(_)), "{verdict:?}");
    assert_eq!(
        checked_with(&seal(&[0xff; 40]), None).verdict,
        Verdict::Unreadable(Unreadable::Damaged)
    );
}
