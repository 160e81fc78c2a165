trend-side-above = över det väntade
trend-side-inside = inom det väntade
trend-side-below = under det väntade
trend-column-side = Mot det väntade
trend-basis-season = Väntat är räknat ur samma årstid under { $years } tidigare år.
trend-basis-weeks = Väntat är räknat ur { $weeks ->
    [one] veckan
   *[other] de { $weeks } veckorna
 } före varje vecka. Med tre års material räknas årstiden in.
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
lead-in = i { $name }
lead-at = vid { $name }
lead-town = i hela kommunen
lead-nowhere = utan känd stadsdel
lead-clear = tydligt
lead-probable = troligen
lead-new = { $what } har { $sure } tillkommit { $place } ({ $n ->
    [one] en händelse
   *[other] { $n } händelser
 }, ingen veckorna före)
lead-grown = { $what } har { $sure } ökat { $place } ({ $n } mot väntade { $interval })
lead-shrunk = { $what } har { $sure } minskat { $place } ({ $n } mot väntade { $interval })
lead-gone = { $what } har { $sure } upphört { $place } (inga mot väntade { $interval })
lead-cannot-tell = Det går inte att avgöra vad som sticker ut: det finns för få veckor att jämföra med.
lead-season = Mot samma årstid under { $years } tidigare år är veckans antal { $side } ({ $interval }).
lead-silent = Bilden är inte hel: { $names } har inte lämnat något för veckan. Ingen rapport är inte samma sak som lugnt.
lead-more-sources = { $n ->
    [one] en källa till
    [2] två källor till
   *[other] { $n } källor till
 }
life-heading = Platser genom veckorna
life-intro = Platser där minst fem händelser med känd position ligger inom 150 meter från varandra på fyra veckor, följda i perioder om fyra veckor. De visar vad som varit.
life-table = Platser och deras utveckling per fyra veckor
life-none = Ingen plats har samlat så många händelser att den går att följa.
life-column-now = Nu
life-column-line = Per fyra veckor
life-column-count = Antal
life-column-before = Före
life-column-since = Sedan
life-new = ny
life-growing = växer
life-moving = flyttar
life-stable = som förut
life-shrinking = minskar
life-gone = borta
life-alt = Händelser per fyra veckor, äldst först: { $stages }
near-heading = Nära i tid och rum
near-dwelling-burglary = Efter ett bostadsinbrott har det det senaste året varit { $ratio } gånger så vanligt som slumpen ger med ett till inom { $metres } meter och { $days } dagar.
near-vehicle-theft = Efter en stöld av eller ur fordon har det det senaste året varit { $ratio } gånger så vanligt som slumpen ger med en till inom { $metres } meter och { $days } dagar.
near-vehicle-damage = Efter en skadegörelse på fordon har det det senaste året varit { $ratio } gånger så vanligt som slumpen ger med en till inom { $metres } meter och { $days } dagar.
near-evidence = Räknat på { $n } händelser: { $pairs } par så nära varandra mot väntade { $expected }, p = { $p } (Knox test, 999 slumpordningar).
near-caution = Det gäller hela kommunen och det som varit. Det säger inte var eller om något händer igen.
near-recent = De senaste { $days } dagarna: { $districts }.
near-recent-none = Inga de senaste { $days } dagarna.
silent-heading = Ingen rapport ≠ lugnt
silent-intro = Stadsdelar som inget kom in från. Det kan vara lugnt, men det kan också vara att ingen har rapporterat.
silent-running = Veckan pågår: vilka som är tysta syns när den är slut.
silent-none = Det kom in något från alla stadsdelar.
silent-table = Stadsdelar utan rapporter och deras källor
silent-map-title = Karta över var inget har kommit in
silent-map-desc = Stadsdelar skuggade efter hur länge inget har kommit in därifrån. Tysta: { $n }. Längst: { $districts }. Tabellen har alla och deras källor.
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
silent-map-note = Mörkare är längre tyst: varken lugnare eller farligare. Fråga källorna i tabellen.
silent-column-weeks = Tyst
silent-column-missing = Källor som inte lämnat
silent-column-heard = Källor som lämnat, men inget härifrån
silent-weeks = { $n ->
    [one] denna vecka
    [13] minst 13 veckor
   *[other] { $n } veckor i rad
 }
silent-also = Inget heller från { $names }, där det sällan kommer in något.
silent-sentence = Inget rapporterat från { $names }. Ingen rapport ≠ lugnt.
silent-seldom = { $n ->
    [one] En stadsdel där det sällan kommer in något
   *[other] { $n } stadsdelar där det sällan kommer in något
 } är utan rapport. Ingen rapport ≠ lugnt.
