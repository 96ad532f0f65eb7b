//! Files that the learner gives to the page, and those that the page gives to the learner. Nothing
//! of them leaves the browser.

use js_sys::{Array, Function, JsString, Promise, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry,
    FileSystemFileEntry, HtmlAnchorElement, Url,
};

/// Entries of folders that are looked at; a lesson has three.
const MAX_ENTRIES: usize = 500;
/// How deep folders are looked into.
const MAX_DEPTH: usize = 3;
/// How long the browser may take to begin with a file that is saved, in milliseconds.
const SAVING: u64 = 10_000;

/// A file, and where it lies among those that were given.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its path from the outermost folder that was given.
    pub path: String,
    /// It.
    file: File,
}

impl Given {
    /// Its length, in bytes.
    #[must_use]
    pub fn bytes(&self) -> f64 {
        self.file.size()
    }

    /// Its text. `None` if it cannot be read.
    pub async fn text(&self) -> Option<String> {
        let blob: &Blob = &self.file;
        JsFuture::from(blob.text()).await.ok()?.as_string()
    }
}

/// The files of a list, as an input or a drop has it.
#[must_use]
pub fn of_list(list: &FileList) -> Vec<Given> {
    let one = |n| {
        let file = list.get(n)?;
        // Only an input for folders knows the path.
        let path = Reflect::get(&file, &JsString::from("webkitRelativePath")).ok();
        let path = path.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
        Some(Given { path: path.unwrap_or_else(|| file.name()), file })
    };
    let most = u32::try_from(MAX_ENTRIES).unwrap_or(u32::MAX);
    (0..list.length().min(most)).filter_map(one).collect()
}

/// Whether files are dragged, and not a text or a picture.
#[must_use]
pub fn has_files(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}

/// What was dropped: to be asked for at once, since the browser forgets it after the event.
#[derive(Clone, Debug, Default)]
pub struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<Given>,
}

impl Dropped {
    /// What this drop brings.
    #[must_use]
    pub fn of(data: &DataTransfer) -> Self {
        let items = data.items();
        let entry = |n| items.get(n)?.webkit_get_as_entry().ok()?;
        let entries: Vec<FileSystemEntry> = (0..items.length()).filter_map(entry).collect();
        // Where there are no entries, there are no folders either.
        let files = if entries.is_empty() { data.files() } else { None };
        Self { entries, files: files.map(|list| of_list(&list)).unwrap_or_default() }
    }

    /// All files of it for which `is_wanted`, those in its folders as well.
    pub async fn files(self, is_wanted: fn(&str) -> bool) -> Vec<Given> {
        let mut found = self.files;
        let mut open: Vec<(FileSystemEntry, usize)> =
            self.entries.into_iter().map(|entry| (entry, 0)).collect();
        let mut seen = 0;
        while let Some((entry, depth)) = open.pop() {
            seen += 1;
            if seen > MAX_ENTRIES {
                break;
            }
            let path = entry.full_path().trim_start_matches('/').to_owned();
            if entry.is_file() {
                if is_wanted(&path)
                    && let Some(file) = file_of(entry.unchecked_into()).await
                {
                    found.push(Given { path, file });
                }
            } else if depth < MAX_DEPTH {
                let inner = inside(&entry.unchecked_into()).await;
                open.extend(inner.into_iter().map(|entry| (entry, depth + 1)));
            }
        }
        found.retain(|one| is_wanted(&one.path));
        found
    }
}

async fn file_of(entry: FileSystemFileEntry) -> Option<File> {
    let mut ask = |done: Function, failed: Function| {
        entry.file_with_callback_and_callback(&done, &failed);
    };
    JsFuture::from(Promise::new(&mut ask)).await.ok()?.dyn_into().ok()
}

/// What a folder holds; browsers tell it in pieces, and then nothing.
async fn inside(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    while all.len() < MAX_ENTRIES {
        let mut ask = |done: Function, failed: Function| {
            // A folder that cannot be read is as good as empty.
            if reader.read_entries_with_callback_and_callback(&done, &failed).is_err() {
                let _ = failed.call0(&JsValue::NULL);
            }
        };
        let Ok(piece) = JsFuture::from(Promise::new(&mut ask)).await else { break };
        let piece: Vec<FileSystemEntry> =
            Array::from(&piece).iter().map(JsCast::unchecked_into).collect();
        if piece.is_empty() {
            break;
        }
        all.extend(piece);
    }
    all
}

/// Has the browser save a text as a file. Tells whether it will.
#[must_use]
pub fn save(name: &str, text: &str) -> bool {
    try_save(name, text).is_ok()
}

fn try_save(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(match name.rsplit('.').next() {
        Some("json") => "application/json",
        Some("csv") => "text/csv;charset=utf-8",
        _ => "text/plain;charset=utf-8",
    });
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    let body = document().body().ok_or(JsValue::NULL)?;
    // Firefox follows only links that are in the page.
    body.append_child(&link)?;
    link.click();
    link.remove();
    let forget = move || {
        // What is left is gone with the page.
        let _ = Url::revoke_object_url(&address);
    };
    leptos::prelude::set_timeout(forget, std::time::Duration::from_millis(SAVING));
    Ok(())
}
