incidents = { $n ->
    [one] { $n } händelse
   *[other] { $n } händelser
 }
weeks = { $n ->
    [one] { $n } vecka
   *[other] { $n } veckor
 }
product = Samsyn
weekday-0 = måndag
weekday-1 = tisdag
weekday-2 = onsdag
weekday-3 = torsdag
weekday-4 = fredag
weekday-5 = lördag
weekday-6 = söndag
weekday-short-0 = mån
weekday-short-1 = tis
weekday-short-2 = ons
weekday-short-3 = tors
weekday-short-4 = fre
weekday-short-5 = lör
weekday-short-6 = sön
change-new = nytt
change-grown = ökat
change-unchanged = oförändrat
change-shrunk = minskat
change-gone = upphört
change-unknown = går inte att avgöra
certainty-clear = tydligt
certainty-probable = troligt
certainty-within-chance = inom slumpen
certainty-cannot-tell = går inte att avgöra
state-open = Öppen
state-closed = Stängd
state-draft = Utkast
state-published = Publicerad
step-close = Stäng veckan
step-reopen = Öppna veckan igen
step-draft = Gör utkast
step-publish = Publicera
step-correct = Publicera en rättad version
holiday-new-year = Nyårsdagen
holiday-epiphany = Trettondedag jul
holiday-good-friday = Långfredagen
holiday-easter-eve = Påskafton
holiday-easter = Påskdagen
holiday-easter-monday = Annandag påsk
holiday-walpurgis = Valborgsmässoafton
holiday-may-day = Första maj
holiday-ascension = Kristi himmelsfärdsdag
holiday-pentecost = Pingstdagen
holiday-national-day = Nationaldagen
holiday-midsummer-eve = Midsommarafton
holiday-midsummer = Midsommardagen
holiday-all-saints = Alla helgons dag
holiday-lucia = Lucia
holiday-christmas-eve = Julafton
holiday-christmas = Juldagen
holiday-boxing-day = Annandag jul
holiday-new-years-eve = Nyårsafton
