//! The command line: files and stdout.
#![expect(clippy::print_stdout, reason = "printing is what a command line does")]
#![expect(clippy::print_stderr, reason = "and its errors go to stderr")]

pub mod board;
pub mod check;
pub mod comparison_json;
pub mod converge;
pub mod egress;
pub mod egress_json;
pub mod fact_json;
pub mod fixture;
pub mod host_json;
pub mod input;
pub mod json_lines;
pub mod lens_json;
pub mod lesson_new;
pub mod lessons;
pub mod outage;
pub mod receipts;
pub mod route;
pub mod run;
pub mod schema;
pub mod service_json;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use input::InputProblem;
use outage::Asked;
use route::Request;
use run::Play;

use crate::engine::base::time::Span;
use crate::engine::bgp::profile::ProfileName;
use crate::engine::sim::failover::How;

/// A small, honest Internet: plays scenarios, answers routing fixtures, checks lessons.
#[derive(Debug, Parser)]
#[command(name = "anycast-lab", version)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Print each router's selected route in the fixture schema's terms, one line a file.
    Route {
        /// Compare with what each file expects; exit 1 with the differences.
        #[arg(long)]
        check: bool,
        /// Compare every recorded fact, not only path, neighbour and link.
        #[arg(long)]
        strict: bool,
        /// How all routers choose, instead of as each file's settings say; its MED settings stay.
        #[arg(long, value_parser = profile, value_name = "NAME")]
        profile: Option<ProfileName>,
        /// Fixture files, format bgp-fixture/1.
        #[arg(required = true)]
        fixtures: Vec<PathBuf>,
    },
    /// Play a scenario; print facts as JSON lines and a summary.
    Run {
        /// The scenario file.
        scenario: PathBuf,
        /// Commands, one JSON object a line: {"at_us": 0, "do": "withdraw", "node": "tokyo"}.
        commands: Option<PathBuf>,
        /// The seed of all randomness.
        #[arg(long, default_value_t = crate::app::DEFAULT_SEED)]
        seed: u64,
        /// Print the summary alone.
        #[arg(long)]
        quiet: bool,
        /// Print what came of the last command, for people, and nothing else.
        #[arg(long)]
        report: bool,
        /// Go on at least so long, in microseconds from the beginning.
        #[arg(long, default_value_t = 0)]
        until_us: u64,
    },
    /// Play scenarios with their own commands; print how long BGP took to settle, one line each.
    Converge {
        /// The scenario files.
        #[arg(required = true)]
        scenarios: Vec<PathBuf>,
        /// The seed of all randomness.
        #[arg(long, default_value_t = crate::app::DEFAULT_SEED)]
        seed: u64,
        /// Give up after so many events.
        #[arg(long)]
        max_events: Option<u64>,
        /// Print JSON objects instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Lose a PoP; print how long users miss its service, published by GeoDNS, by anycast, by both.
    Outage {
        /// The scenario file.
        scenario: PathBuf,
        /// The node that is lost.
        #[arg(long, value_name = "NODE")]
        fail: String,
        /// How: its links carry nothing and nobody is told; its neighbours notice at once; it
        /// withdraws its route and goes on answering.
        #[arg(long, value_parser = how, default_value = "silent")]
        #[arg(value_name = "silent|dark|withdrawn")]
        how: How,
        /// Times to live of GeoDNS's records, in seconds.
        #[arg(long, value_delimiter = ',', default_values_t = [20, 60, 300], value_name = "S,…")]
        ttl: Vec<u64>,
        /// BGP's hold time, in seconds; 0: silence is never noticed.
        #[arg(long, default_value_t = 180, value_name = "S")]
        hold: u64,
        /// The seed of all randomness.
        #[arg(long, default_value_t = crate::app::DEFAULT_SEED)]
        seed: u64,
        /// Print JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Compare the designs by which a service's servers share the addresses that they open
    /// connections from; what is not given is as the scenario has it.
    Egress {
        /// The scenario file.
        scenario: PathBuf,
        /// PoPs that take part.
        #[arg(long, value_name = "N")]
        pops: Option<u64>,
        /// Servers of each PoP.
        #[arg(long, value_name = "N")]
        servers: Option<u64>,
        /// Tags.
        #[arg(long, value_name = "N")]
        tags: Option<u64>,
        /// Ports of a slice.
        #[arg(long, value_name = "PORTS")]
        slice: Option<u64>,
        /// What an IPv4 address costs, in hundredths of a dollar.
        #[arg(long, value_name = "CENTS")]
        price_cents: Option<u64>,
        /// Addresses are IPv6.
        #[arg(long)]
        ipv6: bool,
        /// The seed of all randomness.
        #[arg(long, default_value_t = crate::app::DEFAULT_SEED)]
        seed: u64,
        /// Print JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Try every defence of a small board against floods of such strengths; print how many client
    /// networks are served doing nothing, at best by withdrawing sites, and at best by withdrawing
    /// sites from single neighbours.
    Board {
        /// One strength a botnet, in capacities of the smallest site: 0.7 1.5; more rows may
        /// follow.
        #[arg(required = true)]
        strengths: Vec<String>,
        /// Another board than the reference board.
        #[arg(long)]
        scenario: Option<PathBuf>,
        /// The seed of all randomness.
        #[arg(long, default_value_t = crate::app::DEFAULT_SEED)]
        seed: u64,
        /// Print JSON objects instead of sentences.
        #[arg(long)]
        json: bool,
    },
    /// Check scenario files.
    Scenario {
        #[command(subcommand)]
        task: ScenarioTask,
    },
    /// Check and solve lessons.
    Lessons {
        #[command(subcommand)]
        task: LessonsTask,
    },
    /// Check what learners hand in.
    Receipts {
        #[command(subcommand)]
        task: ReceiptsTask,
    },
}

#[derive(Debug, Subcommand)]
enum ReceiptsTask {
    /// Do every completion code again, and say of each whether it is verified; exit 1 if one is
    /// not.
    Check {
        /// Text files with codes in them, whatever stands around.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print a table of the codes, for spreadsheets.
        #[arg(long, conflicts_with = "steps_csv")]
        csv: bool,
        /// Print a table of the steps, for spreadsheets: how many got each wrong.
        #[arg(long)]
        steps_csv: bool,
        /// The folder of the lessons.
        #[arg(long, default_value = "lessons")]
        lessons: PathBuf,
        /// The folder of the worlds they play in.
        #[arg(long, default_value = "assets/scenarios")]
        scenarios: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum LessonsTask {
    /// Report every problem of every lesson; exit 1 if there is any.
    Check {
        /// Only these: slugs, or paths of lessons' folders; none: all that the index lists.
        names: Vec<String>,
        /// The folder of the lessons, with their index.json.
        #[arg(long, default_value = "lessons")]
        folder: PathBuf,
        /// The folder of the worlds they play in.
        #[arg(long, default_value = "assets/scenarios")]
        scenarios: PathBuf,
    },
    /// Write a small lesson that is whole and passes the check, to begin from.
    New {
        /// Its slug, which will be its folder's name.
        slug: String,
        /// The world it plays in.
        #[arg(long, default_value = "first-light")]
        world: String,
        /// The folder of the lessons.
        #[arg(long, default_value = "lessons")]
        folder: PathBuf,
        /// The folder of the worlds.
        #[arg(long, default_value = "assets/scenarios")]
        scenarios: PathBuf,
    },
    /// Print the JSON Schema of lesson.json, for editors.
    Schema,
}

#[derive(Debug, Subcommand)]
enum ScenarioTask {
    /// Report every problem of every file; exit 1 if there is any.
    Check {
        /// The scenario files.
        #[arg(required = true)]
        scenarios: Vec<PathBuf>,
    },
}

fn profile(name: &str) -> Result<ProfileName, String> {
    ProfileName::from_name(name).ok_or_else(|| format!("must be one of {}", ProfileName::listed()))
}

fn how(name: &str) -> Result<How, String> {
    let all = [("silent", How::Silent), ("dark", How::Dark), ("withdrawn", How::Withdrawn)];
    let found = all.into_iter().find(|(one, _)| *one == name).map(|(_, how)| how);
    found.ok_or_else(|| "must be one of silent, dark, withdrawn".to_owned())
}

/// Runs the command line. Exit codes: 0 well; 1 differences or problems found, or BGP that did not
/// converge (the summary's `outcome` says how); 2 bad input.
#[must_use]
pub fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Task::Route { check, strict, profile, fixtures } => {
            let request = Request { is_checked: check, is_strict: strict, profile };
            Ok(route::route(&fixtures, request))
        }
        Task::Run { scenario, commands, seed, quiet, report, until_us } => {
            let until = Span::from_us(until_us);
            let commands = commands.as_deref();
            let play = Play { commands, seed, until, is_quiet: quiet, is_for_people: report };
            run::run(&scenario, &play)
        }
        Task::Converge { scenarios, seed, max_events, json } => {
            converge::converge(&scenarios, seed, max_events, json)
        }
        Task::Outage { scenario, fail, how, ttl, hold, seed, json } => {
            let asked = Asked { node: fail, how, ttls_s: ttl, hold_s: hold, seed, is_json: json };
            outage::outage(&scenario, &asked)
        }
        Task::Egress { scenario, pops, servers, tags, slice, price_cents, ipv6, seed, json } => {
            let (is_ipv6, is_json) = (ipv6, json);
            let asked =
                egress::Asked { pops, servers, tags, slice, price_cents, is_ipv6, seed, is_json };
            egress::egress(&scenario, &asked)
        }
        Task::Board { strengths, scenario, seed, json } => {
            board::board(scenario.as_deref(), &strengths, seed, json)
        }
        Task::Scenario { task: ScenarioTask::Check { scenarios } } => Ok(check::check(&scenarios)),
        Task::Lessons { task } => lessons_task(task),
        Task::Receipts { task } => receipts_task(&task),
    };
    match outcome {
        Ok(report) => {
            print!("{}", report.text);
            for problem in &report.problems {
                eprintln!("{problem}");
            }
            let is_bad_input = !report.problems.is_empty();
            ExitCode::from(if is_bad_input { 2 } else { u8::from(!report.is_good) })
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            ExitCode::from(2)
        }
    }
}

fn receipts_task(task: &ReceiptsTask) -> Result<Report, Vec<InputProblem>> {
    let ReceiptsTask::Check { files, csv, steps_csv, lessons, scenarios } = task;
    let form = match (csv, steps_csv) {
        (true, _) => receipts::Form::Codes,
        (_, true) => receipts::Form::Steps,
        _ => receipts::Form::Words,
    };
    receipts::check(files, receipts::Folders { lessons, scenarios }, form)
}

fn lessons_task(task: LessonsTask) -> Result<Report, Vec<InputProblem>> {
    match task {
        LessonsTask::Check { names, folder, scenarios } => {
            Ok(lessons::check_some(&names, &folder, &scenarios))
        }
        LessonsTask::New { slug, world, folder, scenarios } => {
            lesson_new::new(&folder, &scenarios, &slug, &world)
        }
        LessonsTask::Schema => {
            Ok(Report { text: schema::lesson_schema(), is_good: true, problems: Vec::new() })
        }
    }
}

/// What a task prints, and whether all was well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is printed.
    pub text: String,
    /// Whether nothing was found wrong.
    pub is_good: bool,
    /// Input that could not be read.
    pub problems: Vec<InputProblem>,
}

impl Report {
    /// A report that has found nothing wrong yet.
    #[must_use]
    pub const fn good() -> Self {
        Self { text: String::new(), is_good: true, problems: Vec::new() }
    }

    /// Adds a line.
    pub fn line(&mut self, line: impl std::fmt::Display) {
        self.text += &line.to_string();
        self.text.push('\n');
    }
}
