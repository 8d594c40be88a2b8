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
    route('audit', 'routes/audit/events.tsx'),
    route('audit/chain', 'routes/audit/chain.tsx'),
    route('api/v1/docs', 'routes/api/docs.tsx'),
  ]),

  // API, files, machines
  route('api/v1/openapi.json', 'routes/api/openapi.ts'),
  route('api/v1/*', 'routes/api/v1.ts'),
] satisfies RouteConfig;
