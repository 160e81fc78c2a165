document-title = Lägesbild { $week }
document-product = Lägesbild
document-author = { $authority }, framställd med Samsyn
document-in = { " " }i { $place }
document-headline-new = Vecka { $week } har { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } kommit in{ $place }. Veckorna före hade inga.
document-headline-grown = Vecka { $week } har { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } kommit in{ $place }, fler än de { $interval } som var att vänta.
document-headline-unchanged = Vecka { $week } har { $n ->
    [0] inga händelser
    [one] en händelse
   *[other] { $n } händelser
 } kommit in{ $place }. Det är oförändrat, inom de { $interval } som var att vänta.
document-headline-shrunk = Vecka { $week } har { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } kommit in{ $place }, färre än de { $interval } som var att vänta.
document-headline-gone = Vecka { $week } har inga händelser kommit in{ $place }. Mellan { $interval } var att vänta.
document-headline-unknown = Vecka { $week } har { $n ->
    [0] inga händelser
    [one] en händelse
   *[other] { $n } händelser
 } kommit in{ $place }. Det går inte att avgöra om det är fler eller färre än vanligt.
document-so-far = Veckan pågår. Talen gäller till och med { $at } och jämförs med samma del av tidigare veckor.
document-correction = Rättad utgåva: { $reason }
document-notable-heading = Sticker ut
document-notable-none = Inget skiljer sig från det väntade mer än slumpen gör, vare sig i en stadsdel, i hela kommunen eller vid en plats.
document-notable = { $category } i { $district }: { $n } { $weeks ->
    [one] mot
   *[other] på { $weeks } veckor mot
} väntade { $interval } (medel { $mean }) – { $judgement }.
document-notable-town = { $category } i hela kommunen: { $n } { $weeks ->
    [one] mot
   *[other] på { $weeks } veckor mot
} väntade { $interval } (medel { $mean }) – { $judgement }.
document-notable-mixed = Händelser, mest { $category },
document-notable-place = { $category } vid { $place }: { $n } inom 150 m { $weeks ->
    [one] den här veckan
   *[other] på { $weeks } veckor
} mot väntade { $interval } (medel { $mean }) – { $judgement }.
document-notable-nowhere = { $category } utan stadsdel: { $n } mot väntade { $interval } (medel { $mean }) – { $judgement }.
document-notable-reporting = Det kan bero på vilka som har rapporterat.
document-recurring = { $place }: { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } på fyra veckor, { $count ->
    [0] inget den här veckan
    [one] inget veckan innan
   *[other] { $count } veckor i rad
 }
document-no-district = utan stadsdel
document-count-heading = Händelser
document-against-four-weeks = Mot 4 veckor före
document-against-twelve-weeks = Mot 12 veckor före
document-against-last-year = Mot samma vecka i fjol
document-expected-mean = väntat { $interval }, medel { $mean }
document-expected-none = { $n ->
    [0] inget underlag
    [one] underlag från en vecka
   *[other] underlag från { $n } veckor
 }
document-kind-crime = { $n } brott
document-kind-unsafety = { $n } om otrygghet
document-kind-other = { $n } övrigt
document-span-week = veckan
document-span-weeks = de senaste { $n } veckorna
document-edition-working = Arbetsversion
document-edition = Utgåva { $n }
document-filter-all = alla
document-filter-everywhere = hela området
document-filters = Område: { $district } · Typ: { $category } · Källa: { $source } · Karta och puls: { $span }
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
 } har en användbar tid. { $vague } av dem kan ha hänt när som helst under mer än ett dygn och är fördelade över hela tiden. { $left ->
    [one] En är utelämnad: dess
   *[other] { $left } är utelämnade: deras
 } tid är osäkrare än en vecka.
document-hotspots-heading = Platser med flera händelser, { $weeks }
document-hotspots-none = Inga platser med flera händelser.
document-coming-heading = Kommande två veckor
document-coming-none = Inga kända händelser.
document-context-heading = Omvärld
document-context-note = Polisens publika händelser. Räknas inte i lägesbilden.
document-context-none = Inga publika händelser under veckan.
document-more = och { $n } till
document-sources-heading = Källor
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
document-preliminary = Preliminära uppgifter. Anmälda och rapporterade händelser visar vad som kommit in, inte allt som hänt. Ändrat antal kan bero på ändrad rapportering. Väntat är ett 95-procentigt intervall ur de veckor som jämförs, för raden för sig. Ord och märke väger in hur många rader som jämförs: ▲ ökat eller nytt, ● oförändrat, ▼ minskat eller upphört, ○ går inte att avgöra.
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
document-areas-none = Alla stadsdelar har normalläge.
document-citations-heading = Analyser
document-citations-check = Metod: { $method }. Sparad { $at }. Kontrollsumma (SHA-256):
document-citations-paper = Analyser, bara för myndigheterna i samverkan
document-focus-heading = Fokus kommande vecka
document-focus-none = Inget fokus är satt.
document-actions-heading = Insatser
document-actions-none = Inga öppna insatser.
document-due = klart { $date }
document-sheet-judgement = Bedömning
document-column-part = Del
document-column-what = Vad
document-column-level = Läge
document-column-criterion = Kriterium
document-column-direction = Riktning
document-column-motive = Motiv
document-column-method = Metod
document-column-owner = Ansvarig
document-column-due = Klart
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
