import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '#jobs/catalogue';
import { schedule } from '#jobs/schedule';
import { projectRoot } from '~/platform/project-root';
import { jobName } from '~/ui/jobs/job-name';

const filesIn = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

const names = catalogue.map(({ name }) => name);

describe('catalogue of jobs', () => {
  it('has each name once, as noun and verb', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z-]+\.[a-z]+(-[a-z]+)+$/);
  });

  it('holds every job file, in the folder of its noun and under its verb', () => {
    const files = readdirSync(join(projectRoot, 'jobs'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: noun }) =>
        readdirSync(join(projectRoot, 'jobs', noun)).map((file) => `${noun}.${file.replace(/\.ts$/, '')}`),
      );
    expect(files.sort()).toEqual([...names].sort());
  });

  it('knows every job that a use case publishes', () => {
    const published = filesIn('app/domain').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bjob: '([^']+)'/g)].map(([, name]) => name),
    );
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((name) => name && !names.includes(name))).toEqual([]);
  });

  it('has words for every job, for the page that shows failures', () => {
    expect(names.filter((name) => jobName(name) === name)).toEqual([]);
  });

  it('leaves nothing that happens by itself without bounds', () => {
    for (const { name, attempts, backoffMs, timeoutMs } of catalogue) {
      expect({ name, bounded: attempts <= 20 && backoffMs >= 100 && timeoutMs <= 600_000 }).toEqual({
        name,
        bounded: true,
      });
    }
    expect(schedule.filter(({ job }) => !names.includes(job.name))).toEqual([]);
  });
});
