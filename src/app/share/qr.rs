//! QR codes: an address for a phone's camera.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest code that is drawn: beyond 117 modules a side, cameras fail from the back row.
const LARGEST: u8 = 25;

/// The longest address that fits, in bytes (version 25, level L, bytes) [ISO/IEC 18004, table 7].
pub const MAX_ADDRESS: usize = 1_273;

/// The quiet zone around a code, in modules [ISO/IEC 18004, 9.1].
const QUIET: i32 = 4;

/// A code, to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules a side, quiet zone and all.
    pub side: i32,
    /// The dark modules as an SVG path, one unit a module.
    pub path: String,
}

/// The code of an address; nothing, if it is too long for one.
#[must_use]
pub fn qr(address: &str) -> Option<Qr> {
    let segments = [QrSegment::make_bytes(address.as_bytes())];
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Low,
        Version::MIN,
        Version::new(LARGEST),
        None,
        true,
    )
    .ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let dark = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
            let dark = i32::try_from(dark).expect("a code has at most 177 modules a side");
            if dark > 0 {
                write!(path, "M{} {}h{dark}v1h-{dark}z", x + QUIET, y + QUIET)
                    .expect("a string takes whatever is written");
            }
            x += dark + 1;
        }
    }
    Some(Qr { side: code.size() + 2 * QUIET, path })
}
