area-title-category = { $what } i { $district }
area-headline = { $what }: { $n ->
    [0] inget har kommit in
    [one] en händelse
   *[other] { $n } händelser
 } under vecka { $week }, { $judgement } (väntat { $interval }).
area-headline-unknown = { $what }: { $n ->
    [0] inget har kommit in för vecka { $week }. Det kan vara lugnt, eller så har ingen rapporterat
    [one] en händelse under vecka { $week }
   *[other] { $n } händelser under vecka { $week }
 }. Det går inte att avgöra om det är fler eller färre än vanligt.
area-look = Mer om problemet
area-page = Sidan om { $name }
area-picture = Lägesbilden
area-twelve = De senaste tolv veckorna.
area-dominant = Vad som dominerar
area-dominant-intro = Här visas det som under tolv veckor är minst en och en halv gång så vanligt som i resten av kommunen, minst fem händelser, och som inte rimligen är slump. q: hur stor del av det som ser ut så här som är slump.
area-dominant-none = Inget är tydligt vanligare här än i resten av kommunen.
area-categories = Typer
area-categories-against = Mot fördelningen i resten av kommunen.
area-places = Platser
area-places-against-all = Mot allt som hänt på samma platser.
area-places-against-even = Mot en jämn fördelning mellan namngivna platser.
area-hours = Tider
area-hours-against = Sex timmar i taget, mot när det händer i resten av kommunen.
area-column-what = Vad
area-column-share = Andel
area-column-times = Gånger sin andel
area-only-here = bara här
area-together-heading = Sådant som ökar och minskar samtidigt
area-together = { $first } och { $second } ökar och minskar samma veckor (rangkorrelation { $r }, q = { $q }).
area-against = När { $first } ökar minskar { $second }, och tvärtom (rangkorrelation { $r }, q = { $q }).
area-together-none = Inga typer följs åt mer än slumpen ger.
area-together-note = Räknat på de senaste 26 veckorna i stadsdelen. Att något följs åt säger inte varför.
area-recurring-now = { $n ->
    [0] Ingen händelse denna vecka.
    [one] Minst en händelse denna vecka, men ingen veckan före.
   *[other] Minst en händelse i veckan { $n } veckor i rad.
 }
area-recurring-all = På ett år: { $weeks } av { $of } veckor, som längst { $n ->
    [0] ingen
    [one] en vecka
   *[other] { $n } veckor
 } i rad.
area-recurring-unknown = Det finns inget material att räkna veckor i.
area-problems = Problem
area-problems-intro = Typer i veckan och platser de senaste tolv veckorna, var och en med en egen sida.
area-headline-none = { $what }: inget har kommit in för vecka { $week } (väntat { $interval }). Det kan vara lugnt, eller så har ingen rapporterat.
area-problem = { $n ->
    [0] inget den här veckan
    [one] en den här veckan
   *[other] { $n } den här veckan
 }, { $judgement }
area-place-weeks = { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } på tolv veckor
area-actions-none = Inga öppna insatser här.
area-actions-ended = Avslutade
area-levels = Mötets bedömning
area-levels-none = { $n ->
    [0] Mötet har inte bedömt stadsdelen de senaste tolv veckorna.
    [one] Mötet har bedömt läget som normalt en av de senaste tolv veckorna och inte bedömt de andra.
    [12] Mötet har bedömt läget som normalt de senaste tolv veckorna.
   *[other] Mötet har bedömt läget som normalt { $n } av de senaste tolv veckorna och inte bedömt de andra.
 }
area-facts = Vad rapporterna säger
area-facts-intro = Rapporter från fältet de senaste tolv veckorna. Visas bara för myndigheterna i samverkan.
area-facts-sure = { $n ->
    [one] En rapport
   *[other] { $n } rapporter
 } de senaste tolv veckorna: { $sure } om sådant som rapportören såg eller vet säkert, { $suspected } om misstankar.
area-facts-police = Polisanmälda enligt rapportören: { $police } av { $n }; { $unknown } vet inte.
area-facts-places = Slag av plats: { $names }.
area-facts-reasons = Gör platsen otrygg: { $names }.
area-sources-intro = Vad som kom in härifrån. Att inget har rapporterats betyder inte att det är lugnt.
area-describes = Sidan beskriver det som rapporterats. Den säger inte hur trygg stadsdelen är, och aldrig vad som kommer att hända.
area-digest = Underlagets kontrollsumma (SHA-256):
