import { LoadingRows } from '../inbox/loading.tsx';
import { t } from '../strings/texts.ts';

/** In the place of a screen whose code is on its way. */
export function LoadingScreen() {
  return (
    <section className="surface" aria-busy>
      <p role="status" className="hidden">
        {t.frame.loadingScreen}
      </p>
      <LoadingRows />
    </section>
  );
}
