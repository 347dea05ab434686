// Reproducible chance: the same seed gives the same machine for ever (mulberry32).
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  // A number in [0, 1).
  unit() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  // A whole number from `low` to `high`, both included.
  between(low, high) {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  says(probability) {
    return this.unit() < probability;
  }

  pick(list) {
    return list[this.between(0, list.length - 1)];
  }

  // Between `low` and `high` results of `make`.
  several(low, high, make) {
    return Array.from({ length: this.between(low, high) }, (_, i) => make(i));
  }
}
