finding-row = { $name }: { $n ->
    [0] inga händelser
    [one] 1 händelse
   *[other] { $n } händelser
 }{ $told_by } { $span }{ $expected } – { $judgement }.
finding-row-expected = { " " }mot väntade { $interval }
finding-life = { $place }: { $phase }. { $n ->
    [0] Färre än fem händelser nära varandra
   *[other] { $n } händelser
 }{ $told_by } { $span }, { $before ->
    [0] färre än fem
   *[other] { $before }
 } de fyra veckorna före.
finding-silent-district = Inget har kommit in från { $name } { $span }. Det säger inget om hur lugnt det är.
finding-untold = { $name }, { $span }: antalet visas inte. Tal mellan 1 och 4 visas bara för myndigheterna i samverkan.
finding-week = vecka { $week }
finding-weeks = de senaste { $n } veckorna ({ $weeks })
finding-year = det senaste året ({ $weeks })
finding-town = hela kommunen
finding-all = Alla händelser
finding-count = Antal
finding-count-incidents = { $n ->
    [one] 1 händelse
   *[other] { $n } händelser
 }{ $told_by }
finding-count-gathered-few = färre än fem nära varandra
finding-count-pairs = { $n ->
    [one] 1 par av händelser
   *[other] { $n } par av händelser
 }{ $told_by }
finding-count-hidden = visas inte
finding-span = Period
finding-where = Var
finding-verdict = Bedömning
finding-expected = Väntat
finding-ratio = { $ratio } gånger slumpen
finding-silent-word = inget har kommit in
finding-circle = inom { $n } meter, runt { $place }
finding-back = Till lägesbilden
finding-week-heading = Vecka för vecka
finding-week-desc = { $count ->
    [0] Inga händelser
    [one] 1 händelse
   *[other] { $count } händelser
 } { $span }. Högst en vecka: { $high }.
finding-week-table = Antal per vecka
finding-week-mark = i perioden
finding-week-legend = en vecka
finding-week-legend-last = veckor i perioden
finding-week-pairs = Staplarna visar händelser som ingår i ett par.
finding-week-untold = Antal per vecka visas inte: något av dem är mellan 1 och 4, eller går att räkna ut.
finding-map-heading = Karta
finding-map-title = Var det är räknat
finding-map-desc-circle = Ringen visar var mitten ligger, inte hur stor ytan är: { $n } meters radie i { $place }.
finding-map-desc-district = { $place } är markerad.
finding-map-desc-town = Räknat i hela kommunen.
finding-map-legend = Räknat i
finding-map-here = räknat här
finding-map-elsewhere = övriga områden
finding-map-circle = mitten av ytan
finding-sources-heading = Källor
finding-sources-intro = { $n ->
    [0] Det finns inga händelser { $span } att visa källor för.
    [one] Vem händelsen { $span } kommer från.
   *[other] Vem de { $n } händelserna { $span } kommer från.
 }
finding-sources-untold = Källorna visas inte: något av talen är mellan 1 och 4.
finding-near-heading = Hur talet hör ihop med andra
finding-near-named = { $named ->
    [one] 1 händelse
   *[other] { $named } händelser
 } med platsens namn { $span }, { $inside } av dem inom { $radius } meter. { $counted ->
    [0] {""}
   *[other] { $unnamed ->
        [0] Alla inom ytan har platsens namn.
        [one] 1 inom ytan har ett annat namn eller inget.
       *[other] { $unnamed } inom ytan har ett annat namn eller inget.
    }
 }
finding-near-cluster = { $named ->
    [one] 1 händelse
   *[other] { $named } händelser
 } med platsens namn { $span }, { $inside } av dem ligger tätt tillsammans. { $counted ->
    [0] {""}
   *[other] { $unnamed ->
        [0] Alla i samlingen har platsens namn.
        [one] 1 i samlingen har ett annat namn eller inget.
       *[other] { $unnamed } i samlingen har ett annat namn eller inget.
    }
 }
finding-near-around = { $count ->
    [one] 1 händelse
   *[other] { $count } händelser
 } inom { $radius } meter { $span }, vad platsen än kallas: det är det talet som avviker.
finding-near-category = { $count } av samma typ i hela { $place } { $span }.
finding-near-district = { $count ->
    [one] 1 händelse
   *[other] { $count } händelser
 } av alla typer i { $place } { $span }.
finding-near-category-town = { $count } av samma typ i hela kommunen { $span }.
finding-near-town = { $count ->
    [one] 1 händelse
   *[other] { $count } händelser
 } av alla typer i hela kommunen { $span }.
finding-near-used = Paren är räknade bland { $count ->
    [one] 1 händelse
   *[other] { $count } händelser
 } med känd plats och dag { $span }.
finding-near-none = Det finns inget närliggande tal i lägesbilden.
finding-near-untold = Närliggande tal visas inte: något av dem är mellan 1 och 4, eller går att räkna ut.
finding-incidents-heading = Händelserna bakom
finding-incidents-intro = Tiden är avrundad till timme. Varje rad leder till rapporten eller filen den kom i.
finding-incidents-pairs = Händelser som ingår i minst ett par. Tiden är avrundad till timme.
finding-incidents-outside = Du ser bara händelser som du själv har rapporterat. Övriga visas för myndigheterna i samverkan.
finding-incidents-none = Inga händelser.
finding-incidents-none-own = Ingen av händelserna kommer från en rapport av dig.
finding-incidents-missing = { $kept } av { $count } kan visas. Övriga är gallrade eller räknades på ett sätt som utgåvan inte har sparat.
finding-incidents-newest = De { $n } senaste visas.
finding-incidents-table = Händelserna bakom talet
finding-incidents-time = Tid
finding-incidents-source = Källa
finding-report = rapport
finding-own-report = din rapport
finding-import = fil
finding-time = { $day } kl. { $hour }
finding-unknown-title = Fyndet finns inte i lägesbilden
finding-unknown = Fyndet med den här adressen finns inte i lägesbilden för { $week }. Den kan ha ändrats sedan länken gjordes. Så här säger den nu:
finding-unknown-list = Det här säger lägesbilden nu
finding-show = Visa underlaget
finding-digest = Räknat ur samma uppgifter som lägesbilden, { $edition }. Kontrollsumma:
