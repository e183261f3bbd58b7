// The page: one edition, its controls, and the keys that drive them.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Act, Choice } from './api';
import { Help, Search } from './dialogs';
import { Done, Ending } from './ending';
import { Entry } from './entry';
import { Interests } from './interests';
import { useKeys, type KeyActions } from './keys';
import { Controls, Masthead } from './masthead';
import { useReading } from './reading';
import { useSourceIcons } from './source_icon';
import { firstLanguage, languages } from './words';

function useLanguage() {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `heed · ${languages[language].tagline}`;
  }, [language]);
  const turn = () => {
    const next = language === 'en' ? 'zh' : 'en';
    localStorage.setItem('language', next);
    setLanguage(next);
  };
  return { words: languages[language], turn };
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
}

export function App() {
  const { words, turn } = useLanguage();
  const reading = useReading();
  const icons = useSourceIcons();
  const [current, setCurrent] = useState('');
  const [open, setOpen] = useState('');
  const [why, setWhy] = useState('');
  const [dialog, setDialog] = useState<'' | 'help' | 'search'>('');
  const [version, setVersion] = useState(0);
  const items = reading.edition?.items ?? [];
  const place = useRef(0); // of the current item, kept when it leaves
  const pointer = useRef(''); // the current item at once, for keys faster than the next drawing
  const at = items.findIndex((choice) => choice.id === current);
  if (at >= 0) place.current = at;
  const point = (id: string) => {
    pointer.current = id;
    setCurrent(id);
  };

  // When the current item leaves, the one that takes its place is next.
  useEffect(() => {
    if (!current || at >= 0 || items.length === 0) return;
    point(items[Math.min(place.current, items.length - 1)].id);
  }, [reading.edition]);

  // The notice goes by itself; what it offers stays under u.
  useEffect(() => {
    if (!reading.notice) return;
    const timer = setTimeout(() => reading.setNotice(null), 8000);
    return () => clearTimeout(timer);
  }, [reading.notice]);

  const move = (step: number, opened: boolean) => {
    if (items.length === 0) return;
    const from = items.findIndex((choice) => choice.id === pointer.current);
    const next = from < 0 ? (step > 0 ? 0 : items.length - 1) : from + step;
    if (next < 0 || next >= items.length) {
      document.querySelector(next < 0 ? '#budget' : '.ending')?.scrollIntoView({ block: 'center' });
      return;
    }
    point(items[next].id);
    setOpen(opened ? items[next].id : '');
  };
  const here = (work: (choice: Choice) => void) => () => {
    const choice = items.find((item) => item.id === pointer.current);
    if (choice) work(choice);
  };
  const act = (kind: Act) => here((choice) => reading.act(choice, kind));
  const undo = async () => {
    await reading.undo();
    setVersion((n) => n + 1);
  };
  const actions = {
    act: reading.act,
    point,
    toggle: (id: string) => setOpen(open === id ? '' : id),
    toggleWhy: (id: string) => setWhy(why === id ? '' : id),
  };
  const openCurrent = here((choice) => actions.toggle(choice.id));
  const keys: KeyActions = {
    j: () => move(1, true),
    k: () => move(-1, true),
    n: () => move(1, false),
    p: () => move(-1, false),
    o: openCurrent,
    Enter: openCurrent,
    v: here((choice) => {
      if (choice.url && /^https?:/i.test(choice.url)) window.open(choice.url, '_blank', 'noopener,noreferrer');
    }),
    m: act('read'),
    s: act('save'),
    x: act('hide'),
    '+': act('like'),
    '=': act('like'),
    '-': act('dislike'),
    A: () => reading.readAll(),
    w: here((choice) => actions.toggleWhy(choice.id)),
    u: undo,
    b: () => document.getElementById('budget')?.focus(),
    '0': () => reading.setOrder(reading.order === 'new' ? 'you' : 'new'),
    r: () => reading.replan(),
    '/': () => setDialog('search'),
    '?': () => setDialog('help'),
    Escape: () => {
      setOpen('');
      setWhy('');
      reading.setNotice(null);
    },
  };
  useKeys(dialog ? {} : keys);

  const { edition, notice, trouble } = reading;
  const told = trouble === 'locked' ? words.locked : trouble === 'offline' ? words.offline : trouble;
  return (
    <>
      <a class="skip" href="#edition">
        {words.skip}
      </a>
      <Masthead
        words={words}
        onLanguage={turn}
        onTheme={turnTheme}
        onSearch={() => setDialog('search')}
        onHelp={() => setDialog('help')}
      />
      <div class="columns">
        <main id="edition" tabIndex={-1} aria-label={words.edition}>
          <Controls
            words={words}
            budget={reading.wanted}
            order={reading.order}
            edition={edition}
            setBudget={reading.setBudget}
            setOrder={reading.setOrder}
          />
          {trouble && (
            <div class="trouble" role="alert">
              <strong>{words.trouble}.</strong> {told}{' '}
              <button type="button" class="quiet" onClick={() => reading.replan()}>
                {words.again}
              </button>
            </div>
          )}
          {items.map((choice) => (
            <Entry
              key={choice.id}
              view={{
                choice,
                current: choice.id === current,
                open: choice.id === open,
                why: choice.id === why,
                icon: icons.get(choice.source_id),
              }}
              actions={actions}
              words={words}
            />
          ))}
          <Done words={words} done={reading.done} />
          {edition && (
            <Ending words={words} edition={edition} done={reading.done} minutesDone={reading.minutesDone} />
          )}
        </main>
        <Interests words={words} version={version} onChange={reading.replan} />
      </div>
      <div class="notice" role="status" data-shown={notice !== null}>
        {notice && (
          <>
            <span>
              {notice.kind === 'undone' && words.undone}
              {notice.kind === 'nothing' && words.nothingToUndo}
              {notice.kind === 'did' && notice.act && (
                <>
                  <strong>{words.did[notice.act]}</strong> {notice.title}
                </>
              )}
            </span>
            {notice.kind === 'did' && (
              <button type="button" class="quiet" onClick={undo}>
                {words.undo} <kbd>u</kbd>
              </button>
            )}
          </>
        )}
      </div>
      {dialog === 'help' && <Help words={words} onClose={() => setDialog('')} />}
      {dialog === 'search' && <Search words={words} onClose={() => setDialog('')} />}
    </>
  );
}
