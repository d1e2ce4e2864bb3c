import { createInterface } from 'node:readline/promises'

/** Longer than any password or hash: whoever sends more sends something else. */
const LINE_MAX = 4_096

/** A person is there, to read what is shown and to answer. Questions go to standard error. */
export function isTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY
}

export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}

/** Asks for a secret: what is typed is not shown. */
export async function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  try {
    return await readHidden(stdin)
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}

async function readHidden(stdin: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve) => {
    let typed = ''
    const settle = (line: string): void => {
      stdin.off('data', take)
      resolve(line)
    }
    const take = (octets: Buffer): void => {
      for (const character of octets.toString('utf8')) {
        if (character === '\r' || character === '\n') return settle(typed)
        if (character === '\u0003' || character === '\u0004') return settle('')
        typed = character === '\u007f' ? typed.slice(0, -1) : typed + character
      }
    }
    stdin.on('data', take)
  })
}

/** The first line of standard input, for secrets that a script pipes in. */
export async function readLine(): Promise<string> {
  let text = ''
  process.stdin.setEncoding('utf8')
  for await (const part of process.stdin) {
    text += String(part)
    if (text.includes('\n') || text.length > LINE_MAX) break
  }
  return (text.split(/\r?\n/)[0] ?? '').slice(0, LINE_MAX)
}
