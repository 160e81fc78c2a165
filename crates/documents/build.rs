//! The fonts of the documents are installed, not committed: say so when they are missing.

use std::path::Path;

const FONTS: [&str; 4] = ["Inter_400Regular.ttf", "Inter_500Medium.ttf", "Inter_600SemiBold.ttf", "Inter_700Bold.ttf"];

fn main() {
    for font in FONTS {
        let path = Path::new("fonts").join(font);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.is_file() {
            println!("cargo::error=crates/documents/fonts/{font} is missing: run `cargo xtask assets` first");
        }
    }
}
