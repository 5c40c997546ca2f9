import type { Results } from '../results.ts';
import { agreementSection } from './agreement-words.ts';
import { asciiFan } from './ascii-fan.ts';
import { assumptionsSection } from './assumptions.ts';
import { type Block, type Picture, type Proposal, paragraph, type Section } from './content.ts';
import { type Facts, factsOf } from './facts.ts';
import { figuresSection, leadTimeBlocks, linkedSection } from './figure-tables.ts';
import { intervalsSection } from './interval-words.ts';
import { loadBlocks } from './load-words.ts';
import { organizationsSection } from './organization-words.ts';
import { reproduceSection } from './reproduce.ts';
import { verdictSection } from './verdict-words.ts';
import { waitingSection } from './waiting-words.ts';

/** What can be said of results, with the pictures that lie beside it. Every figure is a cell of a table. */
export function proposalOf(results: Results, pictures: readonly Picture[]): Proposal {
  const facts = factsOf(results);
  const beside = new Album(pictures);
  const fan = beside.take((name) => name === 'backlog-fan');
  const sections = [
    { blocks: [question(facts), ...withDrawing(fan, facts)] },
    organizationsSection(facts),
    illustrated(
      verdictSection(facts),
      beside.take((name) => name.startsWith('paired-difference')),
    ),
    figuresSection(facts),
    ...filled(
      'Lead times that change',
      leadTimeBlocks(facts),
      beside.take((name) => name === 'lead-time-by-area'),
    ),
    ...filled(
      'Load of the teams',
      loadBlocks(facts),
      beside.take((name) => name === 'load-by-team'),
    ),
    ...optional(
      waitingSection(facts),
      beside.take((name) => name.includes('waiting')),
    ),
    ...optional(linkedSection(facts)),
    warningsSection(facts),
    ...optional(assumptionsSection(facts)),
    ...optional(
      agreementSection(facts),
      beside.take((name) => name === 'agreement'),
    ),
    ...filled(
      'More pictures',
      [],
      beside.take(() => true),
    ),
    reproduceSection(facts),
    intervalsSection(facts),
  ];
  return { title: results.manifest.title.trim() || results.manifest.scenario, sections };
}

/** Pictures, each of which is shown once. */
class Album {
  private rest: readonly Picture[];

  constructor(pictures: readonly Picture[]) {
    this.rest = pictures;
  }

  take(wanted: (name: string) => boolean): Block[] {
    const taken = this.rest.filter(({ name }) => wanted(name));
    this.rest = this.rest.filter((picture) => !taken.includes(picture));
    return taken.map((picture) => ({ kind: 'picture', picture }));
  }
}

function question({ results: { manifest }, parties }: Facts): Block {
  const where = manifest.project.trim() === '' ? '' : ` of ${manifest.project}`;
  const who = parties.length === 1 ? parties[0]!.name : 'each organization of its reviewers';
  return paragraph(manifest.question.trim() || `How does the review backlog${where} go on under ${who}?`);
}

/** The fan, and its like in characters where there is no room for pictures. */
const withDrawing = (fan: Block[], facts: Facts): Block[] =>
  fan.map((block) => (block.kind === 'picture' ? { ...block, drawn: asciiFan(facts) } : block));

const illustrated = (section: Section, pictures: Block[]): Section => ({
  ...section,
  blocks: [...section.blocks, ...pictures],
});

const optional = (section: Section | undefined, pictures: Block[] = []): Section[] =>
  section === undefined ? filled('', [], pictures) : [illustrated(section, pictures)];

function filled(title: string, blocks: Block[], pictures: Block[]): Section[] {
  if (blocks.length + pictures.length === 0) return [];
  return [{ ...(title !== '' && { title }), blocks: [...blocks, ...pictures] }];
}

/** Of more, the rest is counted. */
const MOST_WARNINGS = 20;

function warningsSection({ results: { warnings } }: Facts): Section {
  const items = warnings.slice(0, MOST_WARNINGS).map(({ organization, team, area, warning }) => ({
    lead: `${organization}, ${[...new Set([team, area])].filter((name) => name !== '').join(', ')}:`,
    text: `${warning}.`,
  }));
  const blocks: Block[] =
    items.length > 0
      ? [{ kind: 'list', items }]
      : [paragraph('None: in every organization there are enough people to approve changes to every area.')];
  const more = warnings.length - items.length;
  if (more > 0) blocks.push(paragraph(`${more} more are in warnings.csv.`));
  return { title: 'Warnings', blocks };
}
