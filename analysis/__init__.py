"""Who says what, about what, in French news."""

__version__ = "0.1.0"
