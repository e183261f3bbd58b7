// The top of the page: its name, the day, the minutes and the order.

import type { Edition, Order } from './api';
import { Icon } from './icons';
import type { Words } from './words';

const orders: Order[] = ['you', 'new', 'source'];

interface Tools {
  words: Words;
  onLanguage: () => void;
  onTheme: () => void;
  onSearch: () => void;
  onHelp: () => void;
}

export function Masthead({ words, onLanguage, onTheme, onSearch, onHelp }: Tools) {
  const day = new Intl.DateTimeFormat(words.lang === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(new Date());
  return (
    <header class="masthead">
      <div>
        <h1>heed</h1>
        <p class="day">{day}</p>
      </div>
      <div class="tools">
        <button type="button" class="tool" onClick={onSearch} aria-label={words.search} title={`${words.search} (/)`}>
          <Icon name="search" />
        </button>
        <button type="button" class="tool" onClick={onHelp} aria-label={words.help} title={`${words.help} (?)`}>
          <Icon name="help" />
        </button>
        <button type="button" class="tool" onClick={onTheme} aria-label={words.theme} title={words.theme}>
          <Icon name="theme" />
        </button>
        <button type="button" class="tool text" onClick={onLanguage} lang={words.lang === 'en' ? 'zh' : 'en'}>
          {words.other}
        </button>
      </div>
    </header>
  );
}

interface Question {
  words: Words;
  budget: number;
  order: Order;
  edition: Edition | null;
  setBudget: (minutes: number) => void;
  setOrder: (order: Order) => void;
}

export function Controls({ words, budget, order, edition, setBudget, setOrder }: Question) {
  const sources = new Set(edition?.items.map((choice) => choice.source_id)).size;
  const count = edition?.items.length ?? 0;
  return (
    <div class="controls">
      <div class="budget">
        <label for="budget">{words.budget}</label>
        <output for="budget" class="amount">
          {words.minutes(budget)}
        </output>
        <input
          id="budget"
          type="range"
          min="5"
          max={Math.max(120, budget)}
          step="5"
          value={budget}
          aria-valuetext={words.minutes(budget)}
          onInput={(event) => setBudget(Number(event.currentTarget.value))}
        />
      </div>
      <fieldset class="orders">
        <legend class="unseen">{words.order}</legend>
        {orders.map((name) => (
          <label class={name === order ? 'chosen' : ''}>
            <input
              type="radio"
              name="order"
              value={name}
              checked={name === order}
              onChange={() => setOrder(name)}
            />
            {words[name]}
          </label>
        ))}
      </fieldset>
      <p class="summary" role="status">
        {edition
          ? count > 0 &&
            words.planned(words.minutes(Math.round(edition.planned_minutes)), words.things(count), sources)
          : words.loading}
      </p>
    </div>
  );
}
