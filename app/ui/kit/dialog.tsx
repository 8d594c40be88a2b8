import { Link, useActionData, useLocation } from '@remix-run/react';
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { m } from '~/words/generated/messages';
import { Icon } from './icon';

interface DialogProps {
  /** Names the dialog in the address (`?open=…`), where it stands on the page itself when there is no script. */
  readonly id: string;
  readonly title: string;
  /** Words of the button that opens it. */
  readonly trigger: ReactNode;
  readonly danger?: boolean;
  readonly children: ReactNode;
}

/**
 * Something done in between without leaving the page, such as giving a reason. Opens over the page; without script
 * the button is a link and the same content stands at its place. Stays open while its form is refused,
 * closes when the form was accepted.
 */
export function Dialog({ id, title, trigger, danger, children }: DialogProps) {
  const { pathname, search, key } = useLocation();
  const reply = useActionData();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const params = new URLSearchParams(search);
  const standing = params.get('open') === id;
  params.delete('open');
  const closed = { pathname, search: params.toString() };
  params.set('open', id);

  useEffect(() => {
    // A form that comes back brings what was typed; every other answer is to one that was accepted.
    const comesBack = typeof reply === 'object' && reply !== null && 'initialValue' in reply;
    if (key && !comesBack) dialog.current?.close();
  }, [key, reply]);

  const open = (event: MouseEvent) => {
    if (!dialog.current?.showModal) return;
    event.preventDefault();
    dialog.current.showModal();
  };
  const close = (event: MouseEvent) => {
    if (standing) return;
    event.preventDefault();
    dialog.current?.close();
  };

  const content = (
    <>
      <div className="section-head">
        <h2 id={titleId}>{title}</h2>
        <Link className="button button-quiet" to={closed} onClick={close}>
          <Icon name="close" />
          {m.kit_close()}
        </Link>
      </div>
      {children}
    </>
  );
  if (standing) {
    return (
      <section className="card section dialog-standing" aria-labelledby={titleId}>
        {content}
      </section>
    );
  }
  return (
    <>
      <Link
        className={danger ? 'button button-danger' : 'button'}
        to={{ pathname, search: params.toString() }}
        onClick={open}
        aria-haspopup="dialog"
        preventScrollReset
      >
        {trigger}
      </Link>
      <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
        {content}
      </dialog>
    </>
  );
}
