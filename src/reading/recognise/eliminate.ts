/**
 * Solves a system of linear equations (n rows of n coefficients and the right side; used up) by Gauss-Jordan with pivots. Null where it has no
 * single solution: a pivot is below `least`.
 */
export function eliminate(a: Float64Array[], least: number): number[] | null {
  const n = a.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let r = i + 1; r < n; r++) if (Math.abs(a[r]![i]!) > Math.abs(a[pivot]![i]!)) pivot = r;
    [a[i], a[pivot]] = [a[pivot]!, a[i]!];
    if (Math.abs(a[i]![i]!) < least) return null;
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const f = a[r]![i]! / a[i]![i]!;
      for (let j = i; j <= n; j++) a[r]![j]! -= f * a[i]![j]!;
    }
  }
  return a.map((row, i) => row[n]! / row[i]!);
}
