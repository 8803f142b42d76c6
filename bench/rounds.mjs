// Measurements in turn: machines drift and are shared, so what is compared runs in the same minutes, and medians are
// compared.

/**
 * Runs contestants one after the other, round after round; the first rounds warm up and are not counted. Each is
 * `{ name, turn }`, and a turn resolves to figures by name. By contestant and figure, the numbers of the rounds.
 */
export async function inTurn(rounds, contestants, warmUps = 4) {
  const found = new Map(contestants.map(({ name }) => [name, new Map()]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const { name, turn } of contestants) {
      const figures = await turn(round + warmUps);
      if (round < 0) continue;
      for (const [figure, x] of Object.entries(figures)) {
        const numbers = found.get(name);
        if (!numbers.has(figure)) numbers.set(figure, []);
        numbers.get(figure).push(x);
      }
    }
  }
  return found;
}

/** The middle number, or the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Milliseconds that `run` takes. */
export function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}
