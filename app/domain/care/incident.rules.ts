import { risks } from './risk.rules';

/** What may happen: the nine risks of GB 38600-2019, and what else has to be told and followed up (ours, 待核实). */
export const incidentKinds = [
  ...risks,
  'transfer',
  'illness',
  'infection',
  'fire',
  'death',
  'other',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** What may concern the whole centre; everything else happens to somebody. */
export const concernsCentre = (kind: IncidentKind): boolean =>
  kind === 'infection' || kind === 'fire' || kind === 'other';

/** How bad it is: nobody was hurt, treated in the centre, a doctor or hospital was needed, somebody died. Ours, 待核实. */
export const severities = ['none', 'minor', 'serious', 'death'] as const;
export type Severity = (typeof severities)[number];

/** Who is told: the family, the manager of the centre, the civil-affairs bureau. */
export const parties = ['family', 'manager', 'bureau'] as const;
export type Party = (typeof parties)[number];

export const toldHows = ['phone', 'message', 'in-person', 'written'] as const;
export type ToldHow = (typeof toldHows)[number];

/**
 * Minutes from noticing until somebody is told. 养老机构管理办法 第十九条 asks to tell the family of an emergency transfer without
 * naming a time; the minutes are ours and to be compared with the local rule and with 民发〔2025〕32号 (待核实).
 */
export const WITHIN_MINUTES: Record<Party, number> = { manager: 30, family: 60, bureau: 120 };

/** Days after which an incident that is still open is late. Ours, 待核实. */
export const FOLLOW_UP_DAYS = 7;

const toBureau: ReadonlySet<IncidentKind> = new Set(['infection', 'fire', 'death', 'wandering']);

/** Whether the bureau has to be told: somebody was badly hurt or died, is missing, or others are in danger. Ours, 待核实. */
export const bureauWanted = (kind: IncidentKind, severity: Severity): boolean =>
  severity === 'serious' || severity === 'death' || toBureau.has(kind);

/** Who has to be told of an incident, and until when. */
export function noticesFor({
  kind,
  severity,
  noticedAt,
  ofPerson,
}: {
  kind: IncidentKind;
  severity: Severity;
  noticedAt: Date;
  /** It happened to one resident, who has a family. */
  ofPerson: boolean;
}): readonly { whom: Party; dueAt: Date }[] {
  const wanted: Record<Party, boolean> = {
    family: ofPerson,
    manager: true,
    bureau: bureauWanted(kind, severity),
  };
  return parties
    .filter((whom) => wanted[whom])
    .map((whom) => ({ whom, dueAt: new Date(noticedAt.getTime() + WITHIN_MINUTES[whom] * 60_000) }));
}

/** Where telling somebody stands. */
export type NoticeState = 'waiting' | 'late' | 'told' | 'told-late';

export function noticeState(
  { dueAt, toldAt }: { dueAt: Date | null; toldAt: Date | null },
  now: Date,
): NoticeState {
  const late = dueAt !== null && (toldAt ?? now) > dueAt;
  if (toldAt) return late ? 'told-late' : 'told';
  return late ? 'late' : 'waiting';
}
