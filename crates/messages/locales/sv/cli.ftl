cli-serving = Samsyn svarar på { $address }
cli-tenant-created = { $name } ({ $code }) är upplagd.
cli-user-added = Kontot { $user } är upplagt.
cli-user-invited = { $user } är inbjuden. Länken gäller en gång, i sju dagar.
cli-user-reset = Länken gäller en gång, i en timme.
cli-config-good = Konfigurationen kan användas.
cli-no-store = Det finns inget att läsa i { $value }: där har ingen kommun lagts upp. Ange rätt mapp med --data, eller lägg upp en kommun med samsyn tenant create.
cli-store-made = { $value } var tom: servern har lagt upp ett nytt, tomt register där. Väntade du dig en kommun är det fel mapp (--data).
cli-store-not-ready = Det som har sparats går inte att använda. { $value }. Lägg tillbaka den senaste säkerhetskopian.
cli-store-of-another = Filen ägs av ett annat konto än det som programmet körs med: { $value }. Kör programmet med filens konto, eller byt ägare med chown.
cli-store-open-to-others = Andra konton på maskinen får läsa { $value }. Ta bort deras rättigheter: chmod -R go= på datamappen.
cli-public-address = http.public_address är { $value }. Skriv bara schema och namn, som https://samsyn.example.se: länkar i brev börjar så.
cli-no-public-address = Brev är påslagna, men http.public_address saknas: länkarna i breven skulle leda till { $value }. Skriv adressen som webbläsare använder.
cli-mail-unreachable = E-postservern svarar inte som den ska: { $value }
cli-audit-whole = Loggen är hel: { $n ->
    [one] { $n } post
   *[other] { $n } poster
 }.
cli-audit-broken = Loggen är bruten vid post { $n }: något har ändrats, tagits bort eller flyttats.
cli-imported = Lästa rader: { $read }. Importerade: { $imported }. Samma händelse som i en annan lista: { $linked }. Redan inlästa: { $duplicates }. Avvisade: { $rejected }.
cli-late = { $n } av raderna hör till veckor vars lägesbild redan är publicerad.
cli-outside = { $n } av raderna ligger utanför stadsdelarna och har ingen stadsdel.
cli-replaced = { $n } rader i den ersatta listan räknas inte längre:
cli-row = Rad { $row }
cli-more-rejected = … och { $n } till. Använd --json för alla.
cli-mapping = Så förstås kolumnerna:
cli-order-open = Filen har datum som 5/10/2026, och inget i den visar om dagen eller månaden står först. De rader som kan läsas på två sätt avvisas. Ange ordningen med --mapping (dates = "day_first" eller "month_first").
cli-go-on = Importera? [J/n]
cli-rows-read = rader lästa:
cli-rows-stored = rader lagrade:
cli-cannot-listen = Servern kan inte starta: { $value }
cli-cannot-write = Filen kan inte skrivas: { $value }
cli-demo-broken = Övningskommunen kan inte öppnas: { $value }
cli-demo-not-practice = Mappen { $value } innehåller en riktig kommun. Välj en annan mapp med --data: övningen öppnas utan inloggning.
cli-demo-half-made = Övningskommunen i mappen { $value } blev inte klar, för att bygget avbröts. Ta bort mappen (och databasen, om du använder PostgreSQL) och kör kommandot igen.
cli-demo-making = Övningskommunen byggs av påhittade uppgifter …
cli-demo-name = Linköpings kommun (övning)
cli-demo-weeks = veckor
cli-cannot-read = Filen kan inte läsas: { $value }
cli-line = Rad { $n }
cli-line-not-json = inte ett JSON-objekt ({ $value })
cli-line-too-long = raden är längre än 16 MB
cli-line-no-id = "id" saknas eller är varken text eller tal
cli-line-no-text = "text" saknas eller är inte text
cli-audit-exported = Poster { $first }–{ $last } togs ut. Att de togs ut är en post i loggen.
cli-audit-same = Kopian stämmer med loggen: { $n ->
    [one] { $n } post
   *[other] { $n } poster
 }.
cli-audit-copy-broken = Kopian är ändrad: rad { $n } stämmer inte.
cli-audit-copy-cut = Kopian är avklippt: inget uttag av just de här posterna finns i loggen.
cli-audit-copy-of-another = Kopian gäller { $value }.
cli-audit-store-differs = Loggen är en annan än kopians från post { $n }: den har klippts av eller skrivits om.
cli-audit-copy-unreadable = Kopian kan inte läsas: { $value }
cli-recompute-equal = Resultatet är lika: samma uppgifter och samma svar som när det sparades (loggpost { $value }).
cli-recompute-output-differs = Svaret är ett annat än det som sparades, fast uppgifterna är desamma som vid loggpost { $value }. Beräkningen har ändrats sedan dess.
cli-recompute-input-differs = Uppgifterna är inte desamma som när resultatet sparades (loggpost { $value }): något har tagits bort eller ändrats utanför loggen.
cli-alike = { $n } av raderna är lika i allt med en tidigare rad i filen. De räknas som egna händelser, eftersom filen inte har id.
cli-without-area = { $n } av raderna har gata eller plats men inget som säger vilket område. De räknas utan område.
cli-linked = { $n } av raderna är samma händelse som en annan lista har:
cli-probable = { $n } av raderna kan vara samma händelse som en annan lista har. De räknas var för sig tills någon har svarat:
cli-edition-of = Filen ser ut att vara en rättad version av { $file }. Lägg till --replaces { $id } om den ska ersätta den.
cli-file-missing = filen eller mappen finns inte
cli-file-permission = det är inte tillåtet; ändra rättigheterna eller välj en annan mapp
cli-file-folder = det är en mapp, inte en fil
cli-file-full = disken är full
cli-not-found = Det som angavs finns inte. Kontrollera kommunkoden (--tenant) och datamappen (--data).
cli-usage-missing = Det här saknas på kommandoraden: { $argument }.
cli-usage-unknown = { $argument } finns inte i det här kommandot.
cli-usage-no-value = { $argument } behöver ett värde.
cli-usage-value = ”{ $value }” går inte att använda för { $argument }.
cli-usage-command = ”{ $value }” är inget kommando här.
cli-usage-conflict = { $argument } går inte att använda tillsammans med { $other }.
cli-usage-valid = Möjliga värden: { $values }.
cli-usage-like = Liknande: { $value }.
cli-usage-week = En vecka skrivs som 2026-W46.
cli-usage-tenant = En kommunkod har fyra siffror, en länskod två.
cli-usage-id = Det är inget id. Id:t står i importens rapport och i loggen.
cli-usage-date = Ett datum skrivs som 2026-11-10.
cli-usage-number = Det är inget tal.
cli-usage-help = --help visar vad som kan skrivas.
cli-edition-kept = Filen ser ut att vara en rättad version av { $file }. Inget har ersatts. Ångra importen och läs in filen med --replaces { $id } om den ska ersätta den tidigare.
cli-edition-changes = Om den ersätter { $file }: { $come } rader kommer till, { $change } ändras och { $go } försvinner.
