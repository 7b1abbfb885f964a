"""Plain text in parts."""

from coordinator.plugin_contract import Edition, ExportedFile, Setting, Settings, hookimpl


@hookimpl
def settings_schema() -> tuple[Setting, ...]:
    return (Setting("length", "number", "Characters in a part", 3000, minimum=300, maximum=60000),)


@hookimpl
def export_edition(edition: Edition, settings: Settings) -> tuple[ExportedFile, ...]:
    return (ExportedFile("message.txt", "text/plain", "\n".join(a.text for a in edition.articles).encode()),)
