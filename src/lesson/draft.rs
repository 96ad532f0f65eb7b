//! Lessons that a machine begins and an author goes on with: prose from headings and bodies.

/// One heading with what stands under it; without a heading, the text before the first section.
pub type Part = (String, String);

/// A file of prose.
#[must_use]
pub fn markdown(parts: impl IntoIterator<Item = Part>) -> String {
    let mut text = String::new();
    for (heading, body) in parts {
        for piece in [heading, body] {
            if !piece.is_empty() {
                text += &piece;
                text += "\n\n";
            }
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
