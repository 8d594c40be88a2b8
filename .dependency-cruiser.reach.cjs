const { builtinModules } = require('node:module');
const { options } = require('./.dependency-cruiser.cjs');

const builtins = builtinModules.map((name) => name.replaceAll('/', '[/]')).join('|');

/** Walls that hold through others too. Types reach nothing at run time, so they do not count here. */
const reach = [
  {
    name: 'rules-are-pure',
    // React is named because the checker believes every TypeScript file to need it.
    comment: 'Decisions and sums: no database, no clock, no file, also not through others.',
    severity: 'error',
    from: { path: '[.]rules[.]ts$' },
    to: {
      path: `^(db/|jobs/|app/(platform|routes|ui|words)/|node_modules/(?!(zod|react)/)|(node:)?(${builtins})$)`,
      reachable: true,
    },
  },
  {
    name: 'ui-is-only-looks',
    comment: 'What the browser gets reaches no database, no job and no adapter.',
    severity: 'error',
    from: { path: '^app/ui/' },
    to: { path: '^(db|jobs|app/platform)/', reachable: true },
  },
];

module.exports = { forbidden: reach, options: { ...options, tsPreCompilationDeps: false } };
