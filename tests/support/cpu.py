"""`pytest --cpu` says which files and tests take the most processor time.

It counts the processes that a test starts, too: kernels and commands. On a busy
machine, `--durations` says little.
"""

from __future__ import annotations

from collections import Counter

import psutil
import pytest

SHOWN = 40


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--cpu", action="store_true", help="show who takes CPU time")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--cpu"):
        config.pluginmanager.register(ProcessorTime())


class ProcessorTime:
    """Adds to each phase of a test what its process and all below it have used."""

    def __init__(self) -> None:
        self.before = used()
        self.files: Counter[str] = Counter()
        self.tests: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self):
        report = yield
        now = used()
        report.cpu = max(0.0, now - self.before)
        self.before = now
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.files[report.nodeid.partition("::")[0]] += report.cpu
        self.tests[report.nodeid] += report.cpu

    def pytest_terminal_summary(self, terminalreporter) -> None:
        write = terminalreporter.write_line
        terminalreporter.section(f"{self.files.total():.0f} s of processor time")
        for counted in (self.files, self.tests):
            for name, seconds in counted.most_common(SHOWN):
                write(f"{seconds:7.1f} s  {name}")


def used() -> float:
    """Return the processor time of this process and of all below it, ended or not."""
    own = psutil.Process()
    total = 0.0
    for process in (own, *own.children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total
