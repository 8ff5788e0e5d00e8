import type { Page, WebSocketRoute } from 'playwright-core';

/** The window's WebSocket as a line that a test cuts and mends. */
export function cuttable() {
  let isCut = false;
  let sockets: WebSocketRoute[] = [];
  return {
    on: (page: Page) =>
      page.routeWebSocket(/\/contract$/u, (socket) => {
        if (isCut) {
          void socket.close();
          return;
        }
        socket.connectToServer();
        sockets.push(socket);
      }),
    cut: async () => {
      isCut = true;
      await Promise.all(sockets.map((socket) => socket.close()));
      sockets = [];
    },
    mend: () => {
      isCut = false;
    },
  };
}
