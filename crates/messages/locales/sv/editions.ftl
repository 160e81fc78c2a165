# Offentlig utgåva: det som vem som helst får läsa, och det som visas innan något går ut.
edition-public = Offentlig utgåva
edition-title = Lägesbild { $week }
edition-list-title = Offentliga lägesbilder
edition-list-empty = Ingen lägesbild är publicerad för allmänheten än.
edition-what = Det här är händelser som kommunen, polisen och andra i samverkan har tagit emot under veckan, sammanräknade så att ingen person och ingen enstaka händelse går att peka ut.
edition-made = publicerad { $at }, utgåva { $n }
edition-headline-new = { $n } händelser under veckan, och det är nytt: väntat var { $interval }.
edition-headline-grown = { $n } händelser under veckan. Det är fler än väntat ({ $interval }).
edition-headline-unchanged = { $n } händelser under veckan. Det är ungefär som väntat ({ $interval }).
edition-headline-shrunk = { $n } händelser under veckan. Det är färre än väntat ({ $interval }).
edition-headline-gone = Inga händelser har kommit in för veckan. Väntat var { $interval }.
edition-headline-unknown = { $n ->
    [one] { $n } händelse under veckan.
   *[other] { $n } händelser under veckan.
 } Det går inte att säga om det är fler eller färre än väntat.
edition-headline-hidden = Det var så få händelser under veckan att antalet inte visas.
edition-hidden = dolt
edition-categories = Vad som hände
edition-category = Typ
edition-count = Antal
edition-change = Jämfört med väntat
edition-nothing = Inga händelser har kommit in för veckan.
edition-trend-desc = Stapeldiagram över { $n } veckor med antal som visas. Lägst { $low }, högst { $high }. Veckor med dolt antal har ingen stapel.
edition-trend-band = väntat denna vecka
edition-trend-table = Veckorna i siffror
edition-week = Vecka
edition-days = Dagar
edition-published = Publicerad
edition-districts = Var det hände
edition-districts-intro = I bokstavsordning. Fler händelser kan bero på att fler rapporterar, att fler människor rör sig där eller att området är större.
edition-district = Stadsdel
edition-matrix = Alla stadsdelar och typer
edition-total = Hela kommunen
edition-map-desc = Stadsdelar med färg efter antal händelser. { $n } stadsdelar med dolt antal är streckade.
edition-map-circle = minst fem händelser i en ruta om { $n } m
edition-coming = Kommande händelser
edition-coming-none = Inga offentliga händelser är inlagda för de närmaste två veckorna.
edition-rule = Så skyddas enskilda
edition-rule-few = Dolt betyder minst en händelse. De flesta dolda tal är 1–4; några större döljs för att skydda dem.
edition-rule-sensitive = Känsliga typer ({ $name }) redovisas bara för hela kommunen, och där döljs tal under { $n }.
edition-rule-others = Ett tal döljs också om ett litet tal annars gick att räkna ut ur summorna eller genom att jämföra utgåvor.
edition-rule-map = Kartan visar stadsdelarnas tal och inget annat. Kan bara en enda stadsdel visas med ett tal redovisas veckan för kommunen som helhet.
edition-rule-out = Platsnamn, klockslag, beskrivningar, bedömningar och vem som rapporterat finns inte med. Källor med få händelser nämns inte.
edition-rule-corrected = Det här är en rättad utgåva. Ett tal ändras först när det skiljer sig med minst { $n }, och det som var dolt förblir dolt även om talet har ändrats: annars kunde en enda händelse synas.
edition-apart = Känsliga typer ({ $name }) är inte med i stadsdelarnas tal; de redovisas bara för hela kommunen.
edition-as-a-whole = Den här veckan går det inte att visa tal för flera stadsdelar utan att peka ut enstaka händelser. Därför redovisas kommunen som helhet.
edition-rule-before = Utgåvan är från tiden då alla typer redovisades per stadsdel. Dolt kan där också vara noll: tal från 1 till 4, från 1 till 9 för känsliga typer, och andra som behövdes för att skydda dem.
edition-method = Så räknas det
edition-method-text = Varje händelse räknas en gång, i den vecka då den hände. Väntat antal kommer ur de tolv veckorna före. Ordet bredvid ett tal säger om skillnaden är större än vad slumpen ger. Sena uppgifter kan tillkomma; publicerade tal ligger fast.
edition-source = Källor
edition-sources = { $name }{ $n ->
    [0] .
    [one] { " " }och en källa till.
   *[other] { " " }och { $n } källor till.
 }
edition-sources-none = { $n ->
    [one] En källa, med få händelser.
   *[other] { $n } källor, var och en med få händelser.
 }
edition-digest = Utgåvans kontrollsumma:
edition-all = Alla offentliga lägesbilder
edition-json = Samma sak som JSON
edition-withdrawn = Utgåvan drogs tillbaka { $at }. Skäl: { $value }
public-setting-title = Offentliga lägesbilder
public-setting-intro = En offentlig utgåva är en förenklad lägesbild som vem som helst kan läsa utan att logga in. Den publiceras bara när samordnaren väljer det, vecka för vecka, efter att ha sett en förhandsvisning.
public-setting-legend = Ska kommunen kunna publicera lägesbilder för allmänheten?
public-setting-hint = Stänger du av döljs också de som redan är publicerade. De finns kvar och visas igen om du slår på.
public-setting-off = Nej, bara för dem i samverkan
public-setting-on = Ja, samordnaren väljer vecka för vecka
public-setting-see = Se de offentliga lägesbilderna
publish-title = Publicera { $week }
publish-back = Tillbaka till lägesbilden
publish-not-ready = Veckan kan inte publiceras än. Den behöver vara stängd och ett utkast först.
publish-unreviewed = { $n ->
    [one] En rapport från veckan är inte granskad. Granska den först.
   *[other] { $n } rapporter från veckan är inte granskade. Granska dem först.
 }
publish-texts = Texter som går ut
publish-texts-intro = Alla fria texter gås igenom en gång till innan något lämnar Samsyn.
publish-texts-none = Inget i texterna ser ut som personuppgifter.
publish-words-href = Är det ett platsnamn? Tillåt ordet
publish-everyone = Det här får alla i samverkan.
publish-authorities = Det här får kommun, kommunala bolag och polis därutöver.
publish-counts = { $n ->
    [one] { $n } händelse
   *[other] { $n } händelser
 } i { $count } områden, med karta, trend och veckopuls
publish-places = { $n ->
    [one] { $n } plats som återkommer
   *[other] { $n } platser som återkommer
 }
publish-judged = Läge i { $n } stadsdelar och { $count } punkter i fokus
publish-actions = { $n ->
    [one] { $n } insats
   *[other] { $n } insatser
 }: rubrik, läge, ansvarig organisation
publish-around = { $n } kommande händelser och { $count } källor
publish-motives = Motiv till läget i { $name }
publish-motives-none = Inga motiv är skrivna
publish-form = Publicera
publish-for = För vem?
publish-edition-internal = Bara för dem i samverkan
publish-edition-both = För dem i samverkan och en offentlig utgåva för alla
publish-words = Egna ord till allmänheten
publish-words-hint = Högst { $n } tecken. Till exempel vad kommunen gör. Inga personer, inga adresser.
publish-coming = Kommande händelser som får visas för alla
publish-coming-hint = Kryssa bara i det som redan är allmänt känt.
publish-kept = Jag har läst de markerade texterna, och de innehåller inga personuppgifter
publish-kept-hint = Ditt beslut skrivs i loggen.
publish-blocked = Texter med personuppgifter måste ändras innan veckan kan publiceras.
publish-public-off = Kommunen har inte slagit på offentliga utgåvor.
publish-public-setting = Inställning för offentliga utgåvor
publish-public-cannot = Rättelsen räknar på ett annat sätt än den offentliga utgåva som finns, till exempel med andra stadsdelar. De två kan inte läggas bredvid varandra utan att små tal kan räknas ut, så rättelsen publiceras bara för dem i samverkan. Dra tillbaka den offentliga utgåvan om den är fel.
publish-published = Offentliga utgåvor av veckan
publish-published-intro = En utgåva ändras aldrig. En som är fel dras tillbaka, och sidan säger då varför.
publish-withdraw = Dra tillbaka
publish-withdraw-reason = Varför dras den tillbaka?
publish-withdraw-hint = Skälet visas för alla.
publish-preview = Så ser den offentliga utgåvan ut
publish-preview-intro = Utan egna ord och kommande händelser, som läggs till när du publicerar.
export-marked-title = Läs texterna först
export-marked-anyway = Ta ut ändå: jag har läst, och det är inga personuppgifter
marked-reason = Skälet till rättelsen
marked-motive = Motiv för { $value }
marked-focus = Fokus, punkt { $value }
marked-action = Insats { $value }, rubriken
marked-coming = Kommande händelse { $value }
marked-hotspot = Platsnamn i { $value }
marked-source = Källa { $value }
marked-context = Polisens flöde, rad { $value }
marked-words = Egna ord till allmänheten
marked-analysis = Analys { $value }
marked-must = Måste ändras.
marked-may = Läs och avgör.
marked-mend = Ändra
words-title = Tillåtna ord
words-intro = Ord och namn som ser ut som personnamn men är platser, till exempel Karl Johans park. De markeras inte i texter. Personnummer, telefonnummer, bostäder och liknande markeras ändå.
words-places = Namn på stadsdelar och på platser i registret är tillåtna redan:
words-new = Tillåt ett ord
words-text = Ord eller namn
words-text-hint = Som det skrivs, till exempel Karl Johans park.
words-reason = Varför är det ingen person?
words-reason-hint = Till exempel: parken vid resecentrum. Skälet syns för den som granskar listan.
words-add = Tillåt
words-by = Tillåtet av
words-remove = Ta bort
words-remove-name = Ta bort { $name }
words-empty = Inga ord är tillåtna utöver platser och stadsdelar.
nav-disclosures = Utlämnat
disclosures-title = Utlämnat till andra organisationer
disclosures-intro = Varje fil och brev med uppgifter ur samverkan som någon utanför den egna kommunen har tagit ut eller fått. Listan görs ur loggen. Att du läser den skrivs också där.
disclosures-filter = Urval
disclosures-all = Alla organisationer
disclosures-from = Från och med
disclosures-to = Till och med
disclosures-show = Visa
disclosures-count = { $n ->
    [0] Inget passar urvalet.
    [one] En rad.
   *[other] { $n } rader, nyast först. Högst { $total } visas; välj dagar för äldre.
 }
disclosures-seq = Rad i loggen
disclosures-at = När
disclosures-what = Vad
disclosures-letter = Brev, { $value }
disclosures-version = Utgåva och form
disclosures-edition = utgåva { $value }
disclosures-class = Klass
disclosures-organisation = Mottagare
disclosures-person = Funktion
disclosures-number = Antal
disclosures-basis = Grund
disclosures-basis-collaboration = Samverkan enligt överenskommelse
disclosures-basis-authorities = Mellan myndigheter i samverkan
disclosures-basis-none = Inte angiven
disclosures-unknown = Okänd: äldre rad utan mottagare
disclosures-file = Ta ut listan (csv)
disclosures-log = Hela loggen
disclosures-empty = Inget har lämnats ut till andra organisationer än kommunen.
