import { CAP_INFO_WORDS } from '../../../src/domain/words/cap-infos.ts'
import { testRows } from './rows.ts'

testRows(CAP_INFO_WORDS, /^I\d\d-[a-z\d-]+$/)
