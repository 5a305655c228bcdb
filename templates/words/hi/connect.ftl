# On the way to an app
sign-in-to = { $app } में साइन इन करें
onward-title = { $app } खुल रहा है
onward-text = आपका साइन इन हो गया है। अगर कुछ न हो, तो बटन दबाएँ।
onward-go = { $app } पर जाएँ
choose-lead = आपने <strong class="num" dir="ltr">{ $digits }</strong> पर खत्म होने वाले नंबर से साइन इन किया है।
choose-go = { $app } पर आगे बढ़ें
again-app-lead = { $app } के लिए आपको फिर से साइन इन करना होगा।

# Why somebody does not get to an app
app-unknown-title = इस ऐप में साइन इन नहीं हो सकता
app-unknown-text = जिस ऐप ने आपको यहाँ भेजा, उसकी पहचान नहीं हो सकी। उस पर वापस जाएँ और उसे चलाने वालों को बताएँ।
app-redirect-uri-title = इस ऐप में साइन इन नहीं हो सकता
app-redirect-uri-text = ऐप ने ऐसे पते पर जवाब माँगा जो उसके लिए दर्ज नहीं है। उसे चलाने वालों को बताएँ।
app-paused-title = इस ऐप में साइन इन अभी रुका है
app-paused-text = यहाँ आपका साइन इन बना हुआ है। बाद में फिर कोशिश करें।
app-not-allowed-title = आपको इस ऐप की अनुमति नहीं है
app-not-allowed-text = आपके नंबर से इसमें साइन इन नहीं किया जा सकता। इसे चलाने वालों से अनुमति माँगें।
app-too-late-title = इसमें बहुत समय लग गया
app-too-late-text = ऐप पर वापस जाएँ और वहीं से फिर साइन इन करें।

# Signing out from an app
sign-out-ask-title = साइन आउट करें?
sign-out-ask-app = { $app } चाहता है कि आप यहाँ से भी साइन आउट करें।
sign-out-ask-text = आपने <strong class="num" dir="ltr">{ $digits }</strong> पर खत्म होने वाले नंबर से साइन इन किया है। साइन आउट करने पर दूसरे ऐप से भी साइन आउट हो जाएगा।
signed-out-onward-text = आपको साइन आउट कर दिया गया है। अगर कुछ न हो, तो बटन दबाएँ।
sign-out-unknown-app-title = यह ऐप आपको साइन आउट नहीं कर सकता
sign-out-unknown-app-text = जिस ऐप ने आपको यहाँ भेजा, उसकी पहचान नहीं हो सकी, या आपने उसमें साइन इन नहीं किया था। साइन आउट अपने खाते के पेज पर करें।
sign-out-redirect-uri-title = यह ऐप आपको साइन आउट नहीं कर सकता
sign-out-redirect-uri-text = ऐप ने ऐसे पते पर जाना चाहा जो उसके लिए दर्ज नहीं है। साइन आउट अपने खाते के पेज पर करें।

# Apps, on the account page
apps-title = ऐप
apps-lead = आपने अपने नंबर से इनमें साइन इन किया है। किसी को डिसकनेक्ट करने पर उसे आपको साइन आउट करने के लिए कहा जाता है।
app-disconnect = डिसकनेक्ट करें
done-app-disconnected = वह ऐप डिसकनेक्ट हो गया है।

# At apps behind a proxy that asks
forward-form-title = आपका साइन इन अब नहीं है
forward-form-text = आपने जो भेजा, वह नहीं लिया गया। साइन इन करके फिर से भेजें।
forward-form-go = साइन इन करें
forward-not-allowed-title = आपको इस ऐप की अनुमति नहीं है
forward-not-allowed-text = आपके नंबर से इसमें साइन इन नहीं किया जा सकता। इसे चलाने वालों से अनुमति माँगें।
forward-not-allowed-go = साइन आउट करें
forward-no-cookie-title = आपका ब्राउज़र कुकी नहीं रखता
forward-no-cookie-text = इस ऐप को आपकी पहचान के लिए कुकी चाहिए। उसके लिए कुकी की अनुमति दें, फिर ऐप दोबारा खोलें।
