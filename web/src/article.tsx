// What an item says, opened in place. It was sanitised when it was stored; here it is again, by
// another hand, and the page's policy would stop what both let through.

import DOMPurify from 'dompurify';
import { useEffect, useState } from 'preact/hooks';
import { api, type Item } from './api';
import { languageOf, type Words } from './words';

const allowed = {
  ALLOWED_TAGS: (
    'a abbr b blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 ' +
    'h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody ' +
    'td tfoot th thead tr u ul var'
  ).split(' '),
  ALLOWED_ATTR: ['href', 'title', 'lang', 'dir', 'colspan', 'rowspan', 'datetime'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

export function clean(html: string): string {
  const body = DOMPurify.sanitize(html, { ...allowed, RETURN_DOM: true }) as HTMLElement;
  for (const link of body.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  return body.innerHTML;
}

export function Article({ id, words }: { id: string; words: Words }) {
  const [item, setItem] = useState<Item | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    let here = true;
    api.item(id).then(
      (found) => here && setItem(found),
      (error: Error) => here && setTrouble(error.message),
    );
    return () => {
      here = false;
    };
  }, [id]);
  if (trouble) return <p class="note">{trouble}</p>;
  if (!item) return <p class="note">{words.opening}</p>;
  const html = clean(item.html ?? '');
  const text = (item.text ?? '').split('\n').filter((line) => line.trim());
  return (
    <div class="article" lang={languageOf(item.title + text.slice(0, 1).join(''))}>
      {item.author && <p class="byline">{item.author}</p>}
      {html ? (
        <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
      ) : (
        <div class="prose">
          {text.length > 0 ? text.map((line) => <p>{line}</p>) : <p class="note">{words.nothingToRead}</p>}
        </div>
      )}
      {/^(?:https?:|mailto:)/i.test(item.unsubscribe ?? '') && (
        <p class="byline">
          <a href={item.unsubscribe!} target="_blank" rel="noopener noreferrer nofollow">
            {words.unsubscribe}
          </a>
        </p>
      )}
    </div>
  );
}
