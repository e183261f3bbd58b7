// One item of the edition.

import { useEffect, useRef } from 'preact/hooks';
import type { Act, Choice } from './api';
import { Article } from './article';
import { Icon } from './icons';
import { reason } from './reasons';
import { SourceIcon } from './source_icon';
import { Why } from './why';
import { age, languageOf, type Words } from './words';

export interface EntryView {
  choice: Choice;
  current: boolean;
  open: boolean;
  why: boolean;
  icon?: string; // the address of its source's
}

export interface EntryActions {
  act: (choice: Choice, act: Act) => void;
  point: (id: string) => void;
  toggle: (id: string) => void;
  toggleWhy: (id: string) => void;
}

// The focus is being moved to what was pointed at: it must not point back, or two moves in quick
// succession would chase each other.
let followed = false;

export function minutesOf(choice: { minutes: number }): number {
  return Math.max(1, Math.round(choice.minutes));
}

export function Entry({ view, actions, words }: { view: EntryView; actions: EntryActions; words: Words }) {
  const { choice, current, open, why, icon } = view;
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!current || !element.current || element.current.contains(document.activeElement)) return;
    followed = true;
    element.current.focus({ preventScroll: true });
    followed = false;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.current.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
  }, [current, open]);

  const button = (act: Act) => (
    <button
      type="button"
      class="act"
      data-act={act}
      aria-pressed={act === 'like' || act === 'save' ? choice.feedback === act : undefined}
      aria-label={words[act]}
      title={words[act]}
      onClick={() => actions.act(choice, act)}
    >
      <Icon name={act} />
    </button>
  );
  const title = `title-${choice.id}`;
  const facts = [choice.source, age(choice.published, words)].filter(Boolean).join(' · ');
  return (
    <article
      ref={element}
      class={current ? 'entry current' : 'entry'}
      tabIndex={-1}
      data-id={choice.id}
      aria-labelledby={title}
      onFocusCapture={() => followed || actions.point(choice.id)}
    >
      <p class="length">{words.min(minutesOf(choice))}</p>
      <div class="body">
        <h2 id={title} lang={languageOf(choice.title)}>
          <button type="button" class="title" aria-expanded={open} onClick={() => actions.toggle(choice.id)}>
            {choice.title}
          </button>
        </h2>
        <p class="facts">
          <SourceIcon address={icon} />
          {facts}
          {choice.also.length > 0 && <span class="also"> · {words.also(choice.also.length)}</span>}
        </p>
        <p class="reason">{reason(choice, words)}</p>
        {open && <Article id={choice.id} words={words} />}
        {open &&
          choice.also_because?.map((told) => (
            <p class="facts also" lang={languageOf(told.title)}>
              {told.source}: {told.title} · {told.because}
            </p>
          ))}
        {why && <Why choice={choice} words={words} />}
        <div class="acts">
          {button('like')}
          {button('dislike')}
          {button('save')}
          {button('hide')}
          {button('read')}
          <button type="button" class="act wide" aria-expanded={why} onClick={() => actions.toggleWhy(choice.id)}>
            {words.why}
          </button>
          {choice.url && /^https?:/i.test(choice.url) && (
            <a class="act wide" href={choice.url} target="_blank" rel="noopener noreferrer">
              {words.original}
            </a>
          )}
        </div>
      </div>
    </article>
  );
}
