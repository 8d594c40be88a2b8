/** Columns of ciphertext by table, each in a table with the key (tenant_id, id). A table adds its line with its first `sealed(…)` column. */
const byTable: Readonly<Record<string, readonly string[]>> = {
  people: ['identity_sealed', 'phone_sealed', 'address_sealed'],
  households: ['address_sealed'],
  assessments: ['answers_sealed', 'note_sealed', 'totals_sealed'],
  assessment_signatures: ['strokes_sealed', 'reason_sealed'],
  reassessments: ['statement_sealed'],
  isolations: ['reason_sealed'],
  bank_lines: ['counterparty_account_sealed'],
  applications: ['guardian_phone_sealed', 'stated_sealed', 'note_sealed', 'details_sealed'],
  application_drafts: ['said_sealed'],
  application_documents: ['name_sealed', 'key_sealed'],
  application_request_items: ['text_sealed', 'answer_sealed'],
  eligibility_decisions: ['findings_sealed', 'reason_sealed'],
  stays: ['discharge_reason_sealed'],
  stay_leaves: ['note_sealed'],
  health_entries: ['content_sealed', 'end_reason_sealed'],
  risk_assessments: ['measures_sealed'],
  incidents: ['account_sealed', 'closing_sealed'],
  incident_entries: ['text_sealed'],
  care_notes: ['text_sealed'],
  volunteers: ['guardian_phone_sealed'],
  volunteer_invitations: ['phone_sealed', 'mail_sealed'],
  volunteer_applications: ['phone_sealed', 'mail_sealed', 'said_sealed'],
  notice_contacts: ['mail_sealed'],
  visit_needs: ['address_sealed'],
  visit_series: ['address_sealed'],
  visit_surveys: ['answers_sealed'],
  donors: ['phone_sealed', 'mail_sealed'],
  gifts: ['mail_sealed'],
  goods_allocations: ['signature_sealed'],
};

/** A sealed column; `field` is what its values are bound to, the first argument of `seal` and `open`. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly field: string;
}

/** Every sealed column of the product, for re-encryption under a new key. */
export const sealedColumns: readonly SealedColumn[] = Object.entries(byTable).flatMap(([table, columns]) =>
  columns.map((column) => ({ table, column, field: `${table}.${column}` })),
);
