//! Which passwords anybody would try first (trust.md D2). Length is asked for elsewhere; this is what length does not help against.

use crate::names;

/// What passwords are made of when nobody thinks.
const COMMON: &[&str] = &[
    "password",
    "passord",
    "lösenord",
    "losenord",
    "hemligt",
    "välkommen",
    "valkommen",
    "welcome",
    "administrator",
    "admin",
    "letmein",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "asdfgh",
    "zxcvbn",
    "iloveyou",
    "sommar",
    "vinter",
    "höst",
    "vår",
    "summer",
    "winter",
    "sverige",
    "kommun",
    "polisen",
    "samsyn",
    "hejhej",
    "abcdef",
    "abc",
];

/// Letters beside such words that make a password one's own.
const OWN_LETTERS: usize = 4;

/// Different characters without which a password is one key held down.
const DIFFERENT: usize = 5;

/// Whether a password is one that anybody would try: a few characters again and again, or common words and the user's own name with digits.
pub fn is_guessable(password: &str, user: &str) -> bool {
    let key = names::user_key(password);
    let mut different: Vec<char> = key.chars().collect();
    different.sort_unstable();
    different.dedup();
    let user = names::user_key(user);
    let own = user.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 2);
    let mut left: String = key.chars().filter(|c| c.is_alphabetic()).collect();
    for word in own.chain(COMMON.iter().copied()) {
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        if letters.chars().count() > 2 {
            left = left.replace(&letters, "");
        }
    }
    different.len() < DIFFERENT || left.chars().count() < OWN_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_anybody_would_try_is_guessable() {
        let user = "asa.berg@kommunen.example.se";
        for password in [
            "password1234",
            "aaaaaaaaaaaa",
            "123456789012",
            user,
            "Lösenord2026!",
            "Sommar-2026-Sommar",
            "qwertyuiop123",
            "asaberg199012",
            "abababababab",
            "VälkommenSamsyn1",
        ] {
            assert!(is_guessable(password, user), "{password}");
        }
        for password in
            ["ett lösenord som räcker", "långa ord på rad 7", "tre ord och en siffra 7", "en helt annan hemlighet", "x7Kq!mVt9zRw"]
        {
            assert!(!is_guessable(password, user), "{password}");
        }
    }
}
