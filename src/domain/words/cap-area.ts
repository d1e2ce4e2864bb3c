import type { WordRow } from './row.ts'

/** Texts of rules G: geometry. The keys are the ids: API, never renamed. */
export const CAP_AREA_WORDS = {
  'G01-area-missing': {
    id: 'Tambahkan paling sedikit satu "area": tanpa itu tidak ada yang terjangkau',
    en: 'Add at least one "area": without one nobody can be reached',
  },
  'G01-area-empty': {
    id: 'Beri "area" ini poligon, lingkaran atau "geocode": sekarang hanya ada uraiannya',
    en: 'Give this "area" a polygon, a circle or a "geocode": it has a description only',
  },
  'G02-pair': {
    id: 'Tulis titik {at} sebagai lintang,bujur dengan satu koma tanpa spasi sesudahnya: ditemukan "{found}"',
    en: 'Write point {at} as lat,lon with one comma and no space after it: found "{found}"',
  },
  'G02-few': {
    id: 'Tambahkan titik: poligon memerlukan paling sedikit empat, sekarang {found}',
    en: 'Add points: a polygon needs at least four, this one has {found}',
  },
  'G02-open': {
    id: 'Akhiri poligon di titik awalnya: sekarang berakhir di {found}',
    en: 'End the polygon at the point it starts from: it ends at {found}',
  },
  'G03-number': {
    id: 'Tulis titik {at} dalam derajat desimal biasa: ditemukan "{found}"',
    en: 'Write point {at} in plain decimal degrees: found "{found}"',
  },
  'G03-range': {
    id: 'Lintang harus -90..90 dan bujur -180..180, dengan urutan ini: titik {at} adalah {found}',
    en: 'Latitude must be -90..90 and longitude -180..180, in this order: point {at} is {found}',
  },
  'G04-swapped': {
    id: 'Tukar lintang dan bujur: tertulis terbalik, dan setelah ditukar area berada di Indonesia',
    en: 'Exchange latitude and longitude: they are the wrong way round, and the area is in Indonesia once exchanged',
  },
  'G04-swapped-abroad': {
    id: 'Tukar lintang dan bujur: tertulis terbalik, dan setelah ditukar area berada di negara pengirim ({country})',
    en: 'Exchange latitude and longitude: they are the wrong way round, and the area is in the country of the sender ({country}) once exchanged',
  },
  'G05-outside': {
    id: 'Periksa koordinat dan urutan lintang,bujur: seluruh area berada di luar negara pengirim ({country}) dan lautnya',
    en: 'Check the coordinates and the order lat,lon: all of the area lies outside the country of the sender ({country}) and its sea',
  },
  'G06-crossing': {
    id: 'Urutkan ulang titik-titik poligon: sisi {first} dan sisi {second} berpotongan di {at} (sisi n: dari titik n ke titik berikutnya)',
    en: 'Put the points of the polygon in order: edges {first} and {second} cross at {at} (edge n goes from point n to the next)',
  },
  'G07-flat': {
    id: 'Hapus atau gambar ulang poligon: tidak melingkupi apa pun, titik-titiknya segaris atau kembali lewat jalur yang sama',
    en: 'Remove the polygon or draw it anew: it encloses nothing, its points lie on one line or go back the way they came',
  },
  'G08-spike': {
    id: 'Hapus titik {at}: di situ poligon berbalik di atas garisnya sendiri, seluruhnya {found} titik',
    en: 'Remove point {at}: there the polygon turns back on its own line, at {found} points in all',
  },
  'G08-duplicate': {
    id: 'Hapus titik {at}: mengulang titik sebelumnya, seluruhnya {found} titik',
    en: 'Remove point {at}: it repeats the one before, {found} points in all',
  },
  'G08-touch': {
    id: 'Pisahkan bagian poligon yang bersentuhan di titik {at} ({point}): sistem yang ketat menolaknya',
    en: 'Part the polygon where it touches itself at point {at} ({point}): strict systems refuse it',
  },
  'G08-antimeridian': {
    id: 'Bagi poligon di bujur 180: sisi {at} melintasinya, dan sistem lain menggambarnya mengelilingi bumi',
    en: 'Split the polygon at longitude 180: edge {at} crosses it, and others draw it round the earth',
  },
  'G08-pole': {
    id: 'Bagi poligon yang mengelilingi kutub: mulai sisi {at} sistem lain menggambarnya dengan cara lain',
    en: 'Split the polygon that goes round a pole: from edge {at} on others draw it in different ways',
  },
  'G08-overlap': {
    id: 'Gabungkan atau pisahkan poligon: tumpang tindih dengan {other}, {percent} % dari yang lebih kecil',
    en: 'Join the polygons or part them: this one overlaps {other}, by {percent} % of the smaller',
  },
  'G09-circle': {
    id: 'Tulis lingkaran sebagai lintang,bujur radius dalam kilometer: ditemukan "{found}"',
    en: 'Write the circle as lat,lon radius in kilometres: found "{found}"',
  },
  'G09-negative': {
    id: 'Tulis radius tanpa tanda minus: tertulis {found} km',
    en: 'Write the radius without a minus: it is {found} km',
  },
  'G09-zero': {
    id: 'Beri lingkaran radius lebih dari 0 km: sekarang hanya satu titik',
    en: 'Give the circle a radius of more than 0 km: it is a single point',
  },
  'G09-huge': {
    id: 'Perkecil radius sampai {max} km: tertulis {found} km',
    en: 'Make the radius {max} km at most: it is {found} km',
  },
  'G09-wide': {
    id: 'Periksa radius {found} km: lingkaran di atas {max} km jarang dimaksudkan',
    en: 'Check the radius of {found} km: a circle over {max} km is seldom meant',
  },
  'G10-altitude-missing': {
    id: 'Tambahkan "altitude" atau hapus "ceiling": batas atas {ceiling} kaki memerlukan batas bawah',
    en: 'Add an "altitude" or remove the "ceiling": an upper limit of {ceiling} feet needs a lower one',
  },
  'G10-ceiling-below': {
    id: 'Tukar "altitude" dan "ceiling": batas atas {ceiling} kaki berada di bawah batas bawah {altitude} kaki',
    en: 'Exchange "altitude" and "ceiling": the upper limit of {ceiling} feet is below the lower one of {altitude} feet',
  },
  'G11-scheme': {
    id: 'Tambahkan "geocode" {expected}: "{found}" tidak dikenal di Indonesia',
    en: 'Add a geocode of {expected}: "{found}" is not known in Indonesia',
  },
  'G11-scheme-own': {
    id: 'Pakai daftar geocode yang dikenal luas, misalnya ISO3166-2 atau EMMA_ID: penerima mungkin tidak mengenal "{found}"',
    en: 'Use a widely known list of geocodes, such as ISO3166-2 or EMMA_ID: receivers may not know "{found}"',
  },
  'G11-region-form': {
    id: 'Tulis kode {scheme} seperti 32, 32.01 atau 32.01.01: ditemukan "{found}"',
    en: 'Write a {scheme} code as 32, 32.01 or 32.01.01: found "{found}"',
  },
  'G11-region-unknown': {
    id: 'Periksa kode {scheme} "{found}": tidak ada wilayah dengan kode itu',
    en: 'Check the {scheme} code "{found}": there is no region with it',
  },
  'G11-apart': {
    id: 'Samakan "geocode" dan bentuk area: wilayah {found} tidak bersinggungan dengan poligon atau lingkaran mana pun di "area" ini',
    en: 'Make geocode and shapes of the area agree: region {found} meets no polygon and no circle of this area',
  },
  'G12-simplified': {
    id: 'Sederhanakan area menjadi {polygonsMax} poligon dan {pointsMax} titik: sekarang {polygons} poligon dan {points} titik, dan CBC akan menyederhanakannya sendiri',
    en: 'Simplify the area to {polygonsMax} polygons and {pointsMax} points: it has {polygons} and {points}, and a CBC will simplify it by itself',
  },
} as const satisfies Readonly<Record<string, WordRow>>
