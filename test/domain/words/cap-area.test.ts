import { CAP_AREA_WORDS } from '../../../src/domain/words/cap-area.ts'
import { testRows } from './rows.ts'

testRows(CAP_AREA_WORDS, /^G\d\d-[a-z\d-]+$/)
