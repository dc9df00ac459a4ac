import pytest

from kursplaner.basics import resources


def test_finds_files_and_folders() -> None:
    assert resources.path("settings/defaults.toml").is_file()
    assert resources.path("settings").is_dir()


@pytest.mark.parametrize("name", ["settings/nothing.toml", "../__init__.py", "/etc/passwd"])
def test_refuses_what_did_not_travel_along(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        resources.path(name)
