import { InputError } from '../../errors.ts';
import type { Results } from '../results.ts';
import { leadRows, seasonsOf } from './agreement-facts.ts';
import { leadPanel } from './agreement-leads.ts';
import { showsFreezes, weekPanels } from './agreement-weeks.ts';
import {
  type AgreementFacts,
  agreementAlt,
  agreementNote,
  agreementSubtitle,
  agreementTitle,
  leadFinding,
} from './agreement-words.ts';
import { organizationsOf } from './organizations.ts';
import { type Chart, heading, paragraph, picture, styleOf, textLayer } from './picture.ts';
import type { Look } from './theme.ts';

/** Cycles that find room in the narrow layout: the last ones. */
const narrowSeasons = 2;

/** Does the baseline reproduce what happened? Cycles of the past week by week beside their projection, and lead times of the
 * last of them by area. */
export function agreementWithHistory(results: Results, look: Look): Chart {
  const { layout, palette } = styleOf(look);
  const seasons = seasonsOf(results);
  const last = seasons.at(-1);
  const baseline = organizationsOf(results, palette, last?.start ?? '')[0];
  if (!last || !baseline) {
    const file = last ? 'organizations.csv' : 'agreement_weeks.csv';
    throw new InputError('no rows to draw the agreement from', { file }, 'give the scenario a history');
  }
  const leads = leadRows(results, last.cycle);
  const facts: AgreementFacts = { results, baseline, seasons, leads, layout };
  const title = agreementTitle(facts);
  const alt = agreementAlt(facts, title);
  const narrow = look.layout === 'narrow';
  const head = heading(title, agreementSubtitle(facts), look);

  // The narrow layout has no room for p90, so its words speak of medians alone.
  const drawn = narrow
    ? {
        ...facts,
        seasons: seasons.slice(-narrowSeasons),
        leads: leads.map((row) => ({ ...row, p90: undefined })),
      }
    : facts;
  const weeks = weekPanels(drawn, head.bottom + 12, layout, palette);
  const finding = leadFinding(drawn);
  const style = { size: layout.label, color: palette.text, weight: 700 } as const;
  const words = paragraph(finding, weeks.bottom + 4, layout, style);
  const lead =
    leads.length === 0
      ? { layers: [], bottom: weeks.bottom }
      : leadPanel(leads, narrow ? ['median'] : ['median', 'p90'], words.bottom + 6, layout, palette);
  const note = paragraph(agreementNote(drawn, showsFreezes(drawn)), lead.bottom + 10, layout, {
    size: layout.note,
    color: palette.secondary,
  });
  const spec = picture(look, note.bottom + layout.margin, alt, [
    ...weeks.layers,
    ...(leads.length === 0 ? [] : [textLayer('finding on lead times', words.words)]),
    ...lead.layers,
    ...head.layers,
    textLayer('note', note.words),
  ]);
  return { name: 'agreement', title, alt, spec };
}
