# On the way to an app
sign-in-to = Giriş yapın: { $app }
onward-title = Uygulamaya geçiliyor: { $app }
onward-text = Giriş yaptınız. Bir şey olmazsa düğmeye basın.
onward-go = Devam: { $app }
choose-lead = Son haneleri <strong class="num" dir="ltr">{ $digits }</strong> olan numarayla giriş yaptınız.
choose-go = Devam: { $app }
again-app-lead = { $app } yeniden giriş yapmanızı istiyor.

# Why somebody does not get to an app
app-unknown-title = Bu uygulamaya giriş yapılamıyor
app-unknown-text = Sizi buraya gönderen uygulamayı tanımıyoruz. Uygulamaya geri dönün ve yöneticisine haber verin.
app-redirect-uri-title = Bu uygulamaya giriş yapılamıyor
app-redirect-uri-text = Uygulama, kendisi için kayıtlı olmayan bir adrese yanıt istedi. Uygulamanın yöneticisine haber verin.
app-paused-title = Bu uygulamaya giriş durduruldu
app-paused-text = Buradaki girişiniz sürüyor. Daha sonra yeniden deneyin.
app-not-allowed-title = Bu uygulamayı kullanamazsınız
app-not-allowed-text = Numaranızın bu uygulamaya giriş izni yok. Uygulamanın yöneticisinden izin isteyin.
app-too-late-title = Çok uzun sürdü
app-too-late-text = Uygulamaya geri dönün ve oradan yeniden giriş yapın.

# Signing out from an app
sign-out-ask-title = Çıkış yapılsın mı?
sign-out-ask-app = { $app } buradan da çıkış yapmanızı istiyor.
sign-out-ask-text = Son haneleri <strong class="num" dir="ltr">{ $digits }</strong> olan numarayla giriş yaptınız. Çıkış yaparsanız diğer uygulamalardaki girişiniz de sona erer.
signed-out-onward-text = Çıkış yaptınız. Bir şey olmazsa düğmeye basın.
sign-out-unknown-app-title = Bu uygulama çıkışınızı yapamıyor
sign-out-unknown-app-text = Sizi buraya gönderen uygulamayı tanımıyoruz veya giriş yaptığınız uygulama bu değil. Hesap sayfanızdan çıkış yapabilirsiniz.
sign-out-redirect-uri-title = Bu uygulama çıkışınızı yapamıyor
sign-out-redirect-uri-text = Uygulama, kendisi için kayıtlı olmayan bir adrese geçmek istedi. Hesap sayfanızdan çıkış yapabilirsiniz.

# Apps, on the account page
apps-title = Uygulamalar
apps-lead = Bu uygulamalara numaranızla giriş yaptınız. Birinin bağlantısını keserseniz o uygulamaya çıkışınızı yapması bildirilir.
app-disconnect = Bağlantıyı kes
done-app-disconnected = Uygulamanın bağlantısı kesildi.

# At apps behind a proxy that asks
forward-form-title = Girişiniz sona erdi
forward-form-text = Gönderdikleriniz alınmadı. Giriş yapın ve yeniden gönderin.
forward-form-go = Giriş yap
forward-not-allowed-title = Bu uygulamayı kullanamazsınız
forward-not-allowed-text = Numaranızın bu uygulamaya giriş izni yok. Uygulamanın yöneticisinden izin isteyin.
forward-not-allowed-go = Çıkış yap
forward-no-cookie-title = Tarayıcınız çerezleri saklamıyor
forward-no-cookie-text = Açmak istediğiniz uygulama sizi tanımak için çerez kullanır. Bu uygulamanın çerezlerine izin verin, sonra uygulamayı yeniden açın.
