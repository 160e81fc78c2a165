mail-signature = Med vänlig hälsning
    { $name } genom Samsyn
    Det går inte att svara på det här meddelandet.
mail-opt-out = Vill du inte ha sådana här meddelanden? Ändra under Mitt konto: { $value }
mail-invitation-subject = Inbjudan till samverkan: { $name }
mail-invitation-text = Du är inbjuden av { $name } att delta i samverkan i Samsyn som { $value }. Öppna länken, välj ett lösenord och börja:
mail-invitation-until = Länken fungerar en gång, till och med { $at }. Har du inte väntat dig inbjudan kan du strunta i den.
mail-reset-subject = Nytt lösenord i Samsyn
mail-reset-text = Någon har bett om ett nytt lösenord för ditt konto i Samsyn. Välj ett nytt här:
mail-reset-until = Länken fungerar en gång, till { $at }. Var det inte du behöver du inte göra något; ditt lösenord är oförändrat.
mail-training-subject = Din utbildning för rapportörer går snart ut
mail-training-text = Din utbildning för rapportörer gäller till och med { $date }. Gör om den, det tar fem minuter:
