# The personal-data guard: what was found, why it is shown and how firmly.
guard-level-block = Cannot be saved
guard-level-confirm = Remove or give a reason
guard-level-hint = Think again

guard-class-personnummer = Personal identity number
guard-class-samordningsnummer = Coordination number
guard-class-phone = Telephone number
guard-class-email = E-mail address
guard-class-handle = Account in social media
guard-class-plate = Registration plate
guard-class-dwelling = Somebody's home
guard-class-name = Name of a person
guard-class-birthdate = Date of birth
guard-class-combination = Details that together point somebody out
guard-class-special = Sensitive detail

guard-reason-personnummer = A personal identity number points at one person. It must not stand in a picture of the situation.
guard-reason-samordningsnummer = A coordination number points at one person. It must not stand in a picture of the situation.
guard-reason-phone = A telephone number leads to one person. Say whom to reach by function instead.
guard-reason-email = An e-mail address often leads to one person. Use the address of a function outside the text.
guard-reason-handle = An account in social media leads to one person.
guard-reason-plate = A registration plate leads to the vehicle's owner. Say what kind of vehicle it is instead.
guard-reason-dwelling = This shows where somebody lives. Write the street or the area without apartment and floor.
guard-reason-name = This looks like the name of a person. The picture is about places, not persons. If it is a place it can be approved.
guard-reason-birthdate = A date of birth points at a person. Write an approximate age if it is needed.
guard-reason-combination = Age, school class, position and place can together point somebody out to those who live there. Is less enough?
guard-reason-special = Health, origin, religion and the like are sensitive under article 9 of the General Data Protection Regulation when they concern a person. Is it needed to understand the place?
