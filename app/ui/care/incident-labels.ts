import type { IncidentKind, NoticeState, Party, Severity, ToldHow } from '~/domain/care/incident.rules';
import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { riskLabel } from './labels';

export const incidentLabel: Record<IncidentKind, () => string> = {
  ...riskLabel,
  transfer: m.care_incident_transfer,
  illness: m.care_incident_illness,
  infection: m.care_incident_infection,
  fire: m.care_incident_fire,
  death: m.care_incident_death,
  other: m.care_incident_other,
};

export const severityLabel: Record<Severity, () => string> = {
  none: m.care_severity_none,
  minor: m.care_severity_minor,
  serious: m.care_severity_serious,
  death: m.care_severity_death,
};

export const severityTone: Record<Severity, Tone> = {
  none: 'info',
  minor: 'due',
  serious: 'late',
  death: 'late',
};

export const partyLabel: Record<Party, () => string> = {
  family: m.care_party_family,
  manager: m.care_party_manager,
  bureau: m.care_party_bureau,
};

export const toldHowLabel: Record<ToldHow, () => string> = {
  phone: m.care_told_phone,
  message: m.care_told_message,
  'in-person': m.care_told_in_person,
  written: m.care_told_written,
};

export const noticeStateLabel: Record<NoticeState, () => string> = {
  waiting: m.care_notice_waiting,
  late: m.care_notice_late,
  told: m.care_notice_told,
  'told-late': m.care_notice_told_late,
};

export const noticeStateTone: Record<NoticeState, Tone> = {
  waiting: 'due',
  late: 'late',
  told: 'ok',
  'told-late': 'stopped',
};
