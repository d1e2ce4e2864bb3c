import { CAP_FINDING_RULES } from '../domain/cap/rule-ids.ts'
import { CAP_RULES } from '../domain/cap/rules.ts'
import { CAP_WORDS } from '../domain/words/cap.ts'
import type { ExitCode, Io } from './io.ts'

/** `cap rules`: the rule table, a line a rule, with the texts of what each finds. */
export function listRules(io: Io): ExitCode {
  for (const { id, levels, source, check } of CAP_RULES) {
    const by = typeof check === 'string' ? check : 'alert'
    const findings = CAP_FINDING_RULES.filter((rule) => rule.startsWith(`${id}-`)).map((rule) => ({
      rule,
      text: CAP_WORDS[rule][io.language],
    }))
    io.emit({ id, levels, source, by, findings })
    io.say(`${id} ${levels.join(', ')} (${source})`)
    for (const { rule, text } of findings) io.say(`    ${rule}: ${text}`)
  }
  return 0
}
