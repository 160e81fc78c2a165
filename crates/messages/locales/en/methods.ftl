methods-title = How we count
methods-intro = Every figure and every number in Samsyn has a card that says what it means, what it does not say, and how it is computed.
methods-all = All methods
methods-link = How we calculate this
methods-says = What it says
methods-not = What it does not say
methods-data = Which material it rests on
methods-parameters = Limits and settings
methods-source = Source
methods-version = Version
methods-version-value = Samsyn { $version }

method-trend-name = Incidents a week and the expected
method-trend-says = How many incidents each week has, and between which numbers the week should lie if nothing has changed. Outside the expected is unusual.
method-trend-not = Why it happened, or how many crimes are really committed. A changed will to report shows as more or fewer incidents.
method-trend-data = Every incident of the selection, counted in the week that it happened. What came in late counts when it comes.
method-trend-parameters = Compared with the nearest weeks before, normally twelve; with three years of material also with the same time of earlier years. The expected holds 95 weeks of 100 when nothing has changed. With more spread than chance it is wider.
method-trend-source = Krishnamoorthy and Peng 2011 (prediction of Poisson counts), with overdispersion as in Noufaily et al. 2013.

method-notable-name = What stands out
method-notable-says = Which kinds of incident, districts and places have grown or fallen more than chance gives, the strongest first.
method-notable-not = That what is not named is fine, or that what is named matters most. The meeting decides that.
method-notable-data = Incidents by source, district and kind in the week and up to a year before, and the position of those that have one. A source that sends more or less than usual moves what is expected, so that more reporting is not taken for more crime.
method-notable-parameters = All questions of the week are asked under one rule, set for at most one false alarm a month in a municipality. Places are circles of 150 metres over one to four weeks.
method-notable-source = Kulldorff et al. 2005 (what chance gives within each source), Tarone 1990 (many questions at once), Hoeffding 1956.

method-comparison-name = More or less than expected
method-comparison-says = Whether a count is larger, smaller or about as expected, and how sure that is: clear, probable, within chance or cannot be decided.
method-comparison-not = Per cent of small numbers. From two to four is no doubling to rely on, so it is not said.
method-comparison-data = The count of the week and of the weeks before, for the same selection.
method-comparison-parameters = Clear: chance gives this at most once in a hundred. Probable: at most five in a hundred. With fewer than four weeks to compare with it cannot be decided.
method-comparison-source = Krishnamoorthy and Peng 2011; Thatcher 1964.

method-map-name = The map
method-map-says = Where the incidents are: districts shaded by count, circles for squares, and a smoothed surface when there are enough exact positions.
method-map-not = The risk of living at a place, or where the next incident happens. A shaded district may be large or have many visitors.
method-map-data = Positions of the incidents, never finer than a place. Incidents without a position count in their district.
method-map-parameters = Squares of 250, 1,000 or 2,000 metres. The surface is drawn only with at least 30 different positions and none with more than 30 per cent; otherwise centre points make false peaks.
method-map-source = Silverman 1986 (kernel density, quartic kernel); Chainey and Ratcliffe 2005.

method-hot-spots-name = Places with much
method-hot-spots-says = Which places have most incidents, whether they have more than expected, and how many weeks in a row.
method-hot-spots-not = That the place is dangerous, or that it will have much next week. A simple count says about as much of next year as more complicated maps.
method-hot-spots-data = Incidents with the name of a place, else the district, of the week and of four weeks.
method-hot-spots-parameters = At least three incidents, at most ten places in each list. Compared with times as long before.
method-hot-spots-source = Camacho Doyle, Gerell and Andershed 2021; Krishnamoorthy and Peng 2011.

method-pulse-name = Week pulse
method-pulse-says = Which weekdays and hours have most incidents.
method-pulse-not = The exact time of what happened while nobody saw. It is spread evenly over the time between last seen and found, which smooths true peaks.
method-pulse-data = First and last possible time of the incidents, in Swedish time.
method-pulse-parameters = Incidents that may have happened during more than seven days are not in the pulse, but their number stands under it.
method-pulse-source = Ratcliffe 2000 and 2002 (aoristic analysis); Ashby and Bowers 2013 on its limits.

method-silence-name = Who has reported
method-silence-says = Who usually sends material each week but has not, and who has said that the week was quiet.
method-silence-not = That it is quiet where nobody reports. Silence is not zero.
method-silence-data = When each sender last came with something, and the answer quiet week.
method-silence-parameters = Of those set to send each week, when the week is over.
method-silence-source = Samsyn's own rule.

method-near-repeat-name = Near in time and place
method-near-repeat-says = Whether incidents of a kind come nearer each other in time and place than chance gives: after a burglary the risk nearby is raised for a time.
method-near-repeat-not = Who did it, that it is the same person, or where the next will be. It describes what has happened and is no forecast for a place.
method-near-repeat-data = Incidents with position and day. Without exact positions it cannot be done.
method-near-repeat-parameters = Pairs within 200 metres and 14 days, unless something else is said. The probability comes from shuffling the days again and again, normally 999 times.
method-near-repeat-source = Knox 1964; Johnson and Bowers 2004; Ratcliffe's Near Repeat Calculator.

method-scan-name = Clusters in time and space
method-scan-says = Whether an area in a few days has more incidents than the area's and the days' own counts give reason to expect.
method-scan-not = Why, and not where the border runs either: the circle is the search's, not the problem's.
method-scan-data = Incidents with position and day.
method-scan-parameters = Largest radius and longest time are chosen before the search. The probability is of all circles together and comes from shuffling the days.
method-scan-source = Kulldorff et al. 2005 (space-time permutation).

method-before-after-name = Before and after an action
method-before-after-says = How many incidents the place had before and after, against the rest of the municipality in the same weeks.
method-before-after-not = That the action is the cause. Used when nothing was agreed on before the decision, and therefore weighs less than an assessment that was.
method-before-after-data = Incidents in the action's district and in the rest of the municipality.
method-before-after-parameters = Equally many whole weeks on each side, at least { $from } and at most { $to }. The weeks of the action itself are left out.
method-before-after-source = Krishnamoorthy and Thomson 2004 (E-test); Garwood 1936 (interval).

method-verdict-name = Did the action help?
method-verdict-says = Whether there were fewer incidents than chance, season and similar districts explain: helped, probably did not help, or cannot be decided.
method-verdict-not = Why it happened. Something else may have happened at the same time, and a changed will to report shows as an effect. Cannot be decided does not mean that the action had none.
method-verdict-data = Incidents a week in the action's district, in comparison districts where nothing is done, and in the districts around. Everything before the decision is frozen with the decision.
method-verdict-parameters = Up to { $from } weeks before, at least { $to }. The last { $n } before the decision are not counted, for they are often the reason for it. The number of weeks after is chosen before the decision and the answer given once. A reduction of 25 per cent is held worth the effort. Helped is said at most once in twenty when nothing has happened.
method-verdict-source = Difference in differences of logarithms; DerSimonian and Laird 1986 for how areas drift apart; Wheeler and Ratcliffe 2018 and Bowers and Johnson 2003 for displacement; Bernal, Cummins and Gasparrini 2017 for the time series; Barnett et al. 2005 for regression to the mean.

method-suppression-name = Small numbers that are hidden
method-suppression-says = That there are some incidents, but not how many, when the number is so small that someone could be recognised.
method-suppression-not = The hidden number, nor by subtracting totals or comparing with an earlier edition.
method-suppression-data = Counts by district and kind in the public edition.
method-suppression-parameters = Numbers below { $from } are hidden, of sensitive kinds below { $to }. More numbers are hidden so that none of them can be worked out.
method-suppression-source = Hundepool et al. 2012 (Statistical Disclosure Control).

method-periods-name = Some weeks against others
method-periods-says = Whether more or fewer happened a week in one time than in another, how many times as many, and how sure that is.
method-periods-not = Why it became so. Season, weather and changed reporting are not taken away, and whoever chooses weeks after having seen them always finds something.
method-periods-data = The number of incidents in each of the weeks, for the same selection.
method-periods-parameters = With at least four weeks on each side it is counted in that weeks vary more than chance; with fewer an E-test is made, which cannot. Clearly: chance gives such a difference at most once in a hundred. Probably: at most five in a hundred.
method-periods-source = Quasi-Poisson on a step (McCullagh and Nelder 1989); Krishnamoorthy and Thomson 2004 (E-test); Garwood 1936 (intervals).

method-concentration-name = How gathered it is
method-concentration-says = How few squares have a quarter, half and four fifths of the incidents, and which have most.
method-concentration-not = That the squares are dangerous, or why it is gathered there. With few incidents it always looks gathered, and the number depends on the size of the squares.
method-concentration-data = Incidents with a position. Those without are left out, but their number is told.
method-concentration-parameters = Squares of 250, 500 or 1,000 metres, the same from week to week. At least 20 incidents. The Gini coefficient is over all ground of the chosen districts, empty squares too, and corrected for few incidents.
method-concentration-source = Weisburd 2015; Bernasco and Steenbeek 2017.

method-hot-squares-name = Squares with more than expected
method-hot-squares-says = Which squares have, together with their eight neighbours, more incidents than chance gives.
method-hot-squares-not = The risk to whoever is there, or where the next incident will be. The map often shows where most people are.
method-hot-squares-data = Incidents with a position. Those without are left out, but their number is told.
method-hot-squares-parameters = Squares of 250, 500 or 1,000 metres: those with incidents and those beside them. At least 20 incidents in all and five around a square. When most squares are empty the normal distribution finds too much. All other squares' numbers are therefore thrown about, 999 to 49,999 times from a fixed beginning so that the answer stays the same, and the neighbours must seldom get as many; at most one in twenty of the squares pointed at is chance. What shows by the normal distribution alone is told apart, as uncertain. The square keeps its own number: a single square with many is found in How gathered it is.
method-hot-squares-source = Getis and Ord 1992, Ord and Getis 1995 (Gi*); Anselin 1995 (throwing the neighbours about); Benjamini and Hochberg 1995.

method-density-name = Density as a surface
method-density-says = Where incidents lie densely, smoothed to a surface, and its tops. The scale is the same for every material, so that two surfaces can be laid side by side.
method-density-not = The risk to whoever is there, or where the next incident will be. The surface is highest where most people are, the width rules the picture, and water and forest count as places where it could have happened.
method-density-data = Incidents with a position in the chosen districts. Those without are left out, but their number is told. When many have the same position, as when positions are coded to the middle of an area, no surface is made.
method-density-parameters = Quartic kernel with a radius of 300 to 2,000 metres on cells of 100 to 500 metres; the radius is at least two cells. At least 20 incidents and 30 different positions, and at most three in ten on one and the same. The steps of the scale are 0.5, 2, 8 and 32 incidents per square kilometre and week. A top has at least five incidents within the radius and is told by its square of 250 metres. No correction at the municipality's edge, where the surface is too low. As a check in hindsight: how large a share of the last four weeks' incidents the densest twentieth of the ground of the weeks before had (PAI), against the best choice there was (PEI).
method-density-source = Silverman 1986; Chainey, Tompson and Uhlig 2008 (PAI); Hunt 2016 (PEI).

method-life-lines-name = Places through the weeks
method-life-lines-says = Which places have gathered incidents, and whether they are new, grow, shrink, move or are gone.
method-life-lines-not = Why a place grows or goes, or what will come. Changed reporting and changed names show as well. Two places that grow together become one that grows and one that is gone.
method-life-lines-data = Incidents with a position, in stages of four weeks. Those without are left out.
method-life-lines-parameters = A place is at least five incidents within 150 metres of each other in four weeks; more where there is much. It is the same place in the next stage when its middle lies within 300 metres, and has moved when it lies more than 100 metres away. Growing and shrinking: chance gives so large a difference at most once in ten (E-test). One stage without incidents may lie between.
method-life-lines-source = Ester et al. 1996 (DBSCAN); Krishnamoorthy and Thomson 2004 (E-test). Following from stage to stage is Samsyn's own.

methods-kept = The result
methods-kept-intro = The result is kept with its question. Whoever runs Samsyn can compute it anew from the material as it was then, with samsyn recompute and the result's number, and see that it is equal.
methods-result = Number
methods-result-at = Kept
methods-result-as-of = Material up to log entry
methods-result-analysis = Version of the computations
methods-result-input = Digest of the material
methods-result-output = Digest of the answer
