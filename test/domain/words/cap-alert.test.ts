import { CAP_ALERT_WORDS } from '../../../src/domain/words/cap-alert.ts'
import { testRows } from './rows.ts'

testRows(CAP_ALERT_WORDS, /^A\d\d-[a-z\d-]+$/)
