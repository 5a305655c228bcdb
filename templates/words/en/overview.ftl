# Numbers
number-point = .
number-percent = { $n }%
number-unit = { $n } { $unit }
unit-seconds = s
unit-minutes = min
sentences = { $one } { $two }

# The overview
overview-title = Overview
overview-lead-1h = Since { $from } UTC, compared with the hour before.
overview-lead-24h = Since { $from } UTC, compared with the 24 hours before.
overview-lead-7d = Since { $from } UTC, compared with the 7 days before.
overview-lead-30d = Since { $from } UTC, compared with the 30 days before.
overview-sums-1h = Sums are compared without the five minutes that are not over.
overview-sums-24h = Sums are compared without the hour that is not over.
overview-sums-7d = Sums are compared without the six hours that are not over.
overview-sums-30d = Sums are compared without the day that is not over.
overview-since = Counting began on { $at }. There is nothing before that.
overview-proxy = All clients of a proxy count as one
overview-proxy-unlisted = The proxy at { $address } is not in the setting trusted_proxies, so its clients share one limit and one address. List it.
overview-proxy-header = The proxy at { $address } does not write the header that the setting trusted_header names, so its clients share one limit and one address.
overview-ranges = Time range
overview-range-1h = 1 hour
overview-range-24h = 24 hours
overview-range-7d = 7 days
overview-range-30d = 30 days
overview-before-1h = Hour before
overview-before-24h = 24 hours before
overview-before-7d = 7 days before
overview-before-30d = 30 days before
overview-all-stops = See stopped texts
overview-empty = No texts yet
overview-empty-text = Figures appear here as soon as somebody asks for a code.
overview-figures = Figures
overview-rate = Codes that led to a sign-in
overview-requested = Codes requested
overview-delivered = Delivered
overview-median = Median time to sign in
overview-texts = Texts per sign-in
overview-cost = Cost
overview-none = None
overview-no-receipts = No receipts
overview-told = Receipts came for { $known } of { $taken }
overview-points = { $n } points
overview-same = No change
overview-no-before = Nothing to compare with
overview-up = up
overview-down = down
overview-table = Show as a table
overview-col-time = Time (UTC)

# Sign-in rate over time
rate-now = This period
rate-chart = Line chart: share of codes that led to a sign-in, over time
rate-volume = Bar chart: codes requested over time, at most { $most } at once
rate-between = This period between { $low } and { $high }.
rate-between-before = The period before between { $low } and { $high }.
rate-no-before = No codes in the period before.
rate-few = { $part } of { $whole } codes led to a sign-in.
rate-steady = Steady near { $rate }.
rate-fell = Near { $before } until { $at }, then down to { $after }.
rate-rose = Near { $before } until { $at }, then up to { $after }.
rate-dip = Near { $usual }, except { $at }: { $low }.
rate-note-1h = Bars are codes requested. The last five minutes are not over.
rate-note-24h = Bars are codes requested. The last hour is not over.
rate-note-7d = Bars are codes requested. The last six hours are not over.
rate-note-30d = Bars are codes requested. The last day is not over.
rate-no-chart = A chart is drawn from 30 codes on.
overview-points-1h = Little happened: a point of a line stands for { $n } minutes.
overview-points-24h = Little happened: a point of a line stands for { $n } hours.
overview-points-7d = Little happened: a point of a line stands for { $n } hours.
overview-points-30d = Little happened: a point of a line stands for { $n } days.
rate-table = Sign-in rate over time
rate-col-requested = Requested
rate-col-now = Signed in
rate-not-over = not over
rate-none = No codes in this time
rate-none-text = Choose a longer time, or wait for the next sign-in.

# From request to sign-in
funnel-title = From request to sign-in
funnel-requested = Code requested
funnel-accepted = Accepted by a provider
funnel-delivered = Delivered
funnel-entered = Code entered
funnel-verified = Signed in
funnel-not-taken = { $n } not accepted
funnel-not-delivered = { $n } not delivered.
funnel-untold = { $n } without a receipt.
funnel-not-entered = { $n } never entered
funnel-not-verified = { $n } wrong, expired or blocked
funnel-limited = Besides, our own limits stopped { $n } before a provider was asked.
funnel-most-taken = Most codes that are lost are not accepted by a provider.
funnel-most-delivered = Most codes that are lost are not delivered.
funnel-most-entered = Most people who stop never enter the code.
funnel-most-verified = Most people who stop enter a code, but not the right one in time.
funnel-no-loss = Every code led to a sign-in.

# By country
regions-title = By country
regions-caption = Results by country, most requests first
regions-change = Change is in percentage points.
regions-col-country = Country
regions-col-rate = Led to a sign-in
regions-col-change = Change
regions-fell = { $country } fell most: from { $before } to { $now }.
regions-none-fell = No country fell by more than chance would do.
regions-others = { $n ->
    [one] 1 other country
   *[other] { $n } other countries
}

# Providers' answers
answers-title = Provider answer time
answers-chart = Line chart: 95th percentile of each provider's answer time, over time
answers-of = { $provider }: half within { $half }, 95% within { $most }.
answers-steady = 95% of the answers of { $provider } came within { $time }.
answers-peak = { $provider } slowed down ({ $at }): 95% within { $time }, otherwise within { $usual }.
answers-note = Lines show the time that 95% of the answers came within.
answers-no-chart = A chart is drawn from 30 answers on.
answers-table = Provider answer time over time, the median and the 95th percentile
answers-half = { $provider }, 50%
answers-most = { $provider }, 95%
answers-none = No answers in this time
answers-none-text = Times appear here as soon as a provider was asked.

# Why texts were not delivered
failures-title = Why texts were not delivered
failures-failed = { $n } failed.
failures-went-on = { $n } were then handed to another provider.
failures-none = All texts that providers told about were delivered.
failures-none-known = Providers accepted all texts. Without receipts nobody knows what was delivered.
failures-empty = No failures
failures-limits = Stopped by our own limits
reason-invalid_number = The number cannot get texts
reason-opted_out = The person told the texts to stop
reason-unreachable = Phone switched off or out of reach
reason-blocked = The number is on a list of those without texts
reason-region = The account may not send to the country
reason-balance = The account has no money or is suspended
reason-config = Credentials, sender or template are wrong
reason-rate = Sent too fast for the provider
reason-outage = The provider was down or did not answer
reason-silenced = Not sent: the number is blocked
reason-unknown = No reason given
limit-phone = Too many texts to one number
limit-known = Too many texts to one number that its own browsers asked for
limit-wait = Asked again too early
limit-requester = Too many from one address
limit-countries = Too many countries from one address
limit-range = Number range stopped by itself
limit-country = Country stopped by itself
limit-total = Too many texts in all
limit-test = Too many codes for a test number
limit-money = The day's budget is spent
limit-stopped = Range or country stopped by an admin

# Ranges to watch
ranges-title = Number ranges to watch
ranges-take = Where 5 or more texts, and more than half, were not answered today and yesterday (UTC).
ranges-col-start = Starts with
ranges-col-unanswered = Not answered
ranges-of = { $n } of { $texts }
ranges-unanswered = Not answered:
ranges-col-state = State
ranges-stopped = Stopped by itself
ranges-col-decision = Decision
ranges-change = Change
ranges-none = No range stands out
ranges-none-text = A range appears here when texts to it go unanswered.
