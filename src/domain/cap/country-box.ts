import type { CapPoint } from './model.ts'

/**
 * Where the shapes of a country's warnings lie: its land (Natural Earth 1:10m) with 6° around it,
 * which is its territorial sea, its exclusive economic zone and the tracks that end there.
 * Overseas territories have boxes of their own and count for the mother country as well. For
 * finding a slip of the pen, not for settling a border.
 */

/** Whole degrees, the east always east of the west: -186 and 190 are beyond the antimeridian. */
type Box = readonly [south: number, west: number, north: number, east: number]

/** True where a country's shapes may lie, null for a country that is not in the table. */
export function isNearCountry(alpha2: string, [lat, lon]: CapPoint): boolean | null {
  const boxes = BOXES.get(alpha2)
  if (boxes === undefined) return null
  return boxes.some(([south, west, north, east]) => {
    const eastOfWest = (((lon - west) % 360) + 360) % 360
    return lat >= south && lat <= north && eastOfWest <= east - west
  })
}

/** ISO 3166-1 alpha-2 and boxes. Indonesia: north of Miangas to south of Rote, Weh to Merauke. */
const TABLE = `
AD 36 -5 49 8; AE 16 45 33 63; AF 23 54 45 81; AG 10 -68 24 -55; AI 12 -70 25 -56;
AL 33 13 49 28; AM 32 37 48 53; AO -25 5 2 31; AR -62 -80 -15 -47; AS -21 -178 -5 -162;
AT 40 3 56 24; AU -61 90 -3 174, -60 67 -46 80; AW 6 -77 19 -63; AX 53 13 67 28; AZ 32 38 48 57;
BA 36 9 52 26; BB 7 -66 20 -53; BD 14 82 33 99; BE 43 -4 58 13; BF 3 -12 22 9; BG 35 16 51 35;
BH 19 44 33 57; BI -11 22 4 37; BJ 0 -6 19 10; BL 11 -69 24 -56; BM 26 -71 39 -58;
BN -2 108 12 122; BO -29 -76 -3 -51; BQ 6 -75 19 -62; BR -40 -81 12 -22; BS 14 -86 33 -66;
BT 20 82 35 99; BV -61 -3 -48 10; BW -33 13 -11 36; BY 45 17 63 39; BZ 9 -96 25 -81;
CA 35 -148 90 -46; CC -19 90 -5 103; CD -20 6 12 38; CF -4 8 18 34; CG -12 5 10 25;
CH 39 -1 54 17; CI -2 -15 17 4; CK -28 -172 -2 -151; CL -62 -87 -11 -60, -34 -116 -20 -99;
CM -5 2 20 23; CN 9 67 60 141; CO -11 -88 20 -60; CR -1 -94 18 -76; CU 13 -91 30 -68;
CV 8 -32 24 -16; CW 6 -76 19 -62; CX -17 99 -4 112; CY 28 26 42 41; CZ 42 6 58 25;
DE 41 -1 62 22; DJ 4 35 19 50; DK 53 -80 90 0, 48 2 64 22; DM 9 -68 22 -55; DO 11 -79 26 -62;
DZ 12 -15 44 18; EC -12 -99 8 -69; EE 51 15 66 35; EG 15 18 38 43; EH 14 -24 34 -2;
ER 6 30 25 50; ES 21 -25 50 11; ET -3 26 21 54; FI 53 13 77 38; FJ -28 168 -6 188;
FK -59 -68 -45 -51; FM -6 132 16 170; FO 55 -14 69 0;
FR -34 -161 -1 -128, -29 157 -7 190, -4 -70 25 -45, -29 33 -5 62, 35 -12 58 16, -56 62 -31 84,
40 -63 54 -50, -53 44 -40 58; GA -10 2 9 21;
GB 30 -20 67 8, 10 -88 39 -56, -23 -21 -1 1, -66 -45 -47 -20, -32 -137 -17 -118,
-47 -19 -31 -3, -59 -68 -45 -51, -14 65 1 79; GD 6 -68 19 -55; GE 35 33 50 53; GF -4 -61 12 -45;
GG 43 -9 56 4; GH -2 -10 18 8; GI 30 -12 43 1; GL 53 -80 90 -5; GM 7 -23 20 -7; GN 1 -22 19 -1;
GP 9 -68 23 -55; GQ -8 -1 10 18; GR 28 13 48 35; GS -66 -45 -47 -20; GT 7 -99 24 -82;
GU 7 138 20 151; GW 4 -23 19 -7; GY -5 -68 15 -50; HK 16 107 29 121; HM -60 67 -46 80;
HN 6 -96 24 -77; HR 36 7 53 26; HT 12 -81 27 -65; HU 39 10 55 29; ID -15 91 10 145;
IE 45 -17 62 1; IL 23 28 40 42; IM 48 -11 61 2; IN 0 62 42 104; IO -14 65 1 79; IQ 23 32 44 55;
IR 19 38 46 70; IS 57 -31 73 -7; IT 29 0 54 25; JE 43 -9 56 4; JM 11 -85 25 -70; JO 23 28 40 46;
JP 18 116 52 160; KE -11 27 12 48; KG 33 63 50 87; KH 4 96 21 114; KI -18 -197 11 -145;
KM -19 37 -5 51; KN 11 -69 24 -56; KP 31 118 50 137; KR 27 118 45 138; KW 22 40 37 55;
KY 13 -88 26 -73; KZ 34 40 62 94; LA 7 94 29 114; LB 27 29 41 43; LC 7 -68 21 -54;
LI 41 3 54 16; LK -1 73 16 88; LR -2 -18 15 -1; LS -37 21 -22 36; LT 47 14 63 33;
LU 43 -1 57 13; LV 49 14 65 35; LY 13 3 40 32; MA 15 -24 42 5; MC 37 1 50 14; MD 39 20 55 37;
ME 35 12 50 27; MF 12 -70 25 -57; MG -32 37 -5 57; MH -2 159 21 179; MK 34 14 49 30;
ML 4 -19 31 11; MM 3 86 35 108; MN 35 81 59 126; MO 16 107 29 120; MP 8 138 27 152;
MQ 8 -68 21 -54; MR 8 -24 34 2; MS 10 -69 23 -56; MT 29 8 43 21; MU -27 50 -4 70;
MV -7 66 14 80; MW -24 26 -3 42; MX 8 -125 39 -80; MY -6 93 14 126; MZ -33 24 -4 47;
NA -35 5 -10 32; NC -29 157 -13 178; NE 5 -6 30 22; NF -36 161 -22 174; NG -2 -4 20 21;
NI 4 -94 22 -76; NL 6 -77 25 -56, 44 -3 60 14; NO 51 -16 87 40, -61 -3 -48 10; NP 20 74 37 95;
NR -7 160 6 173; NU -26 -176 -12 -163; NZ -59 159 -2 209; OM 10 45 33 66; PA 1 -90 16 -71;
PE -25 -88 6 -62; PF -34 -161 -1 -128; PG -18 134 5 162; PH -2 110 28 133; PK 17 54 44 84;
PL 42 8 61 31; PM 40 -63 54 -50; PN -32 -137 -17 -118; PR 11 -74 25 -59; PS 25 28 39 42;
PT 24 -38 49 0; PW -4 125 15 141; PY -34 -69 -13 -48; QA 18 44 33 58; RE -28 49 -14 62;
RO 37 14 55 36; RS 36 12 53 29; RU 35 13 88 198; RW -9 22 5 37; SA 10 28 39 62;
SB -19 149 0 175; SC -16 40 3 63; SD 2 15 29 45; SE 49 5 76 31; SG -5 97 8 111;
SH -23 -21 -1 1, -47 -19 -31 -3; SI 39 7 53 23; SJ 65 -16 87 40; SK 41 10 56 29; SL 0 -20 16 -4;
SM 37 6 50 19; SN 6 -24 23 -5; SO -8 34 18 58; SR -5 -65 13 -47; SS -3 18 19 42; ST -6 0 8 14;
SV 7 -97 21 -81; SX 12 -70 25 -57; SY 26 29 44 49; SZ -34 24 -19 39; TC 15 -79 28 -65;
TD 1 7 30 30; TF -29 33 -5 61, -56 62 -31 84, -53 44 -40 58; TG 0 -7 18 8; TH -1 91 27 112;
TJ 30 61 48 82; TK -16 -179 -2 -165; TL -16 118 -2 134; TM 29 46 49 73; TN 24 1 44 18;
TO -29 -183 -9 -167; TR 29 19 49 51; TT 4 -68 18 -54; TV -16 170 1 186; TW 15 112 32 129;
TZ -18 23 6 47; UA 39 16 59 47; UG -8 23 11 42;
UM -7 -184 35 -154, 13 160 26 173, 12 -82 25 -69; US -21 125 78 302; UY -41 -65 -24 -47;
UZ 31 49 52 80; VA 35 6 48 19; VC 6 -68 20 -55; VE -6 -80 22 -53; VG 12 -71 25 -58;
VI 11 -72 25 -58; VN 2 96 30 116; VU -27 160 -7 176; WF -21 -185 -7 -170; WS -21 -179 -7 -165;
XK 35 14 50 28; YE 6 36 25 61; YT -20 39 -6 52; ZA -53 10 -16 44; ZM -25 15 -2 40;
ZW -29 19 -9 40
`

const BOXES: ReadonlyMap<string, readonly Box[]> = new Map(
  TABLE.trim()
    .split(/;\s+/)
    .map((row) => [row.slice(0, 2), row.slice(3).split(/,\s+/).map(readBox)]),
)

function readBox(text: string): Box {
  const [south = 0, west = 0, north = 0, east = 0] = text.split(' ').map(Number)
  return [south, west, north, east]
}
