/** Random numbers that are the same for the same seed (xorshift128). */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(seed: number) {
    this.a = (seed ^ 0x9e3779b9) | 0;
    this.b = Math.imul(seed | 1, 0x85ebca6b) | 0;
    this.c = (Math.imul(seed, 0xc2b2ae35) ^ 0x27d4eb2f) | 0;
    this.d = 0x165667b1;
    for (let warm = 0; warm < 20; warm++) this.bits();
  }

  /** 32 bits, signed. */
  bits(): number {
    let t = this.d;
    const s = this.a;
    this.d = this.c;
    this.c = this.b;
    this.b = s;
    t ^= t << 11;
    t ^= t >>> 8;
    this.a = t ^ s ^ (s >>> 19);
    return this.a;
  }

  /** A whole number from 0, smaller than `limit`. */
  below(limit: number): number {
    return ((this.bits() >>> 0) * limit * 2.3283064365386963e-10) | 0;
  }

  /** From 0, smaller than 1. */
  part(): number {
    return (this.bits() >>> 0) * 2.3283064365386963e-10;
  }
}
