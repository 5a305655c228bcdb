# Everywhere
language-label = ভাষা
skip = মূল অংশে যান
problem = একটি সমস্যা হয়েছে
error-prefix = ত্রুটি:
link-help = লগ ইনে সাহায্য
link-privacy = গোপনীয়তা
link-terms = শর্তাবলি
keep = না, ফিরে যান
sign-in = লগ ইন করুন
sign-out = লগ আউট করুন
never = কখনো না
yes = হ্যাঁ
no = না

# Durations
duration-seconds = { $n ->
    [one] { $n } সেকেন্ড
   *[other] { $n } সেকেন্ড
}
duration-minutes = { $n ->
    [one] { $n } মিনিট
   *[other] { $n } মিনিট
}
duration-hours = { $n ->
    [one] { $n } ঘণ্টা
   *[other] { $n } ঘণ্টা
}
ago-now = এইমাত্র
ago-minutes = { $n ->
    [one] { $n } মিনিট আগে
   *[other] { $n } মিনিট আগে
}
ago-hours = { $n ->
    [one] { $n } ঘণ্টা আগে
   *[other] { $n } ঘণ্টা আগে
}
ago-days = { $n ->
    [one] { $n } দিন আগে
   *[other] { $n } দিন আগে
}

# The phone form
step-1 = দুই ধাপের প্রথম
sign-in-title = মোবাইল নম্বর দিয়ে লগ ইন করুন
sign-in-lead = আমরা এসএমএসে { $digits } সংখ্যার একটি কোড পাঠাব।
sign-in-new = পাসওয়ার্ড লাগবে না। আপনি নতুন হলে এতে আপনার অ্যাকাউন্টও তৈরি হবে।
region-label = দেশ বা অঞ্চল
region-label-short = দেশ<span class="more-words"> বা অঞ্চল</span>
regions-likely = সম্ভাব্য
regions-all = সব
phone-label = মোবাইল নম্বর
phone-hint = যেমন <span class="num" dir="ltr" data-example>{ $example }</span>, অন্য দেশের জন্য + দিয়ে শুরু করুন
phone-hint-only = যেমন <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = + ও দেশের কোড দিয়ে শুরু করুন
send-code = এসএমএসে কোড পাঠান
no-texts-summary = আমি এসএমএস পাই না
no-texts-text = লগ ইন করতে এমন নম্বর লাগবে, যাতে এসএমএস আসে।
sending = পাঠানো হচ্ছে…
sending-slow = এখনো পাঠানো হচ্ছে। আধা মিনিট পর্যন্ত লাগতে পারে।
held-lead = যে নম্বরের শেষে <strong class="num" dir="ltr">{ $digits }</strong>, সেটির জন্য আপনি কোড চেয়েছেন।
held-go = কোড দিন
phone-empty = আপনার মোবাইল নম্বর দিন
phone-format = এটি ফোন নম্বর বলে মনে হচ্ছে না। শুধু সংখ্যাগুলো দিন, কোনো শব্দ বা এক্সটেনশন নয়
phone-too-short = { $digits ->
    [one] এই নম্বরে { $digits }টি সংখ্যা কম আছে ({ $country })
   *[other] এই নম্বরে { $digits }টি সংখ্যা কম আছে ({ $country })
}
phone-too-long = { $digits ->
    [one] এই নম্বরে { $digits }টি সংখ্যা বেশি আছে ({ $country })
   *[other] এই নম্বরে { $digits }টি সংখ্যা বেশি আছে ({ $country })
}
phone-not-mobile = এটি মোবাইল নম্বর নয় ({ $country })। এমন নম্বর দিন, যাতে এসএমএস আসে
phone-no-such-range = কোনো মোবাইল নম্বর এভাবে শুরু হয় না ({ $country })। প্রথম সংখ্যাগুলো দেখে নিন
phone-unknown-code = এই কোড কোনো দেশের নয়। + ও দেশের কোড দিয়ে শুরু করুন
phone-unknown-code-here = এই কোড কোনো দেশের নয়। এই দেশের ({ $country }) নম্বরের শুরু: +{ $code }
phone-no-region = দেশ বেছে নিন, অথবা নম্বরটি + ও দেশের কোড দিয়ে শুরু করুন
phone-no-texts = এই নম্বরে এসএমএস আসে না। একটি মোবাইল নম্বর দিন
phone-range-off = আমরা এই নম্বরে এসএমএস পাঠাই না। অন্য নম্বর দিন
phone-refused = এই নম্বরে আমাদের এসএমএস আসে না। অন্য মোবাইল নম্বর দিন
phone-opted-out = আপনি আগে আমাদের এসএমএস বন্ধ করেছেন। সেই এসএমএসের উত্তরে START লিখুন, অথবা অন্য নম্বর দিন
phone-country-off = আমরা এখনো এই দেশে ({ $country }) এসএমএস পাঠাই না

# Signing in again
again-title = আবার লগ ইন করুন
again-lead = আমরা <strong class="num" dir="ltr">{ $phone }</strong> নম্বরে নতুন কোড পাঠাব। সেটি না দেওয়া পর্যন্ত আপনার এখনকার লগ ইন চালু থাকবে।

# The text, as it will look
preview-title = এসএমএসটি দেখতে এমন
preview-none-title = এসএমএস সম্পর্কে
preview-digits = { $digits } সংখ্যা
preview-note = কোড জানতে আমরা কখনো ফোন করি না। কেউ ফোন করে চাইলে কেটে দিন।

# The code form
step-2 = দুই ধাপের দ্বিতীয়
step-2-app = দুই ধাপের দ্বিতীয়, লগ ইন: { $app }
code-title = আপনার ফোন দেখুন
code-lead = যে নম্বরের শেষে <strong class="num" dir="ltr">{ $digits }</strong>, সেটিতে আমরা এসএমএসে কোড পাঠিয়েছি।
code-sent-at = নতুন কোড পাঠানোর সময়:
code-sent-clock = { $time } UTC
code-lead-arrives = আসতে এক-দুই মিনিট লাগতে পারে।
code-lead-full = আমরা <strong class="num" dir="ltr">{ $phone }</strong> নম্বরে এসএমএসে কোড পাঠিয়েছি।
code-change = বদলান
code-label = { $digits } সংখ্যার কোড
code-works = কোডটি { $for } কাজ করবে
code-until = , শেষ সময়: { $time }
code-over = কোডটি আর কাজ করবে না
code-over-text = এগিয়ে যেতে নতুন কোড পাঠান।
code-over-none = এই লগ ইনের সব কোড পাঠানো হয়ে গেছে। এগিয়ে যেতে আবার শুরু করুন।
code-over-again = আবার শুরু করুন
tries-left = { $n ->
    [one] আর { $n } বার চেষ্টা করতে পারবেন।
   *[other] আর { $n } বার চেষ্টা করতে পারবেন।
}
code-empty = এসএমএসে আসা কোডটি দিন
code-length = কোডটি { $digits } সংখ্যার হতে হবে
code-wrong = কোডটি ঠিক নয়। এসএমএস দেখে আবার দিন
code-replaced = ওই কোড আর কাজ করবে না। পরে আসা এসএমএসের কোডটি দিন
code-expired = কোডটির মেয়াদ শেষ। নতুন কোড পাঠান
code-spent = অনেকবার ভুল কোড দেওয়া হয়েছে। নতুন কোড পাঠান
code-expired-none = কোডটির মেয়াদ শেষ
code-spent-none = অনেকবার ভুল কোড দেওয়া হয়েছে
code-longer = এখানে বা অন্য কোথাও অনেকবার ভুল কোড দেওয়া হয়েছে, তাই আপনার কোডটি এখন বেশি ছোট। নতুন কোড পাঠান: সেটি আরও লম্বা, আর অপেক্ষা করতে হবে না
code-other-tab = আপনি অন্য ট্যাবে আবার শুরু করেছেন। এই পাতায় এখন সর্বশেষ নম্বরটি আছে। সেটির কোড দিন
resend-title = এসএমএস পাননি?
resend = নতুন কোড পাঠান
resend-wait = <span data-left>{ $wait }</span> পরে নতুন কোড চাইতে পারবেন।
resend-ready = এখন নতুন কোড চাইতে পারেন।
resend-left = { $n ->
    [one] আর { $n }টি কোড চাইতে পারবেন।
   *[other] আর { $n }টি কোড চাইতে পারবেন।
}
resend-none = এই লগ ইনের সব কোড পাঠানো হয়ে গেছে। অন্য নম্বর দিন, অথবা আবার শুরু করুন।
other-number = অন্য নম্বর দিন

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = দুঃখিত, এখন আমরা এসএমএস পাঠাতে পারছি না
notice-unavailable-text = কয়েক মিনিট পরে আবার চেষ্টা করুন।
notice-unreachable-title = ফোনটিতে এখন সংযোগ পাওয়া যাচ্ছে না
notice-unreachable-text = ফোনটি চালু আছে ও নেটওয়ার্ক পাচ্ছে কি না, দেখুন। তারপর আবার চেষ্টা করুন, অথবা অন্য নম্বর দিন।
notice-opted-out-title = আপনি আমাদের এসএমএস বন্ধ করেছেন
notice-opted-out-text = আমাদের আগের এসএমএসের উত্তরে START লিখে নতুন কোড পাঠান, অথবা অন্য নম্বর দিন।
notice-country-off-title = আমরা এই নম্বরে এসএমএস পাঠাই না
notice-country-off-text = অন্য নম্বর দিন।
undelivered-title = অপারেটর আমাদের এসএমএস পৌঁছে দেয়নি
undelivered-text = নতুন কোড পাঠান, অথবা অন্য নম্বর দিন।
undelivered-no-texts-title = এই নম্বরে এসএমএস আসে না
undelivered-no-texts-text = অপারেটর এমনটাই জানিয়েছে। অন্য মোবাইল নম্বর দিন।
notice-limited-title = এখনই আর কোড পাওয়া যাবে না
notice-limited-text = { $wait } পরে আবার চাইতে পারবেন।
notice-paused-title = এ ধরনের নম্বরে এসএমএস পাঠানো আপাতত বন্ধ
notice-paused-text = { $wait } পরে আবার চেষ্টা করুন, অথবা অন্য নম্বর দিন।
notice-form-used-title = এই ফর্ম আগেই পাঠানো হয়েছে
notice-form-used-text = আবার কিছু পাঠানো হয়নি। নম্বরটি দেখে নিন এবং কোডের জন্য বোতামটি চাপুন।
notice-none-left-title = এই লগ ইনের জন্য আর কোড পাওয়া যাবে না
notice-none-left-text = আমাদের পাঠানো একটি কোড দিন, অথবা আপনার নম্বর দিয়ে আবার শুরু করুন।
notice-no-texts-title = এই নম্বরে এসএমএস আসে না
notice-no-texts-text = অন্য মোবাইল নম্বর দিন।

# Pages that only say something
cookies-title = আপনার ব্রাউজার আমাদের কুকি আটকে দিচ্ছে
cookies-text = আমরা কোড পাঠিয়েছি, কিন্তু কুকি ছাড়া এই পাতা বুঝতে পারে না যে আপনিই তা চেয়েছেন। ব্রাউজারের সেটিংসে এই সাইটের জন্য কুকির অনুমতি দিন, তারপর আবার শুরু করুন।
cookies-again = আবার শুরু করুন
cookies-text-before = কুকি ছাড়া আপনি কোডটি দিতে পারতেন না। ব্রাউজারের সেটিংসে এই সাইটের জন্য কুকির অনুমতি দিন, তারপর পাতাটি আবার লোড করুন। কোনো এসএমএস পাঠানো হয়নি।
already-used-title = কোডটি আগেই ব্যবহার করা হয়েছে
already-used-text = অন্য ট্যাবে লগ ইন করে থাকলে এটি বন্ধ করতে পারেন। না হলে আবার শুরু করুন।
already-used-again = আবার শুরু করুন
blocked-title = এই অ্যাকাউন্ট বন্ধ করে দেওয়া হয়েছে
blocked-text = এই নম্বর দিয়ে লগ ইন করা যাবে না। ভুল হয়েছে মনে হলে এই সাইটের পরিচালকদের সঙ্গে যোগাযোগ করুন।
error-reference = সাহায্য চাইলে এই নম্বরটি বলুন: <strong class="id">{ $reference }</strong>
error-not-found-title = পাতাটি পাওয়া যায়নি
error-not-found-text = ঠিকানাটি নিজে লিখে থাকলে ঠিক আছে কি না, দেখে নিন।
error-not-found-again = শুরুর পাতায় যান
error-method-title = এখানে এটি কাজ করে না
error-method-text = এই পাতা এভাবে ব্যবহার করা যায় না।
error-method-again = শুরুর পাতায় যান
error-cross-site-title = অনুরোধটি অন্য সাইট থেকে এসেছে
error-cross-site-text = আপনার নিরাপত্তার জন্য ফর্ম শুধু এই সাইটের নিজের পাতায় কাজ করে। পাতাটি এখানে খুলে আবার চেষ্টা করুন।
error-cross-site-again = শুরুর পাতায় যান
error-too-large-title = অনেক বেশি তথ্য
error-too-large-text = যা পাঠানো হয়েছে, তা এই সাইটের সীমার চেয়ে বড়।
error-too-large-again = শুরুর পাতায় যান
error-too-late-title = অনেক বেশি সময় লেগেছে
error-too-late-text = আপনার ব্রাউজার সময়মতো সব পাঠাতে পারেনি। কিছুই করা হয়নি। ফিরে গিয়ে আবার চেষ্টা করুন।
error-too-late-again = শুরুর পাতায় যান
error-bad-request-title = অনুরোধটি বোঝা যায়নি
error-bad-request-text = অনুরোধে কিছু একটা ঠিক ছিল না। ফিরে গিয়ে আবার চেষ্টা করুন।
error-bad-request-again = শুরুর পাতায় যান
error-unavailable-title = দুঃখিত, সেবায় সমস্যা হচ্ছে
error-unavailable-text = একটু পরে আবার চেষ্টা করুন।
error-unavailable-again = আবার চেষ্টা করুন
error-busy-title = এখন এখানে অনেক বেশি মানুষ
error-busy-text = কোনো এসএমএস পাঠানো হয়নি। কয়েক সেকেন্ড পরে আবার চেষ্টা করুন।
error-busy-again = আবার চেষ্টা করুন
error-internal-title = দুঃখিত, আমাদের দিকে একটি সমস্যা হয়েছে
error-internal-text = সমস্যাটি লিখে রাখা হয়েছে। একটু পরে আবার চেষ্টা করুন।
error-internal-again = শুরুর পাতায় যান
error-stale-title = অ্যাডমিন পাতার জন্য আবার লগ ইন করুন
error-stale-text = এই পাতাগুলোর জন্য আপনার লগ ইন বেশি পুরোনো। এসএমএস দিয়ে আবার লগ ইন করুন, তারপর এখানে ফিরে আসবেন।
error-stale-again = আবার লগ ইন করুন
error-stale-act-title = এটি করতে আবার লগ ইন করুন
error-stale-act-text = কিছুই বদলানো হয়নি, কারণ এর জন্য আপনার লগ ইন বেশি পুরোনো। এসএমএস দিয়ে আবার লগ ইন করুন। তারপর আগের পাতায় ফিরে এসে বোতামটি আবার চাপতে পারবেন।
error-stale-act-again = আবার লগ ইন করুন
error-stale-kept-title = এগিয়ে যেতে আবার লগ ইন করুন
error-stale-kept-text = এখনো কিছু করা হয়নি, কারণ এর জন্য আপনার লগ ইন বেশি পুরোনো। এসএমএস দিয়ে আবার লগ ইন করুন। আপনি যা লিখেছেন তা রাখা আছে, আপনি সম্মতি দিলে পাঠানো হবে।
error-stale-kept-again = আবার লগ ইন করুন

# The account page
account-title = আপনার অ্যাকাউন্ট
account-lead = যে নম্বরে লগ ইন করা আছে: <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = অ্যাডমিন পাতায় যান
sessions-title = যেখানে লগ ইন করা আছে
sessions-lead = কোনোটি অচেনা মনে হলে সেটি লগ আউট করুন।
session-this = এই ডিভাইস
session-seen = শেষ ব্যবহার
session-began = লগ ইন
session-end = লগ আউট করুন
sessions-end-all = সব জায়গা থেকে লগ আউট করুন…
device-on = { $browser } ({ $system })
device-unknown = অচেনা ডিভাইস
data-title = আপনার তথ্য
data-lead = আপনার সম্পর্কে আমরা যা রাখি, তার সবই ডাউনলোড করতে বা মুছে ফেলতে পারেন।
data-download = আমার তথ্য ডাউনলোড করুন
data-delete = আমার অ্যাকাউন্ট মুছুন…
end-all-title = সব জায়গা থেকে লগ আউট করবেন?
end-all-text = এটিসহ আপনার সব ডিভাইস থেকে এখনই লগ আউট হবে।
end-all-do = সব জায়গা থেকে লগ আউট
delete-title = আপনার অ্যাকাউন্ট মুছে ফেলবেন?
delete-text = আপনার নম্বর, সেশন ও লগ ইনের ইতিহাস এখনই মুছে যাবে। পরে আর ফেরানো যাবে না।
delete-do = আমার অ্যাকাউন্ট মুছুন
delete-factor-text = আপনার নম্বর, সেশন ও লগ ইনের ইতিহাস এখনই মুছে যাবে। পরে আর ফেরানো যাবে না। এই সার্ভারের সেটিংসে আপনার নম্বরটি একজন অ্যাডমিনের, তাই এই নম্বর দিয়ে যিনি আবার লগ ইন করবেন, তাঁর জন্য আপনার দ্বিতীয় যাচাইয়ের ধাপটি থেকে যাবে।

# What was done just now, in one line
done-signed-out = আপনি লগ আউট করেছেন।
done-signed-out-everywhere = আপনি সব জায়গা থেকে লগ আউট করেছেন।
done-deleted = আপনার অ্যাকাউন্ট মুছে ফেলা হয়েছে এবং সব জায়গা থেকে লগ আউট করা হয়েছে। আপনার নম্বর দিয়ে যেকোনো সময় আবার নিবন্ধন করতে পারবেন।
done-session-ended = ওই ডিভাইস থেকে লগ আউট করা হয়েছে।
