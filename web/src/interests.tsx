// What heed knows of the person's wishes: each line can be changed and removed.

import { useEffect, useState } from 'preact/hooks';
import { api, type Interest } from './api';
import type { Words } from './words';

interface Given {
  words: Words;
  version: number; // changes when something else may have changed the list
  onChange: () => void;
}

export function Interests({ words, version, onChange }: Given) {
  const [list, setList] = useState<Interest[] | null>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    api.interests().then(setList, () => {}); // the edition says what is wrong
  }, [version]);

  const change = async (work: Promise<unknown>) => {
    await work.catch(() => {});
    setList(await api.interests().catch(() => list));
    onChange();
  };
  const add = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    change(api.want(text.trim(), 1));
    setText('');
  };
  return (
    <aside class="interests" aria-labelledby="interests-title">
      <h2 id="interests-title">{words.interests}</h2>
      {list?.length === 0 && <p class="note">{words.noInterests}</p>}
      <ul>
        {list?.map((interest) => (
          <li key={interest.id} class={interest.weight < 0 ? 'unwanted' : ''}>
            <span class="text">{interest.text}</span>
            <button
              type="button"
              class="quiet remove"
              aria-label={words.remove(interest.text)}
              title={words.remove(interest.text)}
              onClick={() => change(api.unwant(interest.id))}
            >
              ×
            </button>
            <span class="scale">
              <span aria-hidden="true">{words.less}</span>
              <input
                type="range"
                min="-1"
                max="1"
                step="0.1"
                value={interest.weight}
                aria-label={words.weight(interest.text)}
                onChange={(event) => change(api.want(interest.text, Number(event.currentTarget.value)))}
              />
              <span aria-hidden="true">{words.more}</span>
            </span>
          </li>
        ))}
      </ul>
      <form onSubmit={add}>
        <input
          type="text"
          name="interest"
          value={text}
          placeholder={words.addHint}
          aria-label={words.addHint}
          maxLength={200}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">{words.add}</button>
      </form>
      <p class="note">{words.interestsNote}</p>
    </aside>
  );
}
