//! Designs compared.
