"""``up`` with light services in place of Django's, so that its own conduct can be tried in seconds.

Servers, supervision, records and signals are the real ones. Run as a script: ``fake_up.py DATA_DIR PORT MODE``.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from matchplatform.localstack import launcher, preparation
from matchplatform.localstack.children import Service
from matchplatform.localstack.options import Options
from matchplatform.localstack.servers import Servers

WEB = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b'{"status": "ok"}')
    def log_message(self, *args): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
# A worker with a child of its own; it ignores the polite request, so it also tries the grace period.
WORKER = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(300)"])
time.sleep(300)
"""
BROKEN = "print('this service cannot work'); raise SystemExit(3)"


class FakeUp(launcher.Launcher):
    """Light services by mode: ``good``, or ``broken`` with one that ends at once."""

    mode = "good"

    def services(self) -> list[Service]:
        worker = BROKEN if self.mode == "broken" else WORKER
        return [
            Service("web", (sys.executable, "-S", "-c", WEB, str(self.options.port)), grace=2),
            Service("worker-rest", (sys.executable, "-S", "-c", worker), grace=0.5, urgent=False),
        ]


if __name__ == "__main__":
    preparation.is_prepared = lambda *_, **__: True  # there is nothing of Django's to prepare
    Servers.makes_a_database = lambda _: False
    FakeUp.mode = sys.argv[3]
    sys.exit(FakeUp(Options(port=int(sys.argv[2]), data_dir=Path(sys.argv[1]))).run())
