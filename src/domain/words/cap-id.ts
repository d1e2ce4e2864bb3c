import type { CapFindingRule } from '../cap/rule-ids.ts'

/** Teks bahasa Indonesia untuk aturan CAP, dengan gaya `id.ts`. */
export const CAP_FINDINGS_ID: Readonly<Record<CapFindingRule, string>> = {
  'X01-doctype': 'Hapus deklarasi tipe dokumen: pesan CAP tidak memilikinya',
  'X02-encoding':
    'Pakai UTF-8, UTF-16 dengan tanda urutan bita, atau nyatakan ISO-8859-1 atau US-ASCII: ditemukan {found}',
  'X02-bytes': 'Tulis dokumen dalam pengodean yang dinyatakannya: oktet {offset} bukan {encoding}',
  'X02-xml-version': 'Pakai XML 1.0: dokumen menyatakan {found}',
  'X03-size': 'Batasi dokumen sampai {max} oktet: sekarang {found}',
  'X03-depth': 'Batasi kedalaman elemen sampai {max}: "{element}" lebih dalam',
  'X03-attributes': 'Paling banyak {max} atribut pada "{element}": sekarang lebih',
  'X03-text': 'Batasi teks "{element}" sampai {max} karakter: sekarang {found}',
  'X03-count': 'Paling banyak {max} "{element}" di sini: ditemukan {found}',
  'X04-namespace':
    'Mulai dengan "alert" dari ruang nama urn:oasis:names:tc:emergency:cap:1.2: ditemukan "{element}" dari "{found}"',
  'X04-version':
    'Terbitkan sebagai CAP 1.2: ini pesan CAP {found}, terbaca tetapi tidak sah sebagai 1.2',
  'X05-unreadable': 'Beri berkas yang dapat dibaca: {what}',
  'X05-malformed': 'Perbaiki XML: {what}',
  'X05-order': '"{element}" harus mendahului "{before}"',
  'X05-missing': '"{parent}" harus memiliki elemen "{element}"',
  'X05-twice': '"{parent}" hanya boleh memiliki satu "{element}": ini yang ke-{found}',
  'X05-unexpected': '"{parent}" tidak mengenal elemen "{element}"; yang boleh ada: {expected}',
  'X05-value': '"{element}" harus berupa {expected}: ditemukan "{found}"',
  'X05-date-time':
    '"{element}" harus berupa tanggal dan waktu seperti 2026-11-25T08:00:00+07:00, tanpa "Z" atau pecahan detik: ditemukan "{found}"',
  'X05-text': '"{parent}" hanya boleh berisi elemen: ditemukan teks "{found}"',
  'X05-child': '"{parent}" hanya boleh berisi teks: ditemukan elemen "{element}"',
  'X06-misplaced': 'Tanda tangan harus menjadi elemen terakhir "alert": "{element}" ada sesudahnya',
  'X06-several': 'Pesan hanya boleh memiliki satu tanda tangan: ini yang ke-{found}',
  'X07-attribute': '"{element}" tidak boleh memiliki atribut "{attribute}"',
  'X07-element': '"{element}" dari ruang nama "{namespace}" bukan bagian pesan CAP',
  'A01-name':
    '"{element}" tidak boleh kosong atau memuat spasi, koma, "<" atau "&": ditemukan "{found}"',
  'A06-time':
    'Tulis "{element}" sebagai satu saat yang jelas, tanpa spasi di sekitarnya dan tanpa jam 24: ditemukan "{found}"',
  'A10-references-missing': 'Sebutkan pesan sebelumnya di "references": msgType adalah {msgType}',
  'A11-reference':
    'Tulis rujukan {at} sebagai sender,identifier,sent, hanya dipisah spasi: ditemukan "{found}"',
  'A12-self': 'Hapus rujukan pesan kepada dirinya sendiri',
  'A13-later':
    'Pesan hanya dapat merujuk pesan sebelumnya: "{identifier}" dikirim {referenced}, pesan ini {sent}',
  'A18-restriction-missing':
    'Sebutkan di "restriction" siapa yang terikat: scope adalah Restricted',
  'A18-restriction-idle': 'Hapus "restriction", atau pakai scope Restricted: scope adalah {scope}',
  'A18-addresses-missing': 'Sebutkan penerima di "addresses": scope adalah Private',
  'A18-addresses-idle':
    'Scope {scope} tidak memerlukan "addresses": dibaca sebagai penerima tambahan',
  'A20-status': 'Saluran siaran langsung hanya membawa status Actual: ditemukan {status}',
  'A20-scope': 'Saluran siaran langsung hanya membawa scope Public: ditemukan {scope}',
  'I01-info-missing': 'Tambahkan paling sedikit satu "info": msgType adalah {msgType}',
  'I02-blank': 'Isi "{element}": masih kosong',
  'I03-expires-missing': 'Sebutkan di "expires" kapan pesan berakhir: siaran harus berakhir',
  'I03-expires-order':
    '"expires" harus lebih lambat dari "{element}": {expires} tidak sesudah {other}',
  'I04-expired': 'Pilih waktu berakhir di masa depan: "expires" tertulis {expires}',
  'I08-same-text':
    'Terjemahkan teksnya: bahasa "{first}" dan "{second}" membawa uraian dan judul yang sama',
  'I08-twice': 'Hapus "info" yang berulang: sama dengan info {first}',
  'I12-html': 'Tulis teks biasa di "{element}": ditemukan markah "{found}"',
  'I14-uri': 'Pakai alamat http atau https yang lengkap di "{element}": ditemukan "{found}"',
  'C01-text-long': 'Pendekkan {parameter} menjadi {max} karakter: sekarang {found}',
  'C01-wea-handling': 'Pakai salah satu dari {expected} untuk WEAHandling: ditemukan "{found}"',
  'G01-area-missing': 'Tambahkan paling sedikit satu "area": tanpa itu tidak ada yang terjangkau',
  'G01-area-empty': 'Beri area sebuah poligon, lingkaran atau geocode: baru ada uraiannya saja',
  'G02-pair':
    'Tulis titik {at} sebagai lintang,bujur dengan satu koma tanpa spasi sesudahnya: ditemukan "{found}"',
  'G02-few': 'Poligon memerlukan paling sedikit empat titik: sekarang {found}',
  'G02-open': 'Akhiri poligon di titik awalnya: sekarang berakhir di {found}',
  'G03-number': 'Tulis titik {at} dalam derajat desimal biasa: ditemukan "{found}"',
  'G03-range':
    'Lintang harus -90..90 dan bujur -180..180, dengan urutan ini: titik {at} adalah {found}',
  'G05-outside': 'Area berada di luar Indonesia dan lautnya; periksa urutan lintang dan bujur',
  'G07-flat': 'Poligon tidak melingkupi apa pun: titik-titiknya segaris',
  'G09-circle': 'Tulis lingkaran sebagai lintang,bujur radius dalam kilometer: ditemukan "{found}"',
  'G09-negative': 'Radius tidak boleh negatif: tertulis {found} km',
  'G09-zero': 'Radius 0 km: lingkaran hanya satu titik',
  'G09-huge': 'Radius tidak boleh lebih dari {max} km: tertulis {found} km',
  'G09-wide': 'Radius {found} km: lingkaran di atas {max} km jarang dimaksudkan',
  'P01-missing': 'Tambahkan parameter {parameter}: profil ID-CB:1.0 memerlukannya di sini',
  'P02-value': 'Parameter {parameter} harus berupa {expected}: ditemukan "{found}"',
  'P03-twice': 'Beri parameter {parameter} satu kali saja',
  'P04-pages':
    'Nomori halaman 1, 2, 3 dan seterusnya, paling banyak 15: halaman ke-{at} bernomor {found}',
  'P05-shape': 'Beri setiap area sebuah poligon atau lingkaran: profil ID-CB:1.0 memerlukannya',
  'P06-cancel-info':
    'Cancel menurut profil ID-CB:1.0 tidak memiliki "info": rujukannya menyebut apa yang dihentikan',
  'S01-unsigned': 'Pesan tidak bertanda tangan',
  'S01-several': 'Pesan membawa {found} tanda tangan: hanya tepat satu yang diterima',
  'S01-misplaced': 'Tanda tangan bukan elemen terakhir "alert"',
  'S01-reference': 'Tanda tangan tidak mencakup seluruh pesan: rujukan "{found}"',
  'S01-transform': 'Tanda tangan memakai transformasi yang tidak diterima: "{found}"',
  'S01-algorithm': 'Tanda tangan memakai algoritme yang tidak diterima: "{found}"',
  'S01-weak':
    'Tanda tangan memakai algoritme yang sudah terpecahkan ("{found}"): tidak membuktikan apa pun',
  'S01-digest': 'Pesan berubah setelah ditandatangani',
  'S01-key': 'Tidak ada kunci tepercaya yang membuat tanda tangan ini',
  'S01-structure': 'Tanda tangan tidak tersusun menurut XML-DSig: {found}',
  'S02-content': 'Isi yang ditandatangani bukan pesan CAP yang sah',
}
