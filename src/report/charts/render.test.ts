import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { agreementWithHistory } from './agreement.ts';
import { backlogFan } from './backlog-fan.ts';
import { leadTimeByArea } from './lead-time-by-area.ts';
import { loadByTeam } from './load-by-team.ts';
import { pairedDifference } from './paired-difference.ts';
import type { Chart } from './picture.ts';
import { renderPng, renderSvg } from './render.ts';
import { looks, sampleOrganizations, sampleResults } from './sample-results.ts';
import { layouts, palettes } from './theme.ts';

const Render = suite('render');
const wide = { theme: 'light', layout: 'wide' } as const;
const fonts = ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf'].map((file) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/arimo/${file}`)),
);

Render('the same chart gives the same bytes', async () => {
  const once = await renderSvg(backlogFan(sampleResults(), wide));
  assert.is(await renderSvg(backlogFan(sampleResults(), wide)), once);
});

for (const look of looks) {
  Render(`${look.theme} ${look.layout}: exact width, opaque background, title and description`, async () => {
    const results = sampleResults({ agreement: { cycles: ['juno'] } });
    const drawn = [backlogFan, pairedDifference, leadTimeByArea, loadByTeam, agreementWithHistory];
    for (const draw of drawn) {
      const chart = draw(results, look);
      const svg = await renderSvg(chart);
      const head = svg.slice(0, svg.indexOf('>'));
      assert.match(head, ` width="${layouts[look.layout].width}"`);
      assert.match(head, `role="img" aria-labelledby="${chart.name}-title ${chart.name}-desc"`);
      assert.match(
        svg,
        `><title id="${chart.name}-title">${chart.title}</title><desc id="${chart.name}-desc">`,
      );
      assert.match(svg, `<rect width="${layouts[look.layout].width}"`);
      assert.match(svg, `fill="${palettes[look.theme].paper}"`);
    }
  });
}

Render('every text has its length in Arial', async () => {
  const svg = await renderSvg(pairedDifference(sampleResults(), wide));
  const texts = svg.match(/<text\b[^>]*>/g)!;
  assert.ok(texts.length > 20);
  for (const text of texts) assert.match(text, /textLength="\d+\.\d" lengthAdjust="spacingAndGlyphs"/);
});

Render('names with markup are written as text', async () => {
  const name = 'R&D <b>"core"</b>';
  const organizations = [sampleOrganizations[0]!, { ...sampleOrganizations[1]!, name, short: '' }];
  const svg = await renderSvg(backlogFan(sampleResults({ organizations }), wide));
  assert.not.match(svg, '<b>');
  assert.match(svg, '>R&amp;D &lt;b&gt;&quot;core&quot;&lt;/b&gt; would first add');
});

Render('vega measures text by the table of widths', async () => {
  const spec = {
    data: { values: [{ name: 'iiiiiiiiii' }] },
    mark: 'point',
    encoding: { y: { field: 'name', title: null, axis: { labelFontSize: 20, labelLimit: 0 } } },
  } as Chart['spec'];
  const svg = await renderSvg({ name: 'axis', title: 'Axis', alt: 'An axis.', spec });
  const width = Number(/ width="([\d.]+)"/.exec(svg)![1]);
  assert.ok(width > 44 && width < 44 + 60, `${width} px`);
});

Render('a PNG has two pixels per unit, and text in it', async () => {
  const svg = await renderSvg(backlogFan(sampleResults(), wide));
  const png = await renderPng(svg, fonts);
  const header = new DataView(png.buffer, png.byteOffset);
  assert.is(header.getUint32(16), 1440);
  assert.ok(png.length > (await renderPng(svg, [])).length * 1.2);
});

Render.run();
