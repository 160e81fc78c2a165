# Hela filer som avvisas

refused-unreadable = Filen kunde inte läsas. Kontrollera att ingen annan har den öppen och att disken är ansluten, och försök igen.
refused-no-file = Filen { $value } finns inte. Kontrollera namnet och mappen.
refused-folder = Det som angavs är en mapp. Välj en fil i den.
refused-no-permission = Samsyn får inte läsa filen. Ändra filens rättigheter, eller kopiera den till en mapp där du har rätt att läsa.
refused-empty = Filen är tom. Kontrollera att rätt fil är vald, eller exportera den på nytt från programmet som den kommer ifrån.
refused-wrong-kind = { $found ->
    [xls] Filen är en äldre Excel-fil (.xls). Öppna den i Excel, välj Spara som och ”Excel-arbetsbok (.xlsx)” eller ”csv (UTF-8)”, och importera den nya filen.
    [xlsb] Filen är en binär Excel-arbetsbok (.xlsb). Öppna den i Excel, välj Spara som och ”Excel-arbetsbok (.xlsx)” eller ”csv (UTF-8)”, och importera den nya filen.
    [opendocument] Filen är ett OpenDocument-kalkylark (.ods) eller ett annat OpenDocument-dokument. Öppna det i LibreOffice eller Excel, välj Spara som och ”Excel-arbetsbok (.xlsx)” eller ”csv (UTF-8)”, och importera den nya filen.
    [zip] Filen är ett zip-arkiv eller ett annat dokument än en Excel-arbetsbok. Packa upp arkivet och välj filen i det.
    [pdf] Filen är en pdf. Här behövs en fil med rader eller gränser, till exempel .xlsx eller .csv.
    [image] Filen är en bild. Här behövs en fil med rader eller gränser, till exempel .xlsx eller .csv.
    [sqlite] Filen är en databas (SQLite). Här kan bara GeoPackage med områdesgränser användas. Spara en lista som Excel-arbetsbok (.xlsx) eller csv (UTF-8).
    [json] Filen är en JSON-fil som inte har det innehåll som behövs här. Spara en lista som Excel-arbetsbok (.xlsx) eller csv (UTF-8).
    [markup] Filen är en webbsida eller XML. Om den har ändelsen .xls: öppna den i Excel, välj Spara som och ”Excel-arbetsbok (.xlsx)” eller ”csv (UTF-8)”, och importera den nya filen.
    [web-archive] Filen är ett webbarkiv (mhtml), även om den kan ha ändelsen .xls. Öppna den i Excel, välj Spara som och ”Excel-arbetsbok (.xlsx)” eller ”csv (UTF-8)”, och importera den nya filen.
    [dos-text] Filen är skriven med DOS-tecken (kodtabell 437 eller 850), så att å, ä och ö blir fel. Öppna den i Excel, välj Spara som och ”csv (UTF-8)”, eller be avsändaren om csv i UTF-8.
    [text] Filen är en textfil. Här behövs en annan sorts fil: kontrollera att rätt fil är vald.
    [gzip] Filen är packad med gzip och innehåller inget som kan läsas här. Packa upp den och välj filen i den.
    [xlsx] Filen är en Excel-arbetsbok. Här behövs en annan sorts fil: kontrollera att rätt fil är vald.
   *[other] Filen är av en sort som inte kan läsas. Öppna den i programmet som den kommer ifrån och spara den som Excel-arbetsbok (.xlsx) eller csv (UTF-8).
}
refused-password = Filen är skyddad med lösenord. Öppna den i Excel, ta bort lösenordet under Arkiv – Info – Skydda arbetsbok, spara filen och försök igen.
refused-truncated = Filen är skadad eller ofullständig. Hämta eller spara den på nytt.
refused-broken-json = Filen slutar vara JSON på rad { $line }, tecken { $column }. Rätta den där, eller exportera den på nytt från programmet som den kommer ifrån.
refused-markup = Filen innehåller en dokumenttypsdeklaration eller okända entiteter och läses inte av säkerhetsskäl. Öppna den i Excel och spara den på nytt som Excel-arbetsbok (.xlsx).
refused-too-large = { $what ->
    [file] Filen är för stor: högst { $limit } tas emot.
    [inflated] Filen blir för stor när den packas upp: högst { $limit } är tillåtet.
    [ratio] Filen är packad hårdare än en verklig lista kan vara (mer än { $limit } gånger) och läses inte av säkerhetsskäl.
    [entries] Filen innehåller för många delar: högst { $limit } är tillåtet.
    [strings] Filen har för mycket text i sin texttabell: högst { $limit } är tillåtet.
    [rows] Filen har för många rader: högst { $limit } tas emot.
    [columns] Filen har för många kolumner: högst { $limit } tas emot.
    [row] En rad eller cell i filen är för lång: högst { $limit } byte är tillåtet.
    [depth] Filens innehåll är nästlat i för många nivåer.
    [districts] Filen har för många områden: högst { $limit } tas emot.
   *[positions] Områdenas gränser har för många punkter: högst { $limit } tas emot.
} Dela upp innehållet på flera filer, eller ta bort det som inte behövs.
refused-stray-cell = På fliken ”{ $sheet }” finns innehåll i cell { $cell }, långt till höger om listan. Ta bort innehållet i den cellen (och andra utanför listan), spara och försök igen.
refused-unknown-sheet = Arbetsboken har ingen flik som heter ”{ $value }”. Dess flikar är: { $known }.
refused-not-a-workbook = Filen är ingen Excel-arbetsbok och har inga flikar. Ta bort valet av flik.
refused-no-header = Filen har ingen rubrikrad. En av de första 30 raderna ska ha kolumnernas namn, minst två.
refused-missing-fields = { $needs ->
    [start] Kolumnen för när händelsen började har inte valts.
    [position] Varken område eller koordinater har valts.
    [other-coordinate] Bara den ena av två koordinater har valts.
    [start-position] Kolumnen för när händelsen började och kolumnerna för var den hände har inte valts.
   *[start-other-coordinate] Kolumnen för när händelsen började har inte valts, och bara den ena av två koordinater.
} Välj dem i förhandsvisningen eller med --mapping.
refused-missing-columns = Kolumner som har valts finns inte i filen: { $columns }. Välj andra kolumner i förhandsvisningen eller med --mapping.
refused-other-columns = Kolumner som har valts finns inte i filen: { $columns }. Kolumner i filen som inte används: { $new }. Välj kolumner i förhandsvisningen eller med --mapping.
refused-repeated-columns = Flera kolumner har samma rubrik, och en av dem används: { $columns }. Välj en av dem i förhandsvisningen eller med --mapping (bokstaven är kolumnens), eller ge dem olika rubriker i filen.
refused-never-read = Kolumner som har valts läses aldrig, för att de kan innehålla personuppgifter, husnummer eller fri text: { $columns }. Välj andra kolumner, eller ta bort valet.
refused-not-a-feed = Filen har inte samma form som händelserna från polisen.se. Hämta den på nytt från https://polisen.se/api/events och välj den filen.
refused-not-a-mapping = Filen med kolumntolkning kan inte förstås: { $value }. Rätta det i filen och försök igen.
refused-unknown-layer = Filen har inget lager som heter ”{ $value }”. Dess lager är: { $known }. Välj ett av dem (--layer på kommandoraden).
refused-several-layers = Filen har flera lager: { $known }. Välj ett av dem (--layer på kommandoraden).
refused-unknown-column = Lagret har ingen kolumn som heter ”{ $value }”. Dess kolumner är: { $known }. Välj en av dem (--name-column och --code-column på kommandoraden).
refused-no-districts = Inga områden hittades. Kontrollera att rätt lager och rätt kommunkod är valda (--layer och --municipality på kommandoraden).
refused-duplicate-code = Områdeskoden ”{ $value }” finns mer än en gång. Välj en kolumn där varje område har en egen kod, eller rätta filen i kartprogrammet.
refused-unnamed = Område nummer { $value } i filen saknar kod eller namn. Fyll i det i kartprogrammet, eller välj en annan kolumn.
refused-coordinate-system = Gränserna är i ett koordinatsystem som inte kan läsas här ({ $value }). Spara dem på nytt som GeoPackage i SWEREF 99 TM (EPSG:3006) och försök igen. GeoPackage i en lokal SWEREF 99-zon eller WGS 84 går också bra; GeoJSON ska ha longitud och latitud i WGS 84.
refused-geometry = Gränsen för området ”{ $value }” har ingen yta som kan läsas. Rätta området i kartprogrammet och spara på nytt som GeoPackage i SWEREF 99 TM.
refused-open-elsewhere = Filen kopierades medan ett kartprogram hade den öppen, så de senaste ändringarna kan saknas i den. Stäng kartprogrammet, eller exportera lagret till en ny GeoPackage, och försök igen.
refused-not-boundaries = { $found ->
    [shapefile] Filen är en shapefile. Öppna den i ett kartprogram, till exempel QGIS, spara den som GeoPackage i SWEREF 99 TM (EPSG:3006) och välj den filen.
    [kml] Filen är i formatet KML. Öppna den i ett kartprogram, till exempel QGIS, spara den som GeoPackage i SWEREF 99 TM (EPSG:3006) och välj den filen.
    [gml] Filen är i formatet GML. Öppna den i ett kartprogram, till exempel QGIS, spara den som GeoPackage i SWEREF 99 TM (EPSG:3006) och välj den filen.
    [json] Filen är JSON men ingen samling av områden i GeoJSON (FeatureCollection). Öppna den i ett kartprogram, till exempel QGIS, spara den som GeoPackage i SWEREF 99 TM (EPSG:3006) och välj den filen. Det gäller också TopoJSON och Esris JSON.
    [packed] Filen är packad. Packa upp den och välj filen med gränserna: en GeoPackage i SWEREF 99 TM (EPSG:3006) eller GeoJSON i WGS 84.
    [table] Filen är en tabell utan gränser. Områdenas gränser läses från en GeoPackage i SWEREF 99 TM (EPSG:3006) eller GeoJSON i WGS 84.
   *[other] Filen är inget som gränser kan läsas ur. Spara områdena som GeoPackage i SWEREF 99 TM (EPSG:3006) från ett kartprogram, till exempel QGIS, och välj den filen.
}

# Rader som inte kan användas

reason-missing = Cellen är tom men måste ha ett värde. Fyll i den och läs in filen på nytt.
reason-not-a-date = ”{ $value }” går inte att läsa som datum eller tid. Skriv till exempel 2026-10-09 14:30.
reason-ambiguous-date = Det går inte att avgöra vad som är dag och månad i ”{ $value }”. Välj datumordning för filen eller skriv datumet som 2026-10-09.
reason-unlikely-date = Datumet ”{ $value }” är före 1990 eller i framtiden. Rätta det och läs in filen på nytt.
reason-end-before-start = Slutet ligger före början. Rätta tiderna, eller kontrollera att kolumnerna för början och slut inte har bytt plats.
reason-not-a-number = ”{ $value }” är inte ett tal. Skriv bara siffror, till exempel 12 eller 12,5.
reason-unlikely-count = Antalet ”{ $value }” ska vara ett heltal mellan 1 och 10 000, utan punkt eller komma. Rätta det och läs in filen på nytt.
reason-wrong-coordinate-system = Koordinaterna ”{ $value }” hör till ett annat koordinatsystem, till exempel en lokal zon som SWEREF 99 15 00, eller har bytt plats. Räkna om dem till SWEREF 99 TM eller WGS 84 och läs in filen på nytt.
reason-outside-districts = Platsen ligger utanför kommunens områden. Kontrollera koordinaterna, eller välj att behålla sådana rader (--outside keep på kommandoraden).
reason-shared-district = Flera av kommunens områden heter ”{ $value }”. Skriv områdets kod i stället.
reason-unknown-district = Området ”{ $value }” finns inte bland kommunens områden. Skriv områdets namn eller kod så som det heter i Samsyn.
reason-unknown-code = Koden ”{ $value }” finns inte i tabellen över koder. Lägg till den under Koder och läs in filen på nytt.
reason-personal-data = Cellen ser ut att innehålla personuppgifter ({ $value }). Ta bort dem ur filen och läs in den på nytt.
reason-too-long = Cellens text är för lång. Korta den till högst 200 tecken.
reason-too-many-fields = Raden har { $have } fält men rubrikraden { $columns }. Ett värde innehåller troligen det tecken som skiljer kolumnerna åt. Sätt värdet inom citattecken, eller spara filen med semikolon eller som Excel-arbetsbok.
reason-stray-quote = Ett citattecken (") gör att det inte går att avgöra var radens fält börjar och slutar. Ta bort det eller skriv det två gånger, eller spara filen som Excel-arbetsbok.

# Flikar som inte läses

not-read-not-chosen = en annan flik valdes
not-read-hidden = dold
not-read-no-cells = inga celler, till exempel ett diagram
not-read-no-table = tom, eller ingen rubrikrad
not-read-other-columns = andra kolumner
not-read-same-rows = samma rader som på andra flikar

# Kända uppställningar

layout-police-areas = Polisens lista med basområden
layout-police-points = Polisens lista med koordinater
