//! Reading data so that a mistake is found: what is wrong, and at which place.

use serde::Deserializer;
use serde::de::DeserializeOwned;

/// Reads something.
///
/// # Errors
/// The path to the first mistake, `.` if that is the whole, and what is wrong there. In the browser
/// it is always the whole, for the readers that keep track would be a fourteenth of the page;
/// `anycast-lab lessons check` and `scenario check` say more.
#[cfg(not(target_arch = "wasm32"))]
pub fn read<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    data: D,
) -> Result<T, (String, D::Error)> {
    serde_path_to_error::deserialize(data)
        .map_err(|error| (error.path().to_string(), error.into_inner()))
}

/// The same in the browser.
///
/// # Errors
/// What is wrong.
#[cfg(target_arch = "wasm32")]
pub fn read<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    data: D,
) -> Result<T, (String, D::Error)> {
    T::deserialize(data).map_err(|error| (".".to_owned(), error))
}
