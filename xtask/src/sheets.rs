//! The page's style sheets as two files: what dresses the first picture, and what nobody sees
//! before the whole program is here. Two requests instead of many, and brotli sees all of each.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use crate::process::root;

/// How Trunk writes a sheet's link into the page.
const LINK: [&str; 2] = ["<link rel=\"stylesheet\" href=\"./", "\"/>"];
/// Where the sheets lie that come with the rest of the program.
const LATER: &str = "assets/style/later";
/// Of the element that says where the parts of the program are: rest.js reads there.
const PARTS: &str = "data-rest=\"";

/// Joins the sheets of the built page, in their order.
pub fn join(page: &Path) -> Result<(), String> {
    let index = page.join("index.html");
    let told = |path: &Path, error: &std::io::Error| format!("{}: {error}", path.display());
    let html = fs::read_to_string(&index).map_err(|error| told(&index, &error))?;
    let folder = root().join(LATER);
    let is_later = |name: &str| folder.join(source(name)).exists();
    let (later, first): (Vec<&str>, Vec<&str>) =
        linked(&html).into_iter().partition(|name| is_later(name));
    let first_sheet = join_some(page, "style", &first)?;
    let later_sheet = join_some(page, "style-later", &later)?;
    let html = with_one_link(&html, &first, Some(&first_sheet));
    let html = with_one_link(&html, &later, None);
    let html = naming(&html, &later_sheet)
        .ok_or_else(|| format!("{}: {PARTS} expected in it", index.display()))?;
    fs::write(&index, html).map_err(|error| told(&index, &error))
}

/// Writes these sheets into one, and returns its name.
fn join_some(page: &Path, stem: &str, names: &[&str]) -> Result<String, String> {
    let told = |path: &Path, error: &std::io::Error| format!("{}: {error}", path.display());
    let mut sheet = String::new();
    for name in names {
        let path = page.join(name);
        sheet += &fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
        fs::remove_file(&path).map_err(|error| told(&path, &error))?;
    }
    let mut contents = DefaultHasher::new();
    sheet.hash(&mut contents);
    let name = format!("{stem}-{:016x}.css", contents.finish());
    let path = page.join(&name);
    fs::write(&path, sheet).map_err(|error| told(&path, &error))?;
    Ok(name)
}

/// The sheets that a page links to, in order.
fn linked(html: &str) -> Vec<&str> {
    let [before, after] = LINK;
    html.split(before).skip(1).filter_map(|tail| Some(tail.split_once(after)?.0)).collect()
}

/// The source of a built sheet: Trunk adds a checksum to its name.
fn source(name: &str) -> String {
    let stem = name.rsplit_once('-').map_or(name, |(stem, _)| stem);
    format!("{stem}.css")
}

/// The page with one link in the place of the first of these, or without them.
fn with_one_link(html: &str, names: &[&str], one: Option<&str>) -> String {
    let [before, after] = LINK;
    let link = |name: &str| format!("{before}{name}{after}");
    let mut html = html.to_owned();
    for (place, name) in names.iter().enumerate() {
        let new = one.filter(|_| place == 0).map(link).unwrap_or_default();
        html = html.replace(&link(name), &new);
    }
    html
}

/// The page that says where the sheet is that comes later, if it says where the rest is.
fn naming(html: &str, sheet: &str) -> Option<String> {
    let (before, after) = html.split_once(PARTS)?;
    Some(format!("{before}data-sheet=\"./{sheet}\" {PARTS}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{linked, naming, source, with_one_link};

    #[test]
    fn one_link_stands_where_the_first_stood() {
        let html = "<link rel=\"icon\" href=\"./i.svg\"/>\
                    <link rel=\"stylesheet\" href=\"./b.css\"/>-\
                    <link rel=\"stylesheet\" href=\"./a.css\"/>.";
        let names = linked(html);
        assert_eq!(names, ["b.css", "a.css"], "in their order");
        let joined = with_one_link(html, &names, Some("one.css"));
        let expected = "<link rel=\"icon\" href=\"./i.svg\"/>\
                        <link rel=\"stylesheet\" href=\"./one.css\"/>-.";
        assert_eq!(joined, expected);
        assert_eq!(with_one_link(html, &names, None), "<link rel=\"icon\" href=\"./i.svg\"/>-.");
    }

    #[test]
    fn a_sheet_is_known_by_its_name_without_the_checksum() {
        assert_eq!(source("lens-1f2e3d.css"), "lens.css");
        assert_eq!(source("far-rows-1f2e3d.css"), "far-rows.css");
    }

    #[test]
    fn the_sheet_that_comes_later_is_named_beside_the_rest() {
        let html = "<template data-rest=\"./r.wasm\">";
        let named = "<template data-sheet=\"./s.css\" data-rest=\"./r.wasm\">";
        assert_eq!(naming(html, "s.css").as_deref(), Some(named));
        assert_eq!(naming("<template>", "s.css"), None, "not divided");
    }
}
