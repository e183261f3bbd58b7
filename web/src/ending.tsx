// The end of the page: it says so, says what was left out, and offers to close.

import { useState } from 'preact/hooks';
import type { Choice, Edition } from './api';
import { minutesOf } from './entry';
import { age, languageOf, type Words } from './words';

interface End {
  words: Words;
  edition: Edition;
  done: Choice[];
  minutesDone: number;
}

function LeftOut({ words, edition }: { words: Words; edition: Edition }) {
  const [shown, setShown] = useState(false);
  if (edition.left_out === 0) return null;
  const minutes = edition.left_out_minutes;
  const time =
    minutes < 90
      ? words.minutes(Math.round(minutes))
      : words.hours(Math.round(minutes / 60));
  return (
    <div class="leftout">
      <p>
        {words.leftOut(edition.left_out)} {words.leftTime(time)}{' '}
        <button type="button" class="quiet" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? words.hideBest : words.showBest}
        </button>
      </p>
      {shown && (
        <ul>
          {edition.best_left_out.map((item) => (
            <li>
              <span class="length">{words.min(minutesOf(item))}</span>
              <span lang={languageOf(item.title)}>
                {item.url && /^https?:/i.test(item.url) ? (
                  <a href={item.url} target="_blank" rel="noopener noreferrer">
                    {item.title}
                  </a>
                ) : (
                  item.title
                )}
              </span>
              <span class="facts"> {[item.source, age(item.published, words)].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Ending({ words, edition, done, minutesDone }: End) {
  const [closed, setClosed] = useState(false);
  const nothing = edition.items.length === 0 && done.length === 0;
  const close = () => {
    window.close(); // browsers allow it only where a program opened the tab
    setClosed(true);
  };
  return (
    <section class="ending" aria-label={words.end}>
      <h2>{words.end}</h2>
      <p>
        {nothing
          ? words.endNothing
          : edition.items.length === 0
            ? words.endRead(words.minutes(Math.round(minutesDone)))
            : words.endUnread}
      </p>
      {nothing && edition.considered === 0 && <p class="note">{words.endHow}</p>}
      <button type="button" class="closing" onClick={close}>
        {words.closePage}
      </button>
      <p class="note" role="status">
        {closed && words.closed}
      </p>
      <LeftOut words={words} edition={edition} />
    </section>
  );
}

export function Done({ words, done }: { words: Words; done: Choice[] }) {
  if (done.length === 0) return null;
  return (
    <section class="done" aria-label={words.doneList}>
      <h2>{words.doneList}</h2>
      <ul>
        {done.map((choice) => (
          <li lang={languageOf(choice.title)}>
            <span class="length">{words.min(minutesOf(choice))}</span>
            {choice.title}
          </li>
        ))}
      </ul>
    </section>
  );
}
