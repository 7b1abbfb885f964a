"""What can go wrong, raised anywhere and turned once into a page, JSON or an exit status."""


class DomainError(Exception):
    """A refusal with one clear sentence that says what to do next."""

    status = 400

    def __init__(self, sentence: object = "") -> None:
        super().__init__(sentence)
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """The sentence that a person reads, in the language of the moment."""
        return str(self._sentence)


class Invalid(DomainError):
    """What was typed or given cannot be taken as it is (400)."""

    status = 400

    def __init__(self, sentence: object = "", field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowed(DomainError):
    """The reader may know of the thing but not do this to it (403)."""

    status = 403


class NotFound(DomainError):
    """Missing or hidden; nobody can tell which (404)."""

    status = 404


class Conflict(DomainError):
    """Somebody else changed the same thing first (409); `theirs` is the text that stands now."""

    status = 409

    def __init__(self, sentence: object = "", theirs: str = "") -> None:
        super().__init__(sentence)
        self.theirs = theirs


class TooMany(DomainError):
    """Too often in too short a time (429)."""

    status = 429
