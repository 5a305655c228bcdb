# Everywhere
language-label = भाषा
skip = मुख्य सामग्री पर जाएँ
problem = कोई समस्या है
error-prefix = गड़बड़ी:
link-help = साइन इन में मदद
link-privacy = निजता
link-terms = शर्तें
keep = नहीं, वापस जाएँ
sign-in = साइन इन करें
sign-out = साइन आउट करें
never = कभी नहीं
yes = हाँ
no = नहीं

# Durations
duration-seconds = { $n ->
    [one] { $n } सेकंड
   *[other] { $n } सेकंड
}
duration-minutes = { $n ->
    [one] { $n } मिनट
   *[other] { $n } मिनट
}
duration-hours = { $n ->
    [one] { $n } घंटे
   *[other] { $n } घंटे
}
ago-now = अभी-अभी
ago-minutes = { $n ->
    [one] { $n } मिनट पहले
   *[other] { $n } मिनट पहले
}
ago-hours = { $n ->
    [one] { $n } घंटे पहले
   *[other] { $n } घंटे पहले
}
ago-days = { $n ->
    [one] { $n } दिन पहले
   *[other] { $n } दिन पहले
}

# The phone form
step-1 = 2 में से चरण 1
sign-in-title = मोबाइल नंबर से साइन इन करें
sign-in-lead = आपको SMS से { $digits } अंकों का OTP भेजा जाएगा।
sign-in-new = पासवर्ड की ज़रूरत नहीं है। अगर आपका खाता नहीं है, तो इसी से बन जाएगा।
region-label = देश या इलाका
region-label-short = देश<span class="more-words"> या इलाका</span>
regions-likely = सुझाए गए
regions-all = सभी
phone-label = मोबाइल नंबर
phone-hint = जैसे <span class="num" dir="ltr" data-example>{ $example }</span>, या दूसरे देश के लिए + से शुरू करें
phone-hint-only = जैसे <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = + और देश के कोड से शुरू करें
send-code = OTP भेजें
no-texts-summary = मुझे SMS नहीं मिल सकते
no-texts-text = साइन इन करने के लिए ऐसा नंबर चाहिए जिस पर SMS आ सके।
sending = भेजा जा रहा है…
sending-slow = अब भी भेजा जा रहा है। इसमें आधा मिनट लग सकता है।
held-lead = आपने <strong class="num" dir="ltr">{ $digits }</strong> पर खत्म होने वाले नंबर के लिए OTP माँगा था।
held-go = OTP डालें
phone-empty = अपना मोबाइल नंबर डालें
phone-format = यह फ़ोन नंबर समझ नहीं आया। सिर्फ़ अंक डालें, कोई शब्द या एक्सटेंशन नहीं
phone-too-short = { $digits ->
    [one] इस नंबर में एक अंक कम है ({ $country })
   *[other] इस नंबर में { $digits } अंक कम हैं ({ $country })
}
phone-too-long = { $digits ->
    [one] इस नंबर में एक अंक ज़्यादा है ({ $country })
   *[other] इस नंबर में { $digits } अंक ज़्यादा हैं ({ $country })
}
phone-not-mobile = यह मोबाइल नंबर नहीं है ({ $country })। ऐसा नंबर डालें जिस पर SMS आ सके
phone-no-such-range = कोई मोबाइल नंबर इस तरह शुरू नहीं होता ({ $country })। पहले के अंक जाँचें
phone-unknown-code = यह किसी देश का कोड नहीं है। + और देश के कोड से शुरू करें
phone-unknown-code-here = यह किसी देश का कोड नहीं है। इस देश ({ $country }) के नंबर +{ $code } से शुरू होते हैं
phone-no-region = देश चुनें, या नंबर को + और देश के कोड से शुरू करें
phone-no-texts = इस नंबर पर SMS नहीं आ सकते। मोबाइल नंबर डालें
phone-range-off = इस नंबर पर SMS नहीं भेजे जाते। कोई दूसरा नंबर डालें
phone-refused = इस नंबर पर हमारे SMS नहीं आ सकते। कोई दूसरा मोबाइल नंबर डालें
phone-opted-out = आपने पहले हमारे SMS बंद करवाए थे। उनमें से किसी के जवाब में START भेजें, या दूसरा नंबर डालें
phone-country-off = इस देश में अभी SMS नहीं भेजे जाते ({ $country })

# Signing in again
again-title = फिर से साइन इन करें
again-lead = <strong class="num" dir="ltr">{ $phone }</strong> पर SMS से नया OTP भेजा जाएगा। उसे डालने तक आपका मौजूदा साइन इन बना रहेगा।

# The text, as it will look
preview-title = SMS ऐसा दिखेगा
preview-none-title = SMS के बारे में
preview-digits = { $digits } अंक
preview-note = OTP पूछने के लिए हमारी तरफ़ से कभी कॉल नहीं आती। अगर कोई ऐसी कॉल करे, तो काट दें।

# The code form
step-2 = 2 में से चरण 2
step-2-app = { $app } में साइन इन: 2 में से चरण 2
code-title = अपना फ़ोन देखें
code-lead = <strong class="num" dir="ltr">{ $digits }</strong> पर खत्म होने वाले नंबर पर SMS से OTP भेजा गया है।
code-sent-at = नया OTP भेजने का समय:
code-sent-clock = { $time } UTC
code-lead-arrives = इसे पहुँचने में एक-दो मिनट लग सकते हैं।
code-lead-full = <strong class="num" dir="ltr">{ $phone }</strong> पर SMS से OTP भेजा गया है।
code-change = बदलें
code-label = { $digits } अंकों का OTP
code-works = यह { $for } तक मान्य है
code-until = , समाप्ति समय: { $time }
code-over = यह OTP अब मान्य नहीं है
code-over-text = आगे बढ़ने के लिए नया OTP मँगाएँ।
code-over-none = इस साइन इन के सभी OTP भेजे जा चुके हैं। आगे बढ़ने के लिए फिर से शुरू करें।
code-over-again = फिर से शुरू करें
tries-left = { $n ->
    [one] आपके पास { $n } मौका बचा है।
   *[other] आपके पास { $n } मौके बचे हैं।
}
code-empty = SMS में आया OTP डालें
code-length = OTP में { $digits } अंक होने चाहिए
code-wrong = यह OTP सही नहीं है। SMS देखकर फिर से डालें
code-replaced = यह OTP अब मान्य नहीं है। बाद में आए SMS वाला OTP डालें
code-expired = इस OTP का समय खत्म हो गया है। नया OTP मँगाएँ
code-spent = बहुत बार गलत OTP डाला गया। नया OTP मँगाएँ
code-expired-none = इस OTP का समय खत्म हो गया है
code-spent-none = बहुत बार गलत OTP डाला गया
code-longer = यहाँ या कहीं और कई गलत OTP डाले गए, इसलिए आपका OTP अब बहुत छोटा है। नया OTP मँगाएँ: वह ज़्यादा लंबा होगा और इंतज़ार नहीं करना पड़ेगा
code-other-tab = आपने किसी दूसरे टैब में फिर से शुरू किया है। इस पेज पर अब सबसे नया नंबर दिख रहा है। उसी का OTP डालें
resend-title = SMS नहीं मिला?
resend = नया OTP मँगाएँ
resend-wait = नया OTP <span data-left>{ $wait }</span> बाद मँगाया जा सकता है।
resend-ready = अब नया OTP मँगाया जा सकता है।
resend-left = { $n ->
    [one] { $n } OTP और मँगाया जा सकता है।
   *[other] { $n } OTP और मँगाए जा सकते हैं।
}
resend-none = इस साइन इन के सभी OTP भेजे जा चुके हैं। दूसरा नंबर डालें, या फिर से शुरू करें।
other-number = दूसरा नंबर डालें

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = माफ़ करें, अभी SMS नहीं भेजे जा सकते
notice-unavailable-text = कुछ मिनट बाद फिर कोशिश करें।
notice-unreachable-title = इस फ़ोन से अभी संपर्क नहीं हो पा रहा है
notice-unreachable-text = देखें कि फ़ोन चालू है और नेटवर्क आ रहा है। फिर दोबारा कोशिश करें, या दूसरा नंबर डालें।
notice-opted-out-title = आपने हमारे SMS बंद करवाए हैं
notice-opted-out-text = हमारे पिछले SMS के जवाब में START भेजें और नया OTP मँगाएँ, या दूसरा नंबर डालें।
notice-country-off-title = इस नंबर पर SMS नहीं भेजे जाते
notice-country-off-text = दूसरा नंबर डालें।
undelivered-title = मोबाइल नेटवर्क ने हमारा SMS नहीं पहुँचाया
undelivered-text = नया OTP मँगाएँ, या दूसरा नंबर डालें।
undelivered-no-texts-title = इस नंबर पर SMS नहीं आ सकते
undelivered-no-texts-text = मोबाइल नेटवर्क से यही पता चला है। दूसरा मोबाइल नंबर डालें।
notice-limited-title = अभी दूसरा OTP नहीं मिल सकता
notice-limited-text = { $wait } बाद फिर से माँगें।
notice-paused-title = इस तरह के नंबरों पर SMS भेजना अभी रुका है
notice-paused-text = { $wait } बाद फिर कोशिश करें, या दूसरा नंबर डालें।
notice-form-used-title = यह फ़ॉर्म पहले भेजा जा चुका है
notice-form-used-text = दोबारा कुछ नहीं भेजा गया। नंबर जाँचें और OTP भेजने वाला बटन दबाएँ।
notice-none-left-title = इस साइन इन के लिए और OTP नहीं मिल सकता
notice-none-left-text = पहले भेजा गया OTP डालें, या अपने नंबर से फिर से शुरू करें।
notice-no-texts-title = इस नंबर पर SMS नहीं आ सकते
notice-no-texts-text = दूसरा मोबाइल नंबर डालें।

# Pages that only say something
cookies-title = आपका ब्राउज़र हमारी कुकी रोक रहा है
cookies-text = OTP भेजा गया है, लेकिन कुकी के बिना यह पेज नहीं जान सकता कि OTP आपने ही माँगा था। ब्राउज़र की सेटिंग में इस साइट के लिए कुकी की अनुमति दें और फिर से शुरू करें।
cookies-again = फिर से शुरू करें
cookies-text-before = कुकी के बिना OTP नहीं डाला जा सकेगा। ब्राउज़र की सेटिंग में इस साइट के लिए कुकी की अनुमति दें, फिर यह पेज दोबारा खोलें। कोई SMS नहीं भेजा गया।
already-used-title = यह OTP इस्तेमाल हो चुका है
already-used-text = अगर आपने किसी दूसरे टैब में साइन इन किया है, तो यह टैब बंद कर दें। नहीं तो फिर से शुरू करें।
already-used-again = फिर से शुरू करें
blocked-title = यह खाता ब्लॉक है
blocked-text = इस नंबर से साइन इन नहीं किया जा सकता। अगर आपको लगता है कि यह गलती से हुआ है, तो साइट चलाने वालों से संपर्क करें।
error-reference = मदद माँगते समय यह नंबर बताएँ: <strong class="id">{ $reference }</strong>
error-not-found-title = पेज नहीं मिला
error-not-found-text = अगर आपने पता खुद लिखा है, तो जाँचें कि वह सही है।
error-not-found-again = होम पेज पर जाएँ
error-method-title = यह यहाँ नहीं हो सकता
error-method-text = इस पेज का इस्तेमाल इस तरह नहीं किया जा सकता।
error-method-again = होम पेज पर जाएँ
error-cross-site-title = यह अनुरोध किसी दूसरी साइट से आया है
error-cross-site-text = आपकी सुरक्षा के लिए फ़ॉर्म सिर्फ़ इसी साइट के पेजों पर काम करते हैं। पेज यहाँ खोलें और फिर कोशिश करें।
error-cross-site-again = होम पेज पर जाएँ
error-too-large-title = डेटा बहुत ज़्यादा है
error-too-large-text = जो भेजा गया, वह इस साइट की सीमा से बड़ा है।
error-too-large-again = होम पेज पर जाएँ
error-too-late-title = इसमें बहुत समय लग गया
error-too-late-text = आपके ब्राउज़र ने सब कुछ समय पर नहीं भेजा। कुछ नहीं किया गया। वापस जाकर फिर कोशिश करें।
error-too-late-again = होम पेज पर जाएँ
error-bad-request-title = यह अनुरोध समझ नहीं आया
error-bad-request-text = अनुरोध में कुछ सही नहीं था। वापस जाकर फिर कोशिश करें।
error-bad-request-again = होम पेज पर जाएँ
error-unavailable-title = माफ़ करें, सेवा में कोई समस्या है
error-unavailable-text = थोड़ी देर बाद फिर कोशिश करें।
error-unavailable-again = फिर कोशिश करें
error-busy-title = अभी यहाँ बहुत ज़्यादा लोग हैं
error-busy-text = कोई SMS नहीं भेजा गया। कुछ सेकंड बाद फिर कोशिश करें।
error-busy-again = फिर कोशिश करें
error-internal-title = माफ़ करें, हमारी तरफ़ कुछ गड़बड़ी हुई
error-internal-text = इसे दर्ज कर लिया गया है। थोड़ी देर बाद फिर कोशिश करें।
error-internal-again = होम पेज पर जाएँ
error-stale-title = एडमिन पेजों के लिए फिर से साइन इन करें
error-stale-text = आपका साइन इन इन पेजों के लिए पुराना हो गया है। SMS से फिर साइन इन करें, यही पेज दोबारा खुलेगा।
error-stale-again = फिर से साइन इन करें
error-stale-act-title = इसके लिए फिर से साइन इन करें
error-stale-act-text = कुछ नहीं बदला गया, क्योंकि आपका साइन इन इस काम के लिए पुराना हो गया है। SMS से फिर साइन इन करें। उसके बाद वही पेज खुलेगा और बटन दोबारा दबाया जा सकेगा।
error-stale-act-again = फिर से साइन इन करें
error-stale-kept-title = आगे बढ़ने के लिए फिर से साइन इन करें
error-stale-kept-text = अभी कुछ नहीं किया गया, क्योंकि आपका साइन इन इस काम के लिए पुराना हो गया है। SMS से फिर साइन इन करें। आपने जो डाला था, वह सुरक्षित है और आपके कहने पर आगे बढ़ेगा।
error-stale-kept-again = फिर से साइन इन करें

# The account page
account-title = आपका खाता
account-lead = <strong class="num" dir="ltr">{ $phone }</strong> से साइन इन किया गया है
account-admin = एडमिन पेजों पर जाएँ
sessions-title = आपने कहाँ-कहाँ साइन इन किया है
sessions-lead = अगर इनमें से कोई अनजान लगे, तो उसे साइन आउट करें।
session-this = यह डिवाइस
session-seen = पिछला इस्तेमाल:
session-began = साइन इन का समय:
session-end = साइन आउट करें
sessions-end-all = हर जगह से साइन आउट करें…
device-on = { $system } पर { $browser }
device-unknown = अनजान डिवाइस
data-title = आपका डेटा
data-lead = आपके बारे में हमारे पास जो भी है, उसे डाउनलोड किया या मिटाया जा सकता है।
data-download = मेरा डेटा डाउनलोड करें
data-delete = मेरा खाता मिटाएँ…
end-all-title = हर जगह से साइन आउट करें?
end-all-text = आपके सभी डिवाइस, यह भी, तुरंत साइन आउट हो जाएँगे।
end-all-do = हर जगह से साइन आउट करें
delete-title = अपना खाता मिटाएँ?
delete-text = आपका नंबर, आपके सेशन और साइन इन का रिकॉर्ड तुरंत मिटा दिया जाएगा। इसे वापस नहीं लाया जा सकता।
delete-do = मेरा खाता मिटाएँ
delete-factor-text = आपका नंबर, आपके सेशन और साइन इन का रिकॉर्ड तुरंत मिटा दिया जाएगा। इसे वापस नहीं लाया जा सकता। इस सेवा की सेटिंग में आपका नंबर एडमिन का है, इसलिए आपकी दूसरी पहचान-जाँच उसके लिए बनी रहेगी जो इस नंबर से फिर साइन इन करे।

# What was done just now, in one line
done-signed-out = आपको साइन आउट कर दिया गया है।
done-signed-out-everywhere = आपको हर जगह से साइन आउट कर दिया गया है।
done-deleted = आपका खाता मिटा दिया गया है और आपको हर जगह से साइन आउट कर दिया गया है। अपने नंबर से कभी भी नया खाता बनाएँ।
done-session-ended = वह डिवाइस साइन आउट हो गया है।
