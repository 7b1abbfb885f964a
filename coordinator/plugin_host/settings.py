"""Checks what an editor set for a plugin against what the plugin declares, and what it declares against sense."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coordinator.errors import Invalid
from coordinator.language import _, translated
from coordinator.plugin_contract import Setting, SettingValue

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
# A scheme, a host with or without a port, a path; neither user, question nor fragment, and nothing to break out of.
_ADDRESS = re.compile(r"https?://[\w.-]*\w(:[0-9]{1,5})?(/[\w./~%+=@,;:-]*)?")
_LONGEST_TEXT = 200
_YES, _NO = ("yes", "true", "on", "1", "y"), ("no", "false", "off", "0", "")


def check_settings(schema: Sequence[Setting], values: Mapping[str, object]) -> dict[str, SettingValue]:
    """Every setting of the schema with its checked value, or its default where none is given.

    Takes real values and what a form sends (numbers and truth values as text). Refuses (Invalid, with `field`) an
    unknown name and a value that does not fit, with a sentence for the editor.
    """
    unknown = sorted(values.keys() - {setting.name for setting in schema})
    if unknown:
        raise Invalid(_("This plugin has no setting %(name)s.", name=unknown[0]), unknown[0])
    return {each.name: _value(_translated(each), values.get(each.name, each.default)) for each in schema}


def _translated(setting: Setting) -> Setting:
    """The setting as the editor who reads a refusal sees it."""
    choices = tuple((value, translated(label)) for value, label in setting.choices)
    return replace(setting, label=translated(setting.label), choices=choices)


def fault_of_schema(schema: Sequence[Setting]) -> str:
    """What is wrong with a plugin's own description of its settings; empty where nothing is."""
    names = [setting.name for setting in schema]
    if len(set(names)) < len(names):
        return "two settings of the same name"
    return next((fault for setting in schema if (fault := _fault(setting))), "")


def _fault(setting: Setting) -> str:
    if not _NAME.fullmatch(setting.name):
        return f"{setting.name[:40]!r} is no name for a setting"
    if not setting.label.strip():
        return f"{setting.name} has no label"
    if setting.kind == "choice" and not setting.choices:
        return f"{setting.name} has no choices"
    if type(setting.default) is not {"number": int, "yes-no": bool}.get(setting.kind, str):
        return f"the default of {setting.name} is not of its kind"
    try:
        _value(setting, setting.default)
    except Invalid:
        return f"the default of {setting.name} is refused by itself"
    return ""


def _value(setting: Setting, value: object) -> SettingValue:
    if setting.kind == "number":
        return _number(setting, value)
    if setting.kind == "choice":
        return _choice(setting, value)
    if setting.kind == "yes-no":
        return _yes_no(setting, value)
    if setting.kind == "address":
        return _address(setting, value)
    return _text(setting, value)


def _number(setting: Setting, value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool | float) or not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise Invalid(_("“%(label)s” must be a whole number.", label=setting.label), setting.name)
    number = int(text)
    if setting.minimum is not None and number < setting.minimum:
        raise Invalid(
            _("“%(label)s” must be at least %(least)s.", label=setting.label, least=setting.minimum), setting.name
        )
    if setting.maximum is not None and number > setting.maximum:
        raise Invalid(
            _("“%(label)s” must be at most %(most)s.", label=setting.label, most=setting.maximum), setting.name
        )
    return number


def _choice(setting: Setting, value: object) -> str:
    allowed = dict(setting.choices)
    if not isinstance(value, str) or value not in allowed:
        raise Invalid(
            _("“%(label)s” must be one of: %(choices)s.", label=setting.label, choices=", ".join(allowed.values())),
            setting.name,
        )
    return value


def _yes_no(setting: Setting, value: object) -> bool:
    text = str(value).strip().lower()
    if text not in _YES + _NO:
        raise Invalid(_("“%(label)s” must be yes or no.", label=setting.label), setting.name)
    return text in _YES


def _address(setting: Setting, value: object) -> str:
    text = _text(setting, value)
    if text and not _ADDRESS.fullmatch(text):
        raise Invalid(
            _("“%(label)s” must be an address that begins with https:// or http://.", label=setting.label), setting.name
        )
    return text


def _text(setting: Setting, value: object) -> str:
    most = setting.maximum if setting.maximum is not None else _LONGEST_TEXT
    if not isinstance(value, str) or any(ord(letter) < 32 and letter not in "\r\n\t" for letter in value):
        raise Invalid(_("“%(label)s” must be text.", label=setting.label), setting.name)
    text = value.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise Invalid(
            _("“%(label)s” may have %(most)s characters at most.", label=setting.label, most=most), setting.name
        )
    if setting.minimum is not None and len(text) < setting.minimum:
        raise Invalid(_("“%(label)s” is too short.", label=setting.label), setting.name)
    return text
