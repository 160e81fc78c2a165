trend-side-above = över det väntade
trend-side-inside = inom det väntade
trend-side-below = under det väntade
trend-column-side = Mot det väntade
trend-basis-season = Väntat är räknat ur samma årstid under { $years } tidigare år.
trend-basis-weeks = Väntat är räknat ur { $weeks ->
    [one] veckan
   *[other] de { $weeks } veckorna
 } före varje vecka. Med tre års material räknas årstiden in.
trend-basis-too-short = För kort historik för att säga vad som är väntat: det behövs minst fyra veckor.
trend-outside = { $count ->
    [0] Ingen
    [one] En
   *[other] { $count }
 } av { $n ->
    [one] en vecka
   *[other] { $n } veckor
 } ligger utanför det väntade; slumpen ger omkring en av tjugo.
trend-outside-above = Över: { $weeks }.
trend-outside-below = Under: { $weeks }.
trend-late = Den senaste veckan blir ofta fler i efterhand: det som anmäls eller rapporteras sent saknas än.
trend-late-seen = Sedan tidigare utgåvor har { $n ->
    [one] en händelse
   *[other] { $n } händelser
 } kommit till för veckor som redan var publicerade.
list-and = och
lead-in = i { $name }
lead-nowhere = utan känd stadsdel
lead-clear = tydligt
lead-probable = troligen
lead-new = { $what } har { $sure } tillkommit { $place } ({ $n ->
    [one] en händelse
   *[other] { $n } händelser
 }, ingen veckorna före)
lead-grown = { $what } har { $sure } ökat { $place } ({ $n } mot väntade { $interval })
lead-shrunk = { $what } har { $sure } minskat { $place } ({ $n } mot väntade { $interval })
lead-gone = { $what } har { $sure } upphört { $place } (inga mot väntade { $interval })
lead-cannot-tell = Det går inte att avgöra vad som sticker ut: det finns för få veckor att jämföra med.
lead-season = Mot samma årstid under { $years } tidigare år är veckans antal { $side } ({ $interval }).
lead-silent = Bilden är inte hel: { $names } har inte lämnat något för veckan. Ingen rapport är inte samma sak som lugnt.
lead-more-sources = { $n ->
    [one] en källa till
    [2] två källor till
   *[other] { $n } källor till
 }
