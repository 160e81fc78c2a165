# Personuppgiftsskyddet: vad som hittats, varför det syns och hur bestämt.
guard-level-block = Får inte sparas
guard-level-confirm = Ta bort eller motivera
guard-level-hint = Tänk efter

guard-class-personnummer = Personnummer
guard-class-samordningsnummer = Samordningsnummer
guard-class-phone = Telefonnummer
guard-class-email = E-postadress
guard-class-handle = Konto i sociala medier
guard-class-plate = Registreringsnummer
guard-class-dwelling = Någons bostad
guard-class-name = Personnamn
guard-class-birthdate = Födelsedatum
guard-class-combination = Uppgifter som tillsammans pekar ut någon
guard-class-special = Känslig uppgift

guard-reason-personnummer = Ett personnummer pekar ut en bestämd person. Det får inte stå i en lägesbild.
guard-reason-samordningsnummer = Ett samordningsnummer pekar ut en bestämd person. Det får inte stå i en lägesbild.
guard-reason-phone = Ett telefonnummer leder till en bestämd person. Skriv vem man ska nå med en funktion i stället.
guard-reason-email = En e-postadress leder ofta till en bestämd person. Använd en funktionsadress utanför texten.
guard-reason-handle = Ett konto i sociala medier leder till en bestämd person.
guard-reason-plate = Ett registreringsnummer leder till fordonets ägare. Skriv i stället vad det är för fordon.
guard-reason-dwelling = Det här pekar ut var någon bor. Skriv gatan eller området utan lägenhet och våning.
guard-reason-name = Det ser ut som ett personnamn. Lägesbilden handlar om platser, inte om personer. Är det en plats går den att godkänna.
guard-reason-birthdate = Ett födelsedatum pekar ut en person. Skriv en ungefärlig ålder om den behövs.
guard-reason-combination = Ålder, skolklass, befattning och plats kan tillsammans peka ut en person för den som bor i området. Räcker det med mindre?
guard-reason-special = Hälsa, ursprung, religion och liknande är känsliga uppgifter enligt artikel 9 i dataskyddsförordningen när de gäller en person. Behövs det för att förstå platsen?
