"""The sets of packages, and an environment that an earlier set-up left unfinished."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "tools" / "hub"
SPEC = importlib.util.spec_from_file_location(
    "packages", ROOT / "tools" / "packages.py"
)
packages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(packages)


def installed(site, name, *, files=2, size=3):
    """Write a package into a folder as if it had been installed there."""
    folder, info = site / name, site / f"{name}-1.0.dist-info"
    folder.mkdir()
    info.mkdir()
    (info / "METADATA").write_text(f"Name: {name}\n", encoding="utf-8")
    record = [f"{name}-1.0.dist-info/RECORD,,"]
    for number in range(files):
        (folder / f"{number}.py").write_text("x" * size, encoding="utf-8")
        record.append(f"{name}/{number}.py,sha256=abc,{size}")
    (info / "RECORD").write_text("\n".join(record), encoding="utf-8")
    return folder, info


def test_the_full_set_is_the_lock_itself():
    assert packages.lock_of("tensorflow") == packages.LOCK.read_text("utf-8")


def test_the_other_build_is_the_only_change_and_has_the_same_version():
    full = packages.lock_of("tensorflow")
    block = next(m[0] for m in packages.PACKAGE.finditer(full) if m[1] == "tensorflow")
    version = re.match(r"tensorflow==(\S+)", block)[1]
    other = packages.lock_of("tensorflow-cpu")
    assert other == full.replace(block, "") + packages.CPU_LOCK.read_text("utf-8")
    assert f"tensorflow-cpu=={version} \\\n    --hash=sha256:" in other


def test_no_lock_has_a_condition_on_the_machine():
    """Pack, Binder and Colab would name another TensorFlow than they do."""
    for path in (packages.LOCK, packages.CPU_LOCK):
        assert "platform_machine" not in path.read_text("utf-8")


def test_the_lock_of_another_version_is_refused(monkeypatch, tmp_path):
    path = tmp_path / "tensorflow-cpu.lock"
    path.write_text("tensorflow-cpu==1.0 \\\n    --hash=sha256:aa\n", encoding="utf-8")
    monkeypatch.setattr(packages, "CPU_LOCK", path)
    with pytest.raises(SystemExit, match="run make lock"):
        packages.lock_of("tensorflow-cpu")


def test_lesson_1_goes_without_tensorflow_and_keeps_what_others_need():
    names = {m[1] for m in packages.PACKAGE.finditer(packages.lock_of("lesson-1"))}
    assert not {"tensorflow", "tensorflow-cpu", "keras", "h5py"} & names
    assert {"numpy", "matplotlib", "packaging", "nbgrader", "pytest"} <= names


def test_a_whole_package_is_left_alone(tmp_path):
    _, info = installed(tmp_path, "whole")
    assert packages.mend("lesson-1", tmp_path) == []
    assert info.is_dir()


@pytest.mark.parametrize("harm", ["no record", "cut file", "lost file", "no name"])
def test_a_package_that_is_half_there_is_installed_again(tmp_path, harm):
    folder, info = installed(tmp_path, "half")
    installed(tmp_path, "whole")
    if harm == "cut file":
        (folder / "1.py").write_text("", encoding="utf-8")
    else:
        lost = {"no record": info / "RECORD", "lost file": folder / "1.py"}
        lost.get(harm, info / "METADATA").unlink()
    assert packages.mend("lesson-1", tmp_path) == ["half"]
    assert not info.exists()


def test_the_other_tensorflow_is_removed_and_with_it_what_shares_its_files(
    tmp_path, monkeypatch
):
    for name in ("tensorflow", "tensorflow_cpu", "tensorflow_datasets"):
        installed(tmp_path, name)
    calls = []
    monkeypatch.setattr(packages.subprocess, "run", lambda c, **_: calls.append(c))
    packages.mend("tensorflow-cpu", tmp_path)
    assert calls[0][-2:] == ["tensorflow-cpu", "tensorflow"]


def test_the_chosen_tensorflow_alone_stays(tmp_path, monkeypatch):
    installed(tmp_path, "tensorflow_cpu")
    monkeypatch.setattr(
        packages.subprocess, "run", lambda *_, **__: pytest.fail("removed")
    )
    packages.mend("tensorflow-cpu", tmp_path)
    packages.mend("lesson-1", tmp_path)


def test_a_hub_has_the_versions_of_the_course():
    def versions(lock):
        text = lock.read_text("utf-8")
        return {found[1]: found[2] for found in packages.PACKAGE.finditer(text)}

    ours, hub = versions(packages.LOCK), versions(HUB / "requirements.lock")
    assert "jupyterhub" in hub
    assert {name: hub[name] for name in hub.keys() & ours} == {
        name: ours[name] for name in hub.keys() & ours
    }


def test_the_lock_of_the_hubs_proxy_names_no_host_but_has_all_digests():
    lock = json.loads((HUB / "package-lock.json").read_text("utf-8"))
    parts = {name: one for name, one in lock["packages"].items() if name}
    assert "node_modules/configurable-http-proxy" in parts
    assert all("integrity" in one and "resolved" not in one for one in parts.values())
