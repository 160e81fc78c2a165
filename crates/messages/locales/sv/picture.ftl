picture-title = Lägesbild { $week }
picture-version = Utgåva { $n }, { $at }
picture-versions = Utgåvor
picture-weeks = Andra veckor
picture-previous = Veckan före:
picture-next = Veckan efter:
picture-work = Veckans arbete
picture-state-done = klart
picture-state-open = Veckan är öppen: filer och rapporter tas emot.
picture-state-closed = Stängd { $at }. Det som kommer in nu räknas till veckan, men syns i efterhand.
picture-state-draft = Utkast sedan { $at }.
picture-state-draft-own = { $said } Läs igenom innan du publicerar.
picture-state-published = Utgåva { $n } publicerad { $at } av { $by }. Den ändras inte; en rättelse blir en ny utgåva.
picture-reason = Vad är rättat?
picture-reason-hint = Syns för alla som läser utgåvan.
picture-filter = Urval
picture-filter-week = Vecka
picture-filter-district = Stadsdel
picture-filter-category = Händelsetyp
picture-filter-source = Källa
picture-filter-certainty = Hur säkert
picture-filter-police = Polisanmält
picture-filter-span = Tid i karta och diagram
picture-filter-show = Visa
picture-filter-clear = Visa hela området
picture-filter-now = Nu visas:
picture-filter-reported = Räknar bara händelser som har rapporterats här. Importerade listor säger inte hur säkert det är eller om det är polisanmält.
picture-all-districts = Hela området
picture-all-categories = Alla typer
picture-all-sources = Alla källor
picture-all-incidents = Alla händelser
picture-span-1 = Veckan
picture-span-4 = 4 veckor
picture-span-12 = 12 veckor
picture-summary = Läget
picture-key-figures = Nyckeltal
picture-count = Händelser denna vecka
picture-figure-trend = Ett år i veckor
picture-figure-categories = Händelsetyper jämfört med det väntade
picture-figure-pulse = Veckodag och tid på dygnet
picture-map = Var det händer
picture-map-intro = { $n ->
    [0] Inga händelser med känd stadsdel { $name }.
    [one] En händelse i en stadsdel { $name }.
   *[other] { $n } händelser i { $count ->
        [one] en stadsdel
       *[other] { $count } stadsdelar
    } { $name }.
 }
picture-map-legend = Så läser du kartan
picture-map-shade = Stadsdelens färg visar antalet händelser, från färre till fler enligt kartans klasser. Den högsta klassen är också streckad. Det som ligger utanför urvalet är streckat på vitt och saknar tal.
picture-map-circle = Cirklar: händelser samlade i rutor. Rutorna blir mindre när du zoomar in, aldrig mindre än att ingen enskild adress syns.
picture-map-density = Visa täthet
picture-map-density-words = Täthet: högst { $value } händelser per km², utjämnat över { $n } meter.
picture-map-keys = Tangenter: pilar flyttar, + och − zoomar, listan nedan väljer stadsdel.
picture-map-list = Stadsdelar på kartan, flest först
picture-map-all = Visa alla i tabellen
picture-map-label = Karta över stadsdelar med antal händelser. Tabellen per stadsdel visar samma tal.
picture-map-zoom-in = Zooma in
picture-map-zoom-out = Zooma ut
picture-districts = Stadsdelar och typer
picture-districts-intro = Antalet visar vad som rapporterats, inte hur trygg en stadsdel är. Där fler rapporterar blir talen högre.
picture-districts-table = Händelser per stadsdel och typ, { $week }
picture-column-recent = 12 veckor
picture-total = Hela området
picture-without-district = Utan stadsdel
picture-not-told = går inte att säga
picture-trend-twin = Veckorna som tabell
picture-categories-twin = Typerna som tabell
picture-pulse-placed = { $n ->
    [0] Ingen händelse har en användbar tid.
    [one] En händelse, med känd tid.
   *[other] { $n } händelser, alla med känd tid.
 }
picture-pulse-twin = Pulsen som tabell
picture-pulse-table = Händelser per veckodag och tid på dygnet
picture-pulse-sum = Summa
picture-hotspots = Platser med många händelser
picture-hotspots-note = Väntat är räknat ur platsens egna tidigare veckor. Jämför med hur mycket som brukar rapporteras därifrån.
picture-coming-edit = Lägg till en kommande händelse
picture-context-count = { $n ->
    [one] Visa en publik händelse
   *[other] Visa { $n } publika händelser
 }
picture-sources-table = Källor och vad de lämnat
picture-sources-import = Läs in en fil
picture-sources-quiet = lugn vecka
picture-sources-silent = saknas
picture-basis = Underlag
picture-downloads = Ta med
picture-file-pdf = PDF, A4
picture-file-xlsx = Excel
picture-file-csv = csv
picture-file-json = JSON
picture-missing = Börja här
picture-missing-districts = Det finns inga stadsdelar än. Läs in gränserna först, så kan händelserna placeras.
picture-missing-incidents = Det finns inga händelser än. Läs in en fil från polisen eller en annan källa.
picture-missing-import = Till importen
proposals-title = Förslag till mötet
proposals-intro = Förslag ur veckans bild. De beskriver vad som varit, inte vad som kommer att hända.
proposal-grown-label = fler än väntat
proposal-recurring-label = återkommande
proposal-fallen-label = färre än väntat
proposal-silent-label = har inte rapporterat
proposal-silent = { $name } har inte lämnat något för veckan. Fråga innan bilden bedöms.
proposal-answered = Pågår redan:
proposal-here = Insats här:
proposal-proposed = Redan föreslagen:
picture-order-file = Stadsdelarna står i gränsfilens ordning.
picture-order = Ordnade efter { $column }, { $falling ->
    [yes] störst först
   *[no] minst först
 }.
proposal-propose = Föreslå insats
