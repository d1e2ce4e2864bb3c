import { answerRequests } from '../../src/workers/answer.ts'

/** Answers a text with itself; "die" ends the thread as an error nobody caught does. */
answerRequests((request: string) => {
  if (request === 'die') {
    setImmediate(() => {
      throw new Error('as told')
    })
    return new Promise<string>(() => undefined)
  }
  return request
})
