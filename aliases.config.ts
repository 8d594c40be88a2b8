/** The import prefixes of tsconfig.json, for Vite and vitest. */
export const aliases = [
  { find: /^~\//, replacement: `${import.meta.dirname}/app/` },
  { find: /^#db\//, replacement: `${import.meta.dirname}/db/` },
  { find: /^#jobs\//, replacement: `${import.meta.dirname}/jobs/` },
  { find: /^#test\//, replacement: `${import.meta.dirname}/test/` },
];
