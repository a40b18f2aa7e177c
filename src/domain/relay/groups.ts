/** Disjoint sets of numbers, with path halving; a number that was never joined is a set by itself. */
export class Groups {
  readonly #parent = new Map<number, number>();

  root(item: number): number {
    let at = item;
    for (;;) {
      const parent = this.#parent.get(at) ?? at;
      if (parent === at) return at;
      const above = this.#parent.get(parent) ?? parent;
      this.#parent.set(at, above);
      at = above;
    }
  }

  join(a: number, b: number): void {
    const [x, y] = [this.root(a), this.root(b)];
    if (x !== y) this.#parent.set(x, y);
  }
}
