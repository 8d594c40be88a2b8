import { selectCertificate } from '#db/queries/volunteers';
import { read } from '../audit/use-case';

/** A certificate for who issues and looks after them; undefined when there is none. */
export const findCertificate = read(
  'volunteers.view',
  async ({ tx }, { certificateId }: { certificateId: string }) => selectCertificate(tx, certificateId),
);

/** A volunteer's own certificate. */
export const findOwnCertificate = read(
  'volunteers.view-own',
  async ({ tx, actor }, { certificateId }: { certificateId: string }) => {
    const certificate = await selectCertificate(tx, certificateId);
    return certificate && certificate.volunteerId === actor.volunteerId ? certificate : undefined;
  },
);

/** What the paper shows and no more, for whoever holds its code. */
export const findVerifiableCertificate = read(
  'public',
  async ({ tx }, { certificateId }: { certificateId: string }) => {
    const certificate = await selectCertificate(tx, certificateId);
    if (!certificate) return undefined;
    const { id: _, volunteerId: __, ...shown } = certificate;
    return shown;
  },
);
