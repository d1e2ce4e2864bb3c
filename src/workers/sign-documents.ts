import type { CapAlert } from '../domain/cap/model.ts'
import { writeCap } from '../formats/cap/write.ts'
import type { SigningKey } from '../formats/signature/keys.ts'
import { signCap } from '../formats/signature/sign.ts'
import { answerRequests } from './answer.ts'

/** Documents of one release, and the key that signs them. */
export interface SignRequest {
  readonly alerts: readonly CapAlert[]
  readonly key: SigningKey
}

/** Writes and signs each; every signature is verified over the octets served before it leaves. */
answerRequests(({ alerts, key }: SignRequest) =>
  alerts.map((alert) => signCap(writeCap(alert), key)),
)
