import { publishScale } from '~/domain/assessments/publish-scale';
import type { Actor } from '~/domain/kernel/actor';
import type { Result } from '~/domain/kernel/refusals';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { announceDays } from '~/domain/standards/announce-days';
import { listSpecialDays } from '~/domain/standards/list-special-days';
import { publishDocumentKinds } from '~/domain/stays/list-document-kinds';
import { publishWaitingRule } from '~/domain/stays/publish-waiting-rule';
import calendar from './calendar.json';
import documentKinds from './document-kinds.json';
import { regionsOf } from './regions';
import gbt42195 from './scales/gbt-42195-1.json';
import ltc37 from './scales/ltc-37-1.json';
import mzt039 from './scales/mzt-039-1.json';
import tekunSix from './scales/tekun-six-1.json';
import waitingRule from './waiting-rule-1.json';

/** Scales that every tenant has from the first day. */
const scales = [tekunSix, ltc37, gbt42195, mzt039];

function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`Reference data refused: ${JSON.stringify(result.refusals)}`);
}

/**
 * Loads what every tenant starts with: its district and towns, the scales, the holidays, the order of the waiting list and the
 * kinds of documents. What is there already stays as it is.
 * @param actor may edit organisations, publish scales and approve standards
 * @param regionCode 6 digits of the tenant's district; without a list of its towns only the scales are loaded
 */
export async function loadReference(actor: Actor, regionCode: string): Promise<void> {
  const regions = regionsOf(regionCode);
  if (regions) {
    const { organisationId } = done(
      await registerOrganisation(actor, { kind: 'district', ...regions.district }),
    );
    for (const town of regions.towns) {
      done(await registerOrganisation(actor, { kind: 'town', ...town, parentId: organisationId }));
    }
  }
  for (const scale of scales) done(await publishScale(actor, scale));
  const years = [...new Set(calendar.map(({ from }) => Number(from.slice(0, 4))))];
  const entered = new Set<number>();
  for (const year of years) if ((await listSpecialDays(actor, { year })).length > 0) entered.add(year);
  for (const days of calendar.filter(({ from }) => !entered.has(Number(from.slice(0, 4))))) {
    const source = `国务院办公厅关于${days.from.slice(0, 4)}年部分节假日安排的通知（待核实）`;
    done(await announceDays(actor, announceDays.input.parse({ ...days, source })));
  }
  done(await publishWaitingRule(actor, publishWaitingRule.input.parse(waitingRule)));
  done(await publishDocumentKinds(actor, publishDocumentKinds.input.parse({ kinds: documentKinds })));
}
