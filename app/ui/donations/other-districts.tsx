import { Link } from '@remix-run/react';
import { m } from '~/words/generated/messages';
import { named } from './labels';

interface District {
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string;
}

/** The same page of other districts that this installation serves; nothing when there is only one. */
export function OtherDistricts({ path, others }: { path: string; others: readonly District[] }) {
  if (others.length === 0) return null;
  return (
    <p className="quiet">
      {m.donations_other_districts()}{' '}
      {others.map((one) => (
        <Link key={one.slug} to={`${path}?district=${one.slug}`} className="button button-quiet">
          {named(one)}
        </Link>
      ))}
    </p>
  );
}
