//! Measuring how fast the engine is, natively beside bgpsim and as WebAssembly in Node, and
//! printing the README's table.

use std::collections::BTreeMap;
use std::process::Stdio;

use crate::process::{cargo, command, root, run, say, shown};
use crate::tools;

/// The package that measures.
pub const PACKAGE: &str = "benches/yardstick/Cargo.toml";
/// Where it is built.
pub const TARGET: &str = "target/yardstick";

type Figures = BTreeMap<String, u64>;

/// Builds both, runs both, prints the table.
pub fn bench() -> Result<(), String> {
    tools::for_benchmarks()?;
    let build = ["build", "--release", "--locked", "--manifest-path", PACKAGE];
    run(
        "Building the measurements, natively: bgpsim too",
        cargo(&build).args(["--target-dir", TARGET]),
    )?;
    run(
        "Building them as WebAssembly",
        cargo(&build).args(["--lib", "--target", tools::WASM, "--target-dir", TARGET]),
    )?;
    let wasm = format!("{TARGET}/{}/release/yardstick.wasm", tools::WASM);
    let glue = format!("{TARGET}/node");
    run(
        "Making them loadable by Node",
        command("wasm-bindgen").args(["--target", "nodejs", "--out-dir", &glue, &wasm]),
    )?;
    say("Measuring natively: some fifteen seconds");
    let program = root().join(TARGET).join("release/yardstick");
    let mut native = figures(command(&program.to_string_lossy()))?;
    // In a process of its own: what a process had at most, it does not give back.
    let mut million = command(&program.to_string_lossy());
    million.arg("million");
    native.extend(figures(million)?);
    say("Measuring WebAssembly in Node: some fifteen seconds");
    let mut node = command("node");
    node.args(["benches/yardstick/node.mjs", &glue, "."]);
    let wasm = figures(node)?;
    println!("\n{}", table(&native, &wasm)?);
    Ok(())
}

/// Runs a program that prints one figure a line, `name value`.
fn figures(mut program: std::process::Command) -> Result<Figures, String> {
    program.stdin(Stdio::null()).stderr(Stdio::inherit()).current_dir(root());
    let name = shown(&program);
    let output = program.output().map_err(|error| format!("could not start `{name}`: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{name}` failed: {}", output.status));
    }
    String::from_utf8_lossy(&output.stdout).lines().map(figure).collect()
}

fn figure(line: &str) -> Result<(String, u64), String> {
    line.split_once(' ')
        .and_then(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
        .ok_or_else(|| format!("`{line}` is no figure"))
}

/// The table in Markdown: each case natively, as WebAssembly, and how they compare.
fn table(native: &Figures, wasm: &Figures) -> Result<String, String> {
    let mut lines =
        vec!["| case | native | WebAssembly | ratio |".to_owned(), "|---|---|---|---|".to_owned()];
    for (words, name) in [
        ("1,000 ASes: AS 1500 announces, all settle", "graph-1000.announce-ns"),
        ("1,000 ASes: it withdraws, all settle", "graph-1000.withdraw-ns"),
        ("full mesh of 100: a withdrawal, 1,000,000 events", "mesh-100.ns"),
        ("first-light: Tokyo withdraws, all settle", "first-light.withdraw-ns"),
        ("75,000 ASes solved: one origin", "internet.one-ns"),
        ("75,000 ASes solved: 20 origins, every catchment", "internet.anycast-ns"),
        ("rates of 500 client networks and a flood to 40 PoPs, ways and all", "rates.ns"),
        ("packets: 100,000 hops", "packets.ns"),
        ("replies to 512 lent addresses at 12 PoPs: 1,000,000 decisions", "replies.ns"),
    ] {
        let (here, there) = (get(native, name)?, get(wasm, name)?);
        let ratio = ratio(there, here);
        lines.push(format!("| {words} | {} | {} | {ratio} |", span(here), span(there)));
    }
    let rate = |figures, what: &str, many: &str| -> Result<u64, String> {
        let events = get(figures, &format!("{what}.{many}"))?;
        Ok(events * 1_000_000 / (get(figures, &format!("{what}.ns"))? / 1000).max(1))
    };
    let ours = |what: &str| get(native, &format!("graph-1000.{what}"));
    let theirs = |what: &str| get(native, &format!("bgpsim.{what}"));
    let (announce, withdraw) = (ours("announce-ns")?, ours("withdraw-ns")?);
    let (their_announce, their_withdraw) = (theirs("announce-ns")?, theirs("withdraw-ns")?);
    lines.push(format!(
        "\nThe mesh: {} events a second natively, {} as WebAssembly.",
        millions(rate(native, "mesh-100", "events")?),
        millions(rate(wasm, "mesh-100", "events")?)
    ));
    lines.push(format!(
        "Packets: {} hops a second natively, {} as WebAssembly.",
        millions(rate(native, "packets", "hops")?),
        millions(rate(wasm, "packets", "hops")?)
    ));
    lines.push(format!(
        "Replies: {} decisions a second natively, {} as WebAssembly; {} live connections take {}, \
         and their process had {} at most.",
        millions(rate(native, "replies", "decisions")?),
        millions(rate(wasm, "replies", "decisions")?),
        get(native, "million.connections")?,
        megabytes(get(native, "million.bytes")?),
        megabytes(get(native, "million.peak-bytes")?),
    ));
    lines.push(format!(
        "\n| 1,000 ASes, same graph, same run, same final state | announce | withdraw | both |\n\
         |---|---|---|---|\n\
         | Anycast Lab | {} ({} events) | {} ({} events) | {} |\n\
         | bgpsim 0.20.4 | {} ({} events) | {} ({} events) | {} |\n\
         | times as fast | {} | {} | {} |",
        span(announce),
        ours("announce-events")?,
        span(withdraw),
        ours("withdraw-events")?,
        span(announce + withdraw),
        span(their_announce),
        theirs("announce-events")?,
        span(their_withdraw),
        theirs("withdraw-events")?,
        span(their_announce + their_withdraw),
        ratio(their_announce, announce),
        ratio(their_withdraw, withdraw),
        ratio(their_announce + their_withdraw, announce + withdraw),
    ));
    Ok(lines.join("\n"))
}

fn get(figures: &Figures, name: &str) -> Result<u64, String> {
    figures.get(name).copied().ok_or_else(|| format!("no figure is called `{name}`"))
}

/// Nanoseconds in milliseconds, three digits that mean something.
fn span(ns: u64) -> String {
    let us = ns / 1000;
    match us {
        0..10_000 => format!("{}.{:02} ms", us / 1000, us % 1000 / 10),
        10_000..100_000 => format!("{}.{} ms", us / 1000, us % 1000 / 100),
        _ => format!("{} ms", us / 1000),
    }
}

fn millions(n: u64) -> String {
    format!("{}.{} million", n / 1_000_000, n % 1_000_000 / 100_000)
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

fn ratio(one: u64, other: u64) -> String {
    let tenths = (one * 100 / other.max(1) + 5) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{Figures, figure, megabytes, millions, ratio, span, table};

    #[test]
    fn figures_are_read_line_by_line() {
        assert_eq!(figure("mesh-100.ns 17"), Ok(("mesh-100.ns".to_owned(), 17)));
        assert!(figure("thread panicked").is_err());
    }

    #[test]
    fn numbers_have_the_digits_that_mean_something() {
        assert_eq!(span(234_567), "0.23 ms");
        assert_eq!(span(1_234_567), "1.23 ms");
        assert_eq!(span(12_345_678), "12.3 ms");
        assert_eq!(span(123_456_789), "123 ms");
        assert_eq!(millions(5_250_000), "5.2 million");
        assert_eq!(megabytes(41_000_001), "42 MB");
        assert_eq!(
            (ratio(250, 100), ratio(196, 100), ratio(1, 0)),
            ("2.5".into(), "2.0".into(), "1.0".into())
        );
    }

    #[test]
    fn a_figure_that_is_missing_is_named() {
        let error = table(&Figures::new(), &Figures::new()).unwrap_err();
        assert!(error.contains("graph-1000.announce-ns"), "{error}");
    }
}
