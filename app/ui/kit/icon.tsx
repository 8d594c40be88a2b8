import sheet from './icons.svg?url&no-inline';

/** Pictures by meaning. All lie in one file that the browser fetches once, so none of them is script. */
export type IconName =
  | 'check'
  | 'clock'
  | 'alert'
  | 'stopped'
  | 'info'
  | 'question'
  | 'demo'
  | 'menu'
  | 'close'
  | 'home'
  | 'back'
  | 'next'
  | 'down'
  | 'up'
  | 'right'
  | 'search'
  | 'plus'
  | 'minus'
  | 'edit'
  | 'print'
  | 'download'
  | 'upload'
  | 'eye'
  | 'lock'
  | 'external'
  | 'calendar'
  | 'language'
  | 'sign-out'
  | 'refresh'
  | 'bell'
  | 'user'
  | 'users'
  | 'person'
  | 'household'
  | 'male'
  | 'female'
  | 'phone'
  | 'map'
  | 'bed'
  | 'building'
  | 'wheelchair'
  | 'window'
  | 'oxygen'
  | 'assessment'
  | 'application'
  | 'list'
  | 'bill'
  | 'money'
  | 'ledger'
  | 'tariff'
  | 'receipt'
  | 'certificate'
  | 'gift'
  | 'goods'
  | 'stock'
  | 'relief'
  | 'visit'
  | 'plan'
  | 'volunteer'
  | 'report'
  | 'audit'
  | 'settings'
  | 'key'
  | 'import'
  | 'shield';

/** A picture beside words. It says nothing to a screen reader, because the words do. */
export function Icon({ name, className = 'icon' }: { name: IconName; className?: string }) {
  return (
    <svg
      className={className}
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <use href={`${sheet}#${name}`} />
    </svg>
  );
}
