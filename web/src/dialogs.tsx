// What opens over the page: search and the list of keys. The browser's own dialog keeps the focus
// inside and gives it back.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, type Item } from './api';
import { Article } from './article';
import { minutesOf } from './entry';
import { age, languageOf, type Words } from './words';

function Dialog(props: { title: string; words: Words; onClose: () => void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog ref={element} aria-label={props.title} onClose={props.onClose}>
      <div class="dialog-head">
        <h2>{props.title}</h2>
        <button type="button" class="quiet" onClick={() => element.current?.close()}>
          {props.words.close}
        </button>
      </div>
      {props.children}
    </dialog>
  );
}

export function Help({ words, onClose }: { words: Words; onClose: () => void }) {
  return (
    <Dialog title={words.help} words={words} onClose={onClose}>
      <table class="keys">
        <tbody>
          {words.keys.map(([keys, meaning]) => (
            <tr>
              <th scope="row">
                {keys.split('  ').map((key) => (
                  <kbd>{key}</kbd>
                ))}
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

export function Search({ words, onClose }: { words: Words; onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Item[] | null>(null);
  const [trouble, setTrouble] = useState(''); // an operator that there is none of, say
  const [open, setOpen] = useState('');
  useEffect(() => {
    let here = true;
    setTrouble('');
    if (!query.trim()) return setFound(null);
    const timer = setTimeout(() => {
      api.search(query.trim()).then(
        (items) => here && setFound(items),
        (error: Error) => {
          if (!here) return;
          setFound(null);
          setTrouble(error.message);
        },
      );
    }, 150);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [query]);
  return (
    <Dialog title={words.search} words={words} onClose={onClose}>
      <input
        type="search"
        autofocus
        value={query}
        placeholder={words.searchHint}
        aria-label={words.searchHint}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault(); // browsers only empty the field
          event.currentTarget.closest('dialog')?.close();
        }}
      />
      <div role="status">
        {trouble && <p class="note">{trouble}</p>}
        {found?.length === 0 && <p class="note">{words.nothingFound}</p>}
      </div>
      <ul class="found">
        {found?.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              class="title"
              lang={languageOf(item.title)}
              aria-expanded={open === item.id}
              onClick={() => setOpen(open === item.id ? '' : item.id)}
            >
              {item.title}
            </button>
            <p class="facts">
              {[item.source, age(item.published, words), words.min(minutesOf(item))].filter(Boolean).join(' · ')}
            </p>
            {open === item.id && <Article id={item.id} words={words} />}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
