import { CAP_WORDS } from './cap.ts'
import { wordsOf } from './row.ts'
import { TERMS_ID } from './terms.ts'
import type { Words } from './words.ts'

/** Teks bahasa Indonesia: tindakan lebih dulu, lalu keadaan yang diminta dan yang ditemukan. */
export const ID: Words = {
  terms: TERMS_ID,
  findings: {
    ...wordsOf(CAP_WORDS, 'id'),
    'text-empty': 'Isi teks salinan ini: masih kosong',
    'text-too-long':
      'Persingkat teks menjadi {pagesMax} halaman ({charactersMax} karakter): sekarang perlu {pages} halaman dengan {characters} karakter',
    'text-ucs2':
      'Teks memakai UCS-2, hanya 41 karakter per halaman, bukan 93; ganti atau hapus karakter ini bila teks perlu lebih pendek (dalam kurung: gantinya): {characters}',
    'text-control':
      'Hapus karakter kendali atau tak terlihat, atau ganti dengan spasi: {character} di posisi {position}',
    'text-language': 'Pilih tag bahasa seperti "id-ID" atau "en-US": "{language}" bukan tag bahasa',
    'text-language-twice': 'Satu teks untuk tiap bahasa: "{language}" ada dua kali',
    'text-language-first':
      'Letakkan teks bahasa Indonesia (id-ID) paling depan: ditemukan "{language}"',
    'text-sounds-twice':
      'Semua ponsel Android di Indonesia berbunyi dua kali bila salinan bahasa Inggris ikut dikirim; sertakan hanya bila disengaja',
    'text-placeholder': 'Isi bagian {placeholder} sebelum dikirim',
    'text-prefix-too-long':
      'Persingkat teks menjadi {charactersMax} karakter untuk {operator} ({cbc}), yang menaruh kode bahasa di awal setiap halaman: sekarang {characters} karakter, perlu {pages} halaman, paling banyak {pagesMax}',
    'text-prefix-language':
      'Pakai bahasa dua huruf, misalnya "en", untuk {operator} ({cbc}), yang menaruh kode bahasa di awal setiap halaman: ditemukan "{language}"',
    'time-expired': 'Pilih waktu berakhir di masa depan: tertulis {end}',
    'time-too-long': 'Pilih paling lama {maxMinutes} menit siar: dipilih {minutes}',
    'time-too-short': 'Pilih paling singkat {minMinutes} menit siar: dipilih {minutes}',
    'time-start-past': 'Pilih waktu mulai di masa depan, atau mulai segera: tertulis {start}',
    'policy-no-identifier':
      'Perbaiki isian ini, atau naikkan tingkatnya dengan alasan bila tetap harus disiarkan: {hindrance}',
    'policy-civic-identifier':
      'Pilih saluran SMS atau nama jaringan: pesan sipil tidak punya pengenal Cell Broadcast dalam pengaturan, dan tidak satu pun diterima ponsel di Indonesia',
    'policy-kind-identifier':
      'Batalkan kenaikan ke pengenal pesan {identifier}, atau pilih yang boleh dipakai jenis "{kind}" di saluran "{channel}": {allowed}',
    'policy-second-language':
      'Hapus teks kedua, atau satukan kedua bahasa dalam teks pertama: pengenal pesan {identifier} milik jenis "{kind}" tidak punya bahasa kedua',
    'etws-not-declared':
      'Hanya pengenal pesan 4370 yang berbunyi: CBC ini belum menyatakan bahwa jaringannya mendukung ETWS',
    'etws-not-immediate':
      'Hanya pengenal pesan 4370 yang berbunyi: ETWS khusus bila warga harus segera bertindak; ubah kemendesakannya bila memang begitu',
    'etws-not-geo':
      'Hanya pengenal pesan 4370 yang berbunyi: ETWS gempa dan tsunami memerlukan kategori Geo; tambahkan bila memang kejadian geologi',
    'etws-not-awas':
      'Hanya pengenal pesan 4370 yang berbunyi: ETWS tsunami khusus level Awas; pilih Awas bila sudah ditetapkan',
    'etws-health':
      'Hanya pengenal pesan 4370 yang berbunyi: kedaruratan kesehatan tidak memerlukan alarm hitungan detik dari ETWS',
    'policy-channel-kind':
      'Pilih Cell Broadcast: saluran "{channel}" tidak terbuka bagi jenis "{kind}"',
    'policy-legal-basis':
      'Sebutkan dasar hukum penetapan kedaruratan kesehatan: tanpa itu pesan ini bukan peringatan',
    'policy-election':
      'Permintaan badan pemilu, dan pemilu itu sendiri, harus berjenis pesan sipil: ditemukan "{found}"',
    'policy-public-test-text': 'Uji coba nasional harus diawali "UJI COBA"',
    'policy-network-name':
      'Persingkat nama jaringan menjadi {max} karakter GSM-7: sekarang {length}',
    'policy-sms-window': 'Pilih hari dan jam pengiriman SMS',
    'policy-raised':
      'Tingkat dinaikkan petugas dari "{severity}", "{urgency}", "{certainty}" menjadi pengenal pesan {to}: {reason}',
    'area-unnamed':
      'Sebutkan nama area seperti dikenal warga: nama itu tercantum di setiap dokumen',
    'area-empty': 'Pilih paling sedikit satu wilayah, poligon atau lingkaran',
    'area-region-unknown': 'Pilih wilayah yang ada: "{code}" bukan kode Kemendagri',
    'area-no-cells': 'Perluas area: tidak ada sel operator mana pun di dalamnya',
    'area-number': 'Tulis lintang dan bujur sebagai angka',
    'area-polygon-points': 'Poligon harus memiliki paling sedikit 4 titik: baru ada {points}',
    'area-polygon-open': 'Poligon harus berakhir di titik awalnya',
    'area-polygon-flat': 'Gambar poligon yang melingkupi sesuatu: luasnya nol',
    'area-circle-radius': 'Pilih radius di atas 0 sampai {max} km: tertulis {radiusKm}',
    'area-swapped': 'Tukar lintang dan bujur: urutannya terbalik',
    'area-outside-country': 'Area berada di luar Indonesia; periksa urutan lintang dan bujur',
    'area-inventory-stale': 'Data sel {cbc} tidak ada atau tidak terbaca: seluruh jaringan dipakai',
    'area-inventory-old':
      'Data sel lebih tua dari {days} hari: sel yang dibangun sesudahnya tidak menyiarkan pesan ini',
    'area-cells-left-out':
      '{count} sel {cbc} tidak dapat menyiarkan peringatan dan tidak disertakan',
    'area-region-by-code':
      'Batas wilayah {region} belum ada: selnya dipilih menurut kode wilayah, sel tetangga yang menjangkau ke dalamnya tidak ikut',
    'area-region-widened':
      'Sel hanya dikenal per kabupaten/kota: wilayah {region} diperluas menjadi seluruh {regency}',
    'key-not-in-force':
      'CBC akan menolak pesan ini: kunci penandatangannya ({key}) tidak berlaku dalam daftar kepercayaan pada saat mulainya; beri tahu pengelola layanan (key trust)',
    'link-too-wide':
      'Tautan {link} milik {cbc} hanya menjangkau {form}: melampaui area yang disetujui dan tidak dipakai',
    'update-silent':
      'Teks dan pengenalnya tetap: ponsel yang sudah menampilkannya tidak berbunyi lagi, hanya ponsel di sel yang baru',
    'update-restored':
      'Layanan ini pernah dipulihkan sejak itu: salinan yang teksnya tetap ({language}) berbunyi sekali lagi, karena yang dikirim setelah cadangan tidak diketahui',
    'update-stops':
      'Tidak ada lagi sel {cbc} di area ini: siaran di sana dihentikan tanpa pemberitahuan di ponsel; masukkan lagi areanya bila warga di sana perlu diberi tahu',
    'update-narrows':
      'Areanya menyempit: di {cells} sel {cbc} siaran dihentikan tanpa pemberitahuan di ponsel, dan koreksi kelak hanya sampai di area yang baru; kirim dahulu pembaruan dengan teks penutup ke area lama bila warga di sana perlu diberi tahu',
    'link-none': '{cbc} tidak memiliki tautan yang dapat membawa pesan ini',
    'repetition-too-fast':
      'Di GSM ({cbc}) pesan ini diulang setiap {needed} dtk, bukan setiap {wanted} dtk: {pages} halamannya memerlukan {pass} dtk di sana, 1,883 dtk per halaman; persingkat teks atau hapus bahasa kedua agar lebih cepat berulang',
    'repetition-shared':
      'Di GSM ({cbc}) pesan ini diulang setiap {needed} dtk, bukan setiap {wanted} dtk: {pages} halamannya berbagi saluran, 1,883 dtk per halaman, dengan {onAir} halaman dari {messages} pesan lain yang sedang disiarkan di sana, sehingga pesan itu pun mungkin lebih jarang diulang; persingkat teks, atau akhiri pesan yang tidak diperlukan lagi',
    'repetition-too-many':
      'Di {rat} ({cbc}) pesan ini diulang setiap {needed} dtk, bukan setiap {wanted} dtk: pesan mengudara begitu lama sehingga akan disiarkan lebih dari {max} kali; persingkat waktu siar agar lebih cepat berulang',
    'repetition-too-slow':
      'Di {rat} ({cbc}) pesan ini diulang setiap {longest} dtk, bukan setiap {wanted} dtk: periode yang lebih panjang tidak ada di sana',
    'repetition-once':
      'Di {rat} ({cbc}) pesan ini disiarkan hanya sekali: pesan berakhir setelah {left} dtk, sedangkan periode pengulangannya {period} dtk; perpanjang waktu siar atau perpendek periodenya',
  },
  refusals: {
    INPUT_INVALID: 'Perbaiki masukan di {path}: {what}',
    MEDIA_REFUSED: 'Kirim sebagai {wanted}: ditemukan {found}',
    TOO_LARGE: 'Kirim paling banyak {max}: ditemukan {found}',
    NOT_FOUND: 'Tidak ada apa pun di {path}',
    ALERT_NOT_FOUND: 'Tidak ada peringatan "{alert}"',
    MESSAGE_NOT_FOUND: 'Tidak ada pesan "{message}"',
    ORDER_NOT_FOUND: 'Tidak ada order "{order}" untuk Anda',
    CBC_NOT_FOUND: 'Tidak ada CBC "{cbc}"',
    ACCOUNT_NOT_FOUND: 'Tidak ada akun "{account}"',
    REGION_UNKNOWN:
      'Tidak ada wilayah "{region}"; cari menurut nama atau beri kode Kemendagri seperti "32" atau "32.01"',
    REGION_AMBIGUOUS: '"{region}" adalah nama beberapa wilayah: {choices}; beri kode yang dimaksud',
    CAP_INVALID: 'Dokumen bukan CAP 1.2 yang sah: {what}',
    CAP_CHANGED: 'Pengenal CAP "{identifier}" dari "{sender}" pernah diterima dengan isi lain',
    CONTENT_REFUSED: 'Perbaiki temuan pemeriksaan sebelum melanjutkan: {what}',
    CONTENT_CHANGED:
      'Peringatan berubah sejak Anda melihatnya: baca lagi. Yang Anda lihat {seen}, sekarang {current}',
    STALE_VERSION: 'Orang lain mengubah {stream} lebih dulu: baca lagi lalu ulangi',
    STEP_REFUSED:
      'Tidak dapat {step} pesan ini karena keadaannya: {state}. Lihat keadaan terbarunya',
    UPDATE_IN_HAND:
      'Peringatan ini sudah punya pembaruan yang sedang dikerjakan: {message}. Lanjutkan atau buang yang itu',
    UPDATE_OVERTAKEN:
      'Yang diperbarui {message} sudah dibatalkan atau dikoreksi: buang pembaruan ini dan lihat keadaan terbarunya',
    CORRECTION_REPEATED:
      'Teks siap pakai ini sudah pernah dikirim untuk peringatan ini ({message}): bila perlu diulang, perbarui peringatannya dengan persetujuan orang lain',
    SELF_APPROVAL:
      'Harus orang lain yang menyetujui: Anda menulis, mengubah atau mengajukan peringatan ini',
    ROLE_REQUIRED: 'Perlu salah satu peran ini: {roles}. Anda memiliki: {have}',
    NOT_SIGNED_IN: 'Masuk lebih dulu',
    SIGN_IN_REFUSED: 'Nama atau kata sandi salah',
    TOO_MANY_REQUESTS: 'Terlalu banyak percobaan: tunggu {seconds} detik',
    CSRF_REFUSED: 'Permintaan tidak berasal dari konsol: muat ulang halaman lalu ulangi',
    ACCOUNT_EXISTS: 'Akun "{account}" sudah ada',
    PASSWORD_WEAK: 'Pilih kata sandi paling sedikit {min} karakter dan bukan nama akun',
    INVITE_INVALID: 'Tautan sudah dipakai atau kedaluwarsa: minta yang baru kepada administrator',
    TOKEN_INVALID: 'Token tidak ada, tidak dikenal atau sudah dicabut',
    RECEIPT_REFUSED: 'Tanda terima tidak cocok dengan order: {what}',
    RECEIPT_CHANGED: 'Kumpulan tanda terima "{batch}" pernah diterima dengan isi lain',
    SERIALS_EXHAUSTED:
      'Tidak ada nomor seri yang bebas untuk pengenal {identifier}: setiap nomor baru bebas 24 jam setelah siarannya berakhir. Perbarui peringatan yang sedang disiarkan, naikkan ke pengenal lain, atau tunggu',
    SERIAL_TAKEN: 'Nomor seri {serial} pengenal {identifier} sudah terpakai: ulangi langkah ini',
    LINK_TOO_WIDE: 'Tautan {link} milik {cbc} melampaui area yang disetujui',
    INVENTORY_MISSING: 'Belum ada data sel: impor atau buat lebih dulu',
    FOLDER_OWNED: 'Folder data "{folder}" sedang dipakai proses lain: hentikan lebih dulu',
    FOLDER_REFUSED: 'Folder data "{folder}" tidak dapat dipakai: {reason}',
    DEMO_REFUSED: 'Demo menolak: {what}',
    KEY_REFUSED: 'Kunci tidak dapat dipakai: {what}',
    SERVICE_BROKEN:
      'Ada yang rusak di layanan: ulangi, dan bila berulang beri tahu pengelolanya rujukan {reference}',
  },
  reasons: {
    'not-connected': 'Tidak ada tautan yang tersambung ke CBC ini',
    interrupted: 'Layanan berhenti saat mengirim; dikirim ulang',
    'timed-out': 'CBC tidak menjawab pada waktunya',
    cancelled: 'Dibatalkan',
    replaced: 'Diganti pembaruan',
    expired: 'Masa siar berakhir',
    'expired-untaken': 'Masa siar berakhir sebelum CBC menerimanya',
  },
}
