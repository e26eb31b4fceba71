"""The demo's processes and the signals of a terminal."""

import os
import subprocess
import sys

from mentoring.home.demo import serving


def test_ctrl_c_of_the_terminal_does_not_reach_the_processes_themselves(monkeypatch):
    """They live in sessions of their own: only `stop` speaks to them, once."""
    popen, idle = subprocess.Popen, [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: None)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **kwargs: popen(idle, **kwargs))
    processes = serving.start(1)
    try:
        assert all(os.getpgid(process.pid) == process.pid for process in processes)
    finally:
        for process in processes:
            process.kill()
            process.wait()
