import type { EdgeScene } from '../edge-scene.ts'
import type { Route } from '../route.ts'
import { CBC_ROUTES } from './cbc.ts'
import { PUBLIC_ROUTES } from './public.ts'

/** Every route of the listener of CBCs and of the public. */
export const EDGE_ROUTES: readonly Route<EdgeScene>[] = [...CBC_ROUTES, ...PUBLIC_ROUTES]
