"""How what runs inside the sandbox says that there will be no answer."""


class Refused(Exception):
    """Why there is no answer: a code that the host has a sentence for, what it is about, and its line if it has one."""

    def __init__(self, code: str, what: str = "", line: int = 0) -> None:
        super().__init__(code, what, line)
        self.code = code
        self.what = what
        self.line = line
