"""How what runs inside the sandbox says that there will be no answer."""


class Refused(Exception):
    """Why there is no answer: a code that the host has a sentence for, and what it is about."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code, what)
        self.code = code
        self.what = what
