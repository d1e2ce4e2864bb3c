import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const ROOT = new URL('../..', import.meta.url)
/** Documents and octets that nobody here wrote, where they lie beside the checkout. */
const VECTORS = new URL('../shared/vectors/', ROOT)

// What `.ci/run` asks for beyond `npm test`: the demo, held against other people's programs. The
// vectors are collected only where they are, so that nothing here is ever skipped for want of them.
export default defineConfig({
  root: ROOT.pathname,
  test: {
    include: [
      'test/ci/published.test.ts',
      'test/ci/gsm-cbs.test.ts',
      'test/ci/cbsp-tshark.test.ts',
      'test/ci/identifiers.test.ts',
      ...(existsSync(VECTORS)
        ? [
            'test/ci/vectors.test.ts',
            'test/ci/cb-cbsp.test.ts',
            'test/ci/cb-decode.test.ts',
            'test/ci/cb-encode.test.ts',
            'test/ci/channels.test.ts',
          ]
        : []),
    ],
    experimental: { viteModuleRunner: false },
    setupFiles: ['test/properties.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
