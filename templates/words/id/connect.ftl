# On the way to an app
sign-in-to = Masuk ke { $app }
onward-title = Menuju { $app }
onward-text = Anda sudah masuk. Jika tidak terjadi apa-apa, tekan tombolnya.
onward-go = Buka { $app }
choose-lead = Anda masuk dengan nomor yang berakhiran <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Lanjutkan ke { $app }
again-app-lead = { $app } meminta Anda masuk lagi.

# Why somebody does not get to an app
app-unknown-title = Tidak dapat masuk ke aplikasi ini
app-unknown-text = Aplikasi yang mengirim Anda ke sini tidak dikenal. Kembali ke aplikasi itu dan beri tahu pengelolanya.
app-redirect-uri-title = Tidak dapat masuk ke aplikasi ini
app-redirect-uri-text = Aplikasi meminta jawaban ke alamat yang tidak terdaftar untuknya. Beri tahu pengelola aplikasi.
app-paused-title = Akses masuk ke aplikasi ini dihentikan sementara
app-paused-text = Di sini Anda tetap masuk. Coba lagi nanti.
app-not-allowed-title = Anda tidak dapat memakai aplikasi ini
app-not-allowed-text = Nomor Anda tidak diizinkan masuk ke aplikasi ini. Minta akses kepada pengelolanya.
app-too-late-title = Waktunya habis
app-too-late-text = Kembali ke aplikasi dan masuk lagi dari sana.

# Signing out from an app
sign-out-ask-title = Keluar?
sign-out-ask-app = { $app } meminta Anda keluar dari sini juga.
sign-out-ask-text = Anda masuk dengan nomor yang berakhiran <strong class="num" dir="ltr">{ $digits }</strong>. Jika keluar, Anda juga keluar dari aplikasi lain.
signed-out-onward-text = Anda sudah keluar. Jika tidak terjadi apa-apa, tekan tombolnya.
sign-out-unknown-app-title = Aplikasi ini tidak dapat mengeluarkan Anda
sign-out-unknown-app-text = Aplikasi yang mengirim Anda ke sini tidak dikenal, atau bukan aplikasi yang Anda masuki. Anda dapat keluar di halaman akun.
sign-out-redirect-uri-title = Aplikasi ini tidak dapat mengeluarkan Anda
sign-out-redirect-uri-text = Aplikasi meminta lanjut ke alamat yang tidak terdaftar untuknya. Anda dapat keluar di halaman akun.

# Apps, on the account page
apps-title = Aplikasi
apps-lead = Anda masuk ke aplikasi ini dengan nomor Anda. Jika sambungannya diputus, aplikasi diminta mengeluarkan Anda.
app-disconnect = Putuskan
done-app-disconnected = Sambungan aplikasi sudah diputus.

# At apps behind a proxy that asks
forward-form-title = Anda tidak lagi masuk
forward-form-text = Data yang Anda kirim tidak diterima. Masuk, lalu kirim lagi.
forward-form-go = Masuk
forward-not-allowed-title = Anda tidak dapat memakai aplikasi ini
forward-not-allowed-text = Nomor Anda tidak diizinkan masuk ke aplikasi ini. Minta akses kepada pengelolanya.
forward-not-allowed-go = Keluar
forward-no-cookie-title = Browser Anda tidak menyimpan cookie
forward-no-cookie-text = Aplikasi yang ingin Anda buka memerlukan cookie untuk mengenali Anda. Izinkan cookie untuk aplikasi itu, lalu buka lagi.
