declare module 'virtual:coastline' {
  /** Longitude first; `own` and `other` are closed rings, `borders` are lines. */
  const coastline: {
    readonly own: readonly (readonly [number, number][])[]
    readonly other: readonly (readonly [number, number][])[]
    readonly borders: readonly (readonly [number, number][])[]
  }
  export default coastline
}
