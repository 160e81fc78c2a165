figure-trend-title = Händelser per vecka
figure-trend-desc = Stapeldiagram över { $weeks ->
    [one] en vecka
   *[other] { $weeks } veckor
 }. Denna vecka { $n }; lägst { $low } och högst { $high } under perioden.
figure-trend-desc-so-far = Stapeldiagram över { $weeks ->
    [one] en hel vecka
   *[other] { $weeks } hela veckor
 } och den vecka som pågår. Denna vecka { $n } hittills; lägst { $low } och högst { $high } under de hela veckorna.
figure-trend-expected = Väntat för veckan: { $interval }.
figure-trend-expected-so-far = Väntat så här långt in i veckan: { $interval }.
figure-trend-week = vecka
figure-trend-current = denna vecka
figure-trend-current-so-far = denna vecka hittills
figure-trend-band = väntat, med medelvärde
figure-pulse-title = Veckopuls
figure-pulse-desc = { $n ->
    [one] En händelse
   *[other] { $n } händelser
 } efter veckodag och timme. Flest på { $day } ({ $share } %) och klockan { $hours }.
figure-pulse-empty = Ingen händelse har en användbar tid.
figure-pulse-legend = Händelser per timme:
figure-none = ingen
figure-more = { $n } eller fler
figure-map-title = Karta över stadsdelar
figure-map-desc = Stadsdelar med färg efter antal händelser, { $weeks }. Flest: { $districts }. Tabellen per stadsdel har alla tal.
figure-map-empty = Stadsdelarnas gränser. Inga händelser att visa.
figure-map-legend = Händelser:
figure-map-circle = händelser i en ruta om { $size } m, ytan visar antalet
figure-map-north = N
figure-map-enlarged = Förstoring
figure-map-outside = utanför urvalet
figure-map-classes = Kartans klasser
figure-categories-title = Händelsetyper jämfört med det väntade
figure-expected = väntat
figure-sparkline = De senaste veckorna, äldst först: { $counts }
