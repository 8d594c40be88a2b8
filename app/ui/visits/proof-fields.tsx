import { useState } from 'react';
import { m } from '~/words/generated/messages';
import { TextField } from '../kit/fields';
import { useScripted } from '../kit/scripted';

interface Found {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy: number;
}

/** How somebody shows that they are there: the code from the screen or the door, or where the telephone is. */
export function ProofFields() {
  const [found, setFound] = useState<Found | 'searching' | 'failed'>();
  const scripted = useScripted();
  const locate = () => {
    setFound('searching');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => setFound({ latitude, longitude, accuracy }),
      () => setFound('failed'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    );
  };
  const place = typeof found === 'object' ? found : undefined;
  return (
    <>
      <TextField
        name="code"
        label={m.visits_code()}
        hint={m.visits_code_hint()}
        autoComplete="off"
        spellCheck={false}
        optional
      />
      {scripted ? (
        <div>
          <button type="button" className="button" onClick={locate} disabled={found === 'searching'}>
            {m.visits_locate()}
          </button>
          <p className="quiet" aria-live="polite">
            {found === 'searching' ? m.visits_locate_searching() : null}
            {found === 'failed' ? m.visits_locate_failed() : null}
            {place ? m.visits_locate_found({ metres: Math.round(place.accuracy) }) : null}
          </p>
        </div>
      ) : null}
      {place
        ? Object.entries(place).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={String(value)} />
          ))
        : null}
    </>
  );
}
