//! Words in two languages, through Fluent.

use std::borrow::Cow;
use std::sync::LazyLock;

pub use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use crate::engine::base::text::Text;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese (Simplified).
    Zh,
    /// English made unlike itself, to find what overflows or was never translated.
    Pseudo(Pseudo),
}

/// A language that nobody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pseudo {
    /// Every letter twice.
    Long,
    /// Every letter an x; names and numbers stay.
    X,
}

impl Pseudo {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Long, Self::X];

    fn long(text: &str) -> Cow<'_, str> {
        let twice = |c: char| [Some(c), c.is_alphabetic().then_some(c)];
        text.chars().flat_map(twice).flatten().collect::<String>().into()
    }

    fn x(text: &str) -> Cow<'_, str> {
        let letter = |c: char| match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ => c,
        };
        text.chars().map(letter).collect::<String>().into()
    }

    const fn transform(self) -> fn(&str) -> Cow<'_, str> {
        match self {
            Self::Long => Self::long,
            Self::X => Self::x,
        }
    }
}

impl Lang {
    /// The two that people speak.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// Its tag, for file names and storage [RFC 5646].
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En | Self::Pseudo(_) => "en",
            Self::Zh => "zh",
        }
    }

    /// Its name in an address.
    #[must_use]
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::En | Self::Zh => self.tag(),
            Self::Pseudo(Pseudo::Long) => "xx-long",
            Self::Pseudo(Pseudo::X) => "xx-x",
        }
    }

    /// Its tag with the script or region that fonts and screen readers go by.
    #[must_use]
    pub const fn html_tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-Hans",
            Self::Pseudo(Pseudo::Long) => "en-x-long",
            Self::Pseudo(Pseudo::X) => "en-x-x",
        }
    }

    /// The first of the wished-for tags that we speak, else English.
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::of_tag).unwrap_or_default()
    }

    /// The language of a tag such as `zh-CN`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag: LanguageIdentifier = tag.parse().ok()?;
        Self::ALL.into_iter().find(|lang| lang.tag() == tag.language.as_str())
    }

    /// The words of a text in this language.
    #[must_use]
    pub fn of(self, text: &Text) -> &str {
        match self {
            Self::En | Self::Pseudo(_) => &text.en,
            Self::Zh => &text.zh,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

/// A language's words, parsed when they are first needed: those that the page opens with, and all.
struct Words {
    first: LazyLock<Bundle>,
    all: LazyLock<Bundle>,
}

static EN: Words = Words {
    first: LazyLock::new(|| {
        bundle(Lang::En, include_str!(concat!(env!("OUT_DIR"), "/first-en.ftl")))
    }),
    all: LazyLock::new(|| bundle(Lang::En, include_str!("../../assets/i18n/en.ftl"))),
};
static ZH: Words = Words {
    first: LazyLock::new(|| {
        bundle(Lang::Zh, include_str!(concat!(env!("OUT_DIR"), "/first-zh.ftl")))
    }),
    all: LazyLock::new(|| bundle(Lang::Zh, include_str!("../../assets/i18n/zh.ftl"))),
};
static LONG: LazyLock<Bundle> = LazyLock::new(|| pseudo(Pseudo::Long));
static X: LazyLock<Bundle> = LazyLock::new(|| pseudo(Pseudo::X));

fn pseudo(pseudo: Pseudo) -> Bundle {
    let mut bundle = bundle(Lang::Pseudo(pseudo), include_str!("../../assets/i18n/en.ftl"));
    bundle.set_transform(Some(pseudo.transform()));
    bundle
}

fn bundle(lang: Lang, words: &str) -> Bundle {
    let tag = lang.tag().parse().expect("both tags are well-formed");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The marks that isolate left-to-right from right-to-left text: neither language needs them.
    bundle.set_use_isolating(false);
    // A line that does not parse is left out here, and a test fails on it.
    let resource = match FluentResource::try_new(words.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

/// The message `id` in a language; an id that does not exist is shown as it is.
#[must_use]
pub fn say(lang: Lang, id: &str, args: &FluentArgs) -> String {
    let said = match lang {
        Lang::En => said(&EN.first, id, args).or_else(|| said(&EN.all, id, args)),
        Lang::Zh => said(&ZH.first, id, args).or_else(|| said(&ZH.all, id, args)),
        Lang::Pseudo(Pseudo::Long) => said(&LONG, id, args),
        Lang::Pseudo(Pseudo::X) => said(&X, id, args),
    };
    said.unwrap_or_else(|| id.to_owned())
}

fn said(bundle: &Bundle, id: &str, args: &FluentArgs) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
}

/// `say!(lang, "id", name = value, …)`: a message with its arguments.
#[macro_export]
macro_rules! say {
    ($lang:expr, $id:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        let args = $crate::app::i18n::FluentArgs::new();
        $(let args = {
            let mut args = args;
            args.set(stringify!($name), $value);
            args
        };)*
        $crate::app::i18n::say($lang, $id, &args)
    }};
}
