// The table of contributions: every number that made the value, and what interest is made of.

import type { Choice } from './api';
import { memory } from './reasons';
import type { Words } from './words';

// From the left, or from the middle where some value of the table is negative.
function Bar({ value, scale, signs }: { value: number; scale: number; signs: boolean }) {
  const share = Math.min(Math.abs(value) / scale, 1) * (signs ? 50 : 100);
  const left = signs ? (value < 0 ? 50 - share : 50) : 0;
  return (
    <span class={signs ? 'bar signs' : 'bar'} aria-hidden="true">
      <span class={value < 0 ? 'fill against' : 'fill'} style={{ width: `${share}%`, left: `${left}%` }} />
    </span>
  );
}

function signed(value: number): string {
  return (value < 0 ? '−' : '+') + Math.abs(value).toFixed(2);
}

function Rows({ rows, total }: { rows: [string, number][]; total?: [string, number] }) {
  const scale = Math.max(...rows.map(([, value]) => Math.abs(value)), 0.01);
  const signs = rows.some(([, value]) => value < 0);
  return (
    <table class="sums">
      <tbody>
        {rows.map(([name, value]) => (
          <tr>
            <th scope="row">{name}</th>
            <td class="picture">
              <Bar value={value} scale={scale} signs={signs} />
            </td>
            <td class="number">{signed(value)}</td>
          </tr>
        ))}
      </tbody>
      {total && (
        <tfoot>
          <tr>
            <th scope="row">{total[0]}</th>
            <td />
            <td class="number">{signed(total[1])}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

export function Why({ choice, words }: { choice: Choice; words: Words }) {
  if (choice.value === null) return <p class="why note">{words.whyNew}</p>;
  const parts = Object.entries(choice.contributions)
    .filter(([, value]) => Math.abs(value) >= 0.0005)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([name, value]): [string, number] => [words.features[name] ?? name, value]);
  const memories = choice.because
    .filter((slot) => Math.abs(slot.value) >= 0.0005)
    .map((slot): [string, number] => [memory(slot, words), slot.value]);
  return (
    <section class="why" aria-label={words.whyTitle}>
      <h3>{words.whyTitle}</h3>
      <Rows rows={parts} total={[words.sum, choice.value]} />
      {memories.length > 0 && <h4>{words.memories}</h4>}
      {memories.length > 0 && <Rows rows={memories} />}
      <p class="note">
        {words.sumNote}{' '}
        {choice.rank_you !== null && words.ranks(choice.rank_you, choice.rank_new)}
      </p>
    </section>
  );
}
