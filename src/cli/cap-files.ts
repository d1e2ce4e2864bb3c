import { mkdtemp, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Refusal } from '../domain/error.ts'

/** @throws {Refusal} `KEY_REFUSED` when the file cannot be read. */
export async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const params = { what: `${file} cannot be read`, whatId: `${file} tidak dapat dibaca` }
    throw new Refusal('KEY_REFUSED', params, { cause })
  }
}

/** Puts a file in place whole or not at all; what stood there stays until then. */
export async function replaceFile(path: string, text: string): Promise<void> {
  if (await isStream(path)) {
    await writeFile(path, text)
    return
  }
  const folder = dirname(resolve(path))
  const temporary = await mkdtemp(join(folder, '.kentongan-'))
  try {
    const draft = join(temporary, 'draft')
    await writeDurably(draft, 'wx', text)
    await rename(draft, path)
  } finally {
    await rm(temporary, { recursive: true })
  }
  await flushFolder(folder)
}

/** A pipe or a terminal, `/dev/stdout`: nothing can be put in its place. */
async function isStream(path: string): Promise<boolean> {
  try {
    const found = await stat(path)
    return !found.isFile() && !found.isDirectory()
  } catch {
    return false
  }
}

/** Lines of a text file; none where it does not exist. */
export async function readLines(path: string): Promise<readonly string[]> {
  const text = await textOf(path)
  return text.split('\n').filter((line) => line !== '')
}

/** Adds a line that would survive a power cut. A last line that was cut off stays a line. */
export async function appendLine(path: string, line: string): Promise<void> {
  const text = await textOf(path)
  const isWhole = text === '' || text.endsWith('\n')
  await writeDurably(path, 'a', `${isWhole ? '' : '\n'}${line}\n`)
  await flushFolder(dirname(resolve(path)))
}

export async function isSameFile(a: string, b: string): Promise<boolean> {
  return (await truePath(a)) === (await truePath(b))
}

async function truePath(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    return resolve(path)
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

async function writeDurably(path: string, flags: 'a' | 'wx', text: string): Promise<void> {
  const file = await open(path, flags)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
