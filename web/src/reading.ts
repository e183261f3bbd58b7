// The state of the page: the edition as heed gives it, what was read of it, and what is open.
//
// What was read keeps its minutes: the edition is planned anew for the time that is left, so that
// reading makes the page shorter, never longer. That is how it ends.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { api, Refusal, type Act, type Choice, type Edition, type Order } from './api';

export interface Notice {
  kind: 'did' | 'undone' | 'nothing';
  act?: Act;
  title?: string;
}

const today = () => new Date().toDateString();

// What was read here today, for as long as the tab lives.
function rememberedReads(): Choice[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem('read') ?? 'null');
    return kept?.day === today() ? kept.items : [];
  } catch {
    return [];
  }
}

export function useReading() {
  const [edition, setEdition] = useState<Edition | null>(null);
  const [budget, setBudget] = useState<number | null>(null); // null: the person's setting
  const [order, setOrder] = useState<Order>('you');
  const [done, setDone] = useState<Choice[]>(rememberedReads);
  const [trouble, setTrouble] = useState<'' | 'locked' | 'offline' | string>('');
  const [notice, setNotice] = useState<Notice | null>(null);
  const usual = useRef<number | null>(null); // the person's setting, once known
  const running = useRef<AbortController | null>(null);

  const minutesDone = done.reduce((sum, choice) => sum + choice.minutes, 0);
  const wanted = budget ?? usual.current ?? 30;

  useEffect(() => {
    sessionStorage.setItem('read', JSON.stringify({ day: today(), items: done }));
  }, [done]);

  const plan = useCallback(async (minutes: number | null, by: Order, read: Choice[]) => {
    running.current?.abort();
    const mine = (running.current = new AbortController());
    const spent = read.reduce((sum, choice) => sum + choice.minutes, 0);
    try {
      let next: Edition | null = null;
      if (minutes === null && usual.current === null) {
        next = await api.today(null, by, mine.signal);
        usual.current = next.budget_minutes ?? 30;
      }
      const left = Math.max((minutes ?? usual.current ?? 30) - spent, 0);
      if (next === null || spent > 0) next = await api.today(`${left.toFixed(2)}m`, by, mine.signal);
      // One that exceeds what is left is for a fresh page, not for one that is nearly read.
      if (spent > 0 && next.planned_minutes > left + 1e-6) {
        next.left_out += next.items.length;
        next.left_out_minutes += next.planned_minutes;
        next.items = [];
        next.planned_minutes = 0;
      }
      setEdition(next);
      setTrouble('');
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      if (error instanceof Refusal) setTrouble(error.status === 401 ? 'locked' : error.message);
      else setTrouble('offline');
    }
  }, []);

  // Replans whenever the question changes; a moving slider asks when it rests for a moment.
  const first = useRef(true);
  useEffect(() => {
    const wait = first.current ? 0 : 90;
    first.current = false;
    const timer = setTimeout(() => plan(budget, order, done), wait);
    return () => clearTimeout(timer);
  }, [budget, order, done]);

  const replan = () => plan(budget, order, done);

  async function attempt(work: () => Promise<void>) {
    try {
      await work();
    } catch (error) {
      if (error instanceof Refusal) setTrouble(error.status === 401 ? 'locked' : error.message);
      else setTrouble('offline');
    }
  }

  const act = (choice: Choice, kind: Act) =>
    attempt(async () => {
      await api.act(choice.id, kind);
      setNotice({ kind: 'did', act: kind, title: choice.title });
      if (kind === 'read') setDone((read) => [...read.filter((c) => c.id !== choice.id), choice]);
      else await replan();
    });

  const readAll = () =>
    attempt(async () => {
      const items = edition?.items ?? [];
      for (const choice of items) await api.act(choice.id, 'read');
      if (items.length === 0) return;
      setNotice({ kind: 'did', act: 'read', title: '' });
      setDone((read) => [...read, ...items]);
    });

  // Takes back the last act, whatever it was; what counts as read follows from the answer.
  const undo = () =>
    attempt(async () => {
      const answer = (await api.undo()) as { events: unknown[]; acts?: { kind: string; about: string }[] };
      setNotice({ kind: answer.events.length > 0 ? 'undone' : 'nothing' });
      const unread = answer.acts?.filter((a) => a.kind === 'read').map((a) => a.about) ?? [];
      if (unread.length > 0) setDone((read) => read.filter((c) => !unread.includes(c.id)));
      else await replan();
    });

  return {
    edition, wanted, order, done, minutesDone, trouble, notice,
    setBudget, setOrder, setNotice, act, readAll, undo, replan,
  };
}
