review-title = Granska
review-waiting = { $n ->
    [0] Inga rapporter väntar.
    [one] 1 rapport väntar.
   *[other] { $n } rapporter väntar.
}
review-answered = { $n } av { $total } rapporter det senaste året fick svar inom 14 dagar.
review-answered-none = Ingen rapport är äldre än 14 dagar ännu, så svarstiden går inte att säga.
review-begin = Börja med den som väntat längst
review-empty = Allt är granskat. Nya rapporter hamnar här.
review-from = Från
review-came = Kom in
review-state = Läge
review-warned = Personuppgifter?
review-files = Importerat
review-files-intro = Filer som kommit in står bredvid rapporterna. De räknas redan; granska de avvisade raderna i filens rapport.
review-files-empty = Inga filer har importerats ännu.
review-rows = Rader
review-rejected = Avvisade
review-imports = Till importen
review-decided = Avgjort senaste veckan
review-item-title = Granska rapport
review-source = { $by }, { $at }
review-overtaken = Någon annan hann före
review-overtaken-text = Så här ser rapporten ut nu. Ditt beslut har inte sparats.
review-similar = Liknande
review-similar-intro = Nära i plats och tid, samma slags händelse.
review-similar-none = Inget liknande är rapporterat.
review-similar-waits = väntar på granskning
review-merge = Slå ihop
review-merge-with = Slå ihop med { $name }
review-accept-title = Godkänn
review-accept-intro = Rapporten räknas i lägesbilden. Ändra händelsen om den är fel.
review-accept = Godkänn
review-warning = Kan vara personuppgifter
review-warning-of = Rapportören har sagt att det inte är det:
review-mask = Ersätt det markerade och godkänn
review-keep = Jag har läst: det är inte personuppgifter
review-return = Fråga rapportören
review-return-send = Skicka frågan
review-question = Vad behöver du veta?
review-question-hint = Rapportören läser det här och kan ändra rapporten.
review-reject = Avvisa
review-reject-send = Avvisa rapporten
review-wrong = Varför används den inte?
wrong-personal-data = Handlar om en person
wrong-not-est = Inte en fråga för EST
wrong-urgent = Behövde tas om hand direkt
wrong-too-vague = För lite att gå på
review-note = Mer till rapportören
review-note-hint = Valfritt. Tala om vart saken hör hemma.
review-outcome = Beslut
review-decided-accepted = Godkänd av { $by } { $at }.
review-decided-returned = Fråga ställd av { $by } { $at }.
review-decided-rejected = Avvisad av { $by } { $at }.
review-decided-merged = Sammanslagen av { $by } { $at }.
review-decided-withdrawn = Rapportören tog tillbaka den { $at }.
review-reopen = Ångra beslutet
review-led-to = Insatser
review-led-to-intro = Står rapporten bakom en insats får rapportören besked när insatsen beslutas och följs upp, efter samordnarens godkännande.
review-led-to-none = Rapporten står inte bakom någon insats.
review-connect = Pågående insats
review-connect-button = Koppla rapporten till insatsen
review-propose = Föreslå en ny insats
review-next = Nästa
review-back = Till inkorgen
failure-report-unsettled = Ta ställning till det som kan vara personuppgifter innan du godkänner.
failure-report-published = En publicerad lägesbild visar rapporten. Rätta bilden i stället.
failure-report-planned = Ta bort händelsen bland kommande händelser i stället.
failure-report-wrong = Välj varför rapporten inte används.
failure-report-merge = Välj vad rapporten ska slås ihop med.
failure-picture-unreviewed = Veckan har rapporter som inte är granskade. Granska dem först.
matches-title = Samma händelse?
matches-waiting = { $n ->
    [0] Inga rader från de senaste tolv veckorna väntar på svar om de är samma händelse.
    [one] Två rader från de senaste tolv veckorna kan vara samma händelse.
   *[other] { $n } par av rader från de senaste tolv veckorna kan vara samma händelse.
 }
matches-asked = { $n ->
    [0] Inga rader väntar på svar om de är samma händelse.
    [one] Två rader kan vara samma händelse.
   *[other] { $n } par av rader kan vara samma händelse.
 }
matches-intro = Listor och rapporter kan berätta om samma sak. Tills någon har svarat räknas båda. Vid Samma händelse räknas de som en, vid Olika händelser var för sig. Publicerade lägesbilder ändras inte.
matches-link = Öppna Samma händelse?
matches-first = Kom in först
matches-second = Kom in sedan
matches-why = Varför vi frågar
matches-answer = Svar
matches-same = Samma händelse
matches-different = Olika händelser
matches-separate = Räkna var för sig
matches-take-back = Ta tillbaka svaret
matches-said-same = Samma händelse
matches-said-different = Olika händelser
matches-report-of = { $source }, rapport
matches-weeks = Från { $first } till { $last }
matches-before = Tidigare veckor
matches-after = Senare veckor
matches-next = Nästa sida
matches-previous = Föregående sida
matches-page = Sida { $n } av { $total }
matches-linked = Räknas redan som en händelse ({ $n })
matches-linked-intro = Typ och tid stämmer på minuten, så raderna räknas som en händelse. Platsen kan skilja sig: då gäller den som kom in först. Är det fel kan du räkna dem var för sig.
matches-answered = Besvarade ({ $n })
matches-codes = Koderna skiljer sig: { $first } och { $second }
matches-saved-same = Svaret är sparat. Händelsen räknas en gång.
matches-saved-different = Svaret är sparat. Händelserna räknas var för sig.
matches-saved-taken-back = Svaret är borttaget.
matches-back = Till granskningen
