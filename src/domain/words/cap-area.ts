import type { WordRow } from './row.ts'

/** Texts of rules G: geometry. The keys are the ids: API, never renamed. */
export const CAP_AREA_WORDS = {
  'G01-area-missing': {
    id: 'Tambahkan paling sedikit satu "area": tanpa itu tidak ada yang terjangkau',
    en: 'Add at least one "area": without one nobody can be reached',
  },
  'G01-area-empty': {
    id: 'Beri area sebuah poligon, lingkaran atau geocode: baru ada uraiannya saja',
    en: 'Give the area a polygon, a circle or a geocode: it has a description only',
  },
  'G02-pair': {
    id: 'Tulis titik {at} sebagai lintang,bujur dengan satu koma tanpa spasi sesudahnya: ditemukan "{found}"',
    en: 'Write point {at} as lat,lon with one comma and no space after it: found "{found}"',
  },
  'G02-few': {
    id: 'Poligon memerlukan paling sedikit empat titik: sekarang {found}',
    en: 'A polygon needs at least four points: this one has {found}',
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
  'G05-outside': {
    id: 'Area berada di luar Indonesia dan lautnya; periksa urutan lintang dan bujur',
    en: 'The area lies outside Indonesia and its seas; check the order of latitude and longitude',
  },
  'G07-flat': {
    id: 'Poligon tidak melingkupi apa pun: titik-titiknya segaris',
    en: 'The polygon encloses nothing: its points lie on one line',
  },
  'G09-circle': {
    id: 'Tulis lingkaran sebagai lintang,bujur radius dalam kilometer: ditemukan "{found}"',
    en: 'Write the circle as lat,lon radius in kilometres: found "{found}"',
  },
  'G09-negative': {
    id: 'Radius tidak boleh negatif: tertulis {found} km',
    en: 'The radius must not be negative: it is {found} km',
  },
  'G09-zero': {
    id: 'Radius 0 km: lingkaran hanya satu titik',
    en: 'The radius is 0 km: the circle is a single point',
  },
  'G09-huge': {
    id: 'Radius tidak boleh lebih dari {max} km: tertulis {found} km',
    en: 'The radius must not be more than {max} km: it is {found} km',
  },
  'G09-wide': {
    id: 'Radius {found} km: lingkaran di atas {max} km jarang dimaksudkan',
    en: 'The radius is {found} km: a circle over {max} km is seldom meant',
  },
} as const satisfies Readonly<Record<string, WordRow>>
