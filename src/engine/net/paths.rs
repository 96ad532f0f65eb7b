//! Shortest paths inside an autonomous system (the IGP).
