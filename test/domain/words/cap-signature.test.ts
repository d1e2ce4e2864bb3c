import { CAP_SIGNATURE_WORDS } from '../../../src/domain/words/cap-signature.ts'
import { testRows } from './rows.ts'

testRows(CAP_SIGNATURE_WORDS, /^S\d\d-[a-z\d-]+$/)
