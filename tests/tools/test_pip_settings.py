"""What is set for pip holds for uv, too."""

import importlib.util
import subprocess
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "pip_settings.py"
SPEC = importlib.util.spec_from_file_location("pip_settings", TOOL)
pip_settings = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(pip_settings)

LISTED = """\
:env:.find-links='/opt/mine /opt/ours'
global.extra-index-url='https://one.example/simple\\nhttps://two.example/simple'
global.find-links='/opt/wheels'
global.timeout='60'
install.index-url='https://mirror.example/simple'
"""


def test_indexes_and_folders_carry_over():
    found = pip_settings.settings(LISTED)
    assert found["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert found["UV_INDEX"] == "https://one.example/simple https://two.example/simple"


def test_the_environment_wins_as_it_does_for_pip():
    assert pip_settings.settings(LISTED)["UV_FIND_LINKS"] == "/opt/mine,/opt/ours"


def test_what_uv_does_not_know_is_left_out():
    assert "60" not in pip_settings.settings(LISTED).values()


def test_what_is_set_for_uv_already_stays():
    assert pip_settings.as_shell(
        {"UV_INDEX": "other", "UV_NEW": "it's"}, {"UV_INDEX": "mine"}
    ) == ("""export UV_NEW='it'"'"'s'""")


def test_the_lines_are_shell():
    text = pip_settings.as_shell({"UV_NEW": "a b"}, {})
    script = f'{text}\nprintf %s "$UV_NEW"'
    told = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
    assert told.stdout == "a b"
