//! Ways to break the sample lesson.

use anycast_lab::lesson::load::Files;
use serde_json::{Value, json};

use super::broken::{set, with_prose, with_structure};

/// A way to break a lesson, with the place and a part of the message that it must get.
pub(super) type Broken = (Files, &'static str, &'static str);

const PREDICT: &str = "/steps/1/question";
const NEEDS: &str = "/steps/2/goals/0/needs";

/// Broken in its form.
fn form() -> Vec<Broken> {
    vec![
        (set("/color", json!("red")), "color", "unknown field"),
        (set("/format", json!("anycast-lab/lesson/9")), "format", "reads"),
        (set("/slug", json!("hello")), "slug", "the folder is called"),
        (set("/minutes", json!(0)), "minutes", "between 1 and 90"),
        (set("/steps", json!([])), "steps", "0 steps"),
        (set("/requires", json!(["sample"])), "requires[0]", "the lesson itself"),
        (set("/requires", json!(["a", "a"])), "requires[1]", "twice"),
        (set("/steps/2/kind", json!("dance")), "steps[2].kind", "dance"),
        (set("/steps/0/goals", json!([])), "steps[0].goals", "belongs in a step of kind `do`"),
        (set("/steps/0/slug", json!("end")), "steps[5].slug", "called `end` already"),
        (set(NEEDS, json!({"won": {}})), "steps[2].goals[0].needs", "unknown variant `won`"),
        (
            set("/steps/2/goals/0/needs/node-withdrawn/when", json!(1)),
            "steps[2].goals[0].needs.node-withdrawn.when",
            "unknown field",
        ),
    ]
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!({"converged": {}}), |goal, _| json!({ "not": goal }))
}

/// Broken in what a step says, whatever the world.
fn sense() -> Vec<Broken> {
    let variants: Vec<Value> = (0..9).map(|n| json!({"slug": format!("v{n}")})).collect();
    let figure = json!({"measure": {"catchment": {"node": "tokyo"}}});
    let figures: serde_json::Map<String, Value> = (0..65)
        .map(|n| (format!("f{n}"), json!({"measure": {"updates": {}}, "at": "begin"})))
        .collect();
    vec![
        (set("/steps/1/variants", json!(variants)), "steps[1].variants", "9 variants"),
        (set("/steps/1/variants/0/seed", json!(2)), "steps[1].variants[0].seed", "no use"),
        (
            set("/steps/1/variants/1/slug", json!("mexico")),
            "steps[1].variants[1].slug",
            "`mexico` already",
        ),
        (
            set("/steps/1/variants/0/kind", json!("quiz")),
            "steps[1].variants[0]",
            "step of kind `predict`",
        ),
        (
            set("/steps/5/variants", json!([{"slug": "x", "kind": "read"}])),
            "steps[5].variants[0].kind",
            "that of its step",
        ),
        (set("/figures", json!(figures)), "figures", "65 figures"),
        (set("/figures/before", figure), "figures.before", "needs `at` or `after`"),
        (
            set("/figures/before/at", json!("nowhere")),
            "figures.before.at",
            "no step called `nowhere`",
        ),
        (set("/figures/after/after", json!("nowhere")), "figures.after.after", "no step called"),
        (
            set("/figures/after/after", json!("begin")),
            "figures.after.after",
            "no step of kind `do`",
        ),
    ]
}

/// Broken in what a goal says.
fn goals() -> Vec<Broken> {
    let measured = |least: i64, most: i64| {
        let measure = json!({"updates": {}});
        json!({"measured": {"measure": measure, "at-least": least, "at-most": most}})
    };
    vec![
        (set(NEEDS, nested(8)), "steps[2].goals[0].needs", "nested 9 deep"),
        (set(NEEDS, json!({"all": []})), "steps[2].goals[0].needs", "at least one"),
        (set(NEEDS, measured(-1, 3)), "steps[2].goals[0].needs", "below 0"),
        (set(NEEDS, measured(3, 1)), "steps[2].goals[0].needs", "at least 3 and at most 1"),
        (
            set(NEEDS, json!({"catchment": {"node": "tokyo"}})),
            "steps[2].goals[0].needs",
            "has no bound",
        ),
        (
            set(NEEDS, json!({"path": {"client": "quipu", "service": "dns"}})),
            "steps[2].goals[0].needs",
            "wants nothing",
        ),
        (
            set(NEEDS, json!({"served-at-least": {"service": "dns", "percent": 101}})),
            "steps[2].goals[0].needs",
            "101 percent",
        ),
        (
            set("/steps/2/goals/1/needs/within/us", json!(0)),
            "steps[2].goals[1].needs",
            "no time at all",
        ),
        (set("/steps/2/goals/0/weight", json!(0)), "steps[2].goals[0].weight", "between 1 and 20"),
        (set("/steps/1/weight", json!(21)), "steps[1].weight", "not 21"),
    ]
}

/// Broken in what is asked, allowed or done.
fn asked() -> Vec<Broken> {
    vec![
        (set("/steps/4/input", json!("map")), "steps[4].input", "no places"),
        (set("/steps/3/choices", json!(["tokyo", "miami"])), "steps[3].choices", "there are none"),
        (
            set("/steps/3/question/how-much/tolerance", json!(-1)),
            "steps[3].question",
            "less than nothing",
        ),
        (set("/steps/1/choices", json!(["miami"])), "steps[1].choices", "has 1 choices"),
        (set("/steps/1/choices/0", json!("miami")), "steps[1].choices", "the same choice twice"),
        (
            set("/steps/1/revealed-by", json!("begin")),
            "steps[1].revealed-by",
            "must be a later step",
        ),
        (
            set("/steps/1/revealed-by", json!("never")),
            "steps[1].revealed-by",
            "no step called `never`",
        ),
        (
            set("/steps/4/events/1", json!({"explain": {"router": "kumo-tokyo"}})),
            "steps[4].events[1]",
            "by a solution only",
        ),
        (
            set("/steps/4/events/1", json!({"wait": {"us": 3_600_000_001_u64}})),
            "steps[4].events[1]",
            "waits longer",
        ),
        (set("/steps/2/allow", json!([])), "steps[2].solution[0]", "`allow` does not allow"),
    ]
}

/// Naming what does not exist.
fn names() -> Vec<Broken> {
    let comparison =
        |measure: Value| set("/steps/4/question", json!({"order": {"measure": measure}}));
    vec![
        (
            set("/steps/2/goals/0/needs/node-withdrawn/node", json!("atlantis")),
            "steps[2].goals[0].needs",
            "no node called `atlantis`",
        ),
        (set("/camera", json!(["atlantis"])), "camera[0]", "no city called"),
        (
            set("/figures/before/measure/round-trip/service", json!("ftp")),
            "figures.before.measure",
            "no service called `ftp`",
        ),
        (
            set("/figures/before/measure/round-trip/client", json!("it")),
            "figures.before.measure",
            "`it` is nobody here",
        ),
        (
            comparison(json!({"catchment": {"node": "tokyo"}})),
            "steps[4].question",
            "must call one thing `it`, not 0",
        ),
        (
            comparison(json!({"distance": {"client": "it", "node": "it"}})),
            "steps[4].question",
            "not 2",
        ),
        (
            set("/steps/4/choices/0", json!("quipu")),
            "steps[4].choices[0]",
            "no node called `quipu`",
        ),
        (
            set(
                NEEDS,
                json!({"not": {"has-route": {"router": "kumo-tokyo", "prefix": "203.0.113.0/24"}}}),
            ),
            "steps[2].goals[0].needs",
            "can announce 203.0.113.0/24",
        ),
    ]
}

/// Naming what does not exist, in acts, variants and choices.
fn names_of_acts() -> Vec<Broken> {
    vec![
        (
            set(NEEDS, json!({"address-at": {"address": "203.0.113.1", "node": "tokyo"}})),
            "steps[2].goals[0].needs",
            "no egress address",
        ),
        (
            set(
                NEEDS,
                json!({"ports-used": {"node": "tokyo", "destination": "shop", "at-least": 1}}),
            ),
            "steps[2].goals[0].needs",
            "no destination called `shop`",
        ),
        (
            set("/steps/4/events/0/command/node", json!("paris")),
            "steps[4].events[0]",
            "no node called `paris`",
        ),
        (
            set("/steps/1/variants/1/world", json!("atlantis")),
            "steps[1].variants[1].world",
            "no world called",
        ),
        (
            set("/steps/1/variants/1/choices/0", json!("tokyo")),
            "steps[1].variants[1].choices[0]",
            "in the world `flood-board`",
        ),
        (
            set("/steps/4/question", json!({"is-it-so": {"goal": {"converged": {}}}})),
            "steps[4].choices[0]",
            "`yes` or `no`",
        ),
        (
            set(
                "/steps/4/question",
                json!({"what-decides": {"router": "kumo-tokyo", "service": "dns"}}),
            ),
            "steps[4].choices[0]",
            "is not a reason",
        ),
        (
            set(
                "/steps/4/question",
                json!({"what-becomes": {"client": "quipu", "service": "dns"}}),
            ),
            "steps[4].choices[0]",
            "is not answered,",
        ),
    ]
}

/// Claiming what does not come true.
fn claims() -> Vec<Broken> {
    vec![
        (
            set(NEEDS, json!({"node-announced": {"node": "tokyo"}})),
            "steps[2].goals[0]",
            "holds before the learner",
        ),
        (
            set(NEEDS, json!({"node-withdrawn": {"node": "miami"}})),
            "steps[2].goals[0]",
            "does not hold after the solution: it is not so",
        ),
        (
            set("/steps/2/goals/1/needs/within/us", json!(100_000)),
            "steps[2].goals[1]",
            "should be 0.1 s",
        ),
        (
            set("/steps/2/goals/0/keep", json!(true)),
            "steps[2].goals[0]",
            "does not hold at the start",
        ),
        (
            set("/steps/2/solution/2", json!({"settle": {}})),
            "steps[2].solution[2]",
            "is not needed",
        ),
        (
            set("/steps/2/solution/0/command/do", json!("announce")),
            "steps[2].solution[0]",
            "is refused",
        ),
        (
            set("/steps/4/events/0/command/do", json!("withdraw")),
            "steps[4].events[0]",
            "is refused",
        ),
        (
            set("/steps/1/question/which-node-serves/after/0/do", json!("announce")),
            "steps[1].question.after[0]",
            "refused here",
        ),
    ]
}

/// Asking what has no answer, or another.
fn answers() -> Vec<Broken> {
    let ask = |question: Value, choices: Value| {
        with_structure(|it| {
            it["steps"][4]["question"] = question;
            it["steps"][4]["choices"] = choices;
        })
    };
    vec![
        (set("/steps/1/choices/1", json!("london")), "steps[1].choices", "the answer is `miami`"),
        (
            set("/steps/1/variants/1/choices/1", json!("s2")),
            "steps[1].variants[1].choices",
            "the answer is `s3`",
        ),
        (
            set("/steps/1/variants/0/swap/miami", json!("london")),
            "steps[1].variants[0].choices",
            "the answer is `chicago`",
        ),
        (
            set(PREDICT, json!({"which-node-serves": {"client": "quipu", "service": "dns"}})),
            "steps[1].choices",
            "the answer is `tokyo`",
        ),
        (
            with_structure(|it| {
                it["steps"][1]["question"] =
                    json!({"which-node-serves": {"client": "quipu", "service": "dns"}});
                it["steps"][1]["choices"][0] = json!("tokyo");
            }),
            "steps[1].revealed-by",
            "`tokyo` was the answer, and `miami` is so",
        ),
        (
            ask(
                json!({"order": {"measure": {"catchment": {"node": "it"}}}}),
                json!(["sydney", "johannesburg"]),
            ),
            "steps[4].choices[1]",
            "tie at",
        ),
        (
            ask(
                json!({"which-has": {"the": "least", "measure": {"unserved": {"service": "it"}}}}),
                json!(["dns", "dns"]),
            ),
            "steps[4].question",
            "2 right answers",
        ),
        (
            ask(
                json!({"which-client-stays": {"service": "dns", "after": [
                    {"do": "withdraw", "node": "tokyo"}
                ]}}),
                json!(["momiji", "hanji"]),
            ),
            "steps[4].question",
            "0 right answers",
        ),
        (
            ask(
                json!({"what-decides": {"router": "albatross-lima", "service": "dns"}}),
                json!(["local-pref", "as-path"]),
            ),
            "steps[4].question",
            "nothing has to be decided",
        ),
    ]
}

/// Wanting numbers that there are not.
fn numbers() -> Vec<Broken> {
    vec![
        (
            set("/steps/3/question/how-much/measure", json!({"egress-addresses": {}})),
            "steps[3].question",
            "no such number here",
        ),
        (
            with_structure(|it| {
                let johannesburg = json!({"do": "withdraw", "node": "johannesburg"});
                it["steps"][4]["events"] =
                    json!([{ "command": johannesburg }, {"wait": {"us": 1_000}}]);
                let trip = json!({"round-trip": {"client": "it", "service": "dns"}});
                it["steps"][4]["question"] = json!({"order": { "measure": trip }});
                it["steps"][4]["choices"] = json!(["quipu", "highveld"]);
            }),
            "steps[4].choices[1]",
            "of `highveld` there is no such number",
        ),
        (
            set("/figures/before/measure", json!({"last-change": {}})),
            "figures.before",
            "no such number at that moment",
        ),
        (
            set("/figures/spare", json!({"measure": {"updates": {}}, "after": "withdraw-tokyo"})),
            "figures.spare",
            "no prose quotes it",
        ),
    ]
}

/// With prose that does not fit, or would do harm.
fn prose() -> Vec<Broken> {
    vec![
        (with_prose("# Sample\n", "\n"), "file", "has no title"),
        (with_prose(" {#begin}", ""), "line 5", "ends with its name"),
        (with_prose("{#begin}", "{#began}"), "line 5", "has no step `began`"),
        (
            with_prose("{#predict-lima/elsewhere}", "{#predict-lima/abroad}"),
            "line ",
            "has no variant `abroad`",
        ),
        (with_prose("### pass", "### passed"), "line ", "there is no section `passed`"),
        (with_prose("### goal: soon", "### goal: late"), "line ", "### goal: soon"),
        (with_prose("### wrong: hong-kong", "### wrong: oslo"), "line ", "`wrong: oslo`"),
        (with_prose("### too high", "### wrong: tokyo"), "line ", "`wrong: tokyo`"),
        (with_prose("### hint", "### too low"), "line ", "`too low`"),
    ]
}

/// With prose that names or quotes what is not so.
fn quoted() -> Vec<Broken> {
    vec![
        (with_prose("not {expected}", "not {quite}"), "line ", "{quite} names nothing"),
        (
            with_prose("Right: {actual}", "Right: {expected}"),
            "line ",
            "nothing fills {expected} in a section `right`",
        ),
        (
            with_prose("Some text", "Some {actual}"),
            "line 5",
            "nothing fills {actual} in a step's text",
        ),
        (with_prose("answers {c3}", "answers {quipu}"), "line ", "of the variant `elsewhere`"),
        (with_prose("{node:tokyo}", "{client:tokyo}"), "line ", "{client:tokyo} names nothing"),
        (with_prose("[226 ms]", "[225 ms]"), "line ", "`before` is 225.878 ms"),
        (with_prose("[60.6 ms]", "[60.6 km]"), "line ", "needs a unit like ms"),
        (with_prose("[60.6 ms]", "[little]"), "line ", "`little` is no number"),
        (with_prose("#computed/after", "#computed/never"), "line ", "no figure `never`"),
        (with_prose("### hint\n", "<script>alert(1)</script>\n\n### hint\n"), "line ", "raw HTML"),
        (with_prose("Play.", "[Play](javascript:alert)."), "line ", "a link may lead to"),
    ]
}

/// All of them.
pub(super) fn all() -> impl Iterator<Item = Broken> {
    [
        form(),
        sense(),
        goals(),
        asked(),
        names(),
        names_of_acts(),
        claims(),
        answers(),
        numbers(),
        prose(),
        quoted(),
    ]
    .into_iter()
    .flatten()
}
