nav-workbook = Analys
workbook-title = Analys
workbook-intro = Ställ en fråga till materialet: välj metod, veckor och del. Adressen är frågan, så den kan sparas som bokmärke och skickas till någon som också får använda sidan.
workbook-methods = Välj metod
workbook-ask = Räkna
workbook-other = Byt metod
workbook-from = Från och med vecka
workbook-to = Till och med vecka
workbook-with-from = Jämför med: från och med vecka
workbook-with-to = Jämför med: till och med vecka
workbook-district = Stadsdel
workbook-category = Händelsetyp
workbook-source = Källa
workbook-metres = Bredd på avståndsband
workbook-metres-hint = Fyra band räknas. Smala band kräver noggranna lägen.
workbook-metres-value = { $n } meter
workbook-days = Bredd på tidsband
workbook-days-hint = Fyra band räknas.
workbook-days-value = { $n } dygn
workbook-side = Rutans sida
workbook-side-hint = Små rutor visar var, stora ger säkrare tal.
workbook-cell = Ytans rutor
workbook-cell-hint = Små rutor ger en jämnare bild, inte mer kunskap.
workbook-bandwidth = Utjämnas över
workbook-bandwidth-hint = Minst två rutor. Bredden styr bilden: håll den lika när du jämför.
workbook-lives-hint = 8–52 veckor, i perioder om fyra.
workbook-weeks-hint = Bara hela veckor räknas.
workbook-near-hint = Högst ett år. Över längre tid ser årstider ut som närhet.
workbook-answer = Svaret
workbook-table = I tal
workbook-figure = I bild
workbook-everything = Alla typer
workbook-asked-at = Uppgifter till och med loggpost { $n }, Samsyn { $version }.
workbook-digest = Svarets kontrollsumma (SHA-256):
workbook-input-digest = Underlagets kontrollsumma (SHA-256):
workbook-check = Så kan svaret kontrolleras
workbook-check-intro = Den som driver Samsyn kan räkna om analysen ur uppgifterna som de var, med samsyn recompute och detta nummer:
workbook-take = Ta ut som fil
workbook-take-note = Det som tas ut skrivs i loggen. Filen är för myndigheterna i samverkan.
workbook-save = Spara analysen
workbook-save-intro = Svaret sparas med sin fråga och uppgifterna som de är nu. Alla som får använda sidan ser det.
workbook-save-button = Spara
workbook-name = Namn
workbook-name-hint = Vad analysen handlar om, utan namn på personer. Högst { $n } tecken.
workbook-no-personal-data = Jag har sett efter: namnet innehåller inga personuppgifter
workbook-saved = Sparade analyser
workbook-saved-table = Tabell med sparade analyser
workbook-saved-empty = Ingen analys är sparad ännu. Välj en metod, räkna och spara svaret under ett namn.
workbook-saved-by = Sparad
workbook-saved-method = Metod
workbook-saved-line = { $by }, { $at }
workbook-equal = Omräknat nu ur uppgifterna som de var: samma svar.
workbook-differs-input = Omräknat nu skiljer sig svaret, för uppgifterna är inte kvar som de var. Det kan bero på gallring. Då sades:
workbook-differs-output = Uppgifterna är desamma men svaret skiljer sig, för beräkningarna har ändrats (då Samsyn { $version }). Då sades:
workbook-again = Ställ samma fråga nu
workbook-rename = Byt namn
workbook-rename-button = Byt namn
workbook-remove = Ta bort
workbook-remove-title = Ta bort analysen?
workbook-remove-text = Analysen { $name } tas bort, även ur lägesbilder som inte är publicerade. I publicerade utgåvor står den kvar.
workbook-remove-confirm = Ta bort analysen
workbook-cancel = Avbryt
workbook-cite = I lägesbilden
workbook-cite-intro = Analysen kan stå med i en lägesbild som inte är publicerad: namn, vad den säger, metod och kontrollsumma. Bara myndigheterna ser den, i den interna utgåvan, för det går inte att vara säker på att inga små tal går att räkna fram ur den.
workbook-cite-week = Lägesbild
workbook-cite-button = Ta med i lägesbilden
workbook-cited = Står med i:
workbook-uncite = Ta ur lägesbilden för { $week }
workbook-uncite-button = Ta ur
workbook-cite-none = Ingen av de senaste veckorna är öppen för ändring.
workbook-citations = Analyser
workbook-citations-intro = Sparade analyser som hör till veckan. Bara myndigheterna ser dem, och de står inte i den offentliga utgåvan.
workbook-no-material = inget material
workbook-cannot = Det går inte att avgöra.
workbook-cannot-nothing = Det finns inga händelser i urvalet.
workbook-cannot-before = Materialet börjar { $week }. Välj veckor från och med den.
workbook-cannot-few = Det finns { $have } händelser som kan användas, och metoden behöver minst { $need }. Välj fler veckor eller en större del.
workbook-cannot-many = Det är { $have } händelser, och högst { $most } räknas på en gång. Välj färre veckor eller en mindre del.
workbook-cannot-wide = Händelserna ligger för långt från varandra för så små rutor. Välj större rutor eller en stadsdel.
workbook-cannot-coded = Händelserna har { $positions } olika positioner, och { $percent } % av dem har en och samma. En yta hade visat hur lägen kodas och inte var det hände. Välj Rutor med mer än väntat, Hur samlat det är eller fler veckor.
workbook-cannot-undecided = Talen säger inget åt något håll.
workbook-trend = { $n ->
    [one] en händelse
   *[other] { $n } händelser
 }. Av { $of } veckor som kan jämföras låg { $above } över och { $below } under det väntade; ungefär var tjugonde hamnar utanför av en slump.
workbook-trend-newest = Den sista veckan, { $week }, hade { $n } mot väntade { $interval }: { $side }.
workbook-trend-short = Materialet är för kort för att säga vad som var att vänta.
workbook-periods = { $rate } i veckan ({ $n } i allt) mot { $usual } i veckan ({ $count } i allt) { $against }: { $verdict }.
workbook-periods-same = ingen skillnad som går att skilja från slumpen
workbook-periods-more = { $sure } fler
workbook-periods-fewer = { $sure } färre
workbook-periods-times = { $value } gånger så många (95 procents säkerhet: { $low }–{ $high }; p = { $p }).
workbook-pulse = { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } med användbar tid. Mest { $day } { $hours }: { $share }, där en jämn vecka hade haft { $even }. { $vague ->
    [0] Ingen
   *[other] { $vague }
 } av dem kan ha hänt under mer än ett dygn.
workbook-pulse-none = ingen händelse har en användbar tid.
workbook-near = { $n } par inom { $metres } meter och { $days } dygn mot { $expected } av en slump (p = { $p }): händelserna kommer nära varandra. { $count } av { $of } band har fler än slumpen ger. Av { $events } händelser.
workbook-near-not = { $n } par inom { $metres } meter och { $days } dygn mot { $expected } av en slump (p = { $p }): det går inte att säga att händelserna kommer nära varandra där. { $count } av { $of } band har fler än slumpen ger. Av { $events } händelser.
workbook-concentration = hälften av { $n } händelser ligger i { $half } av { $used } rutor om { $side } meter som har någon. Den tjugondel av rutorna som har mest har { $share }.
workbook-concentration-gini = Ginikoefficient över områdets { $n } rutor: { $value } (0 är så jämnt som så få händelser kan ligga, 1 allt i en ruta).
workbook-hot = { $n ->
    [one] en ruta
   *[other] { $n } rutor
 } om { $side } meter har med sina grannrutor fler händelser än slumpen ger; högst var tjugonde av dem är slump. Sett över { $placed } händelser i { $tested } rutor med händelser eller intill dem, av vilka { $empty } är tomma.
workbook-hot-most = Tydligast: { $place } med { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } i rutan.
workbook-hot-none = ingen ruta om { $side } meter har med sina grannrutor fler händelser än vad som går att skilja från slumpen. Sett över { $placed } händelser i { $tested } rutor med händelser eller intill dem, av vilka { $empty } är tomma.
workbook-hot-doubtful = { $n ->
    [one] En ruta har fler
   *[other] { $n } rutor har fler
 } bara enligt normalfördelningen, som överdriver när många rutor är tomma: det går inte att skilja från att enstaka rutor råkar ligga där.
workbook-density = { $n } händelser på { $positions } olika positioner, utjämnade över { $bandwidth } meter.
workbook-density-top = Tätast: { $place } med { $density } händelser per kvadratkilometer och vecka ({ $n } händelser inom { $bandwidth } meter).
workbook-density-even = Ingen topp har minst fem händelser omkring sig.
workbook-lives = { $n ->
    [one] en plats har
   *[other] { $n } platser har
 } någon gång under { $stages } perioder om fyra veckor samlat minst { $fewest } händelser inom 150 meter ({ $placed } händelser med läge).
workbook-lives-now = Nu: { $phases }.
workbook-lives-first = Först i listan: { $place }, { $phase }, { $n } de senaste fyra veckorna.
workbook-lives-none = ingen plats har under { $stages } perioder om fyra veckor samlat minst { $fewest } händelser inom 150 meter ({ $placed } händelser med läge).
workbook-remark-trend = Ändrad vilja att anmäla och rapportera syns som fler eller färre händelser. Det som kommer in sent ändrar de sista veckorna.
workbook-remark-periods = Årstid och ändrad rapportering räknas inte bort. Jämför helst samma tid på året.
workbook-remark-spread = Veckorna varierar { $value } gånger mer än slumpen. Det är inräknat i osäkerheten.
workbook-remark-pulse = En händelse vars tid inte är känd fördelas jämnt över tiden då den kan ha hänt, vilket jämnar ut toppar.
workbook-remark-left-out = { $n } händelser kan ha hänt under mer än en vecka och är inte med.
workbook-remark-near = Det beskriver vad som har hänt och säger inget om vem, eller om var nästa sker. Flera anmälningar från samma plats och dag räknas som en.
workbook-remark-concentration = Med få händelser ser det alltid samlat ut. Jämför bara rutor av samma storlek.
workbook-remark-hot = Kartan visar var det rapporteras mest, ofta där flest människor rör sig. Den är ingen förutsägelse.
workbook-remark-empty = { $share } av rutorna är tomma. Då hittar normalfördelningen för mycket, så det som räknas är hur ofta grannrutorna får lika många när alla andra rutors tal kastas om { $n } gånger. Enstaka rutor med många finns i Hur samlat det är.
workbook-remark-density = Ytan visar var det har rapporterats tätt, ofta där flest människor rör sig. Den är ingen förutsägelse och ingen risk, och den ändras med bredden.
workbook-remark-shared = { $share } av händelserna har en position som minst fem delar, till exempel en namngiven plats eller ett torg. Topparna kan visa dem och inte var det hände.
workbook-remark-after = Hur väl det höll: den tjugondel av marken som var tätast veckorna före hade { $share } av de { $n } händelserna { $weeks }, { $pai } gånger sin del av marken. Det bästa valet i efterhand hade gett { $best } gånger.
workbook-remark-after-none = Hur väl det höll: den tjugondel av marken som var tätast veckorna före hade ingen av de { $n } händelserna { $weeks }.
workbook-remark-after-short = Det går inte att säga hur väl ytan håller för veckorna efter: det behövs tolv veckor, och minst tio händelser i de fyra sista.
workbook-remark-lives = Det visar vad som har varit, inte vad som kommer. Perioderna räknas bakåt från den sista veckan; veckor som inte räcker till en period är inte med.
workbook-remark-unplaced = { $n } händelser saknar läge och är inte med.
workbook-column-week = Vecka
workbook-column-weeks = Veckor
workbook-column-count = Händelser
workbook-column-mean = Väntat
workbook-column-band = 95 av 100
workbook-column-side = Mot det väntade
workbook-column-number = Antal veckor
workbook-column-rate = I veckan
workbook-column-interval = 95 procents säkerhet
workbook-column-day = Dag
workbook-column-sum = Summa
workbook-column-near = Avstånd och tid
workbook-column-pairs = Par
workbook-column-chance = Av en slump
workbook-column-times = Gånger
workbook-column-p = p
workbook-column-q = q
workbook-column-square = Ruta
workbook-column-around = Med grannrutor
workbook-column-sure = Säkerhet
workbook-column-thrown = p, omkastade grannar
workbook-column-top = Topp
workbook-column-density = Per km² och vecka
workbook-column-within = Händelser inom bredden
workbook-column-place = Plats
workbook-column-now = Nu
workbook-column-since = Sedan
workbook-hot-sure = även mot slumpen
workbook-hot-unsure = osäkert
workbook-column-z = z
workbook-column-share = Sammanlagt
workbook-column-corner = Hörn (SWEREF 99 TM)
workbook-band = { $from }–{ $to } m, { $first }–{ $last } dygn
workbook-square-unnamed = ruta utan namn
workbook-figure-last = sista veckan
workbook-figure-interval = 95 procents säkerhet
workbook-figure-rate = händelser i veckan
workbook-figure-more = fler
workbook-figure-fewer = färre
workbook-figure-ground = stadsdel
workbook-figure-density = Händelser per km² och vecka:
workbook-figure-under = under { $n }
workbook-figure-over = över { $n }
workbook-figure-lives = ytan är antalet på fyra veckor
