import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bureauWanted,
  incidentKinds,
  noticeState,
  noticesFor,
  severities,
  WITHIN_MINUTES,
} from '~/domain/care/incident.rules';
import { csvStream, harmless, writeCsv } from '~/platform/spreadsheet/write-spreadsheet';

const noticedAt = new Date('2026-11-20T02:00:00Z');
const minutes = (count: number) => new Date(noticedAt.getTime() + count * 60_000);

describe('who has to be told', () => {
  it.each([
    ['fall', 'minor', true, ['family', 'manager']],
    ['fall', 'serious', true, ['family', 'manager', 'bureau']],
    ['wandering', 'none', true, ['family', 'manager', 'bureau']],
    ['transfer', 'minor', true, ['family', 'manager']],
    ['fire', 'none', false, ['manager', 'bureau']],
    ['other', 'none', false, ['manager']],
    ['other', 'death', false, ['manager', 'bureau']],
  ] as const)('of %s (%s, of a person: %s) are %j', (kind, severity, ofPerson, whom) => {
    expect(noticesFor({ kind, severity, noticedAt, ofPerson }).map((one) => one.whom)).toEqual(whom);
  });

  it('is the manager always, the family of whom it happened to, each within its minutes; worse is never told to fewer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...incidentKinds),
        fc.constantFrom(...severities),
        fc.boolean(),
        (kind, severity, ofPerson) => {
          const notices = noticesFor({ kind, severity, noticedAt, ofPerson });
          expect(notices.some(({ whom }) => whom === 'manager')).toBe(true);
          expect(notices.some(({ whom }) => whom === 'family')).toBe(ofPerson);
          for (const { whom, dueAt } of notices) expect(dueAt).toEqual(minutes(WITHIN_MINUTES[whom]));
          for (const worse of severities.slice(severities.indexOf(severity)))
            expect(bureauWanted(kind, worse) || !bureauWanted(kind, severity)).toBe(true);
        },
      ),
    );
  });
});

it.each([
  [60, null, 60, 'waiting'],
  [60, null, 61, 'late'],
  [60, 60, 90, 'told'],
  [60, 61, 90, 'told-late'],
  [null, null, 900, 'waiting'],
  [null, 900, 901, 'told'],
] as const)('due after %s, told after %s, now %s: %s', (due, told, now, state) => {
  const at = (count: number | null) => (count === null ? null : minutes(count));
  expect(noticeState({ dueAt: at(due), toldAt: at(told) }, minutes(now))).toBe(state);
});

it('a table that is sent row by row is the same as one that is written at once, harmless to spreadsheet programs', async () => {
  const cells = fc.array(fc.array(fc.string(), { minLength: 3, maxLength: 3 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(cells, async (rows) => {
      const headers = ['=甲', '乙', '丙'];
      const sent = async function* () {
        yield* rows;
      };
      const text = Buffer.from(await new Response(csvStream(headers, sent())).arrayBuffer());
      expect(text.equals(writeCsv({ headers, rows }))).toBe(true);
    }),
  );
  const one = async function* () {
    yield ['=HYPERLINK("x")', '+1-2', '@sum'];
  };
  const text = await new Response(csvStream(['a', 'b', 'c'], one())).text();
  expect(text).toContain(`"${harmless('=HYPERLINK("x")').replaceAll('"', '""')}",'+1-2,'@sum`);
});

it('whoever stops reading a table stops the search for rows', async () => {
  let stopped = false;
  const rows = async function* () {
    try {
      for (;;) yield ['x'];
    } finally {
      stopped = true;
    }
  };
  const reader = csvStream(['a'], rows()).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  expect(stopped).toBe(true);
});
