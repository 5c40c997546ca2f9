// Parts of the house that are judged apart, each by its folder below src; a deeper one is not part of the one around it.
export const ROOMS = [
  'engine',
  'demand',
  'review',
  'stats',
  'experiment',
  'experiment/verify',
  'experiment/backtest',
  'experiment/calibrate',
];

/** The room of a source or compiled file. */
export function roomOf(file) {
  const inside = file.slice(file.indexOf('/') + 1);
  const around = ROOMS.filter((room) => inside.startsWith(`${room}/`));
  return around.sort((a, b) => b.length - a.length)[0];
}
