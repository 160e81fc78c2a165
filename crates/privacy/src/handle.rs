//! Names of accounts in social media, and addresses of profiles.

use crate::folded::Folded;
use crate::lexicon::{self, Kinds};
use crate::words::{Case, Words};
use crate::{Class, Found, Level};

/// Accounts of the public bodies that reports name.
const OFFICIAL: &[&str] = &["polis", "kommun", "region", "krisinformation", "räddning", "myndighet", "msb"];

/// Words between the medium and the account.
const FILLERS: &[&str] = &[
    "namn",
    "namnet",
    "kontot",
    "konto",
    "heter",
    "hette",
    "är",
    "användarnamn",
    "användarnamnet",
    "användaren",
    "under",
    "kallar",
    "sig",
    "som",
    "han",
    "hon",
    "hen",
    "där",
    "på",
    "id",
    "profil",
    "profilen",
    "med",
    "nick",
    "av",
    "grupp",
    "gruppen",
    "kanalen",
    "kanal",
    "nicket",
    "adress",
    "går",
    "finns",
    "handle",
    "via",
    "skriv",
    "till",
    "lägg",
    "och",
    "har",
    "ett",
    "hos",
    "från",
    "för",
    "man",
    "kan",
    "oss",
    "mig",
    "honom",
    "henne",
    "dem",
    "kontakt",
    "kontakta",
    "säljer",
    "profilnamn",
    "vilket",
    "vilken",
    "den",
    "det",
    "numera",
    "också",
    "nu",
];

/// Fillers after which any unknown word is the account's name.
const NAMING: &[&str] = &[
    "namnet",
    "namn",
    "kontot",
    "konto",
    "heter",
    "hette",
    "användarnamn",
    "användarnamnet",
    "användaren",
    "nick",
    "nicket",
    "id",
    "profilen",
    "handle",
    "kallar",
    "är",
];

const PROFILES: &[&str] = &[
    "facebook.com/",
    "fb.com/",
    "instagram.com/",
    "tiktok.com/",
    "snapchat.com/",
    "twitter.com/",
    "x.com/",
    "t.me/",
    "discord.gg/",
    "discord.com/",
    "youtube.com/",
    "linkedin.com/in/",
    "twitch.tv/",
    "onlyfans.com/",
    "flashback.org/u",
    "m.me/",
    "wa.me/",
    "threads.net/",
];

pub(crate) fn find(text: &Folded, words: &Words) -> Vec<Found> {
    let mut found = Vec::new();
    at_signs(text, &mut found);
    profiles(text, &mut found);
    named(text, words, &mut found);
    found
}

fn is_account(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// The end of an account's name that begins at `from`; a sentence's full stop is no part of it.
fn account(chars: &[char], from: usize) -> usize {
    let mut to = from + chars[from..].iter().take(40).take_while(|c| is_account(**c)).count();
    while to > from && matches!(chars[to - 1], '.' | '-') {
        to -= 1;
    }
    // Discord's "name#1234"
    if chars.get(to) == Some(&'#') && chars.get(to + 1..to + 5).is_some_and(|d| d.iter().all(char::is_ascii_digit)) {
        to += 5;
    }
    to
}

fn push(found: &mut Vec<Found>, from: usize, to: usize) {
    found.push(Found { from, to, class: Class::Handle, level: Level::Confirm });
}

fn at_signs(text: &Folded, found: &mut Vec<Found>) {
    let chars = text.chars();
    for (i, _) in chars.iter().enumerate().filter(|(_, c)| **c == '@') {
        if text.before(i).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_')) {
            continue;
        }
        let to = account(chars, i + 1);
        let name: String = chars[i + 1..to].iter().flat_map(|c| c.to_lowercase()).collect();
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        // "@home" and "@ 20 kr" are no accounts; "@example.se" is half an address.
        let domain = [".se", ".com", ".nu", ".org", ".net"].iter().any(|end| name.ends_with(end));
        let known = OFFICIAL.iter().any(|o| name.contains(o))
            || lexicon::kinds(&name).has(Kinds::PLACE)
            || matches!(name.as_str(), "home" | "work" | "all" | "here" | "everyone" | "alla");
        if letters >= 2 && to - i > 3 && !domain && !known {
            push(found, i, to);
        }
    }
}

fn profiles(text: &Folded, found: &mut Vec<Found>) {
    let chars = text.chars();
    for (i, _) in chars.iter().enumerate().filter(|(_, c)| **c == '/') {
        let from = start(chars, i);
        let host: String = chars[from..=i].iter().flat_map(|c| c.to_lowercase()).collect();
        let Some(site) = PROFILES.iter().find(|p| host.ends_with(p.trim_end_matches(|c: char| c != '/')) || host.ends_with(**p)) else {
            continue;
        };
        let deep = site.matches('/').count() > 1;
        let mut name = i + 1;
        if deep {
            name += chars[i + 1..].iter().take(12).position(|c| *c == '/').map_or(0, |p| p + 1);
        }
        while chars.get(name).is_some_and(|c| *c == '@' || *c == '/') {
            name += 1;
        }
        let to = name
            + chars[name.min(chars.len())..].iter().take(60).take_while(|c| is_account(**c) || matches!(c, '/' | '?' | '=' | '&')).count();
        let path: String = chars[name.min(chars.len())..to.min(chars.len())].iter().flat_map(|c| c.to_lowercase()).collect();
        if path.len() >= 3
            && !OFFICIAL.iter().any(|o| path.contains(o))
            && !["groups", "events", "watch", "hashtag", "sharer"].iter().any(|p| path.starts_with(p))
        {
            push(found, from, to);
        }
    }
}

/// "snap: kalle_99", "heter kalle_99 på insta".
fn named(text: &Folded, words: &Words, found: &mut Vec<Found>) {
    let chars = text.chars();
    let list = words.list();
    for i in 0..list.len() {
        let disguised = disguised_platform(text, list[i].from);
        if disguised.is_none() && !list[i].kinds.has(Kinds::PLATFORM) && !is_platform_form(words.text(&list[i])) {
            continue;
        }
        // "sn@p" is two words.
        let i = disguised.map_or(i, |to| list.partition_point(|w| w.from < to) - 1);
        let mut at = i;
        let mut loose = false;
        // "insta emmalind", but not "på instagram igår"
        let placed = words.earlier(i, 1).is_some_and(|w| matches!(words.text(w), "på" | "via" | "i" | "från" | "med" | "över" | "genom"));
        let mut naming =
            words.text(&list[i]).contains("namn") || words.text(&list[i]).ends_with("konto") || words.text(&list[i]).ends_with("kontot");
        for ahead in 1..=6 {
            let Some(word) = words.later(i, ahead) else { break };
            let between = &chars[list[i + ahead - 1].to..word.from];
            let plain_name =
                ahead == 1 && !placed && word.case == Case::Lower && word.kinds == Kinds::default() && word.to - word.from >= 6;
            let said = plain_name
                || ahead == 1 && between.iter().any(|c| matches!(c, ':' | '=' | '"' | '\''))
                || between.iter().any(|c| matches!(c, '"' | '@' | '”' | '“' | '»'));
            if !loose && (said || naming) || is_odd(chars, word.from) {
                let (from, to) = (word.from, account(chars, word.from).max(word.to));
                let plain = words.text(word);
                let known = lexicon::is_ordinary(plain)
                    || word.kinds.has(Kinds::PLACE)
                    || FILLERS.contains(&plain)
                    || list[i + ahead].kinds.has(Kinds::PLATFORM);
                let number = word.case == Case::Number && to == word.to;
                if is_odd(chars, from) || !loose && !number && (said && !known || naming && !known && to - from >= 4) {
                    let start = if chars[..from].ends_with(&['@']) { from - 1 } else { from };
                    push(found, start, to);
                    at = i + ahead;
                    break;
                }
            }
            let text = words.text(word);
            naming |= NAMING.contains(&text);
            let filler = FILLERS.contains(&text) || list[i + ahead].kinds.has(Kinds::PLATFORM);
            // Further off only what is spelt as nothing but an account.
            loose |= !filler;
            if loose && (ahead >= 5 || word.case == Case::Number) {
                break;
            }
        }
        if at == i {
            before(text, words, i, found);
        }
    }
}

/// "kalle_99 på snap"
fn before(text: &Folded, words: &Words, i: usize, found: &mut Vec<Found>) {
    let list = words.list();
    for back in 1..=4 {
        let Some(word) = words.earlier(i, back) else { return };
        let plain = words.text(word);
        let from = start(text.chars(), word.from);
        if is_odd(text.chars(), from) {
            let to = account(text.chars(), from).max(word.to);
            push(found, from, to);
            return;
        }
        let called = words.earlier(i - back, 1).is_some_and(|w| w.kinds.has(Kinds::CALLED.and(Kinds::NICKNAMED)));
        if called && !lexicon::is_ordinary(plain) && back <= 2 && list[i - back].case == Case::Lower {
            push(found, word.from, word.to);
            return;
        }
        if !matches!(plain, "på" | "i" | "via" | "hans" | "hennes" | "sitt" | "sin" | "genom" | "från") {
            return;
        }
    }
}

/// The end of the name of a medium written with digits and signs for letters: `sn4p`, `1nsta`, `sn@p`.
fn disguised_platform(text: &Folded, from: usize) -> Option<usize> {
    // "!nsta" begins before its first letter.
    let from = if matches!(text.before(from), Some('!' | '$')) { from - 1 } else { from };
    let free = text.before(from).is_none_or(|c| !c.is_alphanumeric() && c != '@' && c != '$');
    // Most words are letters only.
    let signs = text.chars()[from..].iter().take(10).take_while(|c| c.is_alphanumeric() || matches!(c, '@' | '$' | '!'));
    if signs.clone().all(char::is_ascii_alphabetic) || signs.clone().all(char::is_ascii_digit) {
        return None;
    }
    let token: Vec<char> =
        text.chars()[from..].iter().take(10).take_while(|c| c.is_alphanumeric() || matches!(c, '@' | '$' | '!')).copied().collect();
    let plain: String = token
        .iter()
        .flat_map(|c| c.to_lowercase())
        .map(|c| match c {
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '1' | '!' => 'i',
            '0' => 'o',
            '3' => 'e',
            'ä' | 'å' => 'a',
            c => c,
        })
        .collect();
    let dressed = token.iter().any(|c| !c.is_ascii_alphabetic());
    let medium = matches!(plain.as_str(), "snap" | "snapchat" | "snapp" | "insta" | "instagram" | "tiktok" | "telegram" | "discord");
    (free && dressed && medium).then_some(from + token.len())
}

/// Where the account's name that `from` lies in begins.
fn start(chars: &[char], from: usize) -> usize {
    let floor = from.saturating_sub(40);
    chars[floor..from].iter().rposition(|c| !is_account(*c)).map_or(floor, |p| floor + p + 1)
}

fn is_platform_form(word: &str) -> bool {
    // "snapchat-kontot"
    if let Some((medium, _)) = word.split_once('-') {
        return lexicon::kinds(medium).has(Kinds::PLATFORM) && medium.len() > 2;
    }
    let media = ["snapchat", "instagram", "tiktok", "discord", "telegram", "facebook", "twitch", "youtube", "whatsapp", "snap", "insta"];
    let kept =
        ["kontot", "konto", "kontots", "profil", "profilen", "namn", "namnet", "gruppen", "kanalen", "tråden", "användaren", "adressen"];
    let joined = media.iter().filter_map(|m| word.strip_prefix(m)).any(|rest| kept.contains(&rest));
    joined
        || ["snap", "insta", "tiktok", "discord", "telegram"].iter().any(|p| {
            word.strip_prefix(p).is_some_and(|rest| {
                matches!(
                    rest,
                    "s" | "chatten" | "en" | "et" | "namn" | "namnet" | "kontot" | "konto" | "gram" | "profil" | "profilen" | "adress"
                )
            })
        })
}

/// A word as only accounts are spelt: with an underscore, a full stop inside, or letters and digits mixed.
fn is_odd(chars: &[char], from: usize) -> bool {
    let to = account(chars, from);
    let name = &chars[from..to];
    let letters = name.iter().filter(|c| c.is_alphabetic()).count();
    let digits = name.iter().filter(|c| c.is_ascii_digit()).count();
    let joint = name.contains(&'_') || name.contains(&'.') || name.contains(&'#');
    let mixed = digits >= 1 && letters >= 3 && !name.contains(&'-');
    let file = [".jpg", ".png", ".mp4", ".pdf", ".com", ".se", ".xlsx", ".docx"]
        .iter()
        .any(|end| name.iter().collect::<String>().to_lowercase().ends_with(end));
    let plate = name.iter().all(|c| !c.is_lowercase()) && !joint;
    name.len() >= 3 && letters >= 2 && (joint || mixed) && !file && !plate
}
