//! Samples of the pages about people and one's own account.

use super::{Sample, errors, frame, sample};
use crate::access::Reader;
use crate::forms::{Choice, FormError};
use crate::pages::{access_review, account, course, invitation, invite, organisations, password, people, person, second_factor, sign_in};
use crate::shell::{Place, Shell};
use messages::Lang;

fn outside(lang: Lang, title: &str) -> Shell {
    Shell::outside(&Reader::sample(lang), title, Place::Elsewhere)
}

fn line(text: &str) -> people::PersonLine {
    people::PersonLine {
        title: text.to_owned(),
        user: text.to_owned(),
        organisation: text.to_owned(),
        roles: "Rapportör".to_owned(),
        state_label: "Aktiv".to_owned(),
        tone: "success",
        last_day: "2027-01-31".to_owned(),
        seen: String::new(),
        course: "Inte gjord".to_owned(),
        href: "/x".to_owned(),
    }
}

fn fields(text: &str) -> invite::MemberForm {
    invite::MemberForm {
        title: text.to_owned(),
        organisations: vec![Choice::plain(text, Some(text))],
        roles: vec![invite::RoleChoice {
            value: "reporter".to_owned(),
            label: "Rapportör".to_owned(),
            hint: "Rapporterar".to_owned(),
            selected: true,
        }],
        last_day: String::new(),
    }
}

/// Every page about people, with `text` where others write.
pub fn all(lang: Lang, text: &str) -> Vec<Sample> {
    let mut all = administration(lang, text);
    all.extend(own(lang, text));
    all.extend(doors(lang, text));
    all.extend(super::records::all(lang, text));
    all
}

fn administration(lang: Lang, text: &str) -> Vec<Sample> {
    let list = |people: Vec<people::PersonLine>, errors| people::PeoplePage {
        shell: frame(lang, "people-title"),
        errors,
        removed: people.clone(),
        people,
        base: "/t/0580/administration".to_owned(),
        photos: vec![Choice::plain("no", Some("no")), Choice::plain("yes", None)],
        second_factor: vec![Choice::plain("offered", Some("offered")), Choice::plain("required", None)],
    };
    let form = |fields: invite::MemberForm, errors, by_mail| invite::InvitePage {
        shell: frame(lang, "invite-title"),
        errors,
        action: "/x".to_owned(),
        organisations: "/y".to_owned(),
        email: text.to_owned(),
        fields,
        by_mail,
    };
    let no_organisation = invite::MemberForm { organisations: Vec::new(), ..fields(text) };
    let organisation = organisations::OrganisationLine {
        id: "1".to_owned(),
        name: text.to_owned(),
        kind_label: "Polisen".to_owned(),
        ceiling: "Kommun och polis".to_owned(),
        active: true,
        seen: 3,
    };
    let former = organisations::FormerLine {
        id: "2".to_owned(),
        name: text.to_owned(),
        kind_label: "Polisen".to_owned(),
        into: vec![Choice::plain(text, None)],
        seen: 1,
    };
    let organisations = |organisations, errors| organisations::OrganisationsPage {
        shell: frame(lang, "organisations-title"),
        errors,
        organisations,
        former: vec![former.clone()],
        action: "/x".to_owned(),
        back: "/y".to_owned(),
        name: text.to_owned(),
        kinds: vec![Choice::plain("police", None)],
    };
    let group = |key, people| access_review::Group { key, heading: "Grupp".to_owned(), advice: "Gör så".to_owned(), people };
    let review = |people: Vec<people::PersonLine>, last: &str, errors| access_review::AccessReviewPage {
        shell: frame(lang, "access-review-title"),
        errors,
        last: last.to_owned(),
        active: 7,
        groups: vec![group("dormant", people.clone()), group("ending", people)],
        action: "/x".to_owned(),
        back: "/y".to_owned(),
    };
    let course = |valid, errors: Vec<FormError>| course::CoursePage {
        shell: frame(lang, "course-title"),
        errors,
        standing: "Gäller".to_owned(),
        valid,
        action: "/x".to_owned(),
    };
    vec![
        sample(lang, "full", list(vec![line(text)], errors("second_factor", "Slå på din egen först"))),
        sample(lang, "empty", list(Vec::new(), Vec::new())),
        sample(lang, "full", form(fields(text), errors("roles", "Välj en roll"), true)),
        sample(lang, "no organisation", form(no_organisation, errors("organisation", "Välj"), false)),
        sample(lang, "full", person_page(lang, text, true)),
        sample(lang, "own", person_page(lang, text, false)),
        sample(lang, "full", organisations(vec![organisation], errors("name", "Skriv ett namn"))),
        sample(lang, "empty", organisations(Vec::new(), Vec::new())),
        sample(lang, "full", review(vec![line(text)], "2026-11-01 10:00", errors("", "Ändrat"))),
        sample(lang, "empty", review(Vec::new(), "", Vec::new())),
        sample(lang, "valid", course(true, Vec::new())),
        sample(lang, "errors", course(false, errors("understood", "Kryssa i"))),
    ]
}

fn person_page(lang: Lang, text: &str, full: bool) -> person::PersonPage {
    let step = |key, needs_reason| person::StepForm { key, label: "Stäng av".to_owned(), hint: "Genast".to_owned(), needs_reason };
    let naming = person::NamingLine { id: "1".to_owned(), until: "2026-12-31".to_owned(), reason: text.to_owned(), by: text.to_owned() };
    person::PersonPage {
        shell: frame(lang, "people-title").titled(text.to_owned()),
        errors: if full { errors("title", "Skriv") } else { Vec::new() },
        action: "/x".to_owned(),
        back: "/y".to_owned(),
        seen: 2,
        facts: vec![person::Fact { label: "Roller".to_owned(), text: text.to_owned() }],
        state_label: "Avstängd".to_owned(),
        ended: text.to_owned(),
        steps: if full { vec![step("suspend", true), step("resume", false)] } else { Vec::new() },
        can_invite: full,
        by_hand: full,
        can_reset: full,
        own: !full,
        fields: fields(text),
        can_name: full,
        class_d: if full { vec![naming] } else { Vec::new() },
    }
}

fn own(lang: Lang, text: &str) -> Vec<Sample> {
    let device = |this| account::DeviceLine {
        name: "Firefox, Windows".to_owned(),
        since: "2026-11-15 14:05".to_owned(),
        seen: "2026-11-15 14:10".to_owned(),
        this,
        sign_out: "/x".to_owned(),
    };
    let membership = account::MembershipLine {
        tenant: text.to_owned(),
        title: text.to_owned(),
        organisation: text.to_owned(),
        roles: "Rapportör".to_owned(),
    };
    let choice = |value: &str| Choice { value: value.to_owned(), label: "Val".to_owned(), selected: full_choice(value) };
    let account_page = |full: bool, memberships, errors| account::AccountPage {
        shell: outside(lang, "account-title"),
        errors,
        user: text.to_owned(),
        email: if full { text.to_owned() } else { String::new() },
        wants_mail: full,
        topics: vec![choice("topic-feedback"), choice("topic-training")],
        cadence: vec![choice("daily"), choice("weekly")],
        mail_lang: vec![choice("sv")],
        has_password: full,
        has_second_factor: full,
        codes_left: 1,
        memberships,
        devices: vec![device(true), device(false)],
    };
    let factor = |on: bool, waiting: &str| second_factor::SecondFactorPage {
        shell: outside(lang, "factor-title"),
        errors: errors("code", "Fel kod"),
        on,
        waiting: waiting.to_owned(),
        codes_left: 9,
        secret: if on { String::new() } else { "ABCD EFGH".to_owned() },
        qr: "M4 4h1v1h-1z".to_owned(),
        qr_size: 29,
    };
    let codes = second_factor::RecoveryCodesPage { shell: outside(lang, "factor-codes-title"), codes: vec!["ABCD-EFGH".to_owned()] };
    vec![
        sample(lang, "full", account_page(true, vec![membership], errors("present", "Fel"))),
        sample(lang, "persona", account_page(false, Vec::new(), Vec::new())),
        sample(lang, "on", factor(true, "")),
        sample(lang, "off", factor(false, "Linköpings kommun")),
        sample(lang, "codes", codes),
    ]
}

fn doors(lang: Lang, text: &str) -> Vec<Sample> {
    let code = sign_in::SignInCodePage { shell: outside(lang, "signin-code-title"), errors: errors("code", "Fel"), next: "/".to_owned() };
    let ask = |asked, can_ask| password::PasswordAskPage {
        shell: outside(lang, "password-ask-title"),
        errors: errors("user", "Skriv"),
        asked,
        can_ask,
    };
    let choose = |works| password::PasswordNewPage {
        shell: outside(lang, "password-new-title"),
        errors: if works { errors("password", "För kort") } else { Vec::new() },
        works,
        action: "/losenord/0a".to_owned(),
    };
    let invited = |asks| invitation::InvitationPage {
        shell: outside(lang, "invitation-title"),
        errors: Vec::new(),
        asks,
        tenant: text.to_owned(),
        organisation: text.to_owned(),
        title: text.to_owned(),
        user: text.to_owned(),
        action: "/inbjudan/0a".to_owned(),
        sign_in: "/logga-in?next=%2Finbjudan%2F0a".to_owned(),
    };
    let handover = invite::HandoverPage { shell: frame(lang, "handover-title"), link: text.to_owned(), person: "/x".to_owned() };
    use invitation::Asks;
    let mut all = vec![
        sample(lang, "code", code),
        sample(lang, "ask", ask(false, true)),
        sample(lang, "asked", ask(true, true)),
        sample(lang, "no mail", ask(false, false)),
        sample(lang, "works", choose(true)),
        sample(lang, "dead", choose(false)),
        sample(lang, "full", handover),
        sample(lang, "dead", invited(Asks::Nothing)),
    ];
    all.extend([Asks::Password, Asks::SignIn, Asks::Yes, Asks::SignOut].map(|asks| sample(lang, "full", invited(asks))));
    all
}

fn full_choice(value: &str) -> bool {
    value != "weekly"
}
