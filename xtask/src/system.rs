//! The browsers, from the system's package manager.

use std::fs;

use crate::process::{command, is_on_path, output, run};

/// One thing the tests need from the system: how to see that it is there, and its package.
struct Need {
    programs: &'static [&'static str],
    debian: &'static str,
    ubuntu: &'static str,
}

const NEEDS: [Need; 3] = [
    Need {
        programs: &["chromium", "chromium-browser", "google-chrome"],
        debian: "chromium",
        ubuntu: "chromium-browser",
    },
    Need {
        programs: &["chromedriver"],
        debian: "chromium-driver",
        ubuntu: "chromium-chromedriver",
    },
    Need { programs: &["firefox-esr", "firefox"], debian: "firefox-esr", ubuntu: "firefox" },
];

const CHINESE_FONT: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// Installs the browsers where we may, else says the line to type.
pub fn browsers() -> Result<(), String> {
    let is_ubuntu = fs::read_to_string("/etc/os-release")
        .is_ok_and(|release| release.lines().any(|line| line == "ID=ubuntu"));
    let mut packages: Vec<&str> = NEEDS
        .iter()
        .filter(|need| !need.programs.iter().any(|program| is_on_path(program)))
        .map(|need| if is_ubuntu { need.ubuntu } else { need.debian })
        .collect();
    if !has_chinese_font() {
        packages.push("fonts-noto-cjk");
    }
    if packages.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get install --yes --no-install-recommends {}", packages.join(" "));
    let prefix: &[&str] = match output("id", &["-u"]).as_deref().map(str::trim) {
        _ if !is_on_path("apt-get") => {
            return Err(format!(
                "The browser tests need these Debian packages, or what your system calls them:\n  \
                 {}",
                packages.join(" ")
            ));
        }
        Some("0") => &[],
        _ if output("sudo", &["-n", "true"]).is_some() => &["sudo", "-n"],
        _ => {
            return Err(format!(
                "The browser tests need packages that only an administrator can install. \
                 Run this, then try again:\n  sudo {line}"
            ));
        }
    };
    let apt = |why: &str, arguments: &str| {
        let words: Vec<&str> =
            prefix.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive"]).collect();
        run(why, command(words[0]).args(&words[1..]).args(arguments.split(' ')))
    };
    apt("Refreshing the package lists: browsers are missing", "apt-get update")?;
    apt("Installing the browsers that the tests run in, and a font with Chinese", &line)
}

/// Without one, Chinese is boxes on every screenshot.
fn has_chinese_font() -> bool {
    fs::exists(CHINESE_FONT).unwrap_or(false)
        || output("fc-list", &[":lang=zh-cn"]).is_some_and(|fonts| !fonts.trim().is_empty())
}
