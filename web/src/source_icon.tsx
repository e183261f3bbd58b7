// The small picture beside a source's name, from heed's own address; only where there is one.

import { useEffect, useState } from 'preact/hooks';
import { api, type Source } from './api';

// By title. Two sources of one title are left out: an item would not tell which it is from.
function iconsOf(sources: Source[]): Map<string, string> {
  const bearers = new Map<string, number>();
  for (const { title } of sources) bearers.set(title, (bearers.get(title) ?? 0) + 1);
  const known = sources.filter(({ title, icon }) => icon && bearers.get(title) === 1);
  return new Map(known.map(({ id, title }) => [title, `/api/v1/sources/${encodeURIComponent(id)}/icon`]));
}

export function useSourceIcons() {
  const [icons, setIcons] = useState(new Map<string, string>());
  useEffect(() => {
    // Without them the page is as good: what is wrong shows with the edition.
    api.sources().then((sources) => setIcons(iconsOf(sources)), () => {});
  }, []);
  return icons;
}

export function SourceIcon({ address }: { address?: string }) {
  return address ? <img class="source-icon" src={address} alt="" width="16" height="16" /> : null;
}
