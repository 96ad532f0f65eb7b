//! Colours and shapes of anycast nodes: never a colour alone, but hue, shape and letter.
//!
//! The hues are Okabe and Ito's, the same in both themes; what lies under them differs, so every
//! mark and line carries a dark casing ("Color Universal Design", 2008).

use super::draw_list::{Rgba, Shape};
use crate::engine::base::letter::Letter;

/// Bright or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light lines on a dark ground.
    #[default]
    Dark,
    /// Dark lines on a light ground.
    Light,
    /// The same on white, with thicker lines and larger names, for a lecture hall.
    Projector,
}

/// The colours of everything that is not a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Water.
    pub sea: Rgba,
    /// Land.
    pub land: Rgba,
    /// Coasts.
    pub coast: Rgba,
    /// Meridians and parallels.
    pub graticule: Rgba,
    /// Links and routers.
    pub neutral: Rgba,
    /// Words.
    pub text: Rgba,
    /// What lies behind words and inside hollow marks.
    pub ground: Rgba,
    /// What is selected, and UPDATEs that announce.
    pub accent: Rgba,
}

/// The thin dark line around every coloured mark and line.
pub const CASING: Rgba = Rgba(0x1620_2BFF);
/// Letters on bright hues.
const INK: Rgba = Rgba(0x0B12_1AFF);
/// Letters on dark hues.
const PAPER: Rgba = Rgba(0xFFFF_FFFF);

const HUES: [(Rgba, Shape, Rgba); 7] = [
    (Rgba(0x56B4_E9FF), Shape::Disc, INK),
    (Rgba(0xE69F_00FF), Shape::Square, INK),
    (Rgba(0x009E_73FF), Shape::Diamond, INK),
    (Rgba(0xCC79_A7FF), Shape::TriangleUp, INK),
    (Rgba(0xF0E4_42FF), Shape::Hexagon, INK),
    (Rgba(0xD55E_00FF), Shape::Pentagon, INK),
    (Rgba(0x0072_B2FF), Shape::Star, PAPER),
];

/// Lines across a mark whose hue and shape belong to an earlier node too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hatch {
    /// From the lower left to the upper right.
    Rising,
    /// From the upper left to the lower right.
    Falling,
    /// From left to right.
    Level,
}

impl Hatch {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rising, Self::Falling, Self::Level];

    /// How far its lines are turned from upright, in degrees, clockwise.
    #[must_use]
    pub const fn turn(self) -> f64 {
        match self {
            Self::Rising => 45.0,
            Self::Falling => -45.0,
            Self::Level => 90.0,
        }
    }
}

/// How many hues nodes have.
pub const HUE_COUNT: usize = HUES.len();

/// The rank of the hue of the node with this letter.
#[must_use]
pub fn hue_rank(letter: Letter) -> usize {
    letter.rank() % HUE_COUNT
}

/// The hue of this rank.
#[must_use]
pub fn hue_of_rank(rank: usize) -> Rgba {
    HUES[rank % HUE_COUNT].0
}

/// How a node is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeStyle {
    /// Its colour.
    pub hue: Rgba,
    /// The colour of a letter on it.
    pub ink: Rgba,
    /// Its shape.
    pub shape: Shape,
    /// How it is hatched, if its hue belongs to an earlier node too.
    pub hatch: Option<Hatch>,
}

/// How the node with this letter is marked: A to G by hue and shape; from H on the seven come
/// again, hatched one way, then another. What comes after the twenty-eighth looks like an earlier
/// one, but for its letters.
#[must_use]
pub fn node_style(letter: Letter) -> NodeStyle {
    let rank = letter.rank();
    let (hue, shape, ink) = HUES[rank % HUES.len()];
    let round = rank / HUES.len() % (Hatch::ALL.len() + 1);
    NodeStyle { hue, ink, shape, hatch: round.checked_sub(1).map(|kind| Hatch::ALL[kind]) }
}

impl Theme {
    /// How much wider its lines are than others'.
    #[must_use]
    pub const fn line_scale(self) -> f64 {
        match self {
            Self::Dark | Self::Light => 1.0,
            Self::Projector => 1.5,
        }
    }

    /// How much larger its names are than others'.
    #[must_use]
    pub const fn label_scale(self) -> f64 {
        match self {
            Self::Dark | Self::Light => 1.0,
            Self::Projector => 1.25,
        }
    }

    /// Its colours.
    #[must_use]
    pub const fn palette(self) -> Palette {
        match self {
            Self::Dark => Palette {
                sea: Rgba(0x121C_27FF),
                land: Rgba(0x2A3A_49FF),
                coast: Rgba(0x3A4F_63FF),
                graticule: Rgba(0xA9B8_C612),
                neutral: Rgba(0xA9B8_C6FF),
                text: Rgba(0xE6ED_F3FF),
                ground: Rgba(0x0F17_20FF),
                accent: Rgba(0x7CC4_F8FF),
            },
            Self::Light => Palette {
                sea: Rgba(0xF4F8_FBFF),
                land: Rgba(0xD5DE_E6FF),
                coast: Rgba(0xB3C0_CCFF),
                graticule: Rgba(0x4D5B_6A14),
                neutral: Rgba(0x4D5B_6AFF),
                text: Rgba(0x1620_2BFF),
                ground: Rgba(0xFFFF_FFFF),
                accent: Rgba(0x0B57_D0FF),
            },
            Self::Projector => Palette {
                sea: Rgba(0xFFFF_FFFF),
                land: Rgba(0xC3CE_D8FF),
                coast: Rgba(0x6B7A_89FF),
                graticule: Rgba(0x4D5B_6A14),
                neutral: Rgba(0x2B37_44FF),
                text: Rgba(0x0000_00FF),
                ground: Rgba(0xFFFF_FFFF),
                accent: Rgba(0x0842_A0FF),
            },
        }
    }
}
