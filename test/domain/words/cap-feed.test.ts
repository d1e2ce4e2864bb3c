import { CAP_FEED_WORDS } from '../../../src/domain/words/cap-feed.ts'
import { testRows } from './rows.ts'

testRows(CAP_FEED_WORDS, /^F\d\d-[a-z\d-]+$/)
