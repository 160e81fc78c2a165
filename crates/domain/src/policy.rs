//! Who may do what. The only file that knows roles.
//!
//! The table is printed to a reviewed snapshot (`policy_matrix.txt`), so that a change of one
//! cell is seen in review.

use crate::keyed::keyed;
use crate::organisations::{Class, OrganisationKind};

keyed! {
    /// A role in a tenant (dossier §11.2).
    Role {
        /// *Rapportör*.
        Reporter "reporter",
        /// *EST-samordnare*.
        Coordinator "coordinator",
        /// *Kommunpolis*.
        PoliceOfficer "police-officer",
        /// *Gruppmedlem*.
        GroupMember "group-member",
        /// *Gruppordförande*.
        GroupChair "group-chair",
        /// *Åtgärdsansvarig*.
        ActionOwner "action-owner",
        /// *Analytiker*.
        Analyst "analyst",
        /// *Registrator*.
        Registrar "registrar",
        /// *Dataskyddsombud*.
        DataProtectionOfficer "data-protection-officer",
        /// *Administratör*.
        Administrator "administrator",
        /// *Länssamordnare*.
        CountyCoordinator "county-coordinator",
        /// *Läsare*.
        Reader "reader",
    }
}

keyed! {
    /// Something a person can ask for.
    Action {
        /// See the week's picture and its exports for the screen.
        ViewPicture "view-picture",
        /// Take the picture out as a file.
        ExportPicture "export-picture",
        /// Close, reopen and draft a week.
        PreparePicture "prepare-picture",
        /// Publish and correct a picture.
        PublishPicture "publish-picture",
        /// See imported files and their reports.
        ViewImports "view-imports",
        /// Import incidents or the event feed.
        ImportIncidents "import-incidents",
        /// Take a whole import back.
        UndoImport "undo-import",
        /// Replace the district boundaries.
        ImportDistricts "import-districts",
        /// Edit the table from senders' codes to categories, and senders.
        EditCodes "edit-codes",
        /// Add and remove coming events.
        EditComingEvents "edit-coming-events",
        /// See actions and take the list out as a file.
        ViewActions "view-actions",
        /// Propose an action.
        ProposeAction "propose-action",
        /// Decide on, cancel or escalate any action.
        DecideAction "decide-action",
        /// Carry out, follow up and close the actions of one's own organisation.
        WorkOnOwnAction "work-on-own-action",
        /// The same for the actions of every organisation.
        WorkOnAnyAction "work-on-any-action",
        /// See the weekly meeting's agenda and minutes.
        ViewMeeting "view-meeting",
        /// Write the minutes and move them on.
        RunMeeting "run-meeting",
        /// Create accounts and memberships.
        ManageUsers "manage-users",
        /// Read and verify the audit log.
        ReadAudit "read-audit",
        /// Set the calendar of the week.
        EditSettings "edit-settings",
        /// See rules of retention, what would go, and what has gone.
        ViewRetention "view-retention",
        /// Set rules of retention, propose and approve removals.
        ManageRetention "manage-retention",
        /// File reports and follow one's own.
        FileReport "file-report",
        /// Read what others reported and decide on it.
        ReviewReports "review-reports",
        /// Keep the register of named places.
        EditPlaces "edit-places",
        /// Let out to reporters what actions meant for their reports.
        ApproveFeedback "approve-feedback",
        /// Change the words of letters.
        EditLetters "edit-letters",
        /// Change the authority's words for categories and levels.
        EditWords "edit-words",
        /// Ask the material in the workbook, and keep answers under a name.
        UseWorkbook "use-workbook",
    }
}

impl Action {
    /// The class of the material that the action shows or takes in.
    pub fn class(self) -> Class {
        match self {
            Action::ViewActions | Action::ProposeAction | Action::WorkOnOwnAction | Action::ViewMeeting => Class::B,
            Action::DecideAction | Action::WorkOnAnyAction | Action::RunMeeting => Class::C,
            Action::ViewPicture | Action::ExportPicture | Action::EditComingEvents | Action::FileReport => Class::B,
            Action::PreparePicture
            | Action::PublishPicture
            | Action::ViewImports
            | Action::ImportIncidents
            | Action::UndoImport
            | Action::ImportDistricts
            | Action::EditCodes
            | Action::ManageUsers
            | Action::ReadAudit
            | Action::EditSettings
            | Action::ViewRetention
            | Action::ManageRetention
            | Action::ReviewReports
            | Action::EditPlaces
            | Action::ApproveFeedback
            | Action::EditLetters
            // So narrow a part can be asked about that it tells of single incidents.
            | Action::UseWorkbook
            | Action::EditWords => Class::C,
        }
    }
}

/// Whether someone with these roles in an organisation of this kind may do the action.
///
/// Both must hold: a role that has the action, and an organisation whose ceiling reaches the
/// action's class. No role means no.
pub fn allows(roles: &[Role], organisation: OrganisationKind, action: Action) -> bool {
    organisation.ceiling() >= action.class() && roles.iter().any(|role| role_has(*role, action))
}

fn role_has(role: Role, action: Action) -> bool {
    use Action::{
        EditCodes, EditComingEvents, EditPlaces, EditSettings, ExportPicture, FileReport, ImportDistricts, ImportIncidents,
        ManageRetention, ManageUsers, PreparePicture, PublishPicture, ReadAudit, ReviewReports, UndoImport, ViewImports, ViewPicture,
        ViewRetention,
    };
    let allowed: &[Action] = match role {
        Role::Reporter => &[ViewPicture, FileReport],
        Role::Reader => &[ViewPicture, ExportPicture],
        Role::GroupMember | Role::ActionOwner => &[ViewPicture, ExportPicture, FileReport],
        Role::GroupChair => &[ViewPicture, ExportPicture, EditComingEvents, FileReport],
        Role::Coordinator => &[
            ViewPicture,
            ExportPicture,
            PreparePicture,
            PublishPicture,
            ViewImports,
            ImportIncidents,
            UndoImport,
            ImportDistricts,
            EditCodes,
            EditComingEvents,
            FileReport,
            ReviewReports,
            EditPlaces,
            EditSettings,
        ],
        Role::PoliceOfficer => &[ViewPicture, ExportPicture, ViewImports, ImportIncidents, EditComingEvents, FileReport, ReviewReports],
        Role::Analyst => &[ViewPicture, ExportPicture, ViewImports, ImportIncidents, EditCodes],
        Role::Registrar => &[ViewPicture, ExportPicture, ViewImports, ReadAudit, ViewRetention, ManageRetention],
        Role::DataProtectionOfficer => &[ReadAudit, ViewImports, ViewRetention],
        Role::Administrator => {
            &[ViewPicture, ImportDistricts, EditCodes, ManageUsers, ViewImports, EditPlaces, EditSettings, ViewRetention, ManageRetention]
        }
        // The county sees what municipalities release to it, in its own tenant.
        Role::CountyCoordinator => &[],
    };
    allowed.contains(&action) || around_actions(role).contains(&action) || around_words(role).contains(&action)
}

/// What a role may do with what goes out as mail, with the authority's own words, and in the workbook.
fn around_words(role: Role) -> &'static [Action] {
    match role {
        Role::Coordinator => &[Action::ApproveFeedback, Action::EditLetters, Action::EditWords, Action::UseWorkbook],
        Role::Administrator => &[Action::EditLetters, Action::EditWords],
        Role::Analyst | Role::PoliceOfficer => &[Action::UseWorkbook],
        Role::Reporter
        | Role::GroupMember
        | Role::GroupChair
        | Role::ActionOwner
        | Role::Registrar
        | Role::DataProtectionOfficer
        | Role::CountyCoordinator
        | Role::Reader => &[],
    }
}

/// What a role may do with actions (*insatser*) and in the weekly meeting. Whose an action is decides the rest:
/// `application::actions`.
fn around_actions(role: Role) -> &'static [Action] {
    use Action::{DecideAction, ProposeAction, RunMeeting, ViewActions, ViewMeeting, WorkOnAnyAction, WorkOnOwnAction};
    match role {
        Role::Coordinator => &[ViewActions, ProposeAction, DecideAction, WorkOnOwnAction, WorkOnAnyAction, ViewMeeting, RunMeeting],
        Role::PoliceOfficer | Role::GroupChair => &[ViewActions, ProposeAction, DecideAction, WorkOnOwnAction, ViewMeeting, RunMeeting],
        Role::ActionOwner | Role::GroupMember => &[ViewActions, ProposeAction, WorkOnOwnAction, ViewMeeting],
        Role::Registrar => &[ViewActions, ProposeAction, ViewMeeting],
        Role::Reporter | Role::Analyst | Role::Administrator => &[ViewActions, ProposeAction],
        Role::Reader => &[ViewActions],
        Role::DataProtectionOfficer | Role::CountyCoordinator => &[],
    }
}

/// The whole table as text, one line for each role and organisation kind that may do anything.
pub fn matrix() -> String {
    let mut out = String::new();
    for organisation in OrganisationKind::ALL {
        for role in Role::ALL {
            let may: Vec<_> = Action::ALL.iter().filter(|a| allows(&[*role], *organisation, **a)).map(|a| a.key()).collect();
            out.push_str(&format!(
                "{} · {}: {}\n",
                organisation.key(),
                role.key(),
                if may.is_empty() { "-".to_owned() } else { may.join(" ") }
            ));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_means_no() {
        for organisation in OrganisationKind::ALL {
            for action in Action::ALL {
                assert!(!allows(&[], *organisation, *action));
            }
        }
    }

    #[test]
    fn organisations_outside_the_secrecy_act_never_reach_class_c() {
        for organisation in [OrganisationKind::PrivateLandlord, OrganisationKind::Guards] {
            for action in Action::ALL.iter().filter(|a| a.class() >= Class::C) {
                assert!(!allows(Role::ALL, organisation, *action), "{organisation:?} {action:?}");
            }
        }
    }

    #[test]
    fn the_reviewed_matrix_is_this_one() {
        insta::assert_snapshot!("policy_matrix", matrix());
    }
}
