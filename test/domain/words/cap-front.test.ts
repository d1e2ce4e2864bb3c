import { CAP_FRONT_WORDS } from '../../../src/domain/words/cap-front.ts'
import { testRows } from './rows.ts'

testRows(CAP_FRONT_WORDS, /^X\d\d-[a-z\d-]+$/)
