import { accessEndpoints } from '../access/access.api.server';
import { assessmentEndpoints } from '../assessments/assessments.api.server';
import { bedEndpoints } from '../beds/beds.api.server';
import { placeEndpoints } from '../beds/places.api.server';
import { careEndpoints } from '../care/care.api.server';
import { donationEndpoints } from '../donations/donations.api.server';
import { goodsEndpoints } from '../donations/goods.api.server';
import { publicEndpoints } from '../donations/public.api.server';
import { receptionEndpoints } from '../donations/reception.api.server';
import { stockChangeEndpoints } from '../donations/stock-changes.api.server';
import { feeEndpoints } from '../fees/fees.api.server';
import { fundEndpoints } from '../funds/funds.api.server';
import { importEndpoints } from '../imports/imports.api.server';
import { ledgerEndpoints } from '../ledger/ledger.api.server';
import { noticeEndpoints } from '../notices/notices.api.server';
import { organisationEndpoints } from '../organisations/organisations.api.server';
import { paymentEndpoints } from '../payments/payments.api.server';
import { peopleEndpoints } from '../people/people.api.server';
import { receiptEndpoints } from '../receipts/receipts.api.server';
import { reportEndpoints } from '../reports/reports.api.server';
import { standardEndpoints } from '../standards/standards.api.server';
import { intakeEndpoints } from '../stays/intake.api.server';
import { stayEndpoints } from '../stays/stays.api.server';
import { visitEndpoints } from '../visits/visits.api.server';
import { volunteerEndpoints } from '../volunteers/volunteers.api.server';
import type { Endpoint } from './endpoint.server';

/** Every endpoint of /api/v1, by noun, in the order of app/domain. */
export const endpoints: readonly Endpoint[] = [
  ...organisationEndpoints,
  ...standardEndpoints,
  ...accessEndpoints,
  ...peopleEndpoints,
  ...noticeEndpoints,
  ...assessmentEndpoints,
  ...bedEndpoints,
  ...placeEndpoints,
  ...stayEndpoints,
  ...intakeEndpoints,
  ...careEndpoints,
  ...ledgerEndpoints,
  ...paymentEndpoints,
  ...feeEndpoints,
  ...volunteerEndpoints,
  ...visitEndpoints,
  ...donationEndpoints,
  ...goodsEndpoints,
  ...receptionEndpoints,
  ...publicEndpoints,
  ...stockChangeEndpoints,
  ...receiptEndpoints,
  ...fundEndpoints,
  ...reportEndpoints,
  ...importEndpoints,
];
