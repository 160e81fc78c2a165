mail-signature = With kind regards
    { $name } through Samsyn
    This message cannot be answered.
mail-opt-out = Do you not want messages like this? Change it under My account: { $value }
mail-invitation-subject = Invitation to the collaboration: { $name }
mail-invitation-text = { $name } invites you to take part in the collaboration in Samsyn as { $value }. Open the link, choose a password and begin:
mail-invitation-until = The link works once, until { $at }. If you did not expect the invitation you can ignore it.
mail-reset-subject = New password in Samsyn
mail-reset-text = Someone asked for a new password for your account in Samsyn. Choose a new one here:
mail-reset-until = The link works once, until { $at }. If it was not you there is nothing to do; your password has not changed.
mail-training-subject = Your course for reporters expires soon
mail-training-text = Your course for reporters counts until { $date }. Take it again, it takes five minutes:
