mail-signature = With kind regards
    { $name } through Samsyn
    This message cannot be answered.
mail-opt-out-link = Do you not want messages like this? End them without signing in: { $value }
    There are more choices under My account: { $name }
mail-cadence = You get this because you answer for the action. Choose how often under My account: { $value }
mail-action-due-soon = { $name } – to be done by { $date }
mail-action-overdue = { $name } – was to be done by { $date }
mail-action-follow-up = { $name } – can be followed up since { $date }
mail-report-received = Came in { $at }.
letter-invitation-subject = Invitation to the collaboration: { $kommun }
letter-invitation-text = { $kommun } invites you to take part in the collaboration in Samsyn as { $funktion }. Open the link, choose a password and begin:

    { $adress }

    The link works once, until { $till }. If you did not expect the invitation you can ignore it.
letter-reset-subject = New password in Samsyn
letter-reset-text = Someone asked for a new password for your account in Samsyn. Choose a new one here:

    { $adress }

    The link works once, until { $till }. If it was not you there is nothing to do; your password has not changed.
letter-training-subject = Your course for reporters expires soon
letter-training-text = Your course for reporters counts until { $datum }. Take it again, it takes five minutes:

    { $adress }
letter-action-reminder-subject = Actions that wait for you
letter-action-reminder-text = These actions need something from you:

    { $lista }

    All actions: { $adress }
letter-report-reminder-subject = Has it been quiet? { $vecka }
letter-report-reminder-text = Nothing has come in from your organisation for { $vecka }. If you have seen something, report it. If it was quiet, say so with one press: then the group knows that it was quiet and not just silent.

    { $adress }

    The week closes on Sunday night.
letter-publication-subject = The picture of { $vecka } is published
letter-publication-text = { $sammanfattning }

    Read the picture, version { $version }: { $adress }
letter-feedback-subject = What became of your reports
letter-feedback-text = Thank you for reporting. This is new about your reports:

    { $lista }

    All your reports: { $adress }
letter-feedback-action-text = The report led to an action: “{ $insats }”. { $ansvarig } answers for it.
letter-feedback-result-text = The action “{ $insats }” has been followed up. Carried out: { $genomfort }. Effect: { $effekt }.
letter-feedback-cancelled-text = The action “{ $insats }” will not take place.
letter-sample-kommun = The practice municipality
letter-sample-funktion = Caretaker
letter-sample-adress = https://samsyn.example.se/example
letter-sample-till = 2026-11-22 09:00
letter-sample-datum = 22 November 2026
letter-sample-vecka = week 47, 2026
letter-sample-version = 1
letter-sample-sammanfattning = 84 incidents, as expected.
letter-sample-lista = Criminal damage, Centrum, 14 November 2026
    – Reviewed and part of the material for the picture.
letter-sample-insats = Better lighting in the tunnel
letter-sample-ansvarig = The technical services
letter-sample-genomfort = as decided
letter-sample-effekt = in part
