//! What our lessons keep to, and one can be played without.

use anycast_lab::lesson::check::manners;
use anycast_lab::lesson::load::{Files, load};

use super::broken::{sample, with_prose, worlds};

fn told(files: &Files) -> Vec<String> {
    let loaded = load(files).unwrap_or_else(|problems| panic!("{problems:#?}"));
    manners(&loaded, &worlds()).iter().map(ToString::to_string).collect()
}

#[test]
fn the_sample_minds_its_manners() {
    assert_eq!(told(&sample()), [""; 0]);
}

#[test]
fn a_number_with_a_unit_says_where_it_comes_from() {
    for bad in ["113 ms", "3 minutes", "12%", "40 km", "31 Gbit/s", "7 秒", "**20 ms** or so"] {
        let told = told(&with_prose("Some text.", &format!("It takes {bad}.")));
        assert!(
            told.len() == 1 && told[0].contains("says not where it comes from"),
            "{bad}: {told:?}"
        );
    }
    for good in [
        "[226 ms](#computed/before)",
        "[3 minutes](#measured \"Labovitz et al., 2000\")",
        "[31 %](#claimed \"somebody\")",
        "`113 ms`",
        "3 steps, AS64500, RFC 4271, 192.0.2.0/24",
        // A clock of the world, a capacity of it, a number of the lesson's own.
        "30 seconds",
        "40 Gbit/s",
        "200 ms",
    ] {
        assert_eq!(
            told(&with_prose("Some text.", &format!("It takes {good}."))),
            [""; 0],
            "{good}"
        );
    }
}

#[test]
fn a_lesson_takes_as_long_as_it_says() {
    // Four minutes, by 200 words a minute, and 1.6 times that at most.
    let words = |count: usize| "word ".repeat(count);
    let sum = |count: usize| told(&with_prose("Some text.", &words(count)));
    assert_eq!(sum(1_100), [""; 0]);
    let long = sum(1_300);
    assert!(long.len() == 1 && long[0].contains("minutes to read"), "{long:?}");
    let mut chinese = sample();
    let text = chinese.prose[1].take().expect("it is there");
    chinese.prose[1] = Some(text.replace("一些文字。", &"字".repeat(2_600)));
    assert!(told(&chinese)[0].starts_with("sample/zh.md"));
}
