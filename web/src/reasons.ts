// An item's reason in plain words, from the numbers that placed it. Nothing is said that the
// numbers don't hold.

import type { Because, Choice } from './api';
import type { Words } from './words';

export function memory(slot: Because, words: Words): string {
  const text = slot.text ?? '';
  if (slot.slot === null || slot.kind === 'others') return words.others;
  if (slot.kind === 'like') return words.youLiked(text);
  if (slot.kind === 'save') return words.youSaved(text);
  if (slot.kind === 'dislike' || slot.kind === 'hide') return words.youDisliked(text);
  return slot.value < 0 ? words.youSaidLess(text) : words.youSaid(text);
}

const kNoticeable = 0.1; // of interest, which lies in −1 … 1

export function reason(choice: Choice, words: Words): string {
  if (choice.value === null) return '';
  const named = choice.because.filter((slot) => slot.slot !== null);
  const good = named.filter((slot) => slot.value >= kNoticeable).slice(0, 2);
  const bad = named.find((slot) => slot.value <= -kNoticeable);
  if (good.length > 0) {
    const typed = good.length === 2 && good.every((slot) => slot.kind === 'interest');
    const reasons = typed
      ? words.youSaidBoth(good[0].text ?? '', good[1].text ?? '')
      : good.map((slot) => memory(slot, words)).join(words.and);
    const because = words.because(reasons);
    return bad ? `${because} ${words.but(memory(bad, words))}` : because;
  }
  if (choice.explore) return words.explore;
  const best = Object.entries(choice.contributions)
    .filter(([feature, value]) => feature in words.byFeature && value > 0)
    .sort(([, a], [, b]) => b - a)[0];
  return best ? words.byFeature[best[0]] : words.plain;
}
