-- What was filled in on a device is sent under an id made there: however often it arrives, it is one assessment.
-- And results of assessments that others made are taken over; they count once a person has confirmed them, like any other.
alter table assessments
  add column draft_id uuid,
  add column recorded_by_name text,
  add column origin text not null default 'own' constraint assessments_origin_known check (origin in ('own', 'external')),
  add column issuer_kind text constraint assessments_issuer_kind_known check (issuer_kind in ('agency', 'civil-affairs', 'hospital', 'insurance', 'other')),
  add column issuer text constraint assessments_issuer_present check (btrim(issuer) <> ''),
  add column issuer_number text constraint assessments_issuer_number_present check (btrim(issuer_number) <> ''),
  -- Issuer and number without blanks, widths and case: the same paper written in another way is the same.
  add column result_key text,
  -- Where the paper lies that proves it.
  add column proof_reference text constraint assessments_proof_reference_present check (btrim(proof_reference) <> ''),
  -- Totals as the paper states them: health facts.
  add column totals_sealed text,
  -- Day on which the paper itself says that it ends.
  add column stated_until date,
  alter column first_assessor drop not null,
  alter column second_assessor drop not null,
  add constraint assessments_assessors_named check (origin = 'external' or (first_assessor is not null and second_assessor is not null)),
  add constraint assessments_external_whole check (case when origin = 'external'
    then num_nulls(issuer_kind, issuer, issuer_number, result_key, proof_reference, grade) = 0 and draft_id is null
    else num_nonnulls(issuer_kind, issuer, issuer_number, result_key, proof_reference, totals_sealed, stated_until) = 0 end),
  add constraint assessments_external_recorded check (origin = 'own' or recorded_by_name is not null),
  add constraint assessments_decided_by_another_name check (decided_by_name <> recorded_by_name is not false),
  add constraint assessments_stated_until_order check (stated_until > assessed_on),
  add constraint assessments_within_stated check (valid_until is not null and valid_until <= stated_until or stated_until is null or valid_from is null);
--> statement-breakpoint
create unique index assessments_draft_unique on assessments (tenant_id, draft_id) where draft_id is not null;
--> statement-breakpoint
create unique index assessments_result_unique on assessments (tenant_id, result_key) where status in ('proposed', 'confirmed');
--> statement-breakpoint
create index assessments_by_result on assessments (tenant_id, result_key) where result_key is not null;
--> statement-breakpoint
-- Who stands for what was scored: both assessors, and the person or the guardian. A drawn signature lies sealed.
create table assessment_signatures (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  assessment_id uuid not null,
  party text not null constraint assessment_signatures_party_known check (party in ('first', 'second', 'person', 'guardian')),
  signer text not null constraint assessment_signatures_signer_present check (btrim(signer) <> ''),
  -- 'account': by the own sign-in; 'drawn': on the screen; 'paper': on the printed form; 'refused': would not sign.
  means text not null constraint assessment_signatures_means_known check (means in ('account', 'drawn', 'paper', 'refused')),
  signed_on date not null,
  strokes_sealed text,
  reason_sealed text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  constraint assessment_signatures_pk primary key (tenant_id, id),
  constraint assessment_signatures_assessment_fk foreign key (tenant_id, assessment_id) references assessments (tenant_id, id),
  constraint assessment_signatures_drawn_whole check ((means = 'drawn') = (strokes_sealed is not null)),
  constraint assessment_signatures_refused_whole check ((means = 'refused') = (reason_sealed is not null)),
  constraint assessment_signatures_means_of_party check (case party when 'first' then means <> 'refused' when 'second' then means <> 'refused' else means <> 'account' end),
  constraint assessment_signatures_account_own check (means <> 'account' or recorded_by is not null)
);
--> statement-breakpoint
create unique index assessment_signatures_once on assessment_signatures (tenant_id, assessment_id, party, means);
--> statement-breakpoint
call isolate_tenants('assessment_signatures');
--> statement-breakpoint
-- What was signed stays. Sealing anew under another key is no change.
create function assessment_signatures_guard() returns trigger language plpgsql as $$
declare seals constant text[] := array['strokes_sealed', 'reason_sealed'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - seals <> to_jsonb(old) - seals
    or (new.strokes_sealed is null) <> (old.strokes_sealed is null)
    or (new.reason_sealed is null) <> (old.reason_sealed is null) then
    raise exception 'what was signed stays' using errcode = 'check_violation', constraint = 'assessment_signatures_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger assessment_signatures_guard before update or delete on assessment_signatures
  for each row execute function assessment_signatures_guard();
--> statement-breakpoint
-- Two assess and both stand for it before it counts; what was assessed, by which scale, and from where it came stays as it is.
create function assessments_guard() returns trigger language plpgsql as $$
begin
  if (new.origin, new.draft_id, new.issuer_kind, new.issuer, new.issuer_number, new.result_key, new.scale_code, new.scale_version, new.assessed_on,
      new.first_assessor, new.second_assessor)
    is distinct from (old.origin, old.draft_id, old.issuer_kind, old.issuer, old.issuer_number, old.result_key, old.scale_code, old.scale_version, old.assessed_on,
      old.first_assessor, old.second_assessor) then
    raise exception 'an assessment stays as it was made' using errcode = 'check_violation', constraint = 'assessments_made_kept';
  end if;
  if new.status = 'confirmed' and old.status = 'proposed' and new.origin = 'own' and (
    select count(distinct s.party) from assessment_signatures s
    where s.tenant_id = new.tenant_id and s.assessment_id = new.id and s.party in ('first', 'second')) < 2 then
    raise exception 'both assessors stand for what they scored' using errcode = 'check_violation', constraint = 'assessments_both_signed';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger assessments_guard before update on assessments for each row execute function assessments_guard();
