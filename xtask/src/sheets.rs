//! The page's style sheets as one file: a request instead of a dozen, and brotli sees all of it.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// How Trunk writes a sheet's link into the page.
const LINK: [&str; 2] = ["<link rel=\"stylesheet\" href=\"./", "\"/>"];

/// Joins the sheets of the built page, in their order.
pub fn join(page: &Path) -> Result<(), String> {
    let index = page.join("index.html");
    let told = |path: &Path, error: &std::io::Error| format!("{}: {error}", path.display());
    let html = fs::read_to_string(&index).map_err(|error| told(&index, &error))?;
    let names = linked(&html);
    let mut sheet = String::new();
    for name in &names {
        let path = page.join(name);
        sheet += &fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
        fs::remove_file(&path).map_err(|error| told(&path, &error))?;
    }
    let mut contents = DefaultHasher::new();
    sheet.hash(&mut contents);
    let name = format!("style-{:016x}.css", contents.finish());
    let path = page.join(&name);
    fs::write(&path, sheet).map_err(|error| told(&path, &error))?;
    fs::write(&index, with_one_link(&html, &names, &name)).map_err(|error| told(&index, &error))
}

/// The sheets that a page links to, in order.
fn linked(html: &str) -> Vec<&str> {
    let [before, after] = LINK;
    html.split(before).skip(1).filter_map(|tail| Some(tail.split_once(after)?.0)).collect()
}

/// The page with one link in the place of the first of these.
fn with_one_link(html: &str, names: &[&str], one: &str) -> String {
    let [before, after] = LINK;
    let link = |name: &str| format!("{before}{name}{after}");
    let mut html = html.to_owned();
    for (place, name) in names.iter().enumerate() {
        let new = if place == 0 { link(one) } else { String::new() };
        html = html.replace(&link(name), &new);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::{linked, with_one_link};

    #[test]
    fn one_link_stands_where_the_first_stood() {
        let html = "<link rel=\"icon\" href=\"./i.svg\"/>\
                    <link rel=\"stylesheet\" href=\"./b.css\"/>-\
                    <link rel=\"stylesheet\" href=\"./a.css\"/>.";
        let names = linked(html);
        assert_eq!(names, ["b.css", "a.css"], "in their order");
        let joined = with_one_link(html, &names, "one.css");
        let expected = "<link rel=\"icon\" href=\"./i.svg\"/>\
                        <link rel=\"stylesheet\" href=\"./one.css\"/>-.";
        assert_eq!(joined, expected);
    }
}
