import { CAP_BROADCAST_WORDS } from '../../../src/domain/words/cap-broadcast.ts'
import { testRows } from './rows.ts'

testRows(CAP_BROADCAST_WORDS, /^C\d\d-[a-z\d-]+$/)
