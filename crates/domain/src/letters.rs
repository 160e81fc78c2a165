//! Letters (mail): which there are, what each can say, and what people want of them.

use crate::keyed::keyed;

keyed! {
    /// A letter, or a line of one, whose words an authority can make its own.
    LetterKind {
        /// Come and take part.
        Invitation "invitation",
        /// Choose a new password.
        Reset "reset",
        /// The reporters' course ends soon.
        Training "training",
        /// Actions that wait for the receiver.
        ActionReminder "action-reminder",
        /// Nothing has come from the reporter's organisation this week.
        ReportReminder "report-reminder",
        /// A week's picture was published.
        Publication "publication",
        /// What became of one's reports.
        Feedback "feedback",
        /// Line: a report led to an action.
        FeedbackAction "feedback-action",
        /// Line: what came of the action.
        FeedbackResult "feedback-result",
        /// Line: the action was given up.
        FeedbackCancelled "feedback-cancelled",
    }
}

keyed! {
    /// What a person can do without.
    Topic {
        /// What became of one's reports.
        Feedback "feedback",
        /// A picture was published.
        Publication "publication",
        /// Report before the week closes.
        ReportReminder "report-reminder",
        /// The course ends soon.
        Training "training",
        /// Actions of one's organisation that no person has taken on.
        Actions "actions",
    }
}

keyed! {
    /// How often someone hears of the actions that wait for them. Not at all is no choice.
    Cadence {
        /// On the working day that something falls due.
        Daily "daily",
        /// Collected on Mondays.
        Weekly "weekly",
    }
}

/// Longest subject, characters.
pub const LONGEST_SUBJECT: usize = 120;

/// Longest text, characters.
pub const LONGEST_TEXT: usize = 4000;

impl LetterKind {
    /// Names that can stand in braces, such as `{adress}`.
    pub fn placeholders(self) -> &'static [&'static str] {
        match self {
            LetterKind::Invitation => &["kommun", "funktion", "adress", "till"],
            LetterKind::Reset => &["kommun", "adress", "till"],
            LetterKind::Training => &["kommun", "datum", "adress"],
            LetterKind::ActionReminder | LetterKind::Feedback => &["kommun", "lista", "adress"],
            LetterKind::ReportReminder => &["kommun", "vecka", "adress"],
            LetterKind::Publication => &["kommun", "vecka", "version", "sammanfattning", "adress"],
            LetterKind::FeedbackAction => &["insats", "ansvarig"],
            LetterKind::FeedbackResult => &["insats", "genomfort", "effekt"],
            LetterKind::FeedbackCancelled => &["insats"],
        }
    }

    /// Those without which the letter is of no use.
    pub fn needed(self) -> &'static [&'static str] {
        match self {
            LetterKind::Invitation | LetterKind::Reset | LetterKind::Training | LetterKind::ReportReminder | LetterKind::Publication => {
                &["adress"]
            }
            LetterKind::ActionReminder | LetterKind::Feedback => &["lista"],
            LetterKind::FeedbackAction | LetterKind::FeedbackResult | LetterKind::FeedbackCancelled => &[],
        }
    }

    /// Whether it is a line inside another letter, without a subject of its own.
    pub fn is_line(self) -> bool {
        match self {
            LetterKind::FeedbackAction | LetterKind::FeedbackResult | LetterKind::FeedbackCancelled => true,
            LetterKind::Invitation
            | LetterKind::Reset
            | LetterKind::Training
            | LetterKind::ActionReminder
            | LetterKind::ReportReminder
            | LetterKind::Publication
            | LetterKind::Feedback => false,
        }
    }
}

/// The words of a letter, with names in braces where the facts go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterText {
    /// Subject; empty for a line.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// A piece of a text: words, or a name that stood in braces.
enum Piece<'a> {
    Words(&'a str),
    Name(&'a str),
}

/// The text in pieces. A brace that is not closed on its line is a brace.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        match after.find(['}', '\n']) {
            Some(end) if after[end..].starts_with('}') => {
                found.push(Piece::Words(before));
                found.push(Piece::Name(&after[1..end]));
                rest = &after[end + 1..];
            }
            Some(end) => {
                found.push(Piece::Words(&rest[..at + end]));
                rest = &after[end..];
            }
            None => break,
        }
    }
    found.push(Piece::Words(rest));
    found
}

/// Names in braces that stand in a text.
pub fn names(text: &str) -> Vec<&str> {
    let name = |piece| match piece {
        Piece::Name(name) => Some(name),
        Piece::Words(_) => None,
    };
    pieces(text).into_iter().filter_map(name).collect()
}

/// The text with the facts put in, once: braces inside a fact stay braces. A name without a fact stays as it stands.
pub fn filled(text: &str, facts: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Name(name) => match facts.iter().find(|(known, _)| *known == name) {
                Some((_, fact)) => out.push_str(fact),
                None => out.extend(["{", name, "}"]),
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_put_in_once_and_braces_in_them_stay() {
        let facts = [("insats", "Ny {adress}".to_owned()), ("adress", "https://x".to_owned())];
        assert_eq!(filled("Om {insats}: {adress}. {okänd} { och {\n}", &facts), "Om Ny {adress}: https://x. {okänd} { och {\n}");
        assert_eq!(filled("", &facts), "");
    }

    #[test]
    fn names_are_those_in_braces_on_one_line() {
        assert_eq!(names("Hej {kommun} och {adress} { inte\n} {}"), ["kommun", "adress", ""]);
        assert!(names("inga }klamrar{").is_empty());
    }

    #[test]
    fn what_is_needed_can_be_said() {
        for kind in LetterKind::ALL {
            assert!(kind.needed().iter().all(|name| kind.placeholders().contains(name)), "{kind:?}");
        }
    }
}
