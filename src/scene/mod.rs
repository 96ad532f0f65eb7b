//! What is drawn, as data.
