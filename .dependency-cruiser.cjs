/** The walls of the house, by direct imports, types included. Those that hold through others: .dependency-cruiser.reach.cjs. */

const contexts = [
  'kernel',
  'organisations',
  'standards',
  'access',
  'audit',
  'people',
  'notices',
  'assessments',
  'beds',
  'ledger',
  'payments',
  'stays',
  'care',
  'fees',
  'volunteers',
  'visits',
  'donations',
  'receipts',
  'funds',
  'relief',
  'reports',
];

/** How every context makes its use cases; it belongs to audit because it writes the audit event. */
const USE_CASE = '^app/domain/audit/use-case[.]ts$';

/** An actor is what access says it is: types only, no code. */
const ACTOR_TYPES = '^app/domain/access/(roles|permissions)[.]ts$';

/** Query files of a context beside the one that carries its name. */
const moreQueries = {
  access: ['public-requests'],
  beds: ['places', 'closures', 'cleanings', 'isolations', 'bed-timeline'],
  audit: ['verification', 'workers'],
  ledger: ['bank-lines'],
  payments: ['payment-reviews'],
  standards: ['calendar'],
  assessments: ['reassessments', 'signatures'],
  donations: [
    'goods',
    'disclosure',
    'giving-attempts',
    'gift-returns',
    'appeals',
    'reception',
    'stock-changes',
    'corrections',
    'report-links',
    'gift-households',
    'goods-interests',
    'monthly-gifts',
  ],
  receipts: ['fiscal-requests', 'receipt-batches', 'receipt-lists'],
  stays: ['leaves', 'drafts', 'documents', 'requests'],
  care: ['health', 'risks', 'incidents', 'activities'],
  volunteers: [
    'volunteer-records',
    'volunteer-teams',
    'volunteer-invitations',
    'volunteer-applications',
    'volunteer-account-links',
    'volunteer-export',
  ],
  visits: [
    'visit-needs',
    'visit-plans',
    'visit-assignments',
    'visit-series',
    'visit-exclusions',
    'visit-offers',
    'visit-attendance',
    'visit-surveys',
    'visit-planning-settings',
  ],
  fees: ['tariffs', 'billing', 'invoices', 'payers', 'account-movements', 'arrears', 'bill-payments'],
};

const order = contexts.slice(0, -1).map((context, index) => ({
  name: `order-${context}`,
  comment: `${context} knows nothing of the contexts below it; they hear of its things by outbox event.`,
  severity: 'error',
  from: { path: `^app/domain/${context}/` },
  to: {
    path: `^app/domain/(${contexts.slice(index + 1).join('|')})/`,
    pathNot: [USE_CASE, ...(context === 'kernel' ? [ACTOR_TYPES] : [])],
  },
}));

const ownQueries = contexts.map((context) => ({
  name: `own-queries-${context}`,
  comment:
    "A use case touches the queries of its own noun and the outbox; another noun's are that noun's business.",
  severity: 'error',
  from: { path: `^app/domain/${context}/` },
  to: {
    path: '^db/queries/',
    pathNot: `^db/queries/(${[context, 'outbox', ...(moreQueries[context] ?? [])].join('|')})[.]ts$`,
  },
}));

const walls = [
  {
    name: 'known-context',
    comment: 'Every folder of app/domain stands in the order of contexts.',
    severity: 'error',
    from: { path: '^app/domain/', pathNot: `^app/domain/(${contexts.join('|')})/` },
    to: {},
  },
  {
    name: 'sql-in-db',
    comment: 'SQL, drizzle and postgres.js live in db/ alone.',
    severity: 'error',
    from: { pathNot: '^(db|test)/' },
    to: { path: 'node_modules/(drizzle-orm|drizzle-kit|postgres|pg)/' },
  },
  {
    name: 'db-below-domain',
    comment: 'db never knows a rule: of the product it knows the kernel alone.',
    severity: 'error',
    from: { path: '^db/', pathNot: '^db/seed/' },
    to: { path: '^(app|jobs)/', pathNot: '^app/domain/kernel/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'domain-knows-no-door',
    comment: 'Pages, routes, jobs and processes are doors into the domain, not the other way round.',
    severity: 'error',
    from: { path: '^app/domain/' },
    to: { path: '^(jobs/|app/(routes|ui|commands|root|entry|server|application|set-up-database))' },
  },
  {
    name: 'routes-through-domain',
    comment: 'A route parses, asks permission, calls a use case or a read, renders.',
    severity: 'error',
    from: { path: '^app/routes/' },
    to: { path: '^(db|jobs)/' },
  },
  {
    name: 'jobs-through-domain',
    comment: 'A job parses its payload and calls a use case; only the queue itself asks the database.',
    severity: 'error',
    from: { path: '^jobs/[^/]+/' },
    to: { path: '^(db/|app/(routes|ui)/)' },
  },
  {
    name: 'platform-is-adapters',
    comment: 'Adapters know no page and no context but the kernel.',
    severity: 'error',
    from: { path: '^app/platform/' },
    to: { path: '^(jobs/|app/routes/|app/domain/)', pathNot: '^app/domain/kernel/' },
  },
  {
    name: 'kit-knows-no-noun',
    comment: 'The kit is for every noun.',
    severity: 'error',
    from: { path: '^app/ui/kit/' },
    to: { path: '^app/(ui|domain)/', pathNot: '^app/(ui/kit|domain/kernel)/' },
  },
  {
    name: 'nothing-imports-test',
    severity: 'error',
    // The measurements are run by a command, and the demo is made by the builders that tests use.
    from: { pathNot: '^(test/|app/commands/bench[.]ts$|db/seed/demo)' },
    to: { path: '^test/' },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolvable',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'product-needs-no-dev-package',
    comment: 'A built product runs with `npm ci --omit=dev`.',
    severity: 'error',
    from: {
      path: '^(app|db|jobs)/',
      pathNot: '(^app/commands/[^/]+[.]mjs$|^app/words/inline-words[.]ts$|^app/words/generated)',
    },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'dynamic-import'] },
  },
];

const options = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^(build|app/words/generated)/' },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: 'tsconfig.json' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
  },
};

module.exports = { forbidden: [...order, ...ownQueries, ...walls], options };
