// Line drawings on a grid of 20, in the colour of the text.

const paths: Record<string, string> = {
  like: 'M10 15.5V5M5.5 9.5 10 5l4.5 4.5',
  dislike: 'M10 4.5V15M5.5 10.5 10 15l4.5-4.5',
  save: 'M6 3.5h8v13l-4-3.4-4 3.4z',
  hide: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  read: 'M4.5 10.5l3.6 3.8 7.4-8.6',
  why: 'M7.4 7.6a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.1.9-1.1 1.9M10 14.7v.1',
  theme: 'M10 4a6 6 0 1 0 0 12zM10 4a6 6 0 0 1 0 12',
  search: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12.7 12.7 16 16',
  help: 'M3.5 6h13v8.5h-13zM6 9h.1M8.7 9h.1M11.3 9h.1M14 9h.1M7 12h6',
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
