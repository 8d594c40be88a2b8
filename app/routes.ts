import { index, layout, type RouteConfig, route } from '@remix-run/route-config';

/** Every URL of the product: `route('path', 'routes/<noun>/<file>.tsx')`, by noun, in the order of app/domain. */
export default [
  route('language', 'routes/language.ts'),

  layout('routes/frame.tsx', [
    index('routes/home.tsx'),

    // organisations, people, assessments

    // beds, stays

    // standards, ledger, fees

    // volunteers, visits

    // donations, receipts

    // reports, access, jobs
  ]),

  // API, files, machines
] satisfies RouteConfig;
