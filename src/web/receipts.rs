//! What completion codes are checked with, fetched from beside the page.

use crate::app::receipt::material::{Marked, Material};
use crate::engine::base::text::Slug;
use crate::web::fetch;

/// A lesson and its world as they are here; nothing, if they are not, or not sound.
pub async fn material(lesson: &Slug) -> Option<Material> {
    if !lesson.is_well_formed() {
        return None;
    }
    let text = fetch::text(&format!("lessons/{lesson}/lesson.json")).await.ok()?;
    let marked = Marked::read(&text)?;
    let world = marked.lesson.world.clone();
    if !world.is_well_formed() {
        return None;
    }
    let text = fetch::text(&format!("assets/scenarios/{world}.json")).await.ok()?;
    marked.in_world(&text)
}
