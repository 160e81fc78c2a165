mail-signature = Med vänlig hälsning
    { $name } genom Samsyn
    Det går inte att svara på det här meddelandet.
mail-opt-out-link = Vill du inte ha sådana här meddelanden? Avsluta dem utan att logga in: { $value }
    Fler val finns under Mitt konto: { $name }
mail-cadence = Du får det här för att du ansvarar för insatsen. Hur ofta väljer du under Mitt konto: { $value }
mail-action-due-soon = { $name } – ska vara klar { $date }
mail-action-overdue = { $name } – skulle ha varit klar { $date }
mail-action-follow-up = { $name } – kan följas upp sedan { $date }
mail-report-received = Kom in { $at }.
letter-invitation-subject = Inbjudan till samverkan: { $kommun }
letter-invitation-text = Du är inbjuden av { $kommun } att delta i samverkan i Samsyn som { $funktion }. Öppna länken, välj ett lösenord och börja:

    { $adress }

    Länken fungerar en gång, till och med { $till }. Har du inte väntat dig inbjudan kan du strunta i den.
letter-reset-subject = Nytt lösenord i Samsyn
letter-reset-text = Någon har bett om ett nytt lösenord för ditt konto i Samsyn. Välj ett nytt här:

    { $adress }

    Länken fungerar en gång, till { $till }. Var det inte du behöver du inte göra något; ditt lösenord är oförändrat.
letter-training-subject = Din utbildning för rapportörer går snart ut
letter-training-text = Din utbildning för rapportörer gäller till och med { $datum }. Gör om den, det tar fem minuter:

    { $adress }
letter-action-reminder-subject = Insatser som väntar på dig
letter-action-reminder-text = De här insatserna behöver något av dig:

    { $lista }

    Alla insatser: { $adress }
letter-report-reminder-subject = Har det varit lugnt? { $vecka }
letter-report-reminder-text = Inget har kommit in från er organisation för { $vecka }. Har du sett något, rapportera det. Var det lugnt, säg det med ett tryck: då vet gruppen att det var lugnt och inte bara tyst.

    { $adress }

    Veckan stänger på söndag kväll.
letter-publication-subject = Lägesbilden för { $vecka } är publicerad
letter-publication-text = { $sammanfattning }

    Läs lägesbilden, utgåva { $version }: { $adress }
letter-feedback-subject = Det här hände med dina rapporter
letter-feedback-text = Tack för att du rapporterar. Det här är nytt om dina rapporter:

    { $lista }

    Alla dina rapporter: { $adress }
letter-feedback-action-text = Rapporten ledde till en insats: ”{ $insats }”. Ansvarig är { $ansvarig }.
letter-feedback-result-text = Insatsen ”{ $insats }” är uppföljd. Genomförd: { $genomfort }. Effekt: { $effekt }.
letter-feedback-cancelled-text = Insatsen ”{ $insats }” blir inte av.
letter-sample-kommun = Övningskommunen
letter-sample-funktion = Bovärd
letter-sample-adress = https://samsyn.example.se/exempel
letter-sample-till = 2026-11-22 09:00
letter-sample-datum = 22 november 2026
letter-sample-vecka = vecka 47, 2026
letter-sample-version = 1
letter-sample-sammanfattning = 84 händelser, som väntat.
letter-sample-lista = Skadegörelse, Centrum, 14 november 2026
    – Granskad och med i underlaget till lägesbilden.
letter-sample-insats = Bättre belysning i tunneln
letter-sample-ansvarig = Tekniska förvaltningen
letter-sample-genomfort = helt
letter-sample-effekt = delvis
