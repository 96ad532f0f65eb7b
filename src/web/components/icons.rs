//! Icons as lines: no glyph font has them all.

use leptos::prelude::*;

/// The icons.
#[derive(Clone, Copy)]
pub(super) enum Icon {
    Play,
    Pause,
    Step,
    Skip,
    Start,
    Head,
    Undo,
    Restart,
    Close,
    Share,
    Settings,
    Packet,
    Terminal,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Play => "M5 3.2v9.6L13 8Z",
            Self::Pause => "M4 3h3v10H4ZM9 3h3v10H9Z",
            Self::Step => "M3.5 3.2v9.6L10 8ZM11 3h2v10h-2Z",
            Self::Skip => "M1.5 3.2v9.6L7.5 8ZM7.5 3.2v9.6L13.5 8ZM13 3h1.8v10H13Z",
            Self::Start => "M3 3h2v10H3ZM12.5 3.2v9.6L6 8Z",
            Self::Head => "M3.5 3.2v9.6L10 8ZM11.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
            Self::Undo => {
                "M6.2 2 2 6l4.2 4V7.2h3.3a2.4 2.4 0 0 1 0 4.8H5v1.9h4.5a4.3 4.3 0 0 0 0-8.6H6.2Z"
            }
            Self::Restart => "M8 2.2A5.8 5.8 0 1 0 13.8 8h-1.9A3.9 3.9 0 1 1 8 4.1v2.4L12 3.2 8 0Z",
            Self::Close => {
                concat!(
                    "m4.1 2.8 3.9 3.9 3.9-3.9 1.3 1.3L9.3 8l3.9 3.9-1.3 1.3L8 9.3l-3.9 3.9-1.3",
                    "-1.3L6.7 8 2.8 4.1Z",
                )
            }
            Self::Share => {
                concat!(
                    "M12 1.2a2.5 2.5 0 1 1-1.9 4.1L6.6 7.2a2.6 2.6 0 0 1 0 1.6l3.5 1.9",
                    "A2.5 2.5 0 1 1 9.4 12L5.8 10a2.5 2.5 0 1 1 0-4l3.6-2A2.5 2.5 0 0 1 12 1.2Z",
                )
            }
            Self::Settings => {
                concat!(
                    "M1.5 3.2h6.2v1.6H1.5ZM11.5 3.2h3v1.6h-3ZM8.6 1.8h2v4.4h-2Z",
                    "M1.5 7.2h2.3v1.6H1.5ZM7.6 7.2h6.9v1.6H7.6ZM4.7 5.8h2v4.4h-2Z",
                    "M1.5 11.2h7.6v1.6H1.5ZM12.9 11.2h1.6v1.6h-1.6ZM10 9.8h2v4.4h-2Z",
                )
            }
            Self::Terminal => {
                concat!(
                    "M1 2.5h14v11H1ZM2.6 4.1v7.8h10.8V4.1ZM4 5.4l2.9 2.6L4 10.6l-.9-1L4.9 8",
                    " 3.1 6.4ZM7.8 9.6h4.4V11H7.8Z",
                )
            }
            Self::Packet => "M1.5 3.5h13v9h-13ZM3.4 5v.2L8 8.6l4.6-3.4V5ZM3.2 7v4h9.6V7L8 10.5Z",
        }
    }
}

/// An icon as large as the text beside it.
pub(super) fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=icon.path() fill-rule="evenodd" />
        </svg>
    }
}
