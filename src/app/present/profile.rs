//! How would another vendor's router choose? The same routes, in the same order of arrival, under
//! its rules; what would differ, and why.

use crate::app::i18n::Lang;
use crate::app::lab::Lab;
use crate::app::present::ladder::route_label;
use crate::app::present::names::{self, Names};
use crate::engine::base::ids::{PrefixId, RouterId};
use crate::engine::bgp::decision::{Candidate, Explanation};
use crate::engine::bgp::profile::{
    Age, Evidence, Manner, MedScope, MissingMed, Profile, ProfileName,
};
use crate::say;

/// A profile that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub name: ProfileName,
    /// What it is called.
    pub label: &'static str,
    /// Whether the router chooses by it, as configured.
    pub is_own: bool,
    /// Whether it is the one that is asked for.
    pub is_asked: bool,
}

/// What another profile would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Whether another route would be chosen.
    pub differs: bool,
    /// What would be chosen, in a sentence.
    pub outcome: String,
    /// The rule that would decide, and the one that decides now.
    pub because: Option<String>,
    /// What this vendor does in a manner of its own.
    pub habits: Vec<String>,
    /// What these rules rest on: measured on running daemons, or taken from documents.
    pub evidence: String,
}

/// What a profile is called: names of products and documents, the same in every language.
#[must_use]
pub const fn label(name: ProfileName) -> &'static str {
    match name {
        ProfileName::Rfc4271 => "RFC 4271",
        ProfileName::Cisco => "Cisco",
        ProfileName::Frr => "FRR",
        ProfileName::Bird => "BIRD",
        ProfileName::Junos => "Junos",
        ProfileName::OpenBgpd => "OpenBGPD",
    }
}

/// The profiles that may be asked for.
#[must_use]
pub fn choices(lab: &Lab, router: RouterId) -> Vec<Choice> {
    let own = lab.world().profile(router).name;
    let asked = lab.inspection.profile.unwrap_or(own);
    let choice =
        |name| Choice { name, label: label(name), is_own: name == own, is_asked: name == asked };
    ProfileName::ALL.into_iter().map(choice).collect()
}

/// What the rules of `asked` would change at a router; absent: they are its own.
#[must_use]
pub fn comparison(
    lab: &Lab,
    lang: Lang,
    router: RouterId,
    prefix: PrefixId,
    asked: ProfileName,
) -> Option<Comparison> {
    let own = lab.world().profile(router);
    if own.name == asked {
        return None;
    }
    let names = Names { lang, network: lab.network() };
    let (now, then) =
        (lab.world().explain(router, prefix), lab.explain(router, prefix, Some(asked)));
    let (best_now, best_then) = (now.selected(), then.selected());
    let source = |best: Option<&Candidate>| best.map(|best| best.route.from);
    let differs = source(best_now) != source(best_then);
    let profile = Profile::named(asked);
    let route = |best: Option<&Candidate>| {
        best.map_or_else(String::new, |best| route_label(&names, &best.route))
    };
    let outcome = match (best_now, best_then) {
        (_, None) => say!(lang, "profile-none", vendor = label(asked)),
        _ if differs => say!(
            lang,
            "profile-differs",
            vendor = label(asked),
            then = route(best_then),
            now = route(best_now)
        ),
        _ => say!(lang, "profile-same", vendor = label(asked), now = route(best_now)),
    };
    Some(Comparison {
        differs,
        outcome,
        because: because(lang, &now, &then),
        habits: habits(lang, &profile),
        evidence: evidence(lang, &profile),
    })
}

fn because(lang: Lang, now: &Explanation, then: &Explanation) -> Option<String> {
    let rule = |explanation: &Explanation| explanation.decided_by.map(|it| names::rule(lang, it));
    let (now, then) = (rule(now)?, rule(then)?);
    Some(if now == then {
        say!(lang, "profile-same-rule", rule = now)
    } else {
        say!(lang, "profile-other-rule", then = then, now = now)
    })
}

/// What differs from RFC 4271, in the decision alone.
fn habits(lang: Lang, profile: &Profile) -> Vec<String> {
    let options = &profile.options;
    let mut habits = Vec::new();
    match options.manner {
        Manner::Grouped => {}
        Manner::NewestFirst => habits.push(say!(lang, "profile-newest-first")),
        Manner::AsTheyArrived => habits.push(say!(lang, "profile-as-they-arrived")),
    }
    match options.age {
        Age::Ignored => {}
        Age::BestStays => habits.push(say!(lang, "profile-best-stays")),
        Age::BestOfAnotherRouterStays => habits.push(say!(lang, "profile-best-of-another-stays")),
        Age::Oldest => habits.push(say!(lang, "profile-oldest")),
    }
    if options.med == MedScope::Always {
        habits.push(say!(lang, "profile-med-always"));
    }
    if options.missing_med == MissingMed::Worst {
        habits.push(say!(lang, "profile-missing-worst"));
    }
    if options.ignores_as_path {
        habits.push(say!(lang, "profile-ignores-as-path"));
    }
    if options.multipath.maximum > 1 {
        habits.push(say!(lang, "profile-multipath", most = options.multipath.maximum));
    }
    if habits.is_empty() {
        habits.push(say!(lang, "profile-no-habits"));
    }
    habits
}

fn evidence(lang: Lang, profile: &Profile) -> String {
    let is_measured = |row: &&crate::engine::bgp::profile::Row| row.evidence == Evidence::Measured;
    let measured = profile.rows.iter().filter(is_measured).count();
    let documented = profile.rows.len() - measured;
    let document = profile.document();
    let source = format!("{}, {}", document.publisher, document.title);
    match (measured, documented) {
        (_, 0) => say!(lang, "profile-measured", rules = measured),
        (0, _) => say!(lang, "profile-documented", source = source),
        _ => say!(
            lang,
            "profile-partly-measured",
            measured = measured,
            rules = profile.rows.len(),
            source = source
        ),
    }
}
