//! What visitors are spared: the remarks in style sheets and in scripts of ours, a sixth of what
//! these weigh. Everything else stays as it was written: an instructor may still edit the files,
//! and read the remarks in the source.

use std::fs;
use std::path::Path;

/// Leaves the remarks out of the built page's own files.
pub fn leave_out(page: &Path) -> Result<(), String> {
    let told = |path: &Path, error: &std::io::Error| format!("{}: {error}", path.display());
    for entry in fs::read_dir(page).map_err(|error| told(page, &error))? {
        let path = entry.map_err(|error| told(page, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_ours = ["style-", "boot-", "rest-"].iter().any(|start| name.starts_with(start));
        if !is_ours {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
        let shorter = without(&text).map_err(|why| format!("{}: {why}", path.display()))?;
        fs::write(&path, shorter).map_err(|error| told(&path, &error))?;
    }
    Ok(())
}

/// A file without its remarks, which have lines to themselves: `// …`, and `/* … */` over one line
/// or more.
///
/// # Errors
/// Something follows a remark on its line, or one does not end.
fn without(text: &str) -> Result<String, String> {
    let mut kept = String::with_capacity(text.len());
    let mut since = None;
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim();
        if since.is_none() && trimmed.starts_with("/*") {
            since = Some(number);
        }
        if since.is_none() {
            if !trimmed.starts_with("//") {
                kept += line;
                kept.push('\n');
            }
        } else if let Some((_, after)) = trimmed.split_once("*/") {
            if !after.is_empty() {
                return Err(format!("line {number}: a remark wants its line to itself"));
            }
            since = None;
        }
    }
    match since {
        Some(number) => Err(format!("line {number}: a remark without an end")),
        None => Ok(kept),
    }
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn remarks_go_and_the_rest_stays() {
        let text = "/* One\n   more. */\na {\n  /* here */\n  b: url(http://c);\n}\n// d\n  e();\n";
        let expected = "a {\n  b: url(http://c);\n}\n  e();\n";
        assert_eq!(without(text).as_deref(), Ok(expected));
    }

    #[test]
    fn what_might_be_lost_is_refused_with_its_line() {
        assert!(without("a\n/* b */ c\n").is_err_and(|why| why.starts_with("line 2:")));
        assert!(without("a\n/* b\nc\n").is_err_and(|why| why.starts_with("line 2:")));
    }
}
