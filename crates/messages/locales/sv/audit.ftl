audit-title = Logg
audit-intro = Allt som ändras och allt som lämnar Samsyn skrivs här i ordning. Loggen kan inte ändras utan att det syns. Att du läser den skrivs också.
audit-whole = Loggen är hel: { $n ->
    [one] { $n } post
   *[other] { $n } poster
 }, senaste kontrollsumman börjar med { $value }.
audit-broken = Loggen är bruten vid post { $n }. Något har ändrats utanför Samsyn. Kontakta dataskyddsombudet.
audit-seq = Nr
audit-at = När
audit-actor = Vem
audit-event = Vad
audit-object = Vilket
audit-facts = Uppgifter
audit-hash = Kontrollsumma
audit-empty = Loggen har inga äldre poster.
event-tenant-created = Kommunen skapades
event-account-created = Konto skapades
event-membership-given = Medlemskap gavs
event-signed-in = Loggade in
event-signed-out = Loggade ut
event-sign-in-refused = Inloggning nekades
event-districts-imported = Stadsdelar importerades
event-incidents-imported = Händelser importerades
event-feed-imported = Händelseflöde importerades
event-import-undone = Import återtogs
event-codes-changed = Kodtabellen ändrades
event-sender-changed = Avsändare ändrades
event-coming-event-added = Kommande händelse lades till
event-coming-event-removed = Kommande händelse togs bort
event-picture-step = Lägesbilden bytte läge
event-picture-exported = Lägesbilden togs ut som fil
event-upload-kept = Fil laddades upp
event-import-queued = Import köades
event-audit-read = Loggen lästes
