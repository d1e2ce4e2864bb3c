import { expect, test } from 'vitest'
import { fixBase } from '../../../src/formats/signature/xml-base.ts'

// C14N 1.1 §2.4 and Appendix A, and RFC 3986 §5.4 where the base is absolute; from memory.
const JOINED: readonly (readonly [readonly string[], string])[] = [
  [['abc/', '../'], ''],
  [['../', '../'], '../../'],
  [['..', '..'], '../../'],
  [['..', '..', 'x'], '../../x'],
  [['x/y', 'z'], 'x/z'],
  [['x//y', './z'], 'x/z'],
  [['/x', '../../z'], '/z'],
  [['http://a/b/c/d;p?q', 'g'], 'http://a/b/c/g'],
  [['http://a/b/c/d;p?q', 'g#s'], 'http://a/b/c/g'],
  [['http://a/b/c/d;p?q', '?y'], 'http://a/b/c/d;p?y'],
  [['http://a/b/c/d;p?q', ''], 'http://a/b/c/d;p?q'],
  [['http://a/b/c/d;p?q', '../../../g'], 'http://a/g'],
  [['http://a/b/c/d;p?q', '//g'], 'http://g'],
  [['http://a/b/c/d;p?q', 'g:h'], 'g:h'],
  [['http://a', 'g'], 'http://a/g'],
  [['x'], 'x'],
]

test.for(JOINED)('fixBase() joins %j to %s', ([values, joined]) => {
  expect(fixBase(values)).toBe(joined)
})
