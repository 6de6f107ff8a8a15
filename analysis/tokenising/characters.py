"""Classes of characters from which the patterns of tokens and sentences are built, as sources of regular expressions."""

#: Straight and typographic apostrophes; ``ʼ`` and ``‘`` come from careless keyboards and converters.
APOSTROPHE = "['’ʼ‘]"

#: Hyphen-minus, hyphen and non-breaking hyphen.
HYPHEN = "[-‐‑]"

#: Spaces that typesetting puts inside a number (``10 000``) or before a mark (``oui !``): plain, no-break, narrow
#: no-break, thin, figure.
SPACE = "[ \u00a0\u202f\u2009\u2007]"

#: Characters that are not seen: soft hyphen, zero-width space, joiners, word joiner, byte order mark. They belong to the
#: token that they stand in or before.
INVISIBLE = "[\u00ad\u200b-\u200d\u2060\ufeff]"

#: What continues a word: letters, digits, underscore, combining accents (decomposed ``é``) and invisible characters.
WORD = "[\\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]"

LETTER = r"[^\W\d_]"
CAPITAL = "[A-ZÀ-ÖØ-ÞŒŸ]"
SMALL = "[a-zß-öø-ÿœ]"

#: What a French word may be elided before: a vowel, *h* or *y* (``l'homme``, ``l'œuvre``, ``l'yeuse``).
VOWEL = "[aeiouyhàâäæéèêëîïôöœùûüÿAEIOUYHÀÂÄÆÉÈÊËÎÏÔÖŒÙÛÜŸ]"

#: Ends of lines: every character at which :meth:`str.splitlines` breaks a line of prose.
LINE_BREAK = "\n\r\v\f\x85\u2028\u2029"
