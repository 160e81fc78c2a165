nav-retention = Gallring
retention-title = Gallring
retention-intro = Det som inte längre behövs ska bort, men bara enligt ett beslut. Sätt en regel med beslutets diarienummer, se vad som skulle gallras, och låt två personer godkänna. Publicerade lägesbilder ändras aldrig.
retention-due = Skulle gallras i dag
retention-due-intro = Inget tas bort av att du tittar här.
retention-kind = Vad
retention-count = Antal
retention-before = Före
retention-oldest = Äldsta vecka
retention-newest = Nyaste vecka
retention-by-week = Per vecka
retention-weeks = { $n ->
    [one] { $n } vecka
   *[other] { $n } veckor
 }
retention-propose = Föreslå gallring av { $n ->
    [one] { $n } uppgift
   *[other] { $n } uppgifter
 }
retention-one-open = Ett förslag är redan öppet. Godkänn eller stoppa det först.
retention-nothing = Inget skulle gallras i dag.
retention-runs = Gallringar
retention-records = { $n ->
    [one] { $n } uppgift
   *[other] { $n } uppgifter
 }
retention-no-runs = Ingen gallring har föreslagits.
retention-rules = Regler
retention-rules-intro = Utan regel gallras inget. Månaderna är förslag tills ett beslut säger annat.
retention-rule = Gallras efter { $n ->
    [one] { $n } månad
   *[other] { $n } månader
 }, enligt { $name } den { $date }.
retention-no-rule = Ingen regel: inget gallras.
retention-months = Månader
retention-decision = Beslut (diarienummer)
retention-decided-on = Beslutets dag
retention-save = Spara
retention-save-of = Spara regeln för { $name }
retention-drop = Ta bort regeln
retention-drop-of = Ta bort regeln för { $name }
retention-back = Till gallring
retention-run-title = En gallring
retention-proposed = Föreslagen
retention-approved-by = Godkänd av
retention-nobody = Ingen än
retention-ended = Avslutad
retention-items = Vad som gallras
retention-gone = Gallrat
retention-days = Från dagarna
retention-approve = Godkänn gallringen
retention-approve-intro = Det som gallras kan inte hämtas tillbaka. Kontrollera besluten och antalen först.
retention-stop = Stoppa gallringen
retention-next-proposed = { $n ->
    [one] Ett godkännande återstår, av en annan person.
   *[other] { $n } godkännanden återstår, av olika personer.
 }
retention-next-approved = Två har godkänt. Gallringen görs nu i bakgrunden; ladda om sidan för att se hur långt den har kommit.
retention-next-done = Gallringen är gjord. Den här sidan är kvittot; det som gallrats finns kvar som en rad utan innehåll.
retention-next-stopped = Gallringen stoppades. Det som hann gallras är borta. Gör ett nytt förslag om det behövs.
retention-state-proposed = Väntar på godkännande
retention-state-approved = Godkänd, görs nu
retention-state-done = Gjord
retention-state-stopped = Stoppad
retention-kind-report-texts = Fritext och bilder i granskade rapporter
retention-kind-rejected-reports = Avvisade och återtagna rapporter
retention-kind-reports = Godkända rapporter
retention-kind-imported-rows = Plats i importerade rader
retention-kind-import-reports = Importernas avvisade rader och filnamn
retention-kind-action-texts = Fritext i avslutade insatser
retention-kind-meeting-notes = Mötesanteckningar
retention-hint-report-texts = Beskrivning, omedelbar åtgärd, bild och granskarens svar. Rapporten i övrigt finns kvar. Räknas från granskningen.
retention-hint-rejected-reports = Hela rapporten. Räknas från beslutet.
retention-hint-reports = Hela rapporten och vem som lämnade den. Händelsen räknas fortfarande, utan plats och punkt. Räknas från händelsens vecka.
retention-hint-imported-rows = Gata och punkt på kartan. Raden räknas fortfarande i sin vecka och stadsdel. Räknas från händelsens vecka.
retention-hint-import-reports = Vilka rader som avvisades och varför, och filens namn. Antalen finns kvar. Räknas från importen.
retention-hint-action-texts = Beskrivning, förväntad effekt, mått, resultat, skäl och anteckningar. Insatsen finns kvar. Räknas från att den avslutades.
retention-hint-meeting-notes = Allt som skrevs vid mötet. Att mötet hölls finns kvar, liksom den publicerade lägesbilden. Räknas från mötets vecka.
retention-kind-quiet-weeks = Vem som sagt att veckan var lugn
retention-hint-quiet-weeks = Att organisationen sa det finns kvar, men inte vem. Räknas i veckor, från veckan det gällde.
retention-kind-letters = Uppgifter om skickade brev
retention-hint-letters = Vem som fått vilket brev om vad. Räknas i veckor, från att brevet skrevs. En insats som ännu är försenad påminns om igen.
retention-kind-accounts = Medlemskap som upphört
retention-hint-accounts = Medlemskap som tagits bort eller gått ut, och inbjudningar som ingen tagit emot. Ett konto utan medlemskap någonstans töms: namn, adress, lösenord och enheter. Loggen känner det bara med ett nummer. Räknas från att medlemskapet upphörde.
retention-backups = Säkerhetskopior gallras inte härifrån. Den som sköter driften ser till att ingen kopia blir äldre än den kortaste regeln, och föreslår gallring på nytt när en kopia har lästs tillbaka.
