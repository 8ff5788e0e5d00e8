import './frame.css';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Overview } from '../../shared/contract/companion.ts';
import { companion } from '../contract-client.ts';
import { LoadingPage } from '../inbox/loading.tsx';
import { screens } from '../screens.tsx';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { dialogOnDemand, LoadAhead } from '../ui/on-demand.tsx';
import { hrefOf, isNowhere, useRoute } from '../ui/use-route.ts';
import { Header } from './header.tsx';

const Palette = dialogOnDemand(async () => (await import('./palette.tsx')).Palette);

/** What all screens have around them: how things are, the way to the other screens, who is working here. */
export function Frame() {
  const overview = useQuery(companion.companion.overview.queryOptions({ input: {} }));
  const { screen: id, item } = useRoute();
  useFirstPlace(overview.data);
  const screen = screens.find((one) => one.id === id) ?? screens[0];
  const [paletteAsked, setPaletteAsked] = useState(0);
  const openPalette = () => setPaletteAsked((times) => times + 1);
  useHotkeys([['mod+K', openPalette]], []);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(screen.id);
  useEffect(() => {
    document.title = t.frame.titled(t.frame.screens[screen.id]);
    // Another screen begins at its top, for eyes and for screen readers; the first one where the browser begins.
    if (shown.current === screen.id) return;
    shown.current = screen.id;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [screen]);
  if (overview.isPending) return <LoadingPage />;
  if (!overview.data) {
    return (
      <main className="page">
        <section className="surface">
          <Failure error={overview.error} onRetry={() => void overview.refetch()} />
        </section>
      </main>
    );
  }
  const { data } = overview;
  return (
    <div className="frame">
      {paletteAsked > 0 && (
        <Palette overview={data} asked={paletteAsked} onClose={() => setPaletteAsked(0)} />
      )}
      <LoadAhead />
      <Rail current={screen.id} />
      <div className="page">
        <Header overview={data} onPalette={openPalette} />
        <main className="page-main" ref={main} tabIndex={-1}>
          {overview.isError && (
            <section className="surface">
              <Failure error={overview.error} onRetry={() => void overview.refetch()} />
            </section>
          )}
          <screen.Component overview={data} item={item} />
        </main>
        <footer className="footer">
          <span>{t.version(data.version)}</span>
          {data.technicianEmail !== null && <span>{t.decidesAs(data.technicianEmail)}</span>}
        </footer>
      </div>
    </div>
  );
}

/** Where the window begins when nothing leads anywhere: with the set-up guide for whoever is not through with it. */
function useFirstPlace(overview: Overview | undefined): void {
  useLayoutEffect(() => {
    if (overview === undefined || !isNowhere(location.hash)) return;
    location.replace(hrefOf(overview.guide === 'closed' ? 'requests' : 'start'));
  }, [overview]);
}

function Rail({ current }: { readonly current: string }) {
  return (
    <nav className="rail" aria-label={t.frame.navigation}>
      <ul>
        {screens
          .filter(({ isAside }) => isAside !== true)
          .map(({ id, Icon }) => (
            <li key={id}>
              <a href={hrefOf(id)} aria-current={id === current ? 'page' : undefined}>
                <Icon size={20} aria-hidden />
                <span>{t.frame.screens[id]}</span>
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}
