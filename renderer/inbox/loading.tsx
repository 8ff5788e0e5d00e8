import { Skeleton } from '@mantine/core';
import { t } from '../strings/texts.ts';

const LINES = [62, 48, 71, 55, 66, 44];

/** Stands in for the header and the tiles, in their size. */
export function LoadingPage() {
  return (
    <main className="page" aria-busy>
      <p role="status" className="hidden">
        {t.loading}
      </p>
      <div className="header">
        <Skeleton h={30} w={280} />
        <Skeleton h={36} w={480} maw="100%" />
      </div>
      <div className="page-main">
        <div className="summary">
          <div className="tiles">
            {['a', 'b', 'c', 'd'].map((key) => (
              <Skeleton key={key} h={43} />
            ))}
          </div>
          <Skeleton h={32} />
        </div>
        <Skeleton h={30} />
        <section className="surface">
          <LoadingRows />
        </section>
      </div>
    </main>
  );
}

export function LoadingRows() {
  return (
    <div aria-hidden>
      {LINES.map((width) => (
        <div key={width} className="row-loading">
          <Skeleton h={14} w={`${width}%`} />
          <Skeleton h={11} w="38%" mt={8} />
          <Skeleton h={11} w="30%" mt={8} />
        </div>
      ))}
    </div>
  );
}
