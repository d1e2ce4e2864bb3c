import * as fc from 'fast-check'

// A property that says `maxLength: 300` means up to 300: on its own fast-check stays near ten.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true })
