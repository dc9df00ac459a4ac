from pathlib import Path

from kursplaner.ui import state


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    state.use_file(tmp_path / "fenster.ini")
    state.remember("look/mode", "dark")
    state.remember_bytes("window/geometry", b"\x00\xff")
    assert state.remembered("look/mode") == "dark"
    assert state.remembered_bytes("window/geometry") == b"\x00\xff"
    assert state.remembered("nie", "sonst") == "sonst"
