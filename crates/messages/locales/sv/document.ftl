document-title = Lägesbild { $week }
document-product = Lägesbild
document-author = { $authority }, framställd med Samsyn
document-in = { " " }i { $place }
document-of-type = { " " }av typen { $category }
document-from = { " " }från { $name }
document-reported-sure = som någon har sett eller vet säkert
document-reported-suspected = som bara har rapporterats som misstanke
document-police-yes = som enligt rapporten har polisanmälts
document-police-no = som enligt rapporten inte har polisanmälts
document-police-unknown = där ingen som har rapporterat vet om det är polisanmält
document-headline = { $n ->
    [one] En händelse
   *[other] { $n } händelser
 }{ $scope } under vecka { $week }{ $compared }.
document-headline-so-far = { $n ->
    [one] En händelse
   *[other] { $n } händelser
 }{ $scope } hittills under vecka { $week }{ $compared }.
document-headline-none = Inga händelser{ $scope } har kommit in för vecka { $week }{ $compared }: det kan vara lugnt, eller så har ingen rapporterat.
document-headline-none-so-far = Inga händelser{ $scope } har kommit in än för vecka { $week }.
document-headline-none-from = Inget har kommit in från { $place } vecka { $week }{ $compared }: det kan vara lugnt, eller så har ingen rapporterat.
document-compared-none = { " " }(väntat { $interval })
document-compared-new = , { $sure } fler än väntat: veckorna före hade inga
document-compared-grown = , { $sure } fler än väntat ({ $interval })
document-compared-chance-above = , över det väntade ({ $interval }) fast inte mer än slumpen kan ge
document-compared-chance-below = , under det väntade ({ $interval }) fast inte mer än slumpen kan ge
document-compared-unchanged = , ungefär som väntat ({ $interval })
document-compared-shrunk = , { $sure } färre än väntat ({ $interval })
document-compared-unknown = ; det går inte att avgöra om det är fler eller färre än vanligt
document-and = { " " }och
document-but = { " " }men
document-last-year-more = { $joined } fler än samma vecka i fjol ({ $interval })
document-last-year-same = { $joined } ungefär som samma vecka i fjol ({ $interval })
document-last-year-fewer = { $joined } färre än samma vecka i fjol ({ $interval })
document-so-far = Veckan pågår. Talen gäller till och med { $at } och jämförs med samma del av tidigare veckor.
document-correction = Rättad utgåva: { $reason }
document-notable-heading = Det här avviker
document-against-weeks = { $n ->
    [0] Mot veckorna före
    [one] Mot veckan före
   *[other] Mot { $n } veckor före
 }
document-unknown = okänt
document-notable-none = Inget avviker från det väntade mer än slumpen ger, vare sig den här veckan eller de senaste fyra veckorna.
document-recurring = { $place }: { $n ->
    [one] en händelse
   *[other] { $n } händelser
 }{ $told_by } de senaste fyra veckorna, { $count ->
    [0] ingen den här veckan
    [one] minst en den här veckan men ingen veckan före
   *[other] minst en i veckan { $count } veckor i rad
 }
document-no-district = utan stadsdel
document-count-heading = Händelser
document-against-last-year = Mot samma vecka i fjol
document-expected-mean = väntat { $interval }, medel { $mean }
document-expected-none = okänt: { $n ->
    [0] inget underlag
    [one] underlag från en vecka
   *[other] underlag från { $n } veckor
 }
document-kind-crime = { $n } brott
document-kind-unsafety = { $n } om otrygghet
document-kind-other = { $n } övrigt
document-span-week = den här veckan
document-span-weeks = de senaste { $n } veckorna
document-edition-working = Arbetsversion
document-edition = Utgåva { $n }
document-filter-all = alla
document-filter-everywhere = hela området
document-filters = Område: { $district } · Typ: { $category } · Källa: { $source }{ $reported } · Karta och puls: { $span }
document-filter-sureness = { " " }· Hur säkert: { $said }
document-filter-police = { " " }· Polisanmält: { $said }
document-every-day = alla dagar
document-page = Sida
document-of = av
document-districts-heading = Stadsdelar
document-column-district = Stadsdel
document-column-count = Antal
document-column-expected = Väntat
document-column-change = Förändring
document-column-recent = 12 veckor
document-column-main = Mest av
document-column-place = Plats
document-column-types = Typer
document-column-hours = Tider
document-column-weeks = Veckor i rad
document-column-source = Källa
document-column-usual = Vanligt
document-column-delivered = Senast levererat
document-map-note = { $n ->
    [0] Alla händelser har en position.
    [one] En händelse saknar position och syns inte som cirkel.
   *[other] { $n } händelser saknar position och syns inte som cirklar.
 }
document-pulse-note = { $placed ->
    [one] En händelse
   *[other] { $placed } händelser
 } har en användbar tid. { $vague ->
    [0] Alla hände inom ett dygn.
    [one] En av dem kan ha hänt när som helst under mer än ett dygn och är fördelad över hela tiden.
   *[other] { $vague } av dem kan ha hänt när som helst under mer än ett dygn och är fördelade över hela tiden.
 } { $left ->
    [0] {""}
    [one] En är utelämnad: dess tid är osäkrare än en vecka.
   *[other] { $left } är utelämnade: deras tid är osäkrare än en vecka.
 }
document-hotspots-heading = Platser med flera händelser, { $weeks }
document-hotspots-none = Inga platser med flera händelser.
document-coming-heading = Kommande två veckor
document-coming-none = Inga kända händelser.
document-context-heading = Omvärld
document-context-note = Polisens publika händelser. Räknas inte i lägesbilden.
document-context-none = Inga publika händelser under veckan.
document-more = och { $n } till
document-sources-heading = Källor
document-sources-more = { $n ->
    [one] En källa till finns i webben.
   *[other] { $n } källor till finns i webben.
 }
document-sources-shared = En händelse som flera har lämnat räknas under var och en av dem, så källorna blir tillsammans fler än totalen.
document-source-quiet = lugn vecka
document-source-silent = inget
document-source-never = aldrig
document-silent = Har inte lämnat: { $names }.
document-silent-none = Alla väntade källor har lämnat.
document-late-heading = Tillkommet för tidigare veckor
document-late = { $week }: { $n ->
    [one] en händelse
   *[other] { $n } händelser
 }
document-preliminary = Preliminära uppgifter. Anmälda och rapporterade händelser visar vad som kommit in, inte allt som hänt. Ändrat antal kan bero på ändrad rapportering. Väntat är ett 95-procentigt intervall ur de veckor som jämförs, för raden för sig. Ord och märke väger in hur många rader som jämförs:
document-made = Framställd { $at }. Underlagets kontrollsumma (SHA-256):
document-sheet-summary = Sammanfattning
document-sheet-districts = Stadsdelar
document-sheet-categories = Typer
document-sheet-matrix = Stadsdel × typ
document-sheet-pulse = Veckopuls
document-sheet-hotspots = Platser
document-sheet-sources = Källor
document-column-authority = Myndighet
document-column-week = Vecka
document-column-period = Period
document-column-filters = Urval
document-column-edition = Utgåva
document-column-state = Läge
document-column-made = Framställd
document-column-digest = Kontrollsumma
document-column-code = Kod
document-column-category = Typ
document-column-category-code = Typkod
document-column-mean = Medel
document-column-low = Väntat, lägst
document-column-high = Väntat, högst
document-column-certainty = Säkerhet
document-column-day = Veckodag
document-column-total = Summa
document-column-span = Veckor
document-column-silent = Saknas
document-column-weeks-ago = v. −{ $n }
document-yes = ja
document-no = nej
document-judgement = Bedömning och beslut
document-areas-heading = Läge per stadsdel
document-areas-none = Mötet bedömde alla stadsdelar som normala.
document-areas-unjudged = Mötet har inte bedömt veckan än.
document-areas-without = Lägesbilden publicerades utan att mötet hade bedömt stadsdelarna.
document-areas-others-normal = Mötet bedömde alla övriga stadsdelar som normala.
document-areas-others-unjudged = Övriga stadsdelar är inte bedömda.
document-area-normal = Mötet bedömde stadsdelen som normal.
document-area-unjudged = Mötet har inte bedömt stadsdelen.
document-citations-heading = Analyser
document-citations-check = Metod: { $method }. Sparad { $at }. Kontrollsumma (SHA-256):
document-citations-paper = Analyser, bara för myndigheterna i samverkan
document-focus-heading = Fokus kommande vecka
document-focus-none = Inget fokus är satt.
document-actions-heading = Insatser
document-actions-none = Inga öppna insatser.
document-due = klar senast { $date }
document-sheet-judgement = Bedömning
document-column-part = Del
document-column-what = Vad
document-column-level = Läge
document-column-criterion = Kriterium
document-column-direction = Riktning
document-column-motive = Motiv
document-column-method = Metod
document-column-owner = Ansvarig
document-column-due = Klar senast
document-sheet-notable = Sticker ut
document-sheet-bands = Väntat per vecka
document-sheet-lives = Genom veckorna
document-sheet-near = Nära i tid och rum
document-sheet-silent = Utan rapport
document-column-finding = Fynd
document-column-words = I ord
document-column-side = Mot det väntade
document-column-basis = Räknat ur
document-column-now = Nu
document-column-since = Sedan
document-column-events = Händelser
document-column-pairs = Par
document-column-ratio = Gånger
document-column-p = p
document-column-evidence = Underlag
document-column-caution = Att tänka på
document-column-newest = De senaste
found-basis-season = samma årstid { $n } tidigare år
found-basis-weeks = de { $n } veckorna före
found-basis-too-short = för kort historik
document-column-marks = Märken
