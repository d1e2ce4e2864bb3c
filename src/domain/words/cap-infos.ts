import type { WordRow } from './row.ts'

/** Texts of rules I: what an info says. The keys are the ids: API, never renamed. */
export const CAP_INFO_WORDS = {
  'I01-info-missing': {
    id: 'Tambahkan paling sedikit satu "info": "msgType" adalah {msgType}',
    en: 'Add at least one "info": "msgType" is {msgType}',
  },
  'I02-blank': {
    id: 'Isi "{element}": masih kosong',
    en: 'Fill in "{element}": it is blank',
  },
  'I02-empty': {
    id: 'Isi "{element}" atau hapus elemennya: tertulis tetapi kosong',
    en: 'Fill in "{element}" or remove the element: it is there but blank',
  },
  'I03-expires-missing': {
    id: 'Sebutkan di "expires" kapan pesan berakhir: siaran harus berakhir',
    en: 'Say in "expires" when the message ends: a broadcast must end',
  },
  'I03-expires-order': {
    id: '"expires" harus lebih lambat dari "{element}": {expires} tidak sesudah {other}',
    en: '"expires" must be later than "{element}": {expires} is not after {other}',
  },
  'I04-expired': {
    id: 'Pilih waktu berakhir di masa depan: "expires" tertulis {expires}',
    en: 'Choose an end in the future: "expires" was {expires}',
  },
  'I05-long': {
    id: 'Periksa waktu berakhir: pesan berlaku {found} jam, Cell Broadcast paling lama {max} jam',
    en: 'Check the end: the message holds for {found} hours, a cell broadcast for at most {max}',
  },
  'I05-short': {
    id: 'Perpanjang masa berlaku: pesan berakhir dalam {found} menit, kurang dari {min} menit',
    en: 'Let the message hold for longer: it ends within {found} minutes, less than {min}',
  },
  'I06-absent': {
    id: 'Tambahkan "language": tanpa elemen itu berlaku {language}, padahal teksnya bukan bahasa Inggris',
    en: 'Add "language": without it {language} holds, and the text is not English',
  },
  'I06-old-tag': {
    id: 'Tulis kode bahasa sebagai "{wanted}": kode "{found}" sudah usang',
    en: 'Write the language tag as "{wanted}": the tag "{found}" is out of use',
  },
  'I06-script': {
    id: 'Perbaiki "language" atau teksnya: tertulis "{found}", tetapi aksaranya bukan aksara bahasa itu',
    en: 'Correct "language" or the text: it says "{found}", and the script is not that of the language',
  },
  'I06-tag': {
    id: 'Tulis kode bahasa menurut BCP 47, misalnya id-ID: ditemukan "{found}"',
    en: 'Write a language tag of BCP 47, such as id-ID: found "{found}"',
  },
  'I06-words': {
    id: 'Perbaiki "language" atau teksnya: tertulis "{found}", tetapi teksnya tampak dalam bahasa lain',
    en: 'Correct "language" or the text: it says "{found}", and the text looks like another language',
  },
  'I07-area': {
    id: 'Samakan area di semua bahasa: area "info" ini berbeda dari "info" bahasa pertama',
    en: 'Give every language the same area: that of this "info" differs from the first language',
  },
  'I07-differs': {
    id: 'Samakan "{element}" di semua bahasa: "{wanted}" di bahasa pertama, "{found}" di sini',
    en: 'Give every language the same "{element}": "{wanted}" in the first, "{found}" here',
  },
  'I08-same-text': {
    id: 'Terjemahkan teksnya: bahasa "{first}" dan "{second}" membawa uraian dan judul yang sama',
    en: 'Translate the text: languages "{first}" and "{second}" carry the same description and headline',
  },
  'I08-twice': {
    id: 'Hapus "info" yang berulang: sama dengan info {first}',
    en: 'Remove the repeated "info": it equals info {first}',
  },
  'I09-headline-long': {
    id: 'Persingkat "headline" menjadi {max} karakter: sekarang {found}',
    en: 'Shorten "headline" to {max} characters: it has {found}',
  },
  'I09-repeated': {
    id: 'Tulis isi tersendiri di "{second}": teksnya sama dengan "{first}"',
    en: 'Say something of its own in "{second}": its text equals "{first}"',
  },
  'I10-advised': {
    id: 'Lengkapi "info" agar pembaca tahu harus berbuat apa: belum ada {elements}',
    en: 'Complete the "info" so that readers know what to do: it lacks {elements}',
  },
  'I11-all-clear': {
    id: 'Hapus "responseType" AllClear atau kirim sebagai Update: peringatan pertama bukan tanda aman',
    en: 'Remove "responseType" AllClear or send it as an Update: a first warning is no all-clear',
  },
  'I11-past': {
    id: 'Pilih "urgency" lain atau kirim sebagai Update: peringatan pertama tidak mungkin Past',
    en: 'Choose another "urgency" or send it as an Update: a first warning says Past',
  },
  'I11-unknown': {
    id: 'Pilih "{element}" yang pasti: tertulis Unknown, dan penerima tidak dapat memilah pesan',
    en: 'Choose a definite "{element}": it says Unknown, and receivers cannot sort the message',
  },
  'I12-html': {
    id: 'Tulis teks biasa di "{element}": ditemukan markah "{found}"',
    en: 'Write plain text in "{element}": found the markup "{found}"',
  },
  'I13-bidi': {
    id: 'Hapus tanda arah tulisan dari "{element}": {found} dapat membalik urutan yang terbaca',
    en: 'Remove the direction mark from "{element}": {found} can turn round what is read',
  },
  'I13-control': {
    id: 'Hapus karakter kendali dari "{element}": ditemukan {found}',
    en: 'Remove the control character from "{element}": found {found}',
  },
  'I13-garbled': {
    id: 'Perbaiki pengodean teks di "{element}": hurufnya rusak di "{found}"',
    en: 'Correct the encoding of "{element}": letters are garbled in "{found}"',
  },
  'I13-private': {
    id: 'Ganti karakter khusus di "{element}": {found} tidak berarti apa-apa di ponsel',
    en: 'Replace the private character in "{element}": {found} means nothing on a phone',
  },
  'I13-zero-width': {
    id: 'Hapus karakter tanpa lebar dari "{element}": {found} tidak terlihat',
    en: 'Remove the character without width from "{element}": {found} cannot be seen',
  },
  'I14-empty': {
    id: 'Isi alamat di "{element}" atau hapus elemennya: masih kosong',
    en: 'Put an address into "{element}" or remove the element: it is blank',
  },
  'I14-no-scheme': {
    id: 'Awali alamat di "{element}" dengan https://: ditemukan "{found}"',
    en: 'Begin the address in "{element}" with https://: found "{found}"',
  },
  'I14-scheme': {
    id: 'Hapus alamat yang menjalankan program dari "{element}": ditemukan "{found}"',
    en: 'Remove the address that runs a program from "{element}": found "{found}"',
  },
  'I14-uri': {
    id: 'Pakai alamat http atau https yang lengkap di "{element}": ditemukan "{found}"',
    en: 'Use a full http or https address in "{element}": found "{found}"',
  },
  'I15-lookalike': {
    id: 'Periksa alamat di "{element}": huruf asing dalam nama situs "{found}" dapat menyamar',
    en: 'Check the address in "{element}": foreign letters in the host "{found}" can pose as others',
  },
  'I15-number': {
    id: 'Pakai nama situs di "{element}", bukan nomor IP: ditemukan "{found}"',
    en: 'Use the name of a site in "{element}", not an IP number: found "{found}"',
  },
  'I15-other-domain': {
    id: 'Periksa alamat di "{element}": {found} bukan domain pengirim',
    en: 'Check the address in "{element}": {found} is not of the domain of the sender',
  },
  'I15-premium-number': {
    id: 'Periksa nomor telepon di "{element}": "{found}" bertarif premium',
    en: 'Check the phone number in "{element}": "{found}" has a premium rate',
  },
  'I15-shortener': {
    id: 'Tulis alamat lengkap di "{element}": penyingkat menyembunyikan tujuan "{found}"',
    en: 'Write the full address in "{element}": a shortener hides where "{found}" leads',
  },
  'I15-user': {
    id: 'Hapus bagian sebelum "@" dari alamat di "{element}": tujuan "{found}" tersamar',
    en: 'Remove what stands before "@" from the address in "{element}": "{found}" hides where it leads',
  },
  'I16-more': {
    id: 'Periksa juga sisanya: {rule} ditemukan {found} kali di "info" ini, hanya {shown} yang pertama disebutkan',
    en: 'Look at the rest as well: {rule} is found {found} times in this info, the first {shown} are named',
  },
} as const satisfies Readonly<Record<string, WordRow>>
