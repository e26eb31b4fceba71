"""The web server and the worker of the demo, side by side until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def start(port: int) -> list[subprocess.Popen]:
    """Start both processes; the worker takes the long work from the database's queue."""
    manage = str(settings.BASE_DIR / "manage.py")
    server = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "mentoring.wsgi:application",
    ]  # fmt: skip
    # Long work that a killed worker of this demo left behind is taken up at once.
    subprocess.run(
        [sys.executable, manage, "requeue_jobs", "--alone"],
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    worker = [sys.executable, manage, "db_worker", "--interval", "0.5", "--no-startup-delay", "-v", "0"]
    # Ctrl-C in a terminal goes to the whole group: in one of their own they hear it once, from `stop`. The second
    # time the worker breaks its work off with a traceback.
    return [subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True) for command in (server, worker)]


def wait_until_open(port: int, processes: list[subprocess.Popen], seconds: int = 60) -> bool:
    """Whether the server answers within the time; False as well when a process has died."""
    for _ in range(seconds * 5):
        if any(process.poll() is not None for process in processes):
            return False
        if not is_free(port):
            return True
        time.sleep(0.2)
    return False


def live_together(processes: list[subprocess.Popen]) -> None:
    """Until one ends or we are told to stop; then all end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if hasattr(signal, "SIGHUP"):
        # The terminal was closed: in sessions of their own they would live on.
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        stop(processes)


def stop(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
