/**
 * Gains of speed at which the split teams are measured: three about the one where Erlang's formula lets them break even.
 * Only where to look comes from the formula; the crossing is that of what is seen there.
 */
export function designPoints(teams: number, each: number, rho: number): number[] {
  const pooled = (service: number) => erlangWait(rho * teams * each, 1, teams * each) + service;
  const split = (speed: number, service: number) => erlangWait(rho * each, speed, each) + service / speed;
  return [0, 1].flatMap((service) => {
    let [low, high] = [1, 1e4];
    for (let step = 0; step < 100; step++) {
      const speed = Math.sqrt(low * high);
      if (split(speed, service) > pooled(service)) low = speed;
      else high = speed;
    }
    return [0.95, 1, 1.05].map((factor) => low * factor - 1);
  });
}

/** Mean wait in M/M/c: Erlang's C by the recursion of his B (Gross et al., Fundamentals of Queueing Theory, 2008, 2.3). */
function erlangWait(rate: number, mu: number, servers: number): number {
  const offered = rate / mu;
  let b = 1;
  for (let k = 1; k <= servers; k++) b = (offered * b) / (k + offered * b);
  const load = offered / servers;
  return b / (1 - load + load * b) / (servers * mu - rate);
}

/** Where a falling curve through three points reaches `level`: its reciprocal is nearly straight (of M/M/1 exactly). */
export function crossing(at: readonly number[], values: readonly number[], level: number): number {
  const y = values.map((seen) => 1 / seen - 1 / level);
  // Inverse interpolation of second degree (Lagrange).
  let sum = 0;
  for (let i = 0; i < at.length; i++) {
    let term = at[i]!;
    for (let j = 0; j < at.length; j++) if (j !== i) term *= -y[j]! / (y[i]! - y[j]!);
    sum += term;
  }
  return sum;
}
