nav-words = Words
categories-title = Categories and levels
categories-intro = Categories and their codes are the same in every municipality, so that numbers can be compared. What they are called here, which are in the report form and in what order is yours to decide.
categories-list = Categories
categories-name = Name
categories-code = Code
categories-form = Report form
categories-subtypes-title = Subtypes
categories-subtypes = { $n ->
    [0] None
    [one] 1
   *[other] { $n }
 }{ $count ->
    [0] {""}
   *[other] , { $count } your own
 }
categories-subtypes-intro = Subtypes say more closely what it is about. You can add your own. They count in the category, so that comparison with other municipalities holds.
categories-subtypes-none = The category has no subtypes.
categories-shipped = Shared name: { $name }
categories-add = Add a subtype of your own
categories-add-sv = Name in Swedish
categories-add-en = Name in English (not needed)
categories-add-save = Add the subtype
categories-kind-crime = crime
categories-kind-unsafety = unsafety
categories-kind-planned = planned
categories-kind-other = other
levels-title = Words of the levels
levels-intro = The meeting judges each district by one of four levels. The colours are the same in every municipality. The word and the criterion are yours to write.
levels-list = Levels
levels-level = Level
levels-criterion = Criterion
levels-demands = The level always demands an open action or a motive. That cannot be changed.
levels-published = A published picture keeps the words that held when it was published.
words-in-sv = In Swedish
words-in-en = In English
words-name = Name
words-name-shared = Shared: { $name }. At most { $n } characters. Leave empty for the shared one.
words-name-own = At most { $n } characters.
words-help = What belongs here
words-help-hint = One sentence, at most { $n } characters. Leave empty for the shared one.
words-shown = Is in the report form
words-shown-hint = What has been reported or is imported holds anyway and counts as before.
words-place-label = Place in the report form
words-place-hint = Those that have a place come first, in that order.
words-place-shared = None, the shared order
words-place = Place { $n }
words-offered = In the form
words-off = Not in the form
words-own = Your own
words-shipped = Shared
words-change = Change
words-change-of = Change { $name }
words-save = Save
words-reset = Go back to the shared one
words-kept = I have read the words. They hold no personal data
words-kept-hint = Tick only when what is marked points at no person.
words-shared-category = The code { $name } ({ $value }) is the same in every municipality.
words-shared-subtype = A shared subtype of { $category }.
words-shared-own = A subtype of your own of { $category }. It can be taken out of the form but not removed: what has been reported keeps its name.
words-shared-level = The colour { $name } is the same in every municipality. The name is written after the colour.
failure-words-name = Write a name of at most { $value } characters.
failure-words-help = Write a sentence of at most { $value } characters.
failure-words-taken = The name is too like another that is there already: { $value }. Choose another.
failure-words-none-left = At least one category besides coming arrangements must be in the report form.
failure-words-most = The category has as many subtypes of your own as it can have. Rewrite one that is not used.
report-what-belongs = What belongs where?
event-words-changed = Category or level reworded
levels-mean = What the levels mean
