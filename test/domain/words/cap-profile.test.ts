import { CAP_PROFILE_WORDS } from '../../../src/domain/words/cap-profile.ts'
import { testRows } from './rows.ts'

testRows(CAP_PROFILE_WORDS, /^P\d\d-[a-z\d-]+$/)
