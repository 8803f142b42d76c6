/** Keeps the best `most` of many items, in memory for `most` alone: a binary heap whose root is the worst item kept. */
export class Best<T> {
  private readonly heap: Kept<T>[] = [];
  private arrived = 0;

  /** `most`: how many items are kept. `better`: whether a higher rank is better, or a lower one. */
  constructor(
    private readonly most: number,
    private readonly better: 'more' | 'less',
  ) {}

  /** `rank` may be infinite. Of items of equal rank the one added first is better. */
  add(item: T, rank: number): void {
    const kept = { item, rank: this.better === 'more' ? rank : -rank, arrived: this.arrived++ };
    if (this.heap.length < this.most) {
      this.heap.push(kept);
      this.rise(this.heap.length - 1);
    } else if (this.most > 0 && isWorse(this.heap[0]!, kept)) {
      this.heap[0] = kept;
      this.sink(0);
    }
  }

  /** The items kept, best first. */
  sorted(): T[] {
    return [...this.heap].sort((a, b) => (isWorse(a, b) ? 1 : -1)).map(({ item }) => item);
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(this.heap[at]!, this.heap[parent]!)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private sink(from: number): void {
    let at = from;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.heap.length && isWorse(this.heap[child]!, this.heap[worst]!)) worst = child;
      }
      if (worst === at) return;
      this.swap(at, worst);
      at = worst;
    }
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}

interface Kept<T> {
  readonly item: T;
  /** Higher is better: the rank given, negated where less is better. */
  readonly rank: number;
  readonly arrived: number;
}

const isWorse = <T>(a: Kept<T>, b: Kept<T>): boolean => (a.rank === b.rank ? a.arrived > b.arrived : a.rank < b.rank);
