import { CAP_STRUCTURE_WORDS } from '../../../src/domain/words/cap-structure.ts'
import { testRows } from './rows.ts'

testRows(CAP_STRUCTURE_WORDS, /^X0[4-7]-[a-z\d-]+$/)
