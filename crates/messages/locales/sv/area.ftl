area-title-category = { $what } i { $district }
area-headline = { $what }: { $n ->
    [0] inga händelser
    [one] en händelse
   *[other] { $n } händelser
 } vecka { $week } mot väntade { $interval } – { $judgement }.
area-headline-unknown = { $what }: { $n ->
    [0] inga händelser
    [one] en händelse
   *[other] { $n } händelser
 } vecka { $week }. Det går inte att avgöra om det är fler eller färre än vanligt.
area-look = Titta närmare
area-page = Sidan om { $name }
area-picture = Lägesbilden
area-twelve = De senaste tolv veckorna.
area-dominant = Vad som dominerar
area-dominant-intro = Det som under tolv veckor har minst en och en halv gång sin andel, minst fem händelser, och är mer än slumpen ger. q: hur stor del av det som ser ut så här som är slump.
area-dominant-none = Inget har klart mer än sin andel.
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
area-together-heading = Vad som följs åt
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
area-place-weeks = { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } på tolv veckor
area-actions-none = Inga öppna insatser här.
area-actions-ended = Avslutade
area-levels = Mötets bedömning
area-levels-none = Mötet har inte bedömt stadsdelen som annat än normalläge de senaste tolv veckorna.
area-sources-intro = Vad som kom in härifrån. Ingen rapport ≠ lugnt.
area-describes = Sidan beskriver det som rapporterats. Den säger inte hur trygg stadsdelen är, och aldrig vad som kommer att hända.
area-digest = Underlagets kontrollsumma (SHA-256):
