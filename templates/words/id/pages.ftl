# Everywhere
language-label = Bahasa
skip = Langsung ke isi utama
problem = Ada masalah
error-prefix = Kesalahan:
link-help = Bantuan masuk
link-privacy = Privasi
link-terms = Ketentuan
keep = Tidak, kembali
sign-in = Masuk
sign-out = Keluar
never = Belum pernah
yes = Ya
no = Tidak

# Durations
duration-seconds = { $n } detik
duration-minutes = { $n } menit
duration-hours = { $n } jam
ago-now = baru saja
ago-minutes = { $n } menit lalu
ago-hours = { $n } jam lalu
ago-days = { $n } hari lalu

# The phone form
step-1 = Langkah 1 dari 2
sign-in-title = Masuk dengan nomor ponsel
sign-in-lead = Kami akan mengirim kode { $digits } angka lewat SMS.
sign-in-new = Tidak perlu kata sandi. Jika Anda baru di sini, akun Anda langsung dibuat.
region-label = Negara atau wilayah
region-label-short = Negara<span class="more-words"> atau wilayah</span>
regions-likely = Mungkin ini
regions-all = Semua
phone-label = Nomor ponsel
phone-hint = Contoh: <span class="num" dir="ltr" data-example>{ $example }</span>. Untuk negara lain, awali dengan +
phone-hint-only = Contoh: <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Awali dengan + dan kode negara
send-code = Kirim kode lewat SMS
no-texts-summary = Saya tidak bisa menerima SMS
no-texts-text = Untuk masuk, Anda perlu nomor yang bisa menerima SMS.
sending = Mengirim…
sending-slow = Masih mengirim. Ini bisa memakan waktu hingga setengah menit.
held-lead = Anda meminta kode untuk nomor yang berakhiran <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Masukkan kode
phone-empty = Masukkan nomor ponsel Anda
phone-format = Ini tidak terbaca sebagai nomor telepon. Masukkan angkanya saja, tanpa kata atau nomor ekstensi
phone-too-short = Nomor ini kurang { $digits } angka ({ $country })
phone-too-long = Nomor ini kelebihan { $digits } angka ({ $country })
phone-not-mobile = Ini bukan nomor ponsel ({ $country }). Masukkan nomor yang bisa menerima SMS
phone-no-such-range = Tidak ada nomor ponsel dengan awalan ini ({ $country }). Periksa angka-angka pertama
phone-unknown-code = Tidak ada negara dengan kode ini. Awali dengan + dan kode negara
phone-unknown-code-here = Tidak ada negara dengan kode ini. Awalan nomor di { $country }: +{ $code }
phone-no-region = Pilih negara, atau awali nomor dengan + dan kode negara
phone-no-texts = Nomor ini tidak bisa menerima SMS. Masukkan nomor ponsel
phone-range-off = Kami tidak mengirim SMS ke nomor ini. Gunakan nomor lain
phone-refused = Nomor ini tidak bisa menerima SMS kami. Gunakan nomor ponsel lain
phone-opted-out = Anda pernah meminta SMS kami dihentikan. Balas SMS itu dengan START, atau gunakan nomor lain
phone-country-off = Kami belum mengirim SMS ke { $country }

# Signing in again
again-title = Masuk lagi
again-lead = Kami akan mengirim kode baru ke <strong class="num" dir="ltr">{ $phone }</strong>. Sebelum kode itu dimasukkan, Anda tetap masuk seperti sekarang.

# The text, as it will look
preview-title = Tampilan SMS-nya
preview-none-title = Tentang SMS ini
preview-digits = { $digits } angka
preview-note = Kami tidak pernah menelepon untuk meminta kode. Jika ada yang melakukannya, tutup teleponnya.

# The code form
step-2 = Langkah 2 dari 2
step-2-app = Langkah 2 dari 2, untuk masuk ke { $app }
code-title = Periksa ponsel Anda
code-lead = Kami telah mengirim kode lewat SMS ke nomor yang berakhiran <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Kode baru dikirim pukul
code-sent-clock = { $time } UTC
code-lead-arrives = SMS bisa baru tiba setelah satu atau dua menit.
code-lead-full = Kami telah mengirim kode lewat SMS ke <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Ubah
code-label = Kode { $digits } angka
code-works = Kode berlaku selama { $for }
code-until = , sampai pukul { $time }
code-over = Kode ini tidak berlaku lagi
code-over-text = Kirim kode baru untuk melanjutkan.
code-over-none = Semua kode untuk sesi masuk ini sudah dikirim. Mulai dari awal untuk melanjutkan.
code-over-again = Mulai dari awal
tries-left = Sisa percobaan: { $n } kali.
code-empty = Masukkan kode dari SMS
code-length = Kode harus terdiri dari { $digits } angka
code-wrong = Kode salah. Periksa SMS dan masukkan lagi
code-replaced = Kode itu tidak berlaku lagi. Gunakan kode dari SMS yang lebih baru
code-expired = Kode sudah kedaluwarsa. Kirim kode baru
code-spent = Terlalu sering salah memasukkan kode. Kirim kode baru
code-expired-none = Kode sudah kedaluwarsa
code-spent-none = Terlalu sering salah memasukkan kode
code-longer = Banyak kode salah dimasukkan di sini atau di tempat lain, jadi kode Anda kini terlalu pendek. Kirim kode baru: lebih panjang, dan Anda tidak perlu menunggu
code-other-tab = Anda mulai lagi di tab lain. Halaman ini sekarang menampilkan nomor terbaru. Masukkan kode untuk nomor itu
resend-title = SMS tidak masuk?
resend = Kirim kode baru
resend-wait = Anda dapat meminta kode baru setelah <span data-left>{ $wait }</span>.
resend-ready = Anda dapat meminta kode baru sekarang.
resend-left = Anda dapat meminta { $n } kode lagi.
resend-none = Semua kode untuk sesi masuk ini sudah dikirim. Gunakan nomor lain, atau mulai dari awal.
other-number = Gunakan nomor lain

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Maaf, saat ini kami tidak dapat mengirim SMS
notice-unavailable-text = Coba lagi dalam beberapa menit.
notice-unreachable-title = Ponsel itu sedang tidak dapat dihubungi
notice-unreachable-text = Pastikan ponsel menyala dan ada sinyal. Lalu coba lagi, atau gunakan nomor lain.
notice-opted-out-title = Anda pernah meminta SMS kami dihentikan
notice-opted-out-text = Balas SMS kami sebelumnya dengan START lalu kirim kode baru, atau gunakan nomor lain.
notice-country-off-title = Kami tidak mengirim SMS ke nomor ini
notice-country-off-text = Gunakan nomor lain.
undelivered-title = SMS kami tidak disampaikan oleh operator
undelivered-text = Kirim kode baru, atau gunakan nomor lain.
undelivered-no-texts-title = Nomor ini tidak bisa menerima SMS
undelivered-no-texts-text = Begitu keterangan dari operator. Gunakan nomor ponsel lain.
notice-limited-title = Anda belum bisa mendapat kode lagi
notice-limited-text = Anda dapat memintanya lagi setelah { $wait }.
notice-paused-title = SMS ke nomor seperti ini dihentikan sementara
notice-paused-text = Coba lagi setelah { $wait }, atau gunakan nomor lain.
notice-form-used-title = Formulir ini sudah pernah dikirim
notice-form-used-text = Tidak ada yang dikirim lagi. Periksa nomornya, lalu tekan tombol untuk mendapat kode.
notice-none-left-title = Anda tidak bisa mendapat kode lagi untuk sesi masuk ini
notice-none-left-text = Gunakan kode yang sudah kami kirim, atau mulai dari awal dengan nomor Anda.
notice-no-texts-title = Nomor ini tidak bisa menerima SMS
notice-no-texts-text = Gunakan nomor ponsel lain.

# Pages that only say something
cookies-title = Browser Anda memblokir cookie kami
cookies-text = Kode sudah kami kirim, tetapi tanpa cookie halaman ini tidak tahu bahwa Anda yang memintanya. Izinkan cookie untuk situs ini di setelan browser, lalu mulai dari awal.
cookies-again = Mulai dari awal
cookies-text-before = Tanpa cookie, kode tidak akan bisa dimasukkan. Izinkan cookie untuk situs ini di setelan browser, lalu muat ulang halaman ini. Tidak ada SMS yang dikirim.
already-used-title = Kode itu sudah dipakai
already-used-text = Jika Anda sudah masuk di tab lain, tab ini boleh ditutup. Jika belum, mulai dari awal.
already-used-again = Mulai dari awal
blocked-title = Akun ini diblokir
blocked-text = Anda tidak dapat masuk dengan nomor ini. Jika menurut Anda ini keliru, hubungi pengelola situs ini.
error-reference = Jika meminta bantuan, sebutkan nomor ini: <strong class="id">{ $reference }</strong>
error-not-found-title = Halaman tidak ditemukan
error-not-found-text = Jika Anda mengetik alamatnya, pastikan sudah benar.
error-not-found-again = Ke halaman awal
error-method-title = Itu tidak bisa dilakukan di sini
error-method-text = Halaman ini tidak bisa dipakai dengan cara itu.
error-method-again = Ke halaman awal
error-cross-site-title = Permintaan itu datang dari situs lain
error-cross-site-text = Demi keamanan Anda, formulir hanya berfungsi di halaman situs ini sendiri. Buka halamannya di sini dan coba lagi.
error-cross-site-again = Ke halaman awal
error-too-large-title = Data terlalu besar
error-too-large-text = Data yang dikirim melebihi batas situs ini.
error-too-large-again = Ke halaman awal
error-too-late-title = Waktunya habis
error-too-late-text = Browser Anda tidak mengirim semuanya tepat waktu. Tidak ada yang dilakukan. Kembali dan coba lagi.
error-too-late-again = Ke halaman awal
error-bad-request-title = Kami tidak memahami permintaan itu
error-bad-request-text = Ada yang tidak benar dalam permintaan itu. Kembali dan coba lagi.
error-bad-request-again = Ke halaman awal
error-unavailable-title = Maaf, layanan sedang bermasalah
error-unavailable-text = Coba beberapa saat lagi.
error-unavailable-again = Coba lagi
error-busy-title = Sedang terlalu banyak pengunjung
error-busy-text = Tidak ada SMS yang dikirim. Coba lagi dalam beberapa detik.
error-busy-again = Coba lagi
error-internal-title = Maaf, ada gangguan di pihak kami
error-internal-text = Gangguan ini sudah dicatat. Coba beberapa saat lagi.
error-internal-again = Ke halaman awal
error-stale-title = Masuk lagi untuk membuka halaman admin
error-stale-text = Sudah terlalu lama sejak Anda masuk untuk membuka halaman ini. Masuk lagi lewat SMS, dan Anda akan kembali ke sini.
error-stale-again = Masuk lagi
error-stale-act-title = Masuk lagi untuk melakukan ini
error-stale-act-text = Tidak ada yang diubah, karena sudah terlalu lama sejak Anda masuk. Masuk lagi lewat SMS. Setelah itu Anda kembali ke halaman tadi dan dapat menekan tombolnya lagi.
error-stale-act-again = Masuk lagi
error-stale-kept-title = Masuk lagi untuk melanjutkan
error-stale-kept-text = Belum ada yang dilakukan, karena sudah terlalu lama sejak Anda masuk. Masuk lagi lewat SMS. Isian Anda disimpan, dan dikirim setelah Anda menyetujuinya.
error-stale-kept-again = Masuk lagi

# The account page
account-title = Akun Anda
account-lead = Masuk sebagai <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Ke halaman admin
sessions-title = Tempat Anda masuk
sessions-lead = Jika ada yang tidak Anda kenali, keluarkan.
session-this = Perangkat ini
session-seen = Terakhir dipakai
session-began = Masuk
session-end = Keluar
sessions-end-all = Keluar dari semua perangkat…
device-on = { $browser } di { $system }
device-unknown = Perangkat tidak dikenal
data-title = Data Anda
data-lead = Anda dapat mengunduh semua data yang kami simpan tentang Anda, atau menghapusnya.
data-download = Unduh data saya
data-delete = Hapus akun saya…
end-all-title = Keluar dari semua perangkat?
end-all-text = Semua perangkat Anda, termasuk yang ini, langsung keluar.
end-all-do = Keluar dari semua
delete-title = Hapus akun Anda?
delete-text = Nomor, sesi, dan riwayat masuk Anda langsung dihapus. Ini tidak dapat dibatalkan.
delete-do = Hapus akun saya
delete-factor-text = Nomor, sesi, dan riwayat masuk Anda langsung dihapus. Ini tidak dapat dibatalkan. Menurut setelan server ini, nomor Anda adalah nomor admin, jadi faktor kedua Anda tetap disimpan untuk siapa pun yang masuk lagi dengan nomor itu.

# What was done just now, in one line
done-signed-out = Anda sudah keluar.
done-signed-out-everywhere = Anda sudah keluar dari semua perangkat.
done-deleted = Akun Anda sudah dihapus, dan Anda sudah keluar dari semua perangkat. Anda dapat mendaftar lagi dengan nomor Anda kapan saja.
done-session-ended = Perangkat itu sudah keluar dari akun Anda.
