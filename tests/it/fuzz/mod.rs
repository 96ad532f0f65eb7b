//! Ten million bytes for every parser, none of which panics: valid files, damaged in every way
//! that a seeded generator thinks of, and noise. For longer runs there is `fuzz/`.

#[path = "../../../fuzz/parsers.rs"]
mod parsers;
mod valid;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};

use parsers::PARSERS;
use valid::{valid, words};

/// Bytes fed to each parser: what the project promises where it counts, and few where it is slow.
const BYTES: usize = if cfg!(debug_assertions) { 100_000 } else { 10_000_000 };
/// No input is longer: most damage is found in small files, and many of them.
const MAX_INPUT: usize = 16 << 10;

fn fuzz(name: &str) {
    let feed = |bytes: &[u8]| parsers::feed(name, bytes);
    let valid = valid(name);
    assert!(!valid.is_empty(), "{name} has nothing to damage");
    let words = words(name);
    let mut random = ChaCha8Rng::seed_from_u64(u64::try_from(name.len()).unwrap());
    let (mut fed, mut inputs) = (0, 0);
    for whole in &valid {
        feed(whole);
        fed += whole.len();
    }
    while fed < BYTES {
        let mut input = valid[random.random_range(0..valid.len())].clone();
        input.truncate(MAX_INPUT);
        match random.random_range(0..20) {
            0 => input = noise(&mut random),
            _ => {
                for _ in 0..random.random_range(1..=8) {
                    damage(&mut input, &words, &valid, &mut random);
                }
            }
        }
        input.truncate(MAX_INPUT);
        feed(&input);
        fed += input.len().max(1);
        inputs += 1;
    }
    println!("{name}: {fed} bytes in {inputs} inputs");
}

fn noise(random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = vec![0; random.random_range(0..2_048)];
    random.fill_bytes(&mut bytes);
    if random.random_bool(0.5) {
        for byte in &mut bytes {
            *byte = 32 + *byte % 95;
        }
    }
    bytes
}

/// One damage.
fn damage(input: &mut Vec<u8>, words: &[&str], valid: &[Vec<u8>], random: &mut ChaCha8Rng) {
    let at = random.random_range(0..=input.len());
    let end = random.random_range(at..=input.len().min(at + 64));
    match random.random_range(0..9) {
        0 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << random.random_range(0..8);
            }
        }
        1 => {
            if let Some(byte) = input.get_mut(at) {
                *byte = random.random();
            }
        }
        2 => drop(input.drain(at..end)),
        3 => {
            let part = input[at..end].to_vec();
            let to = random.random_range(0..=input.len());
            input.splice(to..to, part);
        }
        4 => input.truncate(at),
        5 => {
            let other = &valid[random.random_range(0..valid.len())];
            let from = random.random_range(0..=other.len());
            let part = other[from..other.len().min(from + 256)].to_vec();
            input.splice(at..end, part);
        }
        6 => {
            let part = input[at..end].to_vec();
            for _ in 0..random.random_range(1..200) {
                input.splice(at..at, part.iter().copied());
                if input.len() > MAX_INPUT {
                    break;
                }
            }
        }
        _ => {
            let word = words[random.random_range(0..words.len())];
            input.splice(at..end.min(at + 8), word.bytes());
        }
    }
}

macro_rules! fuzzed {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                fuzz(stringify!($name));
            }
        )+

        #[test]
        fn every_parser_is_fuzzed() {
            let known: Vec<&str> = PARSERS.iter().map(|(name, _)| *name).collect();
            assert_eq!(known, [$(stringify!($name)),+]);
        }
    };
}

fuzzed! {
    address as_rel geofeed glass lesson_json lesson_markdown lesson_list progress receipt_json
    receipt_text run_packed run_json scenario settings trail world_list
}

#[test]
fn every_parser_has_a_target_for_longer_runs() {
    let manifest = include_str!("../../../fuzz/Cargo.toml");
    for (name, _) in PARSERS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "fuzz/Cargo.toml lacks {name}");
    }
}
