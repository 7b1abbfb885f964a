"""What a look at an instance may find: a sentence, and whether something must be done about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `level` is good, warning or problem; `name` stays the same for scripts."""

    level: str
    name: str
    sentence: str

    @property
    def is_problem(self) -> bool:
        """Whether something must be done now."""
        return self.level == "problem"

    def as_data(self) -> dict[str, str]:
        """The same for JSON."""
        return {"level": self.level, "name": self.name, "sentence": str(self.sentence)}


def good(name: str, sentence: str) -> Finding:
    """All is as it should be."""
    return Finding("good", name, sentence)


def warning(name: str, sentence: str) -> Finding:
    """It works, and should be seen to."""
    return Finding("warning", name, sentence)


def problem(name: str, sentence: str) -> Finding:
    """It is unsafe or broken."""
    return Finding("problem", name, sentence)
