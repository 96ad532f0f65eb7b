//! Files that lie beside the page, fetched by relative address.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u32 = 4 << 20;

/// How long to wait before asking again for a file that did not arrive, in milliseconds.
const PAUSES: [u32; 2] = [300, 1_500];

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchProblem {
    /// There is none.
    NotFound,
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// Something else, in the browser's or the server's words.
    Failed(String),
}

/// The text of the file at a relative address. What did not arrive is asked for again, twice: a
/// phone's connection drops and comes back, and Chromium now and then fails a file that it has
/// preloaded, without a word on the network.
///
/// # Errors
/// There is no such file, it is too large, or it did not arrive.
pub async fn text(path: &str) -> Result<String, FetchProblem> {
    for pause in PAUSES {
        match once(path).await {
            Err(FetchProblem::Failed(_)) => TimeoutFuture::new(pause).await,
            answer => return answer,
        }
    }
    once(path).await
}

async fn once(path: &str) -> Result<String, FetchProblem> {
    let response: Response = JsFuture::from(window().fetch_with_str(path))
        .await
        .map_err(failed)?
        .dyn_into()
        .map_err(failed)?;
    match response.status() {
        404 => return Err(FetchProblem::NotFound),
        status if !response.ok() => {
            return Err(FetchProblem::Failed(format!("{status} {}", response.status_text())));
        }
        _ => {}
    }
    let declared = response.headers().get("content-length").ok().flatten();
    if declared.and_then(|bytes| bytes.parse::<u64>().ok()).is_some_and(is_too_large) {
        return Err(FetchProblem::TooLarge);
    }
    let blob: web_sys::Blob = JsFuture::from(response.blob().map_err(failed)?)
        .await
        .map_err(failed)?
        .dyn_into()
        .map_err(failed)?;
    if blob.size() > f64::from(MAX_BYTES) {
        return Err(FetchProblem::TooLarge);
    }
    let text = JsFuture::from(blob.text()).await.map_err(failed)?;
    text.as_string().ok_or_else(|| FetchProblem::Failed(String::new()))
}

fn is_too_large(bytes: u64) -> bool {
    bytes > u64::from(MAX_BYTES)
}

fn failed(error: JsValue) -> FetchProblem {
    let error = js_sys::Error::from(error);
    FetchProblem::Failed(error.message().into())
}
