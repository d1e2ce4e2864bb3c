import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  channelOf,
  DEAF_TO_SECOND,
  FILTERING_HOMES,
  type Channel,
} from '../../src/domain/cb/handset.ts'

// Android's own channel tables, by mobile country code, as its receiver ships them.
const FILE = new URL('../../../shared/vectors/cbs/aosp-channels.json', import.meta.url)

interface Config {
  readonly arrays: Readonly<Record<string, readonly string[]>>
  readonly bools: Readonly<Record<string, string>>
  readonly strings: Readonly<Record<string, string>>
}
interface Range {
  readonly first: number
  readonly last: number
  readonly array: string
  readonly flags: ReadonlyMap<string, string>
}

const { config } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  readonly config: Readonly<Record<string, Config>> & { readonly default: Config }
}

/** Which array of Android's a class of ours stands for. */
const ARRAYS: Readonly<Record<Channel['class'], string>> = {
  presidential: 'cmas_presidential_alerts_channels_range_strings',
  extreme: 'cmas_alert_extreme_channels_range_strings',
  severe: 'cmas_alerts_severe_range_strings',
  amber: 'cmas_amber_alerts_channels_range_strings',
  'monthly-test': 'required_monthly_test_range_strings',
  exercise: 'exercise_alert_range_strings',
  'operator-defined': 'operator_defined_alert_range_strings',
  'etws-earthquake': 'etws_alerts_range_strings',
  'etws-tsunami': 'etws_alerts_range_strings',
  'etws-earthquake-and-tsunami': 'etws_alerts_range_strings',
  'etws-other': 'etws_alerts_range_strings',
  'etws-test': 'etws_test_alerts_range_strings',
}

function rangesOf(of: Config): Range[] {
  return Object.entries({ ...config.default.arrays, ...of.arrays }).flatMap(([array, items]) =>
    items.map((item) => {
      const [range = '', rest = ''] = item.split(':')
      const [first = '', last = first] = range.split('-')
      const flags = rest.split(',').map((flag) => flag.trim().split('='))
      return {
        first: Number(first),
        last: Number(last),
        array,
        flags: new Map(flags.map(([name = '', value = '']) => [name, value])),
      }
    }),
  )
}

function rangesAt(ranges: readonly Range[], identifier: number): Range[] {
  return ranges.filter(({ first, last }) => identifier >= first && identifier <= last)
}

const DEFAULT = config.default

test('Indonesia has no configuration of its own', () => {
  const homes = Object.keys(config)
  expect(homes.length).toBeGreaterThan(60)
  expect(homes.filter((name) => name.startsWith('mcc510'))).toEqual([])
})

test('channelOf() listens to what the default configuration subscribes, in the same classes', () => {
  let subscribed = 0
  const listened = rangesOf(DEFAULT)
  for (let identifier = 0; identifier <= 0xffff; identifier++) {
    const ranges = rangesAt(listened, identifier)
    const theirs = ranges.map(({ array }) => array).join()
    const channel = channelOf(identifier)
    const ours = channel === null ? '' : ARRAYS[channel.class]
    if (theirs !== ours) expect.fail(`${identifier}: "${theirs}" and "${ours}"`)
    if (channel === null) continue
    subscribed++
    const isAlwaysOn = ranges[0]?.flags.get('always_on') === 'true'
    expect(channel.switchOff === 'never', `${identifier} always on`).toBe(isAlwaysOn)
    expect(ranges[0]?.flags.get('emergency'), `${identifier} sounds`).toBe('true')
    expect(ranges[0]?.flags.has('filter_language'), `${identifier} language`).toBe(false)
    expect(ranges[0]?.flags.has('override_dnd'), `${identifier} silent phones`).toBe(false)
  }
  expect(subscribed).toBe(31)
})

test('what the preview says of silent phones and of switches is the default configuration', () => {
  expect(DEFAULT.bools).toMatchObject({
    override_dnd: 'false',
    show_override_dnd_settings: 'false',
    master_toggle_enabled_default: 'true',
    extreme_threat_alerts_enabled_default: 'true',
    severe_threat_alerts_enabled_default: 'true',
    amber_alerts_enabled_default: 'true',
    test_alerts_enabled_default: 'false',
    show_test_settings: 'true',
    disable_severe_when_extreme_disabled: 'true',
    show_separate_exercise_settings: 'false',
    duplicate_compare_body: 'false',
  })
})

test('FILTERING_HOMES and DEAF_TO_SECOND are the countries that treat 4383 so', () => {
  // A network within a country may differ from it; visitors are told of countries alone.
  const homes = Object.entries(config).filter(([name]) => /^mcc[2-7]\d\d$/.test(name))
  const mccOf = ([name]: readonly [string, Config]): number => Number(name.slice(3))
  const filtering = homes.filter(([, of]) =>
    rangesAt(rangesOf(of), 4383).some(({ flags }) => flags.get('filter_language') === 'true'),
  )
  expect(filtering.map(mccOf)).toEqual(FILTERING_HOMES)
  const deaf = homes.filter(([, of]) => rangesAt(rangesOf(of), 4383).length === 0)
  expect(deaf.map(mccOf)).toEqual(DEAF_TO_SECOND)
})
