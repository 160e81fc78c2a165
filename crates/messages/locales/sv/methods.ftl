methods-title = Så räknar vi
methods-intro = Varje figur och varje tal i Samsyn har ett kort som säger vad det betyder, vad det inte säger och hur det är räknat.
methods-all = Alla metoder
methods-link = Så räknas detta
methods-says = Vad det säger
methods-not = Vad det inte säger
methods-data = Vilka uppgifter det bygger på
methods-parameters = Gränser och inställningar
methods-source = Källa
methods-version = Version
methods-version-value = Samsyn { $version }

method-trend-name = Händelser per vecka och det väntade
method-trend-says = Hur många händelser varje vecka har, och mellan vilka tal veckan borde ligga om inget har ändrats. Utanför det väntade är ovanligt.
method-trend-not = Varför det blev så, eller hur många brott som faktiskt begås. Ändrad vilja att anmäla och rapportera syns som fler eller färre händelser.
method-trend-data = Alla händelser i urvalet, räknade i den vecka då de hände. Sådant som kom in sent räknas när det kommer.
method-trend-parameters = Jämförs med de närmaste veckorna före, normalt tolv; med tre års material också med samma tid tidigare år. Det väntade rymmer 95 veckor av 100 när inget har ändrats. Vid större spridning än slumpens blir det bredare.
method-trend-source = Krishnamoorthy och Peng 2011 (förutsägelse för Poissonfördelade antal), med överspridning som hos Noufaily m.fl. 2013.

method-notable-name = Det som sticker ut
method-notable-says = Vilka händelsetyper, stadsdelar och platser som har ökat eller minskat mer än slumpen gör, starkast först.
method-notable-not = Att det som inte nämns är bra, eller att det som nämns är viktigast. Det avgör mötet.
method-notable-data = Händelser per källa, stadsdel och typ för veckan och upp till ett år före, och läget för dem som har ett. En källa som lämnar mer eller mindre än vanligt ändrar det väntade, så att mer rapportering inte tas för mer brott.
method-notable-parameters = Alla frågor i veckan ställs under en gemensam regel, satt för högst ett falskt larm i månaden i en kommun. Platser är cirklar med 150 meters radie under en till fyra veckor.
method-notable-source = Kulldorff m.fl. 2005 (vad slumpen ger inom varje källa), Tarone 1990 (många frågor på en gång), Hoeffding 1956.

method-comparison-name = Mer eller mindre än väntat
method-comparison-says = Om ett antal är större, mindre eller ungefär som väntat, och hur säkert det är: tydligt, troligt, inom slumpen eller går inte att avgöra.
method-comparison-not = Procent av små tal. Från två till fyra är ingen fördubbling att lita på, så sådant sägs inte.
method-comparison-data = Antalet i veckan och i veckorna före, för samma urval.
method-comparison-parameters = Tydligt: slumpen ger ett sådant utslag högst en gång på hundra. Troligt: högst fem på hundra. Med färre än fyra veckor att jämföra med går det inte att avgöra.
method-comparison-source = Krishnamoorthy och Peng 2011; Thatcher 1964.

method-map-name = Kartan
method-map-says = Var händelserna är: stadsdelar skuggade efter antal, cirklar för rutor, och en utjämnad yta när det finns tillräckligt många noggranna lägen.
method-map-not = Risken att bo på en plats, och var nästa händelse sker. En skuggad stadsdel kan vara stor eller ha många besökare.
method-map-data = Händelsernas lägen, aldrig noggrannare än en plats. Händelser utan läge räknas i sin stadsdel.
method-map-parameters = Rutor på 250, 1 000 eller 2 000 meter. Ytan ritas bara när det finns minst 30 olika lägen och inget av dem har mer än 30 procent, annars ger mittpunkter falska toppar.
method-map-source = Silverman 1986 (kärntäthet, kvartisk kärna); Chainey och Ratcliffe 2005.

method-hot-spots-name = Platser med mycket
method-hot-spots-says = Vilka platser som har flest händelser, om de har fler än väntat och hur många veckor i rad.
method-hot-spots-not = Att platsen är farlig, eller att den kommer att ha mycket nästa vecka. En enkel räkning säger ungefär lika mycket om nästa år som mer invecklade kartor.
method-hot-spots-data = Händelser med platsnamn, annars stadsdel, för veckan och fyra veckor.
method-hot-spots-parameters = Minst tre händelser, högst tio platser i varje lista. Jämförs med lika långa tider före.
method-hot-spots-source = Camacho Doyle, Gerell och Andershed 2021; Krishnamoorthy och Peng 2011.

method-pulse-name = Veckopuls
method-pulse-says = Vilka veckodagar och timmar som har flest händelser.
method-pulse-not = Den exakta tiden för det som hände medan ingen såg. Sådant fördelas jämnt över tiden mellan senast sett och upptäckt, vilket jämnar ut verkliga toppar.
method-pulse-data = Händelsernas första och sista möjliga tid i svensk tid.
method-pulse-parameters = Händelser som kan ha skett under mer än sju dygn räknas inte in i pulsen, men deras antal står under den.
method-pulse-source = Ratcliffe 2000 och 2002 (aoristisk analys); Ashby och Bowers 2013 om dess gränser.

method-silence-name = Vem som har rapporterat
method-silence-says = Vilka som brukar lämna uppgifter varje vecka men inte har gjort det, och vilka som har sagt att veckan var lugn.
method-silence-not = Att det är lugnt där ingen rapporterar. Tystnad är inte noll.
method-silence-data = När varje uppgiftslämnare senast kom med något, och svaret lugn vecka.
method-silence-parameters = Gäller dem som är satta att lämna varje vecka, när veckan är slut.
method-silence-source = Samsyns egen regel.

method-near-repeat-name = Nära i tid och plats
method-near-repeat-says = Om händelser av ett slag kommer närmare varandra i tid och plats än slumpen ger: efter ett inbrott är risken höjd i närheten en tid.
method-near-repeat-not = Vem som gjorde det, att det är samma person, eller var nästa sker. Det beskriver det som har hänt och är ingen förutsägelse för en plats.
method-near-repeat-data = Händelser med läge och dag. Utan noggranna lägen går det inte.
method-near-repeat-parameters = Par inom 200 meter och 14 dygn, om inget annat sägs. Sannolikheten fås genom att blanda dagarna om och om igen, normalt 999 gånger.
method-near-repeat-source = Knox 1964; Johnson och Bowers 2004; Ratcliffes Near Repeat Calculator.

method-scan-name = Anhopningar i tid och rum
method-scan-says = Om ett område under några dagar har fler händelser än vad områdets och dagarnas egna antal ger anledning att vänta.
method-scan-not = Varför, och inte heller var gränsen går: cirkeln är sökarens, inte problemets.
method-scan-data = Händelser med läge och dag.
method-scan-parameters = Största radie och längsta tid väljs före sökningen. Sannolikheten gäller alla cirklar tillsammans och fås genom att blanda dagarna.
method-scan-source = Kulldorff m.fl. 2005 (rumtidspermutation).

method-before-after-name = Före och efter en insats
method-before-after-says = Hur många händelser platsen hade före och efter, mot resten av kommunen under samma veckor.
method-before-after-not = Att insatsen är orsaken. Används när inget bestämdes före beslutet, och väger därför lättare än en bedömning som gjordes i förväg.
method-before-after-data = Händelser i insatsens stadsdel och i resten av kommunen.
method-before-after-parameters = Lika många hela veckor på varje sida, minst { $from } och högst { $to }. Veckorna medan insatsen pågick är inte med.
method-before-after-source = Krishnamoorthy och Thomson 2004 (E-test); Garwood 1936 (intervall).

method-verdict-name = Hjälpte insatsen?
method-verdict-says = Om det blev färre händelser än vad slumpen, årstiden och liknande stadsdelar förklarar: hjälpte, hjälpte sannolikt inte, eller går inte att avgöra.
method-verdict-not = Varför det blev så. Något annat kan ha hänt samtidigt, och ändrad vilja att anmäla syns som en effekt. Går inte att avgöra betyder inte att insatsen var verkningslös.
method-verdict-data = Händelser per vecka i insatsens stadsdel, i jämförelsestadsdelar där inget görs och i stadsdelarna runt om. Allt före beslutet fryses med beslutet.
method-verdict-parameters = Upp till { $from } veckor före, minst { $to }. De { $n } sista före beslutet räknas inte, för de är ofta skälet till beslutet. Antalet veckor efter väljs före beslutet och svaret ges en gång. En minskning på 25 procent anses värd arbetet. Hjälpte sägs högst en gång på tjugo när inget har hänt.
method-verdict-source = Skillnad i skillnad på logaritmer; DerSimonian och Laird 1986 för hur områden glider isär; Wheeler och Ratcliffe 2018 och Bowers och Johnson 2003 för omflyttning; Bernal, Cummins och Gasparrini 2017 för tidsserien; Barnett m.fl. 2005 för återgång mot det vanliga.

method-suppression-name = Små tal som döljs
method-suppression-says = Att det finns några händelser, men inte hur många, när talet är så litet att någon kan kännas igen.
method-suppression-not = Det dolda talet, inte heller genom att dra ifrån summor eller jämföra med en tidigare utgåva.
method-suppression-data = Antalen per stadsdel och typ i den offentliga utgåvan.
method-suppression-parameters = Tal under { $from } döljs, för känsliga händelsetyper under { $to }. Fler tal döljs så att inget av dem går att räkna fram.
method-suppression-source = Hundepool m.fl. 2012 (Statistical Disclosure Control).

method-periods-name = Några veckor mot andra
method-periods-says = Om det hände fler eller färre i veckan under en tid än under en annan, hur många gånger så många, och hur säkert det är.
method-periods-not = Varför det blev så. Årstid, väder och ändrad rapportering räknas inte bort, och den som väljer veckor efter att ha sett dem hittar alltid något.
method-periods-data = Antalet händelser i var och en av veckorna, för samma urval.
method-periods-parameters = Med minst fyra veckor på varje sida räknas det in att veckor varierar mer än slumpen; med färre görs ett E-test som inte kan det. Tydligt: slumpen ger ett sådant utslag högst en gång på hundra. Troligt: högst fem på hundra.
method-periods-source = Kvasi-Poisson på ett steg (McCullagh och Nelder 1989); Krishnamoorthy och Thomson 2004 (E-test); Garwood 1936 (intervall).

method-concentration-name = Hur samlat det är
method-concentration-says = Hur få rutor som har en fjärdedel, hälften och fyra femtedelar av händelserna, och vilka som har flest.
method-concentration-not = Att rutorna är farliga, eller varför det är samlat där. Med få händelser ser det alltid samlat ut, och siffran beror på rutornas storlek.
method-concentration-data = Händelser med läge. De utan läge är inte med, men deras antal sägs.
method-concentration-parameters = Rutor på 250, 500 eller 1 000 meter, samma från vecka till vecka. Minst 20 händelser. Ginikoefficienten räknas över all mark i de valda stadsdelarna, även tomma rutor, och är rättad för få händelser.
method-concentration-source = Weisburd 2015; Bernasco och Steenbeek 2017.

method-hot-squares-name = Rutor med mer än väntat
method-hot-squares-says = Vilka rutor som tillsammans med sina åtta grannar har fler händelser än slumpen ger.
method-hot-squares-not = Risken för den som är där, eller var nästa händelse sker. Kartan visar ofta var flest människor rör sig.
method-hot-squares-data = Händelser med läge. De utan läge är inte med, men deras antal sägs.
method-hot-squares-parameters = Rutor på 250, 500 eller 1 000 meter: de som har händelser och de som ligger intill. Minst 20 händelser i allt och fem runt en ruta. När de flesta rutor är tomma hittar normalfördelningen för mycket. Därför kastas alla andra rutors tal om, 999 till 49 999 gånger med fast början så att svaret blir detsamma, och grannarna ska sällan få lika många; högst var tjugonde ruta som pekas ut är slump. Det som syns bara enligt normalfördelningen sägs för sig, som osäkert. Rutan behåller sitt eget tal: en enstaka ruta med många finns i Hur samlat det är.
method-hot-squares-source = Getis och Ord 1992, Ord och Getis 1995 (Gi*); Anselin 1995 (omkastning av grannar); Benjamini och Hochberg 1995.

method-density-name = Täthet som yta
method-density-says = Var händelser ligger tätt, utjämnat till en yta, och ytans toppar. Skalan är densamma för varje material, så två ytor kan läggas bredvid varandra.
method-density-not = Risken för den som är där, eller var nästa händelse sker. Ytan är högst där flest människor rör sig, bredden styr bilden, och vatten och skog räknas som platser där det kunde ha hänt.
method-density-data = Händelser med läge i de valda stadsdelarna. De utan läge är inte med, men deras antal sägs. Har många samma position, som när lägen är kodade till ett områdes mitt, görs ingen yta.
method-density-parameters = Kvartisk kärna med radie 300 till 2 000 meter på rutor om 100 till 500 meter; radien är minst två rutor. Minst 20 händelser och 30 olika positioner, och högst tre av tio på en och samma. Skalans steg är 0,5, 2, 8 och 32 händelser per kvadratkilometer och vecka. En topp har minst fem händelser inom radien och sägs med sin ruta om 250 meter. Ingen rättning vid kommunens kant, där ytan blir för låg. Som efterhandskontroll räknas hur stor del av de fyra sista veckornas händelser som den tätaste tjugondelen av marken veckorna före hade (PAI), mot det bästa val som gick att göra (PEI).
method-density-source = Silverman 1986; Chainey, Tompson och Uhlig 2008 (PAI); Hunt 2016 (PEI).

method-life-lines-name = Platser genom veckorna
method-life-lines-says = Vilka platser som har samlat händelser, och om de är nya, växer, minskar, flyttar eller är borta.
method-life-lines-not = Varför en plats växer eller försvinner, eller vad som kommer. Ändrad rapportering och ändrade namn syns också. Två platser som växer ihop blir en som växer och en som är borta.
method-life-lines-data = Händelser med läge, i perioder om fyra veckor. De utan läge är inte med.
method-life-lines-parameters = En plats är minst fem händelser inom 150 meter från varandra på fyra veckor; fler där det finns mycket. Den är samma plats i nästa period om mitten ligger inom 300 meter, och har flyttat om den ligger mer än 100 meter bort. Växer och minskar: slumpen ger så stor skillnad högst en gång på tio (E-test). En period utan händelser får ligga emellan.
method-life-lines-source = Ester m.fl. 1996 (DBSCAN); Krishnamoorthy och Thomson 2004 (E-test). Följandet från period till period är Samsyns eget.

methods-kept = Resultatet
methods-kept-intro = Resultatet är sparat med sin fråga. Den som driver Samsyn kan räkna om det ur uppgifterna som de var då, med samsyn recompute och resultatets nummer, och se att det blir lika.
methods-result = Nummer
methods-result-at = Sparat
methods-result-as-of = Uppgifter till och med loggpost
methods-result-analysis = Version av beräkningarna
methods-result-input = Kontrollsumma för uppgifterna
methods-result-output = Kontrollsumma för svaret
