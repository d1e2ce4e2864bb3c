import { CAP_RESOURCE_WORDS } from '../../../src/domain/words/cap-resource.ts'
import { testRows } from './rows.ts'

testRows(CAP_RESOURCE_WORDS, /^R\d\d-[a-z\d-]+$/)
