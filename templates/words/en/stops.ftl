# Stopped texts
stops-title = Stopped texts
stops-lead = Where many texts are asked for and nobody signs in, a number range or a country is on guard by itself: it gives fewer texts, first to networks that leave none unanswered. Browsers that signed in with a number before still get its texts. All times are UTC.
stops-now = On guard now
stops-now-none = Nothing is on guard
stops-now-none-text = A number range or a country appears here when too many texts to it are not answered.
stops-over = On guard in the last 24 hours
stops-over-text = Texts go there again, as far as nothing else is decided below.
stops-more = There are more than these. Look at the countries first.
stops-today = Today
stops-from = Since { $date },
stops-reason-range = { $texts ->
    [0] { $day } no text to numbers starting { $place } was sent.
    [one] { $day } 1 text to numbers starting { $place } was sent and { $verified ->
        [0] it did not lead
       *[other] it led
    } to a sign-in.
   *[other] { $day } { $texts } texts to numbers starting { $place } were sent and { $verified ->
        [0] none
       *[other] { $verified }
    } led to a sign-in.
}
stops-reason-country = { $texts ->
    [0] { $day } no text to { $place } was sent.
    [one] { $day } 1 text to { $place } was sent and { $verified ->
        [0] it did not lead
       *[other] it led
    } to a sign-in.
   *[other] { $day } { $texts } texts to { $place } were sent and { $verified ->
        [0] none
       *[other] { $verified }
    } led to a sign-in.
}
stops-before = { $texts ->
    [0] In the 14 days before there were no texts.
   *[other] In the 14 days before it was { $verified } of { $texts }.
}
stops-since = On guard since
stops-last = Last refusal
stops-next = The next text goes there in { $wait }.
stops-country-allow = Texts to { $country } are allowed.
stops-country-stop = Texts to { $country } are stopped for good.
stops-buttons = More unanswered texts today: so many go there, whoever asks, and the defence stays. Allow: texts go there, answered or not. Stop for good: only browsers that signed in with a number before get its texts. Both of these hold until you undo them.
stops-give = more unanswered texts today
stops-more-texts = How many
stops-given = { $texts } more unanswered texts were given for today.
stops-networks = { $texts ->
    [0] Nobody asked for texts in the last 24 hours that are unanswered.
   *[other] In the last 24 hours { $networks ->
        [one] 1 network
       *[other] { $networks } networks
    } asked for { $texts } texts that nobody answered.
}
stops-notice = { $usual ->
    [0] Usually nobody signs in there.
    [one] Usually 1 person a day signs in there.
   *[other] Usually { $usual } people a day sign in there.
} Those from networks that left no texts unanswered notice nothing as a rule; the others are asked to come back later.
stops-costs = A further day on guard costs at most { $guard }, for { $day } texts. Each text that you give costs { $price } at most. Allow costs at most the day’s budget, { $budget }. Stop for good costs nothing.
stops-costs-unbounded = A further day on guard costs at most { $guard }, for { $day } texts. Each text that you give costs { $price } at most. What Allow costs has no bound, for there is no budget. Stop for good costs nothing.
stops-costs-unknown = A further day on guard gives at most { $day } texts that nobody answers. Prices are not configured.
stops-allow = Allow
stops-stop = Stop for good
stops-stop-ask = Stop for good…

# What was decided
stops-decided = Decisions
stops-decided-none = Nothing is decided
stops-decided-none-text = What you allow or stop for good appears here.
stops-col-place = Where
stops-col-decision = Decision
stops-col-when = When and by whom
stops-col-share = Signed in, 14 days
stops-col-undo = Undo
stops-decision-allow = Allowed
stops-decision-stop = Stopped for good
stops-share = { $texts ->
    [0] no texts
   *[other] { $verified } of { $texts }
}
stops-watch = Watch again

# By hand
stops-hand = Decide by hand
stops-country = Country
stops-range = Numbers starting
stops-range-hint = The number less its last 4 digits, like +91 98765 4
stops-range-empty = Enter what the numbers start with
stops-range-format = Enter a + and the digits that the numbers start with, like +91 98765 4
stops-range-short = Enter more digits: the whole number less its last 4 digits
stops-range-long = Leave out the last 4 digits of the number
stops-confirm-title = Stop texts to { $country }?
stops-confirm-text = Nobody with a number there can sign in or sign up, except in a browser that signed in with that number before. Number ranges that you allowed still get texts. This holds until you undo it.
stops-confirm-do = Stop texts to { $country }

# Money
spending-title = Money today
spending-lead = From midnight UTC on, at the prices of the configuration.
spending-all = All countries
spending-of = { $amount } of { $budget }
spending-fine = Below 80 %
spending-warned = 80 % reached
spending-spent = Texts refused since

# What was done just now, in one line
done-allowed = Texts there are allowed.
done-stopped = Texts there are stopped.
done-watched = Your decision is undone.
