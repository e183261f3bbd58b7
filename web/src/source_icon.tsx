// The small picture beside a source's name, from heed's own address; only where there is one.

import { useEffect, useState } from 'preact/hooks';
import { api, type Source } from './api';

// By the source's id.
function iconsOf(sources: Source[]): Map<string, string> {
  const known = sources.filter(({ icon }) => icon);
  return new Map(known.map(({ id }) => [id, `/api/v1/sources/${encodeURIComponent(id)}/icon`]));
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
