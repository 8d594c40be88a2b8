import { index, layout, type RouteConfig, route } from '@remix-run/route-config';

/** Every URL of the product: `route('path', 'routes/<noun>/<file>.tsx')`, by noun, in the order of app/domain. */
export default [
  route('language', 'routes/language.ts'),

  layout('routes/frame.tsx', [
    index('routes/home.tsx'),

    // organisations, people, assessments
    route('organisations', 'routes/organisations/list.tsx'),
    route('organisations/new', 'routes/organisations/new.tsx'),
    route('people', 'routes/people/list.tsx'),
    route('people/new', 'routes/people/new.tsx'),
    route('people/:id', 'routes/people/person.tsx'),
    route('people/:id/correct', 'routes/people/correct.tsx'),
    route('people/:id/assess', 'routes/assessments/new.tsx'),
    route('assessments', 'routes/assessments/list.tsx'),
    route('assessments/:id', 'routes/assessments/assessment.tsx'),
    route('imports', 'routes/imports/list.tsx'),
    route('imports/:kind', 'routes/imports/import.tsx'),

    // beds, stays
    route('beds', 'routes/beds/board.tsx'),
    route('beds/:id', 'routes/beds/bed.tsx'),

    // standards, ledger, fees

    // volunteers, visits
    route('volunteers', 'routes/volunteers/list.tsx'),
    route('volunteers/new', 'routes/volunteers/new.tsx'),
    route('volunteers/:id', 'routes/volunteers/volunteer.tsx'),
    route('my/service', 'routes/volunteers/own.tsx'),
    route('visits', 'routes/visits/day.tsx'),
    route('visits/needs', 'routes/visits/needs.tsx'),
    route('visits/needs/new', 'routes/visits/need-new.tsx'),
    route('visits/needs/:id', 'routes/visits/need.tsx'),
    route('visits/plans', 'routes/visits/plans.tsx'),
    route('visits/plans/:id', 'routes/visits/plan.tsx'),
    route('my/visits', 'routes/visits/own-list.tsx'),
    route('my/visits/:id', 'routes/visits/own.tsx'),

    // donations, receipts
    route('give', 'routes/donations/give.tsx'),
    route('give/goods', 'routes/donations/give-goods.tsx'),
    route('give/done', 'routes/donations/give-done.tsx'),
    route('disclosure', 'routes/donations/disclosure.tsx'),
    route('verify/:code?', 'routes/verify.tsx'),
    route('gifts', 'routes/donations/gifts.tsx'),
    route('gifts/new', 'routes/donations/gift-new.tsx'),
    route('gifts/new-goods', 'routes/donations/gift-new-goods.tsx'),
    route('gifts/bank-lines', 'routes/donations/bank-lines.tsx'),
    route('gifts/bank-lines/:id', 'routes/donations/bank-line.tsx'),
    route('gifts/spendings', 'routes/donations/spendings.tsx'),
    route('gifts/receivers', 'routes/donations/receivers.tsx'),
    route('gifts/:id', 'routes/donations/gift.tsx'),
    route('goods', 'routes/donations/stock.tsx'),
    route('goods/allocate', 'routes/donations/allocate.tsx'),
    route('goods/allocations', 'routes/donations/allocations.tsx'),
    route('my/gifts', 'routes/donations/own-gifts.tsx'),
    route('my/gifts/new', 'routes/donations/own-new.tsx'),
    route('my/gifts/new-goods', 'routes/donations/own-new-goods.tsx'),
    route('my/gifts/:id', 'routes/donations/own-gift.tsx'),
    route('receipts', 'routes/receipts/receipts.tsx'),
    route('receipts/:id', 'routes/receipts/receipt.tsx'),

    // reports, access, jobs
    route('reports', 'routes/reports/dashboard.tsx'),
    route('reports/beds', 'routes/reports/beds.tsx'),
    route('reports/unpaid', 'routes/reports/unpaid.tsx'),
    route('reports/gifts-received', 'routes/reports/gifts-received.tsx'),
    route('reports/gifts-used', 'routes/reports/gifts-used.tsx'),
    route('sign-in', 'routes/access/sign-in.tsx'),
    route('sign-out', 'routes/access/sign-out.tsx'),
    route('second-factor', 'routes/access/second-factor.tsx'),
    route('account', 'routes/access/account.tsx'),
    route('account/password', 'routes/access/password.tsx'),
    route('admin/users', 'routes/access/users.tsx'),
    route('admin/users/new', 'routes/access/new-user.tsx'),
    route('admin/users/:id', 'routes/access/user.tsx'),
    route('admin/security', 'routes/access/security.tsx'),
    route('admin/keys', 'routes/access/keys.tsx'),
    route('admin/jobs', 'routes/jobs/jobs.tsx'),
    route('audit', 'routes/audit/events.tsx'),
    route('audit/chain', 'routes/audit/chain.tsx'),
    route('api/v1/docs', 'routes/api/docs.tsx'),
  ]),

  // API, files, machines
  route('imports/:kind/:file', 'routes/imports/template.ts'),
  route('volunteer-certificates/:id/pdf', 'routes/volunteers/certificate.pdf.ts'),
  route('my/certificates/:id/pdf', 'routes/volunteers/own-certificate.pdf.ts'),
  route('disclosure.csv', 'routes/donations/disclosure.csv.ts'),
  route('disclosure.json', 'routes/donations/disclosure.json.ts'),
  route('gifts/:id/proof', 'routes/donations/gift-proof.ts'),
  route('receipts/:id/pdf', 'routes/receipts/receipt.pdf.ts'),
  route('my/receipts/:id/pdf', 'routes/receipts/own-receipt.pdf.ts'),
  route('api/v1/openapi.json', 'routes/api/openapi.ts'),
  route('api/v1/*', 'routes/api/v1.ts'),
] satisfies RouteConfig;
