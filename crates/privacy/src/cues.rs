//! Words that tell what stands beside them. One list for each kind; to be read and corrected by people who know how reports are written.

use crate::lexicon::Kinds;

pub(crate) const LISTS: &[(&str, Kinds)] = &[
    (CALLED, Kinds::CALLED),
    (NICKNAMED, Kinds::NICKNAMED),
    (PERSON, Kinds::PERSON),
    (PEOPLE, Kinds::PEOPLE),
    (POSITION, Kinds::PERSON.and(Kinds::POSITION)),
    (TITLE, Kinds::TITLE),
    (TOWARDS, Kinds::TOWARDS),
    (LOCATIVE, Kinds::LOCATIVE),
    (DOES, Kinds::DOES),
    (PLACE_AFTER, Kinds::PLACE_AFTER),
    (THING_BEFORE, Kinds::THING_BEFORE),
    (NAMED_THING, Kinds::NAMED_THING),
    (PARTICLE, Kinds::PARTICLE),
    (AND, Kinds::AND),
    (PLATFORM, Kinds::PLATFORM),
    (VEHICLE, Kinds::VEHICLE),
    (SENSITIVE, Kinds::SENSITIVE),
];

/// Ends of words for one person by role or kin: what is put together of them is one too.
const ROLES: &[&str] = &[
    "chef",
    "chefen",
    "ledare",
    "ledaren",
    "lärare",
    "läraren",
    "direktör",
    "direktören",
    "sekreterare",
    "sekreteraren",
    "samordnare",
    "samordnaren",
    "assistent",
    "assistenten",
    "vakten",
    "pedagog",
    "pedagogen",
    "kommissarie",
    "kommissarien",
    "inspektör",
    "inspektören",
    "mästare",
    "mästaren",
    "sköterska",
    "sköterskan",
    "skötare",
    "skötaren",
    "strateg",
    "strategen",
    "konsult",
    "konsulten",
    "handläggare",
    "handläggaren",
    "mamman",
    "pappan",
    "pojken",
    "flickan",
    "killen",
    "tjejen",
    "kompis",
    "kompisen",
    "grannen",
    "ägare",
    "ägaren",
    "ordförande",
    "ordföranden",
    "ansvarig",
    "ansvarige",
    "vännen",
    "kamraten",
    "föreståndare",
    "föreståndaren",
    "värd",
    "värden",
    "förvaltare",
    "förvaltaren",
    "utredare",
    "utredaren",
    "ombud",
    "ombudet",
    "tränare",
    "tränaren",
    "kurator",
    "kuratorn",
    "åklagare",
    "åklagaren",
    "minister",
    "ministern",
    "ledamot",
    "ledamoten",
    "sonen",
    "dottern",
    "brodern",
    "systern",
    "kusinen",
    "föraren",
    "förare",
    "talesperson",
    "talespersonen",
];

/// Kin, and the young: a word with a capital straight after is a name whatever else it means.
const KIN: &[&str] = &[
    "mamma",
    "mamman",
    "pappa",
    "pappan",
    "syster",
    "systern",
    "bror",
    "brodern",
    "lillebror",
    "storebror",
    "lillasyster",
    "storasyster",
    "brorsan",
    "syrran",
    "kusin",
    "kusinen",
    "son",
    "sonen",
    "dotter",
    "dottern",
    "kille",
    "killen",
    "tjej",
    "tjejen",
    "pojken",
    "flickan",
    "grabben",
    "sambo",
    "sambon",
    "make",
    "maken",
    "maka",
    "makan",
    "fru",
    "frun",
    "flickvän",
    "flickvännen",
    "pojkvän",
    "pojkvännen",
    "kompis",
    "kompisen",
    "polare",
    "polaren",
    "farbror",
    "morbror",
    "moster",
    "faster",
    "mormor",
    "farmor",
    "morfar",
    "farfar",
    "exet",
    "svåger",
    "svägerska",
    "klasskompisen",
    "barnet",
    "barnen",
    "döttrarna",
    "sönerna",
    "eleverna",
    "grannarna",
    "makarna",
    "kusinerna",
    "kollegorna",
    "lillebrorsan",
    "bröderna",
    "systrarna",
    "syskonen",
    "killarna",
    "tjejerna",
    "pojkarna",
    "flickorna",
    "grabbarna",
    "tvillingarna",
    "vännerna",
    "kompisarna",
];

/// Is it a word for kin or for the young?
pub(crate) fn is_kin(word: &str) -> bool {
    KIN.contains(&word)
}

/// Does the word end as words for one person's role do?
pub(crate) fn is_role(word: &str) -> bool {
    ROLES.iter().any(|end| word.strip_suffix(end).is_some_and(|rest| rest.chars().count() != 1))
}

const CALLED: &str = "heter hette hetat namn namnet namnen förnamn förnamnet efternamn efternamnet vid-namn döpt uppkallad presenterade";

const NICKNAMED: &str = "kallas kallad kallade kallar smeknamn smeknamnet alias öknamn öknamnet aka a.k.a nick nicket nickname";

/// One person, before a name or beside a sensitive word.
const PERSON: &str = "killen kille tjejen tjej pojken pojke flickan flicka mannen man kvinnan kvinna grabben grabb snubben snubbe gubben tanten damen dam herren \
    personen person individen ungdomen tonåringen tonåring barnet mamman mamma pappan pappa modern moder fadern fader föräldern sonen son dottern dotter \
    brodern broder bror brorsan storebror lillebror storebrodern lillebrodern systern syster syrran storasyster lillasyster kusinen kusin farbror \
    farbrodern morbror morbrodern mostern moster fastern faster farfar farfadern morfar morfadern mormor farmor mormodern farmodern svåger svågern svärmor \
    svärfar svärson svärdotter styvfar styvpappa styvmamma styvson bonuspappa bonusmamma barnbarnet brorson systerson sambon sambo särbo särbon maken make \
    makan maka frun hustrun hustru fästman fästmö fästmannen flickvännen flickvän pojkvännen pojkvän exet ex exman exmannen exmaken exfru exfrun exhustru \
    expojkvän expojkvännen exflickvän exflickvännen tjejkompis kompisen kompis vännen vän polaren polare kamraten kamrat klasskamraten klasskompisen klasskompis grannen granne grannfrun \
    hyresgästen hyresgäst eleven elev studenten student läraren lärare lärarinnan mentorn klassföreståndaren idrottsläraren slöjdläraren mattelärare vikarien \
    pedagogen fritidsledaren fritidsledare fritidspedagogen ungdomsledaren ledaren tränaren tränare kuratorn kurator skolsköterskan sjuksköterskan läkaren läkare psykologen \
    socialsekreteraren socialsekreterare handläggaren handläggare chefen chef enhetschefen enhetschef områdeschefen verksamhetschefen vd vd:n ordföranden ordförande sekreteraren \
    väktaren väktare ordningsvakten ordningsvakt vakten vakt polismannen poliskommissarien kommissarien kommissarie polisassistenten polisassistent inspektören inspektör områdespolisen områdespolis kommunpolisen kommunpolis fältassistenten \
    fältassistent fältaren fältare fältsekreteraren samordnaren samordnare trygghetssamordnaren kommunvägledaren bovärden bovärd husvärden husvärd kvartersvärden kvartersvärd \
    vaktmästaren vaktmästare fastighetsskötaren fastighetsskötare fastighetsvärden förvaltaren förvaltare hyresvärden städaren städerskan butiksbiträdet kassören kassörskan expediten bartendern kocken \
    busschauffören chauffören chaufför föraren förare taxichauffören cyklisten mopedisten passageraren ägaren ägare butiksägaren krögaren handlaren kunden kund besökaren besökare gästen \
    anmälaren anmälare uppgiftslämnaren uppgiftslämnare målsäganden målsägande måls vittnet vittne vittnen tipsaren misstänkt misstänkte misstänkta gärningsmannen gärningsman gärningspersonen gm \
    förövaren förövare offret brottsoffret langaren langare säljaren köparen missbrukaren missbrukare narkomanen alkisen fyllot tjuven rånaren ledargestalt gängledaren huvudmannen ledaren kontaktperson kontaktpersonen \
    kollegan kollega medarbetaren medarbetare arbetskamraten brukaren brukare boenden klienten klient patienten patient änkan änklingen pensionären pensionär \
    familjen familj syskonen syskon bröderna bröder systrarna systrar tvillingarna tvillingen tvillingbror killarna grabbarna tjejerna pojkarna flickorna männen kvinnorna paret makarna föräldrarna \
    han hon hen honom henne imamen imam prästen präst pastorn diakonen ombudet advokaten god-man 15-åringen 16-åringen 17-åringen 14-åringen 13-åringen 18-åringen 12-åringen 19-åringen 20-åringen";

const PEOPLE: &str = "grannarna kompisarna vännerna kollegorna kusinerna syskonen kamraterna medlemmarna ungdomar ungdomarna killar tjejer pojkar flickor män kvinnor personer barn barnen elever eleverna vuxna folk människor familjer gäng gänget grupp gruppen \
    boende hyresgäster grannar besökare kunder föräldrar tonåringar ungdomsgäng";

/// A position that one person holds at a place.
const POSITION: &str = "rektorn rektor biträdande-rektor föreståndaren föreståndare förskolechefen förskolechef butikschefen butikschef kyrkoherden kyrkoherde vaktmästaren bibliotekarien \
    bibliotekschefen skolsköterskan kuratorn fritidsgårdschefen fritidsledaren enhetschefen områdeschefen platschefen restaurangchefen stationschefen kommundirektören \
    kommunalrådet klassföreståndaren musikläraren slöjdläraren idrottsläraren bildläraren syslöjdsläraren skolvärden skolvärd skolpolisen husmor husmodern imamen prästen \
    handlaren butiksägaren kioskägaren krögaren pizzabagaren apotekaren tandläkaren veterinären frisören frisörskan ordföranden kassören tränaren huvudtränaren kanslisten brandchefen";

const TITLE: &str =
    "ms mr mrs miss magister magistern insp herr hr fru frk fröken doktor dr professor prof fam tant farbror sr jr advokat pastor syster";

/// Before a name, and seldom before a place: these make a capitalised unknown word likelier to be a person.
const TOWARDS: &str = "ring mejla maila messa sök kolla kontakta fråga varning nämnde nämner nämnt nämna ropade ropar skrek visar filmade hörde hör höra träffa möta såg se igen misstänka anmäla hota slå tack enligt av med hos åt mot såg sett träffade träffat mötte ringde ringt ringer kontakta kontaktade kontaktar kontaktat fråga frågade hälsa misstänker misstänkte misstänks tror anklagar \
    anklagade anmälde anmält hotade hotat slog slagit sparkade knuffade jagade rånade misshandlade ofredade trakasserade grep gripit stoppade avvisade kände känner tillsammans både även själv \
    utpekade pekade pekar utpekas skylde skyller tala talade talat prata pratade pratat snackade snackat samtal samtalade dialog möte skickade skickat skrev gav lånade stal tog hämtade lämnade bland \
    ansvarig ansvarar handlar kontakt kontaktperson mvh hälsningar hälsning vänligen undertecknad ledning ledd leds styrs";

const LOCATIVE: &str = "i på vid kring runt utanför innanför bakom framför intill invid nära mellan genom längs utmed ovanför nedanför bortom söder norr väster öster omkring området platsen bakom inne ute uppe \
    nere vidare inom kvarteret linje buss buslinje hållplatsen hållplats stationen centrum";

/// What a person does or is, straight after the name.
const DOES: &str = "fanns finns hämtades fördes avled dog vårdas vårdades häktad gripen anhållen försvunnen saknas erkände nekade dök uteblev lovade ropade presenterar säger sa sade sagt berättar berättade berättat uppger uppgav uppgett uppgivit menar menade anser ansåg tycker tyckte påstår påstod hävdar hävdade svarade svarar skriver skrev ringde ringer \
    ringt mejlade mailade hörde hörs hör såg sågs ses sett syntes setts sågs iakttogs bor bodde bott flyttade flyttat jobbar jobbade arbetar arbetade studerar går gick kom kommer kommit sprang springer cyklade körde kör \
    åkte åker gömde gömmer stod står satt sitter låg ligger hade har ha haft är var varit blev blir blivit vill ville kan kunde ska skulle måste brukar brukade började börjar fick får fått gav ger tog tar tagit \
    stal stjäl snattade hotade hotar hotat slog slår sparkade sparkar knuffade misshandlade misshandlar misshandlades rånade rånades rånar greps grips gripits anhölls häktades dömdes döms misstänks misstänktes anmäldes avvisades \
    kördes blivit trakasserar trakasserade ofredade filmade filmar fotade tafsade kastade kastar sköt skjuter krossade vandaliserade klottrade klottrar målade tände eldade eldar säljer sålde langar langade köper köpte röker rökte dricker drack \
    skrek skriker gapade bråkade bråkar störde stör förstörde smällde tog-ut hälsar önskar föreslår föreslog efterfrågar undrar undrade vittnade bekräftar bekräftade noterade noterar rapporterar rapporterade tipsade tipsar \
    följer följde leder ledde styr samordnar ansvarar kontaktar kontaktade återkommer deltog deltar närvarade presenterade redovisade informerade tackar öppnade stängde försvann rymde avvek hittades påträffades sålt stulit slagit \
    heter kallas umgås hänger hängde drar drog vägrade vägrar erkände erkänner nekar nekade ljög skadades skadade föll ramlade drabbades drabbats utsattes utsatts äger ägde kände känner verkar verkade tror trodde vet visste sökte söker behöver behövde mår mådde lider led";

const PLACE_AFTER: &str = "syndrom sjukdom sal salen museum lägenheter båtklubb idrottsförening bostäder park parken gata gatan gatas väg vägen torg torget plats platsen plan gränd stig stigen allé allén backe backen bro bron kaj kajen kulle kullen gård gården gårdar skola skolan friskola gymnasium gymnasiet gymnasieskola grundskola \
    förskola förskolan montessori kyrka kyrkan kapell kyrkogård församling församlingshem center centrum centrumet köpcentrum stadion arena arenan hall hallen idrottshall idrottsplats ip sporthall museum slott slottet hotell hotel krog krogen pub bar restaurang \
    pizzeria pizza kebab grill café kafé kafe bageri konditori kiosk kiosken livs livsmedel frisör frisörsalong bilverkstad verkstad taxi åkeri bygg måleri fastigheter ab hb kb aktiebolag stiftelse \
    stiftelsen fond fonden minne minnesfond pris priset stipendium kommun kommuns region län landskommun socken stads station stationen tunnel tunneln viadukt höjd höjden viken udde ön holme \
    strand stranden brunn källa staty statyn byst bysten bibliotek biblioteket äldreboende vårdcentral vårdcentralen hälsocentral tandvård apotek sjukhus lasarett ungdomsgård fritidsgård fritidsgården mötesplats mötesplatsen seniorboende \
    kvarter kvarteret passage passagen promenad esplanad esplanaden boulevard led leden rondell rondellen kors optik bokhandel varuhus galleria gallerian \
    blommor blomsterhandel frisersalong salong vvs måleri städ smide snickeri redovisning juridik advokatbyrå begravningsbyrå solarium grillbar gatukök tobak livs matmarknad frukt grönt konsthall teater biograf bio saluhall ridskola koloni koloniområde koloniträdgård lekplats lekplatsen hage lunden dunge äng damm hamn hamnen if bk ik fk ff university school college business street road square avenue";

const THING_BEFORE: &str = "projekt kampanj pjäsen musikalen sången låten restaurang systemet verktyget bio biografen teatern salongen grillbaren gatuköket grand byst bysten staty minnesstenen monumentet mosaiken konstverket stenen marknaden festivalen konserten turneringen cupen bageri bageriet konditori konditoriet bilverkstad verkstad verkstaden åkeri advokatbyrå begravningsbyrå optik trafikskola körskola gym gymmet livs kebab grill grillen bar baren krog pub puben nattklubb nattklubben frisören blomsterhandel handelsbod antikvariat galleri galleriet bokhandel apotek apoteket vårdcentral vårdcentralen tandläkarna sankt sankta s:t s:ta st sta santa saint café kafé kafe caféet restaurang restaurangen pizzeria pizzerian salong frisör kiosken butiken affären krogen baren klubben föreningen företaget firma firman bolaget stiftelsen brf kvarteret kv \
    bostadsrättsföreningen förskolan skolan gymnasiet skolorna skolans kyrkan församlingen parken gatan torget vägen gården hotell hotellet hotel stormen orkanen båten fartyget färjan tåget hunden katten hästen projektet operation insats insatsen kampanjen systemet \
    programmet appen filmen boken serien låten bandet artisten statyn skulpturen stugan villan torpet villa gårdarna linje zon hus avdelning avdelningen butik affär matbutik galleria köpcentrum lagerlokal märket modell modellen tidningen stadsdelen bostadsområdet området byn orten staden sjön ån";

/// What may be called something without being a person: "platsen kallas Plattan".
const NAMED_THING: &str = "platsen plats torget skolan förskolan parken gatan vägen gränden området kvarteret kvarter stadsdelen orten byn huset lokalen krogen baren klubben restaurangen caféet butiken affären föreningen projektet insatsen kampanjen programmet appen \
    filmen spelet gruppen gänget nätverket kontot sidan tidningen företaget bolaget firman drogen preparatet märket modellen båten hunden katten bron tunneln stigen backen kullen dungen skogen sjön rondellen korsningen huset punkten hållplatsen metoden rutinen lagen filen mappen linjen \
    tunneln delen gården lekplatsen mötesplatsen fritidsgården stråket hörnet hörnan operationen utbildningen kursen boken systemet verktyget";

const PARTICLE: &str = "von af de del della di da dos van der den el al bin ibn ben abu abdul abd ait ould bint le la st mac mc ul ud";

const AND: &str = "och samt eller & o";

const PLATFORM: &str = "bereal snäp snapen instan tiktokkonto snap snapchat snapchatt snappen insta instagram ig tiktok tik-tok tik telegram kik discord facebook fb messenger twitter twitch whatsapp signal youtube onlyfans steam xbox psn roblox reddit linkedin threads jodel wickr session \
    snapkonto instakonto tiktokkonto instagramkonto snapchatkonto facebookkonto telegramkonto discordkonto användarnamn användarnamnet username användare gamertag gamertagg kontonamn kontonamnet tiktokaren instagramprofil facebookprofil profilen profil snapnamn";

const VEHICLE: &str = "moppe moppen mopparna moppar elmoppe elmoped hoj hojen crossmoppe mope droska polisbil polisbilen firmabil firmabilen hyrbil hyrbilen bil bilen bilens bilar bilarna personbil personbilen lastbil lastbilen skåpbil skåpbilen husbil husbilen fordon fordonet fordonets fordon mc motorcykel motorcykeln moped mopeden mopeder mopedbil mopedbilen eu-moped epa epan epatraktor epatraktorn \
    a-traktor a-traktorn traktor traktorn släp släpet släpvagn släpvagnen taxi taxin taxibil buss bussen lastbilar skåpet cross crossmoped crosscykel fyrhjuling fyrhjulingen skoter skotern snöskoter van minibuss minibussen kombi kombin sedan suv pickup pickupen cab \
    regnr reg regnummer registreringsnummer registreringsnumret reg-nr reg-skylt registreringsskylt registreringsskylten regskylt skylt skylten skyltar plåt plåtar regplåt nummerplåt nummerplåten nummerskylt nummerskylten registrerad registrerat \
    volvo saab bmw audi mercedes merca mersa toyota vw volkswagen kia ford opel skoda tesla renault peugeot nissan mazda hyundai citroen citroën fiat seat volvon bmwn audin golf passat polo v70 v60 v40 xc60 xc90 corolla yaris corsa astra focus fiesta octavia clio transit sprinter caddy subaru suzuki \
    honda yamaha lexus jaguar porsche chevrolet dodge jeep mitsubishi mini dacia cupra polestar mg";

/// Ordinary words of art. 9 matters. Stems are in `special.rs`.
const SENSITIVE: &str = "vänsterpartiet sverigedemokraterna socialdemokraterna moderaterna centerpartiet kristdemokraterna liberalerna miljöpartiet facket fackförbundet hamas pkk nmr romer romen romsk romska samer same samisk samiska zigenare zigenaren jude judar juden judisk judiska muslim muslimer muslimen muslimsk muslimska kristen kristna katolik hindu buddhist sikh ateist shia shiit sunni sunnit ortodox salafist islamist \
    bög bögen lesbisk gay homosexuell homosexuella bisexuell transperson transsexuell transkille transtjej hbtq icke-binär rom blind synskadad hörselskadad ptsd cp-skadad stomi dialys schizo maniker bipolärt metadonet subutexen adhd add autism autist autistisk asperger aspergers tourettes dyslexi psykos psykotisk psykiskt psykisk psykisk-sjuk schizofren schizofreni bipolär borderline \
    deprimerad deprimerade depression självmordsbenägen suicidal självskadar självskadebeteende ångest anorexi demens dement dementa alzheimers parkinson diabetes diabetiker epilepsi epileptiker cancer hiv hivsmittad hivpositiv hepatit tbc ms stroke hjärtinfarkt \
    förståndshandikappad utvecklingsstörd funktionsnedsättning funktionsnedsatt funktionshindrad handikappad rullstolsburen döv gravid sjukskriven sjukpensionär förtidspensionerad missbrukare alkoholist alkoholiserad alkis narkoman pundare heroinist drogberoende spelberoende tablettmissbruk \
    alkoholproblem drogproblem missbruksproblem lvu lvm lss tvångsvårdad inlagd psyket medicin mediciner medicinerar antidepressiva metadon subutex syrier syriern syrisk syriska irakier irakisk irakiska iranier iransk iranska afghan afghanen afghansk afghanska somalier somaliern somalisk somaliska eritrean eritreansk eritreanska \
    etiopier etiopisk kurd kurden kurdisk kurdiska arab araben arabisk arabiska turk turken turkisk turkiska alban albansk albanska kosovoalban bosnier bosnisk bosniska serb serbisk serbiska polack polsk polska rumän rumänen rumänsk rumänska bulgarisk bulgariska litauer litauisk litauiska estnisk georgisk rysk ryska \
    ukrainare ukrainsk ukrainska finsk finska afrikan afrikansk afrikanska asiat asiatisk asiatiska latino thailändsk thailändska kinesisk kinesiska chilenare chilensk palestinier palestinsk palestinska libanes libanesisk libanesiska marockan marockansk marockanska gambian gambiansk nigerian nigeriansk tjetjen pakistanier pakistansk \
    svartskalle blatte neger mörkhyad mörkhyade ljushyad svarthårig utländsk utländskt utlänning utlänningen invandrare invandraren invandrarkille invandrartjej nyanländ nyanlända flykting flyktingen asylsökande papperslös papperslösa ensamkommande etnisk etniskt ursprung härkomst hudfärg slöja slöjan hijab niqab burka turban kippa \
    nazist nazisten kommunist vänsterpartist sverigedemokrat socialdemokrat miljöpartist fackligt-ansluten fackombud facklig skyddsombud";
