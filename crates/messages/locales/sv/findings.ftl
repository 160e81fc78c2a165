trend-side-above = över det väntade
trend-side-inside = inom det väntade
trend-side-below = under det väntade
trend-column-side = Mot det väntade
trend-basis-season = Det väntade bygger på samma årstid under { $years } tidigare år.
trend-basis-weeks = Det väntade bygger på { $weeks ->
    [one] veckan
   *[other] de { $weeks } veckorna
 } före. När det finns tre års uppgifter tas även årstiden med.
trend-basis-too-short = För kort historik för att säga vad som är väntat: det behövs minst fyra veckor.
trend-outside = { $count ->
    [0] Ingen
    [one] En
   *[other] { $count }
 } av { $n ->
    [one] en vecka
   *[other] { $n } veckor
 } ligger utanför det väntade; slumpen ger omkring en av tjugo.
trend-outside-above = Över: { $weeks }.
trend-outside-below = Under: { $weeks }.
trend-late = Den senaste veckan blir ofta fler i efterhand: det som anmäls eller rapporteras sent saknas än.
trend-late-seen = Sedan tidigare utgåvor har { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } kommit till för veckor som redan var publicerade.
list-and = och
lead-at-in = vid { $place } i { $district }
lead-from = från { $name }
lead-from-in = från { $place } i { $district }
lead-from-town = från hela kommunen
lead-span = { $weeks ->
    [one] den här veckan
    [2] de senaste två veckorna
    [3] de senaste tre veckorna
    [4] de senaste fyra veckorna
   *[other] de senaste { $weeks } veckorna
 }
lead-within = { " " }inom 150 meter
lead-mostly = , mest { $category }
lead-reporting-more = Det kan bero på att fler har rapporterat, inte på att mer har hänt.
lead-reporting-fewer = Det kan bero på att färre har rapporterat, inte på att mindre har hänt.
lead-more = { $n ->
    [one] ; en avvikelse till står i listan
   *[other] ; { $n } avvikelser till står i listan
 }
lead-nothing-came = Det går inte att säga om något avviker, för inget har kommit in.
lead-only-reporting = Det som avviker kan bero på vilka som har rapporterat, inte på vad som har hänt.
lead-missing-sources = uppgifter saknas från { $names }
lead-missing-districts = under vecka { $week } har inget kommit in från { $names }
lead-missing = { $what }; att inget har rapporterats betyder inte att det är lugnt.
lead-missing-none = Alla källor som väntas varje vecka har lämnat uppgifter.
lead-missing-running = Veckan pågår, så uppgifter saknas än.
lead-missing-unknown = Det går inte att säga vilka uppgifter som saknas: inga källor är kända än.
lead-more-names = { $n } till
lead-in = i { $district }
lead-at = vid { $place }
lead-town = i hela kommunen
lead-nowhere = utan känd stadsdel
lead-new = { $where } har något { $sure ->
    [clear] tydligt
    [probable] troligen
   *[other] kanske
 } tillkommit { $span }: { $counted } (ingen veckorna före){ $mostly }
lead-grown = { $where } har det hänt { $sure ->
    [clear] tydligt mer
    [probable] troligen mer
   *[other] mer
 } än väntat { $span }: { $counted } (väntat { $interval }){ $mostly }
lead-shrunk = { $where } har det hänt { $sure ->
    [clear] tydligt mindre
    [probable] troligen mindre
   *[other] mindre
 } än väntat { $span }: { $counted } (väntat { $interval }){ $mostly }
lead-gone = { $from } har inget{ $what } kommit in { $span } (väntat { $interval }){ $mostly }{ $sure ->
    [clear] , en tydlig minskning
    [probable] , troligen en verklig minskning
   *[other] {""}
 }
lead-cannot-tell = Det går inte att avgöra vad som avviker: det finns för få veckor att jämföra med.
lead-season = Mot samma årstid under { $years } tidigare år är veckans antal { $side } ({ $interval }).
life-heading = Hur platserna har utvecklats
life-intro = Platser där minst fem händelser med känd position ligger inom 150 meter från varandra på fyra veckor, följda i perioder om fyra veckor. De visar vad som varit.
life-table = Platser och deras utveckling per fyra veckor
life-none = Ingen plats har samlat så många händelser att den går att följa.
life-column-now = Nu
life-column-line = Per fyra veckor
life-column-count = Senaste 4 v.
life-column-before = 4 v. innan
life-column-since = Sedan
life-new = ny
life-growing = växer
life-moving = flyttad
life-moved-from = flyttad från { $name }
life-stable = som förut
life-back = tillbaka
life-shrinking = minskar
life-gone = borta
life-alt = Händelser per fyra veckor, äldst först: { $stages }
near-heading = Inbrott som följs av fler i närheten
near-dwelling-burglary = Det senaste året har ett bostadsinbrott följts av ett till inom { $metres } meter och { $days } dagar { $ratio } gånger så ofta som slumpen skulle ge.
near-vehicle-theft = Det senaste året har en stöld av eller ur fordon följts av en till inom { $metres } meter och { $days } dagar { $ratio } gånger så ofta som slumpen skulle ge.
near-vehicle-damage = Det senaste året har en skadegörelse på fordon följts av en till inom { $metres } meter och { $days } dagar { $ratio } gånger så ofta som slumpen skulle ge.
near-evidence = Räknat på { $n } händelser: { $pairs } par så nära varandra mot väntade { $expected }, p = { $p } (Knox test, 999 slumpordningar).
near-caution = Det gäller hela kommunen och det som varit. Det säger inte var eller om något händer igen.
near-recent = De senaste { $days } dagarna: { $districts }.
near-recent-none = Inga de senaste { $days } dagarna.
silent-heading = Områden utan rapporter
silent-intro = Stadsdelar som inget kom in från, först de som det brukar komma mest från. Det kan vara lugnt, men det kan också vara att ingen har rapporterat.
silent-running = Veckan pågår: vilka som är tysta syns när den är slut.
silent-none = Det kom in något från alla stadsdelar.
silent-not-asked = Under ett urval av typ, källa eller hur säkert det är går det inte att säga vilka stadsdelar som inget har rapporterats från.
silent-table = Stadsdelar utan rapporter och deras källor
silent-map-title = Karta över var inget har kommit in
silent-map-desc = Stadsdelar med färg efter hur länge inget har kommit in därifrån. Tysta: { $n }. Längst: { $districts }. Tabellen har alla och deras källor.
silent-map-desc-seldom = { $n ->
    [one] En stadsdel där det sällan kommer in något
   *[other] { $n } stadsdelar där det sällan kommer in något
 } är utan rapport. Från alla andra har det kommit in något.
silent-map-legend = Utan rapport:
silent-map-heard = något har kommit in
silent-map-seldom = sällan något, inget nu
silent-map-week = denna vecka
silent-map-weeks = 2–3 veckor i rad
silent-map-long = 4 veckor eller mer
silent-map-note = Streckat område: inget har rapporterats på fyra veckor. Det säger inget om hur lugnt det är. Fråga källorna i tabellen.
silent-column-weeks = Tyst
silent-column-missing = Källor som inte lämnat
silent-column-heard = Källor som lämnat, men inget härifrån
silent-weeks = { $n ->
    [one] denna vecka
    [13] minst 13 veckor
   *[other] { $n } veckor i rad
 }
silent-also = Inget heller från { $names }, där det sällan kommer in något.
silent-sentence = Inget har rapporterats från { $names }. Det betyder inte att det är lugnt.
silent-seldom = { $n ->
    [one] En stadsdel där det sällan kommer in något
   *[other] { $n } stadsdelar där det sällan kommer in något
 } är utan rapport. Det betyder inte att det är lugnt.
