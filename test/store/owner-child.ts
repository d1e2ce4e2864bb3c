import { takeOwnership } from '../../src/store/owner.ts'

takeOwnership(process.argv[2]!)
process.stdout.write('owned\n')
setInterval(() => {}, 60_000)
