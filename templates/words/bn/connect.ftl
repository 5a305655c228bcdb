# On the way to an app
sign-in-to = লগ ইন করুন: { $app }
onward-title = অ্যাপে যাওয়া হচ্ছে: { $app }
onward-text = আপনি লগ ইন করেছেন। কিছু না হলে বোতামটি চাপুন।
onward-go = অ্যাপে যান: { $app }
choose-lead = যে নম্বরের শেষে <strong class="num" dir="ltr">{ $digits }</strong>, সেটি দিয়ে আপনি লগ ইন করেছেন।
choose-go = এগিয়ে যান: { $app }
again-app-lead = { $app } আপনাকে আবার লগ ইন করতে বলছে।

# Why somebody does not get to an app
app-unknown-title = এই অ্যাপে লগ ইন করা যাচ্ছে না
app-unknown-text = যে অ্যাপ থেকে আপনি এখানে এসেছেন, সেটি আমাদের অচেনা। অ্যাপে ফিরে যান এবং এর পরিচালককে জানান।
app-redirect-uri-title = এই অ্যাপে লগ ইন করা যাচ্ছে না
app-redirect-uri-text = অ্যাপটি এমন ঠিকানায় উত্তর চেয়েছে, যা এর জন্য নিবন্ধিত নয়। অ্যাপের পরিচালককে জানান।
app-paused-title = এই অ্যাপে লগ ইন আপাতত বন্ধ
app-paused-text = এখানে আপনি লগ ইন করা অবস্থাতেই আছেন। পরে আবার চেষ্টা করুন।
app-not-allowed-title = আপনি এই অ্যাপ ব্যবহার করতে পারবেন না
app-not-allowed-text = আপনার নম্বর দিয়ে এতে লগ ইনের অনুমতি নেই। অ্যাপের পরিচালকের কাছে অনুমতি চান।
app-too-late-title = অনেক বেশি সময় লেগেছে
app-too-late-text = অ্যাপে ফিরে যান এবং সেখান থেকে আবার লগ ইন করুন।

# Signing out from an app
sign-out-ask-title = লগ আউট করবেন?
sign-out-ask-app = { $app } আপনাকে এখান থেকেও লগ আউট করতে বলছে।
sign-out-ask-text = যে নম্বরের শেষে <strong class="num" dir="ltr">{ $digits }</strong>, সেটি দিয়ে আপনি লগ ইন করেছেন। লগ আউট করলে অন্য অ্যাপেও আপনার লগ ইন শেষ হবে।
signed-out-onward-text = আপনি লগ আউট করেছেন। কিছু না হলে বোতামটি চাপুন।
sign-out-unknown-app-title = এই অ্যাপ আপনাকে লগ আউট করাতে পারছে না
sign-out-unknown-app-text = যে অ্যাপ থেকে আপনি এখানে এসেছেন, সেটি আমাদের অচেনা, অথবা আপনি সেটিতে লগ ইন করেননি। অ্যাকাউন্টের পাতা থেকে লগ আউট করতে পারবেন।
sign-out-redirect-uri-title = এই অ্যাপ আপনাকে লগ আউট করাতে পারছে না
sign-out-redirect-uri-text = অ্যাপটি এমন ঠিকানায় যেতে চেয়েছে, যা এর জন্য নিবন্ধিত নয়। অ্যাকাউন্টের পাতা থেকে লগ আউট করতে পারবেন।

# Apps, on the account page
apps-title = অ্যাপ
apps-lead = আপনার নম্বর দিয়ে এই অ্যাপগুলোতে লগ ইন করেছেন। কোনো অ্যাপ বিচ্ছিন্ন করলে সেটিকে আপনাকে লগ আউট করাতে বলা হবে।
app-disconnect = বিচ্ছিন্ন করুন
done-app-disconnected = অ্যাপটি বিচ্ছিন্ন করা হয়েছে।

# At apps behind a proxy that asks
forward-form-title = আপনার লগ ইন শেষ হয়ে গেছে
forward-form-text = আপনি যা পাঠিয়েছেন, তা নেওয়া হয়নি। লগ ইন করে আবার পাঠান।
forward-form-go = লগ ইন করুন
forward-not-allowed-title = আপনি এই অ্যাপ ব্যবহার করতে পারবেন না
forward-not-allowed-text = আপনার নম্বর দিয়ে এতে লগ ইনের অনুমতি নেই। অ্যাপের পরিচালকের কাছে অনুমতি চান।
forward-not-allowed-go = লগ আউট করুন
forward-no-cookie-title = আপনার ব্রাউজার কুকি রাখছে না
forward-no-cookie-text = যে অ্যাপটি খুলতে চান, কুকি ছাড়া সেটি আপনাকে চিনতে পারবে না। অ্যাপটির জন্য কুকির অনুমতি দিন, তারপর আবার খুলুন।
