# Everywhere
language-label = Dil
skip = Ana içeriğe geç
problem = Bir sorun var
error-prefix = Hata:
link-help = Giriş yardımı
link-privacy = Gizlilik
link-terms = Koşullar
keep = Hayır, geri dön
sign-in = Giriş yap
sign-out = Çıkış yap
never = Hiç
yes = Evet
no = Hayır

# Durations
duration-seconds = { $n ->
    [one] 1 saniye
   *[other] { $n } saniye
}
duration-minutes = { $n ->
    [one] 1 dakika
   *[other] { $n } dakika
}
duration-hours = { $n ->
    [one] 1 saat
   *[other] { $n } saat
}
ago-now = az önce
ago-minutes = { $n ->
    [one] 1 dakika önce
   *[other] { $n } dakika önce
}
ago-hours = { $n ->
    [one] 1 saat önce
   *[other] { $n } saat önce
}
ago-days = { $n ->
    [one] 1 gün önce
   *[other] { $n } gün önce
}

# The phone form
step-1 = 1. adım (toplam 2)
sign-in-title = Cep telefonu numaranızla giriş yapın
sign-in-lead = Size SMS ile { $digits } haneli bir kod göndereceğiz.
sign-in-new = Şifre gerekmez. Buraya ilk gelişinizse hesabınız da açılır.
region-label = Ülke veya bölge
region-label-short = Ülke<span class="more-words"> veya bölge</span>
regions-likely = Olası ülkeler
regions-all = Tümü
phone-label = Cep telefonu numarası
phone-hint = Örneğin <span class="num" dir="ltr" data-example>{ $example }</span>. Başka bir ülke için + ile başlayın
phone-hint-only = Örneğin <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = + ve ülke kodu ile başlayın
send-code = SMS ile kod gönder
no-texts-summary = SMS alamıyorum
no-texts-text = Giriş yapmak için SMS alabilen bir numara gerekir.
sending = Gönderiliyor…
sending-slow = Hâlâ gönderiliyor. Yarım dakikayı bulabilir.
held-lead = Son haneleri <strong class="num" dir="ltr">{ $digits }</strong> olan numara için kod istediniz.
held-go = Kodu gir
phone-empty = Cep telefonu numaranızı girin
phone-format = Bu bir telefon numarasına benzemiyor. Yalnızca rakamları girin; yazı veya dahili numara eklemeyin
phone-too-short = { $digits ->
    [one] Bu numarada bir hane eksik ({ $country })
   *[other] Bu numarada { $digits } hane eksik ({ $country })
}
phone-too-long = { $digits ->
    [one] Bu numarada bir hane fazla ({ $country })
   *[other] Bu numarada { $digits } hane fazla ({ $country })
}
phone-not-mobile = Bu bir cep telefonu numarası değil ({ $country }). SMS alabilen bir numara girin
phone-no-such-range = Hiçbir cep telefonu numarası böyle başlamaz ({ $country }). İlk rakamları kontrol edin
phone-unknown-code = Böyle bir ülke kodu yok. + ve ülke kodu ile başlayın
phone-unknown-code-here = Böyle bir ülke kodu yok. Bu ülkedeki ({ $country }) numaraların başı: +{ $code }
phone-no-region = Bir ülke seçin veya numaraya + ve ülke kodu ile başlayın
phone-no-texts = Bu numara SMS alamıyor. Bir cep telefonu numarası girin
phone-range-off = Bu numaraya SMS göndermiyoruz. Başka bir numara kullanın
phone-refused = Bu numara SMS’lerimizi alamıyor. Başka bir cep telefonu numarası kullanın
phone-opted-out = Daha önce SMS’lerimizi durdurdunuz. O SMS’e START yanıtını verin veya başka bir numara kullanın
phone-country-off = Bu ülkeye ({ $country }) henüz SMS göndermiyoruz

# Signing in again
again-title = Yeniden giriş yapın
again-lead = <strong class="num" dir="ltr">{ $phone }</strong> numarasına yeni bir kod göndereceğiz. Kodu girene kadar şimdiki girişiniz sürer.

# The text, as it will look
preview-title = SMS böyle görünür
preview-none-title = SMS hakkında
preview-digits = { $digits } hane
preview-note = Kod sormak için sizi asla aramayız. Arayan olursa telefonu kapatın.

# The code form
step-2 = 2. adım (toplam 2)
step-2-app = 2. adım (toplam 2), giriş: { $app }
code-title = Telefonunuza bakın
code-lead = Son haneleri <strong class="num" dir="ltr">{ $digits }</strong> olan numaraya SMS ile kod gönderdik.
code-sent-at = Yeni kodun gönderildiği saat:
code-sent-clock = { $time } UTC
code-lead-arrives = SMS’in gelmesi bir iki dakika sürebilir.
code-lead-full = <strong class="num" dir="ltr">{ $phone }</strong> numarasına SMS ile kod gönderdik.
code-change = Değiştir
code-label = { $digits } haneli kod
code-works = Kod { $for } geçerlidir
code-until = , bitiş: { $time }
code-over = Bu kod artık geçerli değil
code-over-text = Devam etmek için yeni kod gönderin.
code-over-none = Bu giriş için tüm kodlar gönderildi. Devam etmek için baştan başlayın.
code-over-again = Baştan başla
tries-left = { $n ->
    [one] 1 deneme hakkınız kaldı.
   *[other] { $n } deneme hakkınız kaldı.
}
code-empty = SMS’teki kodu girin
code-length = Kod { $digits } haneli olmalıdır
code-wrong = Kod yanlış. SMS’e bakıp kodu yeniden girin
code-replaced = Bu kod artık geçerli değil. Daha sonra gelen SMS’teki kodu girin
code-expired = Kodun süresi doldu. Yeni kod gönderin
code-spent = Çok fazla yanlış kod girdiniz. Yeni kod gönderin
code-expired-none = Kodun süresi doldu
code-spent-none = Çok fazla yanlış kod girdiniz
code-longer = Burada veya başka yerde çok fazla yanlış kod girildi, bu yüzden kodunuz artık çok kısa. Yeni kod gönderin: daha uzun olacak ve beklemeniz gerekmeyecek
code-other-tab = Başka bir sekmede baştan başladınız. Bu sayfada artık son numara var. O numaraya gelen kodu girin
resend-title = SMS gelmedi mi?
resend = Yeni kod gönder
resend-wait = <span data-left>{ $wait }</span> sonra yeni kod isteyebilirsiniz.
resend-ready = Şimdi yeni kod isteyebilirsiniz.
resend-left = { $n ->
    [one] 1 kod daha isteyebilirsiniz.
   *[other] { $n } kod daha isteyebilirsiniz.
}
resend-none = Bu giriş için tüm kodlar gönderildi. Başka bir numara kullanın veya baştan başlayın.
other-number = Başka bir numara kullan

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Üzgünüz, şu anda SMS gönderemiyoruz
notice-unavailable-text = Birkaç dakika sonra yeniden deneyin.
notice-unreachable-title = Bu telefona şu anda ulaşılamıyor
notice-unreachable-text = Telefonun açık olduğunu ve çektiğini kontrol edin. Sonra yeniden deneyin veya başka bir numara kullanın.
notice-opted-out-title = SMS’lerimizi durdurdunuz
notice-opted-out-text = Önceki SMS’imize START yanıtını verip yeni kod gönderin veya başka bir numara kullanın.
notice-country-off-title = Bu numaraya SMS göndermiyoruz
notice-country-off-text = Başka bir numara kullanın.
undelivered-title = Operatör SMS’imizi iletmedi
undelivered-text = Yeni kod gönderin veya başka bir numara kullanın.
undelivered-no-texts-title = Bu numara SMS alamıyor
undelivered-no-texts-text = Operatör böyle bildirdi. Başka bir cep telefonu numarası kullanın.
notice-limited-title = Henüz yeni kod alamazsınız
notice-limited-text = { $wait } sonra yeniden isteyebilirsiniz.
notice-paused-title = Bunun gibi numaralara SMS gönderimi durduruldu
notice-paused-text = { $wait } sonra yeniden deneyin veya başka bir numara kullanın.
notice-form-used-title = Bu form daha önce gönderildi
notice-form-used-text = Yeniden bir şey gönderilmedi. Numarayı kontrol edin ve kod almak için düğmeye basın.
notice-none-left-title = Bu giriş için başka kod alamazsınız
notice-none-left-text = Gönderdiğimiz bir kodu kullanın veya numaranızla baştan başlayın.
notice-no-texts-title = Bu numara SMS alamıyor
notice-no-texts-text = Başka bir cep telefonu numarası kullanın.

# Pages that only say something
cookies-title = Tarayıcınız çerezimizi engelliyor
cookies-text = Kod gönderdik, ancak çerez olmadan bu sayfa kodu sizin istediğinizi bilemez. Tarayıcınızın ayarlarından bu sitenin çerezlerine izin verin, sonra baştan başlayın.
cookies-again = Baştan başla
cookies-text-before = Çerez olmadan kodu giremezdiniz. Tarayıcınızın ayarlarından bu sitenin çerezlerine izin verin, sonra sayfayı yenileyin. SMS gönderilmedi.
already-used-title = Bu kod zaten kullanıldı
already-used-text = Başka bir sekmede giriş yaptıysanız bu sekmeyi kapatabilirsiniz. Yapmadıysanız baştan başlayın.
already-used-again = Baştan başla
blocked-title = Bu hesap engellendi
blocked-text = Bu numarayla giriş yapamazsınız. Bunun bir yanlışlık olduğunu düşünüyorsanız site yöneticilerine ulaşın.
error-reference = Yardım isterseniz şu numarayı söyleyin: <strong class="id">{ $reference }</strong>
error-not-found-title = Sayfa bulunamadı
error-not-found-text = Adresi siz yazdıysanız doğru olup olmadığını kontrol edin.
error-not-found-again = Ana sayfaya git
error-method-title = Bu burada çalışmaz
error-method-text = Bu sayfa bu şekilde kullanılamaz.
error-method-again = Ana sayfaya git
error-cross-site-title = Bu istek başka bir siteden geldi
error-cross-site-text = Güvenliğiniz için formlar yalnızca bu sitenin kendi sayfalarında çalışır. Sayfayı burada açın ve yeniden deneyin.
error-cross-site-again = Ana sayfaya git
error-too-large-title = Çok fazla veri
error-too-large-text = Gönderilenler bu sitenin kabul ettiğinden büyük.
error-too-large-again = Ana sayfaya git
error-too-late-title = Çok uzun sürdü
error-too-late-text = Tarayıcınız her şeyi zamanında gönderemedi. Hiçbir şey yapılmadı. Geri dönün ve yeniden deneyin.
error-too-late-again = Ana sayfaya git
error-bad-request-title = İsteğinizi anlayamadık
error-bad-request-text = İstekte bir yanlışlık var. Geri dönün ve yeniden deneyin.
error-bad-request-again = Ana sayfaya git
error-unavailable-title = Üzgünüz, hizmette bir sorun var
error-unavailable-text = Biraz sonra yeniden deneyin.
error-unavailable-again = Yeniden dene
error-busy-title = Şu anda burada çok fazla kişi var
error-busy-text = SMS gönderilmedi. Birkaç saniye sonra yeniden deneyin.
error-busy-again = Yeniden dene
error-internal-title = Üzgünüz, bizden kaynaklanan bir hata oldu
error-internal-text = Hata kaydedildi. Biraz sonra yeniden deneyin.
error-internal-again = Ana sayfaya git
error-stale-title = Yönetici sayfaları için yeniden giriş yapın
error-stale-text = Girişinizin üzerinden bu sayfalar için çok zaman geçti. SMS ile yeniden giriş yapın; sonra buraya dönersiniz.
error-stale-again = Yeniden giriş yap
error-stale-act-title = Bunun için yeniden giriş yapın
error-stale-act-text = Girişinizin üzerinden bunun için çok zaman geçti; hiçbir şey değiştirilmedi. SMS ile yeniden giriş yapın. Sonra aynı sayfaya döner ve düğmeye yeniden basabilirsiniz.
error-stale-act-again = Yeniden giriş yapın
error-stale-kept-title = Devam etmek için yeniden giriş yapın
error-stale-kept-text = Girişinizin üzerinden bunun için çok zaman geçti; henüz hiçbir şey yapılmadı. SMS ile yeniden giriş yapın. Girdikleriniz saklandı; siz onaylayınca gönderilecek.
error-stale-kept-again = Yeniden giriş yapın

# The account page
account-title = Hesabınız
account-lead = Giriş yapılan numara: <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Yönetici sayfalarına git
sessions-title = Giriş yaptığınız yerler
sessions-lead = Tanımadığınız bir giriş varsa sonlandırın.
session-this = Bu cihaz
session-seen = Son kullanım
session-began = Giriş
session-end = Çıkış yap
sessions-end-all = Her yerden çıkış yap…
device-on = { $browser } ({ $system })
device-unknown = Bilinmeyen cihaz
data-title = Verileriniz
data-lead = Hakkınızda sakladığımız her şeyi indirebilir veya sildirebilirsiniz.
data-download = Verilerimi indir
data-delete = Hesabımı sil…
end-all-title = Her yerden çıkış yapılsın mı?
end-all-text = Bu cihaz dahil tüm cihazlarınızdan hemen çıkış yapılır.
end-all-do = Her yerden çıkış yap
delete-title = Hesabınız silinsin mi?
delete-text = Numaranız, oturumlarınız ve giriş kayıtlarınız hemen silinir. Bu işlem geri alınamaz.
delete-do = Hesabımı sil
delete-factor-text = Numaranız, oturumlarınız ve giriş kayıtlarınız hemen silinir. Bu işlem geri alınamaz. Bu sunucunun ayarlarında numaranız bir yöneticiye ait; bu yüzden ikinci doğrulama yönteminiz, bu numarayla yeniden giriş yapacak kişi için saklanır.

# What was done just now, in one line
done-signed-out = Çıkış yaptınız.
done-signed-out-everywhere = Her yerden çıkış yaptınız.
done-deleted = Hesabınız silindi ve her yerden çıkış yapıldı. Numaranızla istediğiniz zaman yeniden kaydolabilirsiniz.
done-session-ended = O cihazdan çıkış yapıldı.
