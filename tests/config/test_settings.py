"""The settings: what is taken, what stops the start, and with which sentence."""

from pathlib import Path

import pytest

from coordinator.config import file_settings, is_loopback, load_settings
from coordinator.errors import Invalid
from coordinator.instance import (
    backup_public_key,
    forget_recovery_key,
    init_instance,
    waiting_recovery_key,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new instance, with no variable of the developer's own in the way."""
    for name in ("INSTANCE", "HOST", "PORT", "DATABASE_URL"):
        monkeypatch.delenv(f"COORDINATOR_{name}", raising=False)
    init_instance(tmp_path / "instance")
    return tmp_path / "instance"


def write_config(folder: Path, text: str) -> None:
    (folder / "config.toml").write_text(text)


def sentence_of(folder: Path) -> str:
    with pytest.raises(Invalid) as refused:
        load_settings(folder)
    return refused.value.sentence


def test_a_new_instance_has_settings_that_start_and_keys_that_nobody_else_reads(folder: Path) -> None:
    settings = load_settings(folder)
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, None)
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in [folder / "config.toml", *(folder / "keys").iterdir()]:
        assert path.stat().st_mode & 0o777 == 0o600, path


def test_making_an_instance_twice_keeps_its_keys(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "keys").iterdir()}
    assert init_instance(folder) is False
    assert {path.name: path.read_bytes() for path in (folder / "keys").iterdir()} == before


def test_every_setting_stands_in_config_toml_with_its_meaning_and_can_be_uncommented(folder: Path) -> None:
    text = (folder / "config.toml").read_text()
    for each in file_settings():
        assert each.metadata["meaning"] in text
    lines = [line.removeprefix("# ") if " = " in line else line for line in text.splitlines()]
    before = load_settings(folder)
    write_config(folder, "\n".join(lines))
    assert load_settings(folder) == before


def test_the_environment_overrides_the_file_and_the_command_line_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(folder, "port = 8001\nthreads = 3\n")
    monkeypatch.setenv("COORDINATOR_PORT", "8002")
    assert load_settings(folder).port == 8002
    settings = load_settings(folder, {"port": "8003"})
    assert (settings.port, settings.threads) == (8003, 3)


def test_secrets_are_read_as_text_and_from_files(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A key of digits only must stay text.
    monkeypatch.setenv("COORDINATOR_SECRET_KEY", "0123456789" * 6 + "0123")
    (tmp_path / "key").write_text("ab12cd34ef567890" * 4 + "\n")
    monkeypatch.setenv("COORDINATOR_DATABASE_KEY_FILE", str(tmp_path / "key"))
    settings = load_settings(folder)
    assert settings.secret_key == "0123456789" * 6 + "0123"
    assert settings.database_key == "ab12cd34ef567890" * 4


def test_the_instance_may_come_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_INSTANCE", str(folder))
    assert load_settings().instance == folder


def test_no_secret_shows_when_settings_are_printed(folder: Path) -> None:
    write_config(folder, 'database_url = "postgresql://me:hush-hush@db/name"\n')
    settings = load_settings(folder)
    for secret in ("hush-hush", settings.secret_key, settings.database_key):
        assert secret not in repr(settings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trusted_host = []", "did you mean trusted_hosts?"),
        ("debug = true", "debug is not a setting"),
        ("port = 80000", "port must be a whole number from 1 to 65535"),
        ('port = "eighty"', "port must be a whole number"),
        ("port = true", "port must be a whole number"),
        ("workers = 0", "workers must be a whole number from 1 to 64"),
        ('plugins = "perhaps"', "plugins must be true or false"),
        ("trusted_hosts = [1]", "trusted_hosts must be a list of host names"),
        ("host = 1", "host must be text in quotation marks"),
        ("host = ", "is not well-formed TOML"),
        ('host = "0.0.0.0"', "set behind_proxy = true and trusted_hosts"),
        ('host = "0.0.0.0"\nbehind_proxy = true', "set behind_proxy = true and trusted_hosts"),
        ("behind_proxy = true", "behind_proxy = true needs trusted_hosts"),
        ('database_url = "mysql://x"', "database_url must start with postgresql://"),
        ('database_url = "sqlite:///x"', "database_url must start with postgresql://"),
        ('address = "ftp://x"', "address must start with https://"),
        ('onion_address = "http://short.onion"', "onion_address must be http:// or https://"),
        ('security_contact = "somebody"', "security_contact must start with mailto:"),
        ('log_level = "loud"', "log_level must be debug, info, warning or error"),
        ("upload_limit_bytes = 5", "upload_limit_bytes must be a whole number from 1048576"),
        ('secret_key = "x"', "secret_key does not belong in"),
        ('instance = "x"', "instance is not a setting"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(folder: Path, text: str, expected: str) -> None:
    write_config(folder, text + "\n")
    sentence = sentence_of(folder)
    assert expected in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["COORDINATOR_PROT", "COORDINATOR_DATABSE_URL", "COORDINATOR_SECRET"])
def test_a_misspelt_variable_stops_the_start(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    assert "did you mean" in sentence_of(folder)


def test_a_named_file_that_is_not_there_stops_the_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_SECRET_KEY_FILE", str(folder / "nowhere"))
    assert "COORDINATOR_SECRET_KEY_FILE" in sentence_of(folder)


@pytest.mark.parametrize("name", ["secret.key", "database.key"])
@pytest.mark.parametrize("content", ["", "short", "0" * 64, "g" * 64])
def test_a_short_or_simple_key_stops_the_start(folder: Path, name: str, content: str) -> None:
    (folder / "keys" / name).write_text(content)
    assert "must be 64 hex digits drawn at random" in sentence_of(folder)


@pytest.mark.parametrize("name", ["config.toml", "keys/secret.key", "keys/database.key"])
def test_a_file_that_others_can_read_stops_the_start(folder: Path, name: str) -> None:
    (folder / name).chmod(0o644)
    assert f"chmod 600 {folder / name}" in sentence_of(folder)


def test_an_instance_that_was_never_made_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    assert f"coordinator init --instance {tmp_path}" in sentence_of(tmp_path)


def test_a_public_host_starts_behind_a_proxy_with_its_names(folder: Path) -> None:
    write_config(folder, 'host = "0.0.0.0"\nbehind_proxy = true\ntrusted_hosts = ["rooms.example"]\n')
    settings = load_settings(folder)
    assert settings.own_address == "https://rooms.example"
    assert settings.is_https
    assert "rooms.example" in settings.accepted_hosts


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("box", False)],
)
def test_loopback_is_told_from_the_rest(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_the_recovery_key_waits_once_and_is_then_gone_from_the_machine(folder: Path) -> None:
    settings = load_settings(folder)
    key = waiting_recovery_key(settings)
    assert key is not None
    assert key.startswith("AGE-SECRET-KEY-1")
    assert backup_public_key(settings).startswith("age1")
    forget_recovery_key(settings)
    assert waiting_recovery_key(settings) is None
    assert not any(key.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    init_instance(folder)
    assert waiting_recovery_key(settings) is None


def test_a_folder_that_cannot_be_made_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Invalid, match="cannot be written to"):
        init_instance(tmp_path / "file" / "instance")
