interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** A list whose lines are as long as their values: read as a chart, and by a screen reader as a list. */
export function Bars({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <section className="surface card" aria-label={title}>
      <h3>{title}</h3>
      <ol className="bars">
        {bars.map(({ label, value, text }) => (
          <li key={label}>
            <span className="bars-line">
              <bdi className="cut">{label}</bdi>
              <span className="dim">{text}</span>
            </span>
            <svg className="bars-bar" aria-hidden width="100%" height="6">
              <rect width={`${(100 * value) / most}%`} height="6" rx="3" />
            </svg>
          </li>
        ))}
      </ol>
    </section>
  );
}
