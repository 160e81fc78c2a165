//! The week's picture in every form it leaves Samsyn: figures for pages and paper, PDF,
//! workbook, csv and JSON, all from the same [`domain::pictures::Picture`].

pub mod figures;
pub mod pdf;
pub mod words;
