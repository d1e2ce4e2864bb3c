/**
 * One document with nothing wrong, and the ways in which people get such a document wrong. Each
 * fault changes the clean text in one place and names the rule that is to find it.
 */
export const CLEAN = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>2.49.0.1.360.0.2026.11.25.01.32.001</identifier>
  <sender>siaga@bmkg.go.id</sender>
  <sent>2026-11-25T08:00:00+07:00</sent>
  <status>Actual</status>
  <msgType>Update</msgType>
  <scope>Public</scope>
  <note>Diperbarui setelah hujan meluas</note>
  <references>siaga@bmkg.go.id,2.49.0.1.360.0.2026.11.25.00.32.001,2026-11-25T07:00:00+07:00</references>
  <info>
    <language>id-ID</language>
    <category>Met</category>
    <event>Hujan Lebat</event>
    <responseType>Prepare</responseType>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Observed</certainty>
    <eventCode><valueName>OET:v1.2</valueName><value>OET-194</value></eventCode>
    <effective>2026-11-25T08:00:00+07:00</effective>
    <onset>2026-11-25T08:30:00+07:00</onset>
    <expires>2026-11-25T12:00:00+07:00</expires>
    <senderName>Badan Meteorologi, Klimatologi, dan Geofisika</senderName>
    <headline>Hujan lebat disertai petir di Jawa Barat</headline>
    <description>Hujan lebat yang disertai petir dan angin kencang terjadi di Kabupaten Bogor dan akan meluas ke wilayah sekitarnya sampai siang hari ini.</description>
    <instruction>Jauhi sungai dan lereng yang curam, dan tunda perjalanan yang tidak perlu.</instruction>
    <web>https://www.bmkg.go.id/cuaca</web>
    <contact>06221 196</contact>
    <parameter><valueName>CMAMtext</valueName><value>Hujan lebat di Bogor sampai pukul 12.00 WIB. Jauhi sungai.</value></parameter>
    <resource>
      <resourceDesc>Peta</resourceDesc>
      <mimeType>text/plain</mimeType>
      <size>5</size>
      <uri>peta.txt</uri>
      <derefUri>aGFsbG8=</derefUri>
      <digest>fd4cef7a4e607f1fcc920ad6329a6df2df99a4e8</digest>
    </resource>
    <area>
      <areaDesc>Kabupaten Bogor</areaDesc>
      <polygon>-6.3,106.4 -6.3,107.2 -6.8,107.2 -6.8,106.4 -6.3,106.4</polygon>
      <circle>-6.5,106.8 20</circle>
      <geocode><valueName>ID-KEMENDAGRI</valueName><value>32.01</value></geocode>
      <altitude>0</altitude>
      <ceiling>1000</ceiling>
    </area>
  </info>
  <info>
    <language>en-US</language>
    <category>Met</category>
    <event>Heavy Rain</event>
    <responseType>Prepare</responseType>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Observed</certainty>
    <eventCode><valueName>OET:v1.2</valueName><value>OET-194</value></eventCode>
    <effective>2026-11-25T08:00:00+07:00</effective>
    <onset>2026-11-25T08:30:00+07:00</onset>
    <expires>2026-11-25T12:00:00+07:00</expires>
    <senderName>Meteorology, Climatology and Geophysics Agency</senderName>
    <headline>Heavy rain with lightning in West Java</headline>
    <description>Heavy rain with lightning and strong winds is falling on Bogor Regency and will spread to the areas around it until noon today.</description>
    <instruction>Stay away from rivers and from steep slopes, and put off any travel that is not needed.</instruction>
    <web>https://www.bmkg.go.id/cuaca</web>
    <contact>06221 196</contact>
    <area>
      <areaDesc>Kabupaten Bogor</areaDesc>
      <polygon>-6.3,106.4 -6.3,107.2 -6.8,107.2 -6.8,106.4 -6.3,106.4</polygon>
      <circle>-6.5,106.8 20</circle>
      <geocode><valueName>ID-KEMENDAGRI</valueName><value>32.01</value></geocode>
      <altitude>0</altitude>
      <ceiling>1000</ceiling>
    </area>
  </info>
</alert>
`

/** Rule, what to find in the clean text (its first place, or every one with `g`), what to put. */
export type Fault = readonly [rule: string, from: string | RegExp, to: string]

const OWN = '2.49.0.1.360.0.2026.11.25.01.32.001'
const REFERENCE = 'siaga@bmkg.go.id,2.49.0.1.360.0.2026.11.25.00.32.001,2026-11-25T07:00:00+07:00'
const RING = '-6.3,106.4 -6.3,107.2 -6.8,107.2 -6.8,106.4 -6.3,106.4'
const HTML = '&lt;b&gt;Hujan&lt;/b&gt; lebat'

export const FAULTS: readonly Fault[] = [
  ['A01', OWN, '2.49.0.1 360'],
  ['A01', OWN, 'a,b'],
  ['A01', OWN, 'a&lt;b'],
  ['A01', OWN, ''],
  ['A01', '<sender>siaga@bmkg.go.id', '<sender>BMKG Jakarta'],
  ['A02', OWN, '../../etc/passwd'],
  ['A02', OWN, '__proto__'],
  ['A02', OWN, 'x'.repeat(300)],
  ['A02', OWN, 'a%2fb'],
  ['A03', OWN, '2.49.0.0.360.0.2026.11.25.01.32.001'],
  ['A03', OWN, '2.49.0.1.36.2026'],
  ['A05', '<sender>siaga@bmkg.go.id', '<sender>BMKG'],
  ['A06', '<sent>2026-11-25T08:00:00+07:00', '<sent> 2026-11-25T08:00:00+07:00'],
  ['A06', '<expires>2026-11-25T12:00:00+07:00', '<expires>2026-11-25T24:00:00+07:00'],
  ['A07', '<sent>2026-11-25T08:00:00+07:00', '<sent>2026-11-25T10:00:00+07:00'],
  ['A08', '<expires>2026-11-25T12:00:00+07:00', '<expires>2569-11-25T12:00:00+07:00'],
  ['A08', '<expires>2026-11-25T12:00:00+07:00', '<expires>2126-11-25T12:00:00+07:00'],
  ['A09', '<sent>2026-11-25T08:00:00+07:00', '<sent>2026-11-25T03:00:00+02:00'],
  ['A09', '<sent>2026-11-25T08:00:00+07:00', '<sent>2026-11-25T08:00:00-00:00'],
  ['A10', `<references>${REFERENCE}</references>`, ''],
  ['A11', REFERENCE, REFERENCE.replace(/,2026.*/, '')],
  ['A11', REFERENCE, REFERENCE.replaceAll(',', ', ')],
  ['A11', REFERENCE, REFERENCE.replace('+07:00', 'Z')],
  ['A11', REFERENCE, ''],
  ['A12', REFERENCE, `siaga@bmkg.go.id,${OWN},2026-11-25T08:00:00+07:00`],
  ['A13', 'T07:00:00+07:00</references>', 'T09:00:00+07:00</references>'],
  ['A14', REFERENCE, `${REFERENCE} ${REFERENCE}`],
  ['A15', '<references>siaga@bmkg.go.id', '<references>info@example.org'],
  ['A17', '<msgType>Update', '<msgType>Alert'],
  ['A18', '<scope>Public', '<scope>Restricted'],
  ['A18', '<scope>Public', '<scope>Private'],
  ['A18', '<scope>Public</scope>', '<scope>Public</scope><restriction>SAR</restriction>'],
  ['A19', /<status>Actual([^]*)<note>.*<\/note>/, '<status>Exercise$1'],
  ['A20', '<status>Actual', '<status>Draft'],
  ['A20', '<status>Actual', '<status>System'],
  ['A20', '<status>Actual', '<status>Test'],
  ['I01', /<info>[^]*<\/info>/, ''],
  ['I02', '<event>Hujan Lebat', '<event>\u00a0'],
  ['I02', '<areaDesc>Kabupaten Bogor', '<areaDesc>  '],
  ['I02', '<valueName>OET:v1.2', '<valueName>\u200b'],
  ['I02', '<value>32.01', '<value> '],
  ['I03', /<expires>.*<\/expires>/g, ''],
  ['I03', '<expires>2026-11-25T12:00:00+07:00', '<expires>2026-11-25T07:59:00+07:00'],
  ['I03', '<onset>2026-11-25T08:30:00+07:00', '<onset>2026-11-25T12:30:00+07:00'],
  ['I03', '<effective>2026-11-25T08:00:00+07:00', '<effective>2026-11-25T13:00:00+07:00'],
  ['I04', /<expires>.*<\/expires>/g, '<expires>2026-11-25T08:20:00+07:00</expires>'],
  ['I05', /<expires>.*<\/expires>/g, '<expires>2026-12-15T08:20:00+07:00</expires>'],
  ['I05', /<expires>.*<\/expires>/g, '<expires>2026-11-25T08:33:00+07:00</expires>'],
  ['I06', '<language>id-ID</language>', ''],
  ['I06', '<language>id-ID', '<language>english'],
  ['I06', '<language>id-ID', '<language>in-ID'],
  ['I06', '<language>en-US', '<language>ru-RU'],
  ['I06', '<language>id-ID', '<language>en-GB'],
  ['I07', '<severity>Severe', '<severity>Minor'],
  ['I07', '<category>Met', '<category>Geo'],
  ['I07', '<urgency>Immediate', '<urgency>Future'],
  ['I07', '<certainty>Observed', '<certainty>Unlikely'],
  ['I07', '<value>OET-194', '<value>OET-063'],
  ['I07', '<expires>2026-11-25T12:00:00+07:00', '<expires>2026-11-25T15:00:00+07:00'],
  ['I08', /<info>([^]*?)<\/info>/, '<info>$1</info><info>$1</info>'],
  ['I08', /(<headline>.*\n.*<\/description>)([^]*)<headline>.*\n.*<\/description>/, '$1$2$1'],
  ['I09', 'Hujan lebat disertai petir di Jawa Barat', 'Hujan lebat '.repeat(20)],
  [
    'I09',
    /<headline>(.*)<\/headline>\n\s*<description>.*</,
    '<headline>$1</headline><description>$1<',
  ],
  [
    'I09',
    /<description>(.*)<\/description>\n\s*<instruction>.*</,
    '<description>$1</description><instruction>$1<',
  ],
  ['I10', /\s*<instruction>.*<\/instruction>/, ''],
  ['I10', /\s*<senderName>.*<\/senderName>/, ''],
  ['I11', /<severity>Severe/g, '<severity>Unknown'],
  ['I11', /<urgency>Immediate/g, '<urgency>Unknown'],
  ['I11', /<certainty>Observed/g, '<certainty>Unknown'],
  ['I12', '<description>Hujan lebat', `<description>${HTML}`],
  ['I12', '<description>Hujan lebat', '<description>Hujan &amp;amp; petir lebat'],
  ['I13', '<headline>Hujan', '<headline>\u202eHujan'],
  ['I13', '<headline>Hujan', '<headline>Hu\u200bjan'],
  ['I13', '<headline>Hujan', '<headline>\ue000Hujan'],
  ['I13', '<headline>Hujan', '<headline>\u0085Hujan'],
  ['I14', '<web>https://www.bmkg.go.id/cuaca', '<web>javascript:alert(1)'],
  ['I14', '<web>https://www.bmkg.go.id/cuaca', '<web>file:///etc/passwd'],
  ['I14', '<web>https://www.bmkg.go.id/cuaca', '<web>cuaca.html'],
  ['I14', '<uri>peta.txt', '<uri>data:text/html,x'],
  [
    'I15',
    'Jauhi sungai dan',
    'Isi data di http://bmkg-bantuan.example.xyz/daftar. Jauhi sungai dan',
  ],
  ['C01', 'Hujan lebat di Bogor sampai', `${'Hujan '.repeat(70)}sampai`],
  ['C01', '<valueName>CMAMtext</valueName>', '<valueName>WEAHandling</valueName>'],
  ['C03', 'Hujan lebat di Bogor sampai', 'Hujan lebat di Bogor – sampai'],
  ['R01', '<mimeType>text/plain', '<mimeType>plain'],
  ['R02', /<uri>.*<\/uri>\s*<derefUri>.*<\/derefUri>/, ''],
  ['R02', /<derefUri>.*<\/derefUri>/, ''],
  ['R03', 'aGFsbG8=', 'aGFs*G8='],
  ['R03', '<size>5', '<size>5000'],
  ['R03', 'fd4cef7a', 'fd4cef7b'],
  ['R03', '<digest>fd4cef7a', '<digest>zz4cef7a'],
  ['G01', /<polygon>.*<\/geocode>/s, ''],
  ['G01', /<area>[^]*?<\/area>/g, ''],
  ['G02', RING, RING.replaceAll(',', ', ')],
  ['G02', RING, '-6.3,106.4 -6.3,107.2 -6.8,107.2 -6.8,106.4'],
  ['G02', RING, '-6.3,106.4 -6.3,107.2 -6.3,106.4'],
  ['G02', RING, RING.replaceAll(' ', ';')],
  ['G03', RING, RING.replaceAll('-6.3,106.4', '-96.3,106.4')],
  ['G03', RING, RING.replaceAll('106.4', '206.4')],
  ['G03', RING, RING.replaceAll('-6.8', '-6.8e0')],
  ['G03', RING, RING.replaceAll('-6.8', 'NaN')],
  ['G04', RING, '106.4,-6.3 107.2,-6.3 107.2,-6.8 106.4,-6.8 106.4,-6.3'],
  ['G05', RING, '50.3,6.4 50.3,7.2 49.8,7.2 49.8,6.4 50.3,6.4'],
  ['G06', RING, '-6.3,106.4 -6.8,107.2 -6.3,107.2 -6.8,106.4 -6.3,106.4'],
  ['G07', RING, '-6.3,106.4 -6.4,106.5 -6.5,106.6 -6.6,106.7 -6.3,106.4'],
  ['G07', RING, '-6.3,106.4 -6.3,106.4 -6.3,106.4 -6.3,106.4'],
  ['G08', RING, '-6.3,106.4 -6.3,107.2 -6.3,107.9 -6.3,107.2 -6.8,107.2 -6.8,106.4 -6.3,106.4'],
  ['G08', RING, RING.replace('-6.8,107.2', '-6.8,107.2 -6.8,107.2')],
  ['G09', '-6.5,106.8 20', '-6.5,106.8'],
  ['G09', '-6.5,106.8 20', '-6.5 106.8 20'],
  ['G09', '-6.5,106.8 20', '-6.5,106.8 -1'],
  ['G09', '-6.5,106.8 20', '-6.5,106.8 0'],
  ['G09', '-6.5,106.8 20', '-6.5,106.8 30000'],
  ['G09', '-6.5,106.8 20', '-6.5,106.8 900'],
  ['G10', /\s*<altitude>0<\/altitude>/, ''],
  ['G10', '<ceiling>1000', '<ceiling>-5'],
  ['G11', '<value>32.01', '<value>99.99'],
  ['G11', '<value>32.01', '<value>Bogor'],
]

/** @throws {Error} when there is nothing to change: a fault that faults nothing proves nothing. */
export function spoil([, from, to]: Fault): string {
  const spoilt = CLEAN.replace(from, to)
  if (spoilt === CLEAN) throw new Error(`Cannot find ${String(from)}`)
  return spoilt
}
