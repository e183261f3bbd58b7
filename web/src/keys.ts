// The keys that readers share, and heed's own. Keys are left alone while typing and with Ctrl, Alt
// or Meta held.

import { useLayoutEffect } from 'preact/hooks';

export type KeyActions = Record<string, (event: KeyboardEvent) => void>;

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'radio';
}

// Enter and the space bar belong to a button or link that has the focus.
function ownsEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], summary, input') !== null;
}

export function useKeys(actions: KeyActions) {
  // Before the next frame: a key may follow at once.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.key !== 'Escape' && typing(event.target)) return;
      if (event.key === 'Enter' && ownsEnter(event.target)) return;
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}
