// The documents of /api/v1 that the page uses, and how it asks for them.

export type Order = 'you' | 'new' | 'source';
export type Act = 'like' | 'dislike' | 'save' | 'hide' | 'read';

export interface Because {
  slot: string | null;
  text: string | null;
  weight: number;
  value: number;
  kind?: string; // interest, like, save, dislike, hide, others
}

export interface Heading {
  id: string;
  title: string;
  source: string | null;
  source_id: string;
  url: string | null;
  published: string | null;
  minutes: number;
}

export interface Choice extends Heading {
  value: number | null;
  contributions: Record<string, number>;
  because: Because[];
  explore: boolean;
  rank_new: number;
  rank_you: number | null;
  also: string[];
  also_because?: { title: string; source: string; because: string }[];
  feedback: Act | null;
}

export interface Edition {
  budget_minutes: number | null;
  planned_minutes: number;
  order: Order;
  items: Choice[];
  considered: number;
  left_out: number;
  left_out_minutes: number;
  best_left_out: Heading[];
}

export interface Item {
  id: string;
  title: string;
  source: string | null;
  source_id: string;
  url: string | null;
  published: string | null;
  minutes: number;
  author?: string;
  html?: string;
  text?: string;
  unsubscribe?: string | null;
  feedback: Act | null;
}

export interface Interest {
  id: string;
  text: string;
  weight: number;
}

export interface Source {
  id: string;
  title: string;
  icon: boolean;
}

export interface Undone {
  events: (number | string)[];
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal) {
  const write = method !== 'GET';
  const response = await fetch('/api/v1' + path, {
    method,
    signal,
    headers: write ? { 'Content-Type': 'application/json' } : {},
    body: write ? JSON.stringify(body ?? {}) : undefined,
  });
  const answer = await response.json();
  if (response.ok) return answer as T;
  throw new Refusal(response.status, answer.error?.message ?? '', answer.error?.remedy ?? '');
}

const part = encodeURIComponent;

export const api = {
  today: (budget: string | null, order: Order, signal?: AbortSignal) =>
    ask<Edition>('GET', `/today?order=${order}${budget ? `&budget=${budget}` : ''}`, 0, signal),
  item: (id: string) => ask<Item>('GET', `/items/${part(id)}`),
  why: (id: string) => ask<Partial<Choice>>('GET', `/why/${part(id)}`),
  act: (id: string, act: Act) => ask<unknown>('POST', `/items/${part(id)}/${act}`),
  undo: (n = 1) => ask<Undone>('POST', '/undo', { n }),
  search: (words: string) =>
    ask<{ items: Item[] }>('GET', `/search?limit=12&q=${part(words)}`).then((d) => d.items),
  sources: () => ask<{ sources: Source[] }>('GET', '/sources').then((d) => d.sources),
  interests: () => ask<{ interests: Interest[] }>('GET', '/interests').then((d) => d.interests),
  want: (text: string, weight: number) => ask<Interest>('POST', '/interests', { text, weight }),
  unwant: (id: string) => ask<unknown>('DELETE', `/interests/${part(id)}`),
};
