nav-actions = Insatser
actions-title = Insatser
actions-board-title = Insatser: tavla
actions-calendar-title = Insatser: kalender
actions-attention-none = Inget är försenat och inget ska vara klart den närmaste veckan.
actions-attention = { $n ->
    [0] Inget är försenat
    [one] { $n } insats är försenad
   *[other] { $n } insatser är försenade
 }. { $count ->
    [0] Ingen ska vara klar
    [one] { $count } ska vara klar
   *[other] { $count } ska vara klara
 } den närmaste veckan. { $total ->
    [0] Ingen
    [one] { $total } genomförd
   *[other] { $total } genomförda
 } väntar på uppföljning.
actions-propose = Föreslå en insats
actions-open = Insatser som pågår eller väntar, försenade först
actions-ended = { $n ->
    [one] { $n } avslutad eller avbruten insats
   *[other] { $n } avslutade eller avbrutna insatser
 }
actions-none = Det finns inga insatser än. Föreslå den första utifrån det som lägesbilden visar.
actions-none-filtered = Inga insatser passar filtret.
actions-files = Ta ut listan som fil:
actions-views = Sätt att se insatserna
actions-view-list = Lista
actions-view-board = Tavla
actions-view-calendar = Kalender
actions-filter = Filtrera insatser
actions-filter-clear = Visa alla insatser
actions-whose = Vems
actions-everyones = Allas
actions-own = Min organisations
actions-all-owners = Alla
actions-all-states = Alla lägen
actions-column-empty = Inga just nu
actions-overdue = { $n ->
    [one] { $n } dag försenad
   *[other] { $n } dagar försenad
 }
actions-soon = Klar inom en vecka
actions-months = Månader
actions-month-empty = Inget börjar och inget ska vara klart den här månaden.
actions-calendar-begins = Börjar
actions-calendar-due = Klar senast
actions-calendar-done = Genomförd

action-title = Insats
action-new-title = Föreslå en insats
action-edit-title = Ändra insatsen
action-choose = Välj
action-life = Var insatsen är
action-steps = Nästa steg
action-about = Om insatsen
action-chain = Kedjan
action-chain-intro = Från det som rapporterades till det som blev resultatet.
action-before-after = Före och efter
action-notes = Anteckningar
action-history = Historik
action-back = Till alla insatser
action-edit = Ändra
action-text-hidden = Delar av texten är till för myndigheter i samverkan och visas inte för din organisation.
action-notes-hidden = Anteckningar visas inte för din organisation.
action-notes-none = Inga anteckningar än.
action-note-new = Skriv en anteckning
action-note-hint = Kort om vad som har hänt. Inga uppgifter om personer.
action-note-write = Spara anteckningen

action-field-title = Rubrik
action-title-hint = Kort och utan taktik: rubriken syns för alla i samverkan.
action-state = Läge
action-description = Vad som ska göras
action-description-hint = Syns för myndigheter i samverkan och för den som ansvarar. Inga uppgifter om personer.
action-kind = Typ
action-basis = Inriktning
action-category = Händelser som ska påverkas
action-all-categories = Alla typer
action-district = Stadsdel
action-no-district = Ingen särskild plats
action-place = Plats
action-place-hint = Med stadsdel räknas händelserna före och efter insatsen. Skriv veckor som 2026-W46 med blanksteg emellan.
action-hotspot = Het plats i lägesbilden
action-owner = Ansvarig organisation
action-person = Ansvarig funktion
action-no-person = Ingen utsedd
action-partners = Medverkande organisationer
action-partners-hint = En på varje rad.
action-start = Börjar
action-due = Klar senast
action-cost = Kostnad i kronor
action-kronor = { $value } kr
action-weeks = Veckor i lägesbilden
action-expected = Förväntad effekt
action-expected-hint = Vad som ska bli annorlunda, för vem och när.
action-measure = Så följs det upp
action-measure-hint = Vad som räknas eller frågas, och när.
action-reason = Skäl
action-reminded = Senast påmind
action-implementation = Genomförande
action-effect = Effekt
action-form-intro = Skriv så att den som ansvarar vet vad som ska göras och när. Rubrik, typ, inriktning och ansvarig behövs.
action-save-new = Föreslå insatsen
action-save = Spara ändringarna
action-give-up = Avbryt
action-conflict-title = Någon annan har ändrat insatsen
action-conflict-text = Inget är överskrivet. Här står vad den andra skrev där det skiljer sig från ditt. Jämför, ändra i formuläret och spara igen.
action-conflict-person = En annan funktion
action-conflict-nothing = Inget

action-state-proposed = Föreslagen
action-state-escalated = Eskalerad
action-state-decided = Beslutad
action-state-ongoing = Pågår
action-state-done = Genomförd
action-state-followed-up = Uppföljd
action-state-closed = Avslutad
action-state-cancelled = Avbruten
action-step-decide = Besluta insatsen
action-step-begin = Påbörja
action-step-finish = Markera som genomförd
action-step-follow-up = Följ upp
action-step-close = Avsluta
action-step-escalate = Eskalera
action-step-cancel = Avbryt insatsen
action-did-propose = Föreslogs.
action-did-edit = Ändrades.
action-did-decide = Beslutades.
action-did-begin = Påbörjades.
action-did-finish = Genomfördes.
action-did-follow-up = Följdes upp.
action-did-close = Avslutades.
action-did-escalate = Eskalerades.
action-did-cancel = Avbröts.
action-kind-presence = Närvaro
action-kind-physical-environment = Fysisk miljö
action-kind-information = Information och dialog
action-kind-inspection = Kontroll och tillsyn
action-kind-social = Social insats
action-kind-technology = Teknik och kamera
action-kind-guarding = Bevakning
action-kind-other = Annat
action-basis-situational = Situationell
action-basis-social = Social
action-basis-victims = Brottsofferinriktad
action-implementation-full = Helt
action-implementation-partly = Delvis
action-implementation-not = Inte alls
action-effect-yes = Ja
action-effect-partly = Delvis
action-effect-no = Nej
action-effect-too-early = För tidigt att säga
group-level-management = Lednings- och samordningsgruppen
group-level-steering = Styrgruppen
group-level-political = Politiska styrgruppen

action-is-proposed = Föreslagen av { $by } { $at }. Väntar på beslut.
action-is-decided = Beslutad { $place } av { $by } { $at }. Väntar på att påbörjas.
action-is-ongoing = Pågår sedan { $date }.
action-is-done = Genomförd { $date }. Väntar på uppföljning.
action-is-followed-up = Uppföljd. Kan avslutas när före och efter går att jämföra.
action-is-closed = Avslutad { $at }.
action-is-cancelled = Avbruten { $at }.
action-is-escalated = Lyft till { $name }, som behöver besluta.
action-forum = Var beslutet tas
action-forum-meeting = på EST-mötet om { $week }
action-forum-direct = direkt, mellan möten
action-day-begin = Första dagen
action-day-finish = Sista dagen
action-implementation-ask = Genomfördes insatsen?
action-effect-ask = Fick den avsedd effekt?
action-result-text = Vad blev resultatet?
action-result-hint = Med egna ord, utan uppgifter om personer.
action-close-hint = Räkningen av händelser före och efter sparas med insatsen, och svaret på om den hjälpte om det har kommit.
action-escalate-to = Lyft till
action-escalate-why = Vad behöver gruppen besluta?
action-escalate-hint = Saknas mandat, pengar eller samordning mellan förvaltningar?
action-cancel-why = Varför avbryts insatsen?
action-cancel-hint = Så att ingen behöver undra senare.

action-chain-reports = Rapporter
action-chain-report-count = { $n ->
    [0] Ingen rapport är kopplad
    [one] { $n } rapport
   *[other] { $n } rapporter
 }
action-chain-picture = Lägesbild
action-chain-hotspot = Het plats
action-chain-decision = Beslut
action-chain-undecided = Inte beslutad
action-chain-result = Resultat
action-chain-no-result = Inte uppföljd
action-chain-result-words = Genomförd: { $name }. Effekt: { $value }.

action-effect-never-counted = Går inte att avgöra: det finns inga uppgifter från veckorna före insatsen.
action-effect-from = Går inte att avgöra än. Det behövs minst fyra hela veckor efter insatsen, alltså tidigast { $week }.
action-effect-all-kinds = alla händelser
action-counted-new = Händelserna i { $district } ({ $category }) har blivit fler: från { $from } till { $to }. Det är mer än i resten av kommunen.
action-counted-grown = Händelserna i { $district } ({ $category }) gick från { $from } till { $to }. Utvecklingen är sämre än i resten av kommunen.
action-counted-unchanged = Händelserna i { $district } ({ $category }) gick från { $from } till { $to }. Skillnaden mot resten av kommunen är inte större än slumpen.
action-counted-shrunk = Händelserna i { $district } ({ $category }) gick från { $from } till { $to }. Utvecklingen är bättre än i resten av kommunen.
action-counted-gone = Händelserna i { $district } ({ $category }) upphörde: från { $from } till { $to }. Utvecklingen är bättre än i resten av kommunen.
action-counted-unknown = Går inte att avgöra: händelserna i { $district } ({ $category }) är för få, från { $from } till { $to }.
action-counted-weeks = { $n ->
    [one] { $n } vecka
   *[other] { $n } veckor
 } före ({ $from }) mot lika många efter ({ $to }).
action-counted-where = Var
action-counted-before = Före
action-counted-after = Efter
action-counted-interval = { $n } (95 %: { $value })
action-counted-elsewhere = Resten av kommunen, { $category }
action-counted-note = Veckorna medan insatsen pågick är inte med. Jämförelsen säger vad som hände, inte varför: andra saker kan ha förändrats samtidigt.

failure-action-changed = Någon ändrade insatsen medan du hade den öppen. Inget är överskrivet.
failure-action-ended = Insatsen är avslutad eller avbruten och kan inte ändras.
failure-action-step = Steget går inte att ta från det läge som insatsen är i nu. Se hur den står och välj igen.
failure-action-text-missing = Skriv något här.
failure-action-text-long = Texten är för lång, högst { $value } tecken.
failure-action-title = Skriv en rubrik.
failure-action-kind = Välj typ.
failure-action-basis = Välj inriktning.
failure-action-owner = Välj vilken organisation som ansvarar.
failure-action-person = Funktionen hör inte till den ansvariga organisationen.
failure-action-links = Det är för många organisationer, rapporter eller veckor, högst 50 av varje.
failure-action-days = Sista dagen kan inte vara före den första.
failure-action-cost = Skriv kostnaden i hela kronor med siffror.
failure-action-district = Stadsdelen finns inte: { $value }.
failure-action-district-missing = Välj den stadsdel som platsen ligger i.
failure-action-begin = Första dagen kan inte vara efter i dag.
failure-action-finish = Sista dagen kan inte vara före den första eller efter i dag.
failure-action-early = Före och efter går att jämföra från vecka { $value }. Avsluta insatsen då.
failure-action-implementation = Välj om insatsen genomfördes.
failure-action-effect = Välj om den fick avsedd effekt.
event-action-proposed = En insats föreslogs
event-action-changed = En insats ändrades
event-action-step = En insats tog ett steg
event-action-noted = En anteckning skrevs på en insats
event-action-read = Texten till en insats lästes
event-actions-exported = Insatser togs ut som fil
event-actions-reminded = Ansvariga påmindes om insatser
