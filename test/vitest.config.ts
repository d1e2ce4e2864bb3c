import { defineConfig } from 'vitest/config'

// Node strips the types itself, so that what passes here runs as `node src/main.ts` does: an
// enum or a missing `.ts` fails the test instead of being compiled away.
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/ci/**'],
    experimental: { viteModuleRunner: false },
    setupFiles: ['test/properties.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**/*.ts'], exclude: ['src/console/**'] },
  },
})
