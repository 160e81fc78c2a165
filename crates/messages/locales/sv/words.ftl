nav-words = Ord
categories-title = Kategorier och nivåer
categories-intro = Kategorierna och deras koder är lika i alla kommuner, så att siffror går att jämföra. Vad de heter hos er, vilka som finns i rapportformuläret och i vilken ordning bestämmer ni.
categories-list = Kategorier
categories-name = Namn
categories-code = Kod
categories-form = Rapportformulär
categories-subtypes-title = Undertyper
categories-subtypes = { $n ->
    [0] Inga
    [one] 1
   *[other] { $n }
 }{ $count ->
    [0] {""}
   *[other] , { $count } egna
 }
categories-subtypes-intro = Undertyper säger närmare vad det gäller. Ni kan lägga till egna. De räknas i kategorin, så jämförelsen med andra kommuner håller.
categories-subtypes-none = Kategorin har inga undertyper.
categories-shipped = Gemensamt namn: { $name }
categories-add = Lägg till en egen undertyp
categories-add-sv = Namn på svenska
categories-add-en = Namn på engelska (behövs inte)
categories-add-save = Lägg till undertypen
categories-kind-crime = brott
categories-kind-unsafety = otrygghet
categories-kind-planned = planerat
categories-kind-other = övrigt
levels-title = Nivåernas ord
levels-intro = Mötet bedömer varje stadsdel med en av fyra nivåer. Färgerna är lika i alla kommuner. Ordet och kriteriet kan ni skriva om.
levels-list = Nivåer
levels-level = Nivå
levels-criterion = Kriterium
levels-demands = Nivån kräver alltid en öppen insats eller ett motiv. Det går inte att ändra.
levels-published = En publicerad lägesbild behåller orden som gällde när den publicerades.
words-in-sv = På svenska
words-in-en = På engelska
words-name = Namn
words-name-shared = Gemensamt: { $name }. Högst { $n } tecken. Lämna tomt för det gemensamma.
words-name-own = Högst { $n } tecken.
words-help = Vad som hör hit
words-help-hint = En mening, högst { $n } tecken. Lämna tomt för den gemensamma.
words-shown = Finns i rapportformuläret
words-shown-hint = Det som redan är rapporterat eller importeras gäller ändå och räknas som förut.
words-place-label = Plats i rapportformuläret
words-place-hint = De som har en plats kommer först, i den ordningen.
words-place-shared = Ingen särskild, den gemensamma ordningen
words-place = Plats { $n }
words-offered = Finns
words-off = Finns inte
words-own = Egen
words-shipped = Gemensamma
words-change = Ändra
words-change-of = Ändra { $name }
words-save = Spara
words-reset = Ta tillbaka det gemensamma
words-kept = Jag har läst orden. De innehåller inga personuppgifter
words-kept-hint = Kryssa bara om det som är markerat inte pekar ut någon person.
words-shared-category = Koden { $name } ({ $value }) är lika i alla kommuner.
words-shared-subtype = En gemensam undertyp till { $category }.
words-shared-own = En egen undertyp till { $category }. Den kan tas ur formuläret men inte tas bort: det som är rapporterat behåller sitt namn.
words-shared-level = Färgen { $name } är lika i alla kommuner. Namnet skrivs efter färgen.
failure-words-name = Skriv ett namn på högst { $value } tecken.
failure-words-help = Skriv en mening på högst { $value } tecken.
failure-words-taken = Namnet är för likt ett annat som redan finns: { $value }. Välj ett annat.
failure-words-none-left = Minst en kategori utöver kommande arrangemang måste finnas i rapportformuläret.
failure-words-most = Kategorin har så många egna undertyper som den kan ha. Skriv om en som inte används.
report-what-belongs = Vad hör vart?
event-words-changed = Kategori eller nivå skrevs om
levels-mean = Vad nivåerna betyder
