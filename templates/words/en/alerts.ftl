# Alerts
alerts-title = Alerts
alerts-lead = What is out of the ordinary is looked for once a minute, and closes by itself when it has stayed calm for a while. All times are UTC.
alerts-open = Open now
alerts-open-none = Nothing is out of the ordinary
alerts-open-none-text = An alert appears here when fewer codes than usual lead to a sign-in, a provider fails or is slow, texts to a place stop, a budget is nearly spent, many wrong codes are tried, an app is not told of sign-outs, or a webhook takes nothing.
alerts-closed = Closed
alerts-closed-none = No alert has closed yet
alerts-closed-none-text = Alerts that are over stay here as long as the records of texts.
alerts-pages = Pages of closed alerts
alerts-col-what = What
alerts-col-opened = Opened
alerts-col-closed = Closed
alerts-since-critical = Critical, open since
alerts-since-warning = Warning, open since
alerts-was = That was at { $at }; now it is { $part } of { $whole }.
alerts-calm = It has calmed down, and closes at { $at } if it stays so.
alerts-more = { $n ->
    [one] 1 more alert is open.
   *[other] { $n } more alerts are open.
}
alerts-all = See all alerts
alerts-do-hour = See the last hour
alerts-do-answers = See how long providers take
alerts-do-failures = See why texts fail
alerts-do-money = See today’s money
alerts-do-apps = See the apps
alerts-do-webhooks = See the webhooks

# Each kind: what it is, in numbers, and what is usual
alert-sign-ins-title = Fewer codes to { $subject } lead to a sign-in
alert-sign-ins-title-all = Fewer codes lead to a sign-in
alert-sign-ins-text = { $part ->
    [0] None of { $whole } texts led to a sign-in.
    [one] 1 of { $whole } texts ({ $value }) led to a sign-in.
   *[other] { $part } of { $whole } texts ({ $value }) led to a sign-in.
}
alert-sign-ins-usual = It is usually { $usual } at this time of day. Below { $bound } is an alert.
alert-sign-ins-usual-none = There are too few earlier texts to say what is usual. Below { $bound } is an alert.
alert-failures-title = Texts through { $subject } fail
alert-failures-text = { $part ->
    [one] 1 of { $whole } texts ({ $value }) failed within a quarter of an hour.
   *[other] { $part } of { $whole } texts ({ $value }) failed within a quarter of an hour.
}
alert-failures-usual = It is usually { $usual } at this time of day. Above { $bound } is an alert.
alert-failures-usual-none = There are too few earlier texts to say what is usual. Above { $bound } is an alert.
alert-slow-title = { $subject } is slow
alert-slow-text = { $part ->
    [one] 1 of { $whole } answers took longer than { $bound }, the slowest twentieth { $value } or more.
   *[other] { $part } of { $whole } answers took longer than { $bound }, the slowest twentieth { $value } or more.
}
alert-slow-usual = The slowest twentieth usually takes { $usual } or more at this time of day.
alert-slow-usual-none = There are too few earlier answers to say what is usual. More than one in ten is an alert.
alert-stopped-title = On guard: texts to { $subject }
alert-stopped-text = { $whole ->
    [0] No text was sent there.
    [one] 1 text was sent there and { $part ->
        [0] it did not lead
       *[other] it led
    } to a sign-in.
   *[other] { $whole } texts were sent there and { $part ->
        [0] none
       *[other] { $part }
    } led to a sign-in.
} This can be fraud that makes you text expensive numbers.
alert-stopped-usual = In the 14 days before, { $usual } did.
alert-stopped-usual-none = In the 14 days before there were no texts.
alert-place = { $range }, { $country }
alert-stopped-range-title = On guard: texts to numbers starting { $subject }
alert-stopped-range-text = { alert-stopped-text }
alert-stopped-range-usual = { alert-stopped-usual }
alert-stopped-range-usual-none = { alert-stopped-usual-none }
alert-budget-near-title = The day’s budget for { $subject } is nearly spent
alert-budget-near-title-all = The day’s budget is nearly spent
alert-budget-near-text = { $value } of { $bound } was spent since midnight UTC. That is { $part } %.
alert-budget-near-usual-none = From 80 % on is an alert. When all is spent, texts are refused until midnight UTC.
alert-budget-spent-title = The day’s budget for { $subject } is spent
alert-budget-spent-title-all = The day’s budget is spent
alert-budget-spent-text = { $value } of { $bound } was spent since midnight UTC, and there is no room for the next text.
alert-budget-spent-usual-none = Texts are refused until midnight UTC.
alert-guesses-title-all = Many wrong codes are tried
alert-guesses-text = Browsers that never signed in here tried more than { $n } wrong codes within { $value }.
alert-guesses-usual-none = Their new codes have eight digits until that is over. More than { $n } is an alert; limits.guesses sets it.
alert-webhook-title = Webhook { $subject } takes nothing
alert-webhook-text = Every try to tell it something failed for a day, or it said that it is gone.
alert-webhook-usual-none = What happens is kept for it. After three days it is paused until an admin resumes it.
alert-logout-notices-title = { $subject } does not hear of sign-outs
alert-logout-notices-text = { $part ->
    [one] It could not be told of 1 sign-out within the last day.
   *[other] It could not be told of { $part } sign-outs within the last day.
}
alert-logout-notices-usual-none = Each is tried for a day. Until the app ends a sign-in by itself, people stay signed in there.
