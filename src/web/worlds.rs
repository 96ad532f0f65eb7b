//! The list of worlds from beside the page.

use leptos::prelude::*;

use crate::app::world_index::{WorldEntry, WorldIndex};
use crate::engine::net::validate::Problem;
use crate::web::fetch;

/// The worlds, or what is wrong with their list, once it has come.
pub type Worlds = RwSignal<Option<Result<Vec<WorldEntry>, Vec<Problem>>>>;

/// Every world of the list, in order. Where there is no list there are no worlds to choose.
///
/// # Errors
/// What is wrong with the list.
pub async fn all() -> Result<Vec<WorldEntry>, Vec<Problem>> {
    match fetch::text("assets/scenarios/index.json").await {
        Ok(text) => WorldIndex::read(&text).map(|index| index.worlds),
        Err(_) => Ok(Vec::new()),
    }
}
