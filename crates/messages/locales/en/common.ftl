incidents = { $n ->
    [one] { $n } incident
   *[other] { $n } incidents
 }
weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
 }
product = Samsyn
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
weekday-short-0 = Mon
weekday-short-1 = Tue
weekday-short-2 = Wed
weekday-short-3 = Thu
weekday-short-4 = Fri
weekday-short-5 = Sat
weekday-short-6 = Sun
change-new = new
change-grown = grown
change-unchanged = unchanged
change-shrunk = shrunk
change-gone = gone
change-unknown = cannot be told
certainty-clear = clear
certainty-probable = probable
certainty-within-chance = within chance
certainty-cannot-tell = cannot be told
state-open = Open
state-closed = Closed
state-draft = Draft
state-published = Published
step-close = Close the week
step-reopen = Reopen the week
step-draft = Make the draft
step-publish = Publish
step-correct = Publish a corrected version
holiday-new-year = New Year’s Day
holiday-epiphany = Epiphany
holiday-good-friday = Good Friday
holiday-easter-eve = Easter Eve
holiday-easter = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-walpurgis = Walpurgis Night
holiday-may-day = May Day
holiday-ascension = Ascension Day
holiday-pentecost = Pentecost
holiday-national-day = National Day
holiday-midsummer-eve = Midsummer Eve
holiday-midsummer = Midsummer Day
holiday-all-saints = All Saints’ Day
holiday-lucia = Lucia
holiday-christmas-eve = Christmas Eve
holiday-christmas = Christmas Day
holiday-boxing-day = Boxing Day
holiday-new-years-eve = New Year’s Eve
