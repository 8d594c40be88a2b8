import { env } from '../env';
import { processWide } from '../process-wide';
import { fiscalSystem } from './http';
import type { FiscalSystem } from './port';

/** The fiscal e-bill system that this installation has settings for; undefined when there are none. */
export function theFiscalSystem(): FiscalSystem | undefined {
  return processWide('fiscal-system', () => {
    const { fiscal } = env();
    return { system: fiscal && fiscalSystem(fiscal) };
  }).system;
}
