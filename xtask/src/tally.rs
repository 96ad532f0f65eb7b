//! Counting tests by reading what their runners print.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::process::{say, shown};

/// How many tests passed, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
    /// Tests that were marked to be left out.
    pub ignored: u32,
}

impl Tally {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }

    /// What one line of a runner's output adds.
    ///
    /// libtest and wasm-bindgen close with `test result: ok. 3 passed; 0 failed; 0 ignored; …`,
    /// Node with the lines `ℹ pass 3`, `ℹ fail 0` and `ℹ skipped 0`.
    fn of_line(line: &str) -> Self {
        let mut tally = Self::default();
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            for part in result.split(['.', ';']) {
                match part.trim().split_once(' ') {
                    Some((count, "passed")) => tally.passed = count.parse().unwrap_or(0),
                    Some((count, "failed")) => tally.failed = count.parse().unwrap_or(0),
                    Some((count, "ignored")) => tally.ignored = count.parse().unwrap_or(0),
                    _ => {}
                }
            }
        } else if let Some((word, count)) =
            line.strip_prefix("ℹ ").and_then(|rest| rest.split_once(' '))
        {
            let count = count.trim().parse().unwrap_or(0);
            match word {
                "pass" => tally.passed = count,
                "fail" | "cancelled" => tally.failed = count,
                "skipped" | "todo" => tally.ignored = count,
                _ => {}
            }
        }
        tally
    }
}

/// Runs a test runner, showing its output and counting. A failure is counted, not returned,
/// unless the runner failed without a failing test (it did not compile, or did not start).
pub fn counted(why: &str, command: &mut Command) -> Result<Tally, String> {
    say(why);
    println!("  $ {}", shown(command));
    let name = shown(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("could not start `{name}`: {error}"))?;
    let output = child.stdout.take().ok_or("no output to read")?;
    let mut tally = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.map_err(|error| format!("`{name}`: {error}"))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        tally = tally.and(Tally::of_line(&line));
    }
    let status = child.wait().map_err(|error| format!("`{name}`: {error}"))?;
    if !status.success() && tally.failed == 0 {
        return Err(format!("`{name}` failed: {status}"));
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn of(text: &str) -> Tally {
        text.lines().map(Tally::of_line).fold(Tally::default(), Tally::and)
    }

    #[test]
    fn both_kinds_of_closing_line_are_counted() {
        let libtest = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 3 filtered";
        assert_eq!(of(libtest), Tally { passed: 12, failed: 2, ignored: 1 });
        let node = "ℹ tests 5\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0";
        assert_eq!(of(node), Tally { passed: 3, failed: 1, ignored: 1 });
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(of("test engine::works ... ok\n12 passed; a story\nℹ note"), Tally::default());
    }
}
