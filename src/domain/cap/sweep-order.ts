/**
 * Edges under the sweep line in their order: a treap over the numbers 0..capacity-1, with links to
 * the neighbours. -1 is no edge.
 */
export class SweepOrder {
  readonly #lower: Int32Array
  readonly #upper: Int32Array
  readonly #parent: Int32Array
  readonly #below: Int32Array
  readonly #above: Int32Array
  readonly #present: Uint8Array
  #root = -1

  constructor(capacity: number) {
    this.#lower = new Int32Array(capacity).fill(-1)
    this.#upper = new Int32Array(capacity).fill(-1)
    this.#parent = new Int32Array(capacity).fill(-1)
    this.#below = new Int32Array(capacity).fill(-1)
    this.#above = new Int32Array(capacity).fill(-1)
    this.#present = new Uint8Array(capacity)
  }

  has(edge: number): boolean {
    return this.#present[edge] === 1
  }

  below(edge: number): number {
    return this.#below[edge]!
  }

  above(edge: number): number {
    return this.#above[edge]!
  }

  /** An edge where `side` is 0, or -1; `side` says where the place sought lies: 1 above. */
  find(side: (edge: number) => number): number {
    let at = this.#root
    while (at >= 0) {
      const where = side(at)
      if (where === 0) return at
      at = (where > 0 ? this.#upper : this.#lower)[at]!
    }
    return -1
  }

  /**
   * Puts an edge in its place and gives -1; or gives the edge that is in its place already, and
   * nothing is changed. `side` says where the new edge lies seen from another: 1 above.
   */
  insert(edge: number, side: (other: number) => number): number {
    let [at, parent, where] = [this.#root, -1, 0]
    let [below, above] = [-1, -1]
    while (at >= 0) {
      where = side(at)
      if (where === 0) return at
      parent = at
      if (where > 0) below = at
      else above = at
      at = (where > 0 ? this.#upper : this.#lower)[at]!
    }
    this.#present[edge] = 1
    this.#lower[edge] = -1
    this.#upper[edge] = -1
    this.#parent[edge] = parent
    if (parent < 0) this.#root = edge
    else (where > 0 ? this.#upper : this.#lower)[parent] = edge
    this.#link(below, edge)
    this.#link(edge, above)
    this.#rise(edge)
    return -1
  }

  remove(edge: number): void {
    for (let child = this.#nextBelow(edge); child >= 0; child = this.#nextBelow(edge)) {
      this.#lift(child)
    }
    this.#hang(edge, -1)
    this.#link(this.#below[edge]!, this.#above[edge]!)
    this.#below[edge] = -1
    this.#above[edge] = -1
    this.#present[edge] = 0
  }

  /** Puts a new edge where another stood. */
  replace(old: number, edge: number): void {
    this.#present[edge] = 1
    this.#present[old] = 0
    for (const side of [this.#lower, this.#upper]) {
      const child = side[old]!
      side[edge] = child
      if (child >= 0) this.#parent[child] = edge
    }
    this.#hang(old, edge)
    this.#link(this.#below[old]!, edge)
    this.#link(edge, this.#above[old]!)
    this.#below[old] = -1
    this.#above[old] = -1
    // The rank is the edge's own: the new one may stand too low or too high.
    this.#rise(edge)
    for (;;) {
      const child = this.#nextBelow(edge)
      if (child < 0 || rankOf(edge) < rankOf(child)) return
      this.#lift(child)
    }
  }

  #rise(edge: number): void {
    while (this.#parent[edge]! >= 0 && rankOf(edge) < rankOf(this.#parent[edge]!)) {
      this.#lift(edge)
    }
  }

  /** The child of lower rank, or -1. */
  #nextBelow(edge: number): number {
    const [lower, upper] = [this.#lower[edge]!, this.#upper[edge]!]
    if (lower < 0 || upper < 0) return Math.max(lower, upper)
    return rankOf(lower) < rankOf(upper) ? lower : upper
  }

  /** Hangs `edge` (or nothing) where `old` hangs. */
  #hang(old: number, edge: number): void {
    const parent = this.#parent[old]!
    if (parent < 0) this.#root = edge
    else if (this.#lower[parent] === old) this.#lower[parent] = edge
    else this.#upper[parent] = edge
    if (edge >= 0) this.#parent[edge] = parent
    this.#parent[old] = -1
  }

  #link(below: number, above: number): void {
    if (below >= 0) this.#above[below] = above
    if (above >= 0) this.#below[above] = below
  }

  /** Turns an edge above its parent. */
  #lift(edge: number): void {
    const parent = this.#parent[edge]!
    const isLower = this.#lower[parent] === edge
    const [near, far] = isLower ? [this.#lower, this.#upper] : [this.#upper, this.#lower]
    const inner = far[edge]!
    this.#hang(parent, edge)
    far[edge] = parent
    this.#parent[parent] = edge
    near[parent] = inner
    if (inner >= 0) this.#parent[inner] = parent
  }
}

/** Any fixed order that has nothing to do with that of the edges keeps the tree shallow. */
function rankOf(edge: number): number {
  let mixed = Math.imul(edge ^ 0x9e3779b9, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
