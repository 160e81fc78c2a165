//! Foreign SQLite files, read only.
