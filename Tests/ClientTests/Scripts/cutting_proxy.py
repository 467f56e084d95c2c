"""A proxy that cuts connections off, as networks do: in the middle of a stream, without a word."""

import socket
import struct
import threading


class CuttingProxy:
    """Hands bytes through to a server, until it is told to cut.

    Each connection is cut after so many bytes of the server's, if there is a number left for it.
    """

    def __init__(self, host, port, cuts=()):
        self.cuts = list(cuts)
        self.connections = 0
        self.requests = []
        self._open = []
        self._gate = threading.Event()
        self._gate.set()
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Cuts all connections; a new one waits for `mend`."""
        self._gate.clear()
        for pair in self._open:
            self._reset(*pair)
        self._open = []

    def mend(self):
        self._gate.set()

    def close(self):
        self.cut()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        self._gate.wait()
        server = socket.create_connection(self._server)
        pair = (client, server)
        self._open.append(pair)
        self.connections += 1
        limit = self.cuts.pop(0) if self.cuts else None
        threading.Thread(target=self._copy, args=(client, server, None, pair), daemon=True).start()
        self._copy(server, client, limit, pair)

    def _copy(self, source, target, limit, pair):
        left = limit
        try:
            while data := source.recv(65536):
                if source is pair[0]:
                    self.requests.append(data)
                if left is not None:
                    data = data[:left]
                    left -= len(data)
                target.sendall(data)
                if left == 0:
                    return self._reset(*pair)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            self._reset(*pair)

    @staticmethod
    def _reset(*sockets):
        """Ends connections by RST: nobody has said goodbye."""
        for each in sockets:
            try:
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                each.shutdown(socket.SHUT_RDWR)
                each.close()
            except OSError:
                pass
