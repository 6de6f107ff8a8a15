"""Errors that a user can act on: what went wrong, where, and what to do."""

__all__ = ["InputError", "InputWarning"]


class InputError(ValueError):
    """Input that cannot be used.

    The message is one line for a person: what is wrong, where, and what to do about it. The command line prints it
    as it is and exits with code 2.

    Attributes
    ----------
    what : str
        What is wrong, without the place and the advice.

    Examples
    --------
    >>> raise InputError("no articles", where="corpus/", hint="give a folder of .txt files")
    Traceback (most recent call last):
    ...
    analysis.errors.InputError: corpus/: no articles; give a folder of .txt files
    """

    def __init__(self, what: str, *, where: object = "", hint: str = "") -> None:
        self.what = " ".join(what.split())
        place = f"{where}: " if str(where) else ""
        advice = f"; {hint}" if hint else ""
        super().__init__(" ".join(f"{place}{what}{advice}".split()))


class InputWarning(UserWarning):
    """Input that was used although something about it deserves a look (an encoding guessed, an id made unique)."""
