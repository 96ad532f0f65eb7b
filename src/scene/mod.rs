//! What is drawn, as data.
//!
//! The same world, time, viewport and theme give the same lists, so that everything here is
//! tested natively. Floats are fine in this layer; their functions come from `libm`, which gives
//! the same bits natively and in the browser. Nothing here knows a canvas, an SVG or a DOM.

pub mod arc;
pub mod catchments;
pub mod curves;
pub mod draw_list;
pub mod egress;
pub mod errands;
pub mod grouping;
pub mod labels;
pub mod land;
pub mod layers;
pub mod marks;
pub mod motion;
pub mod network;
pub mod palette;
pub mod pick;
pub mod placement;
pub mod plot;
pub mod point;
pub mod projection;
pub mod relations;
pub mod returns;
pub mod ribbons;
pub mod throng;
pub mod viewport;
