"""Classes of characters from which the patterns of tokens and sentences are built: sources of regular expressions."""

# Straight and typographic apostrophes; « ʼ » and « ‘ » come from careless keyboards and converters.
APOSTROPHE = "['’ʼ‘]"

# Hyphen-minus, hyphen, non-breaking hyphen.
HYPHEN = "[-‐‑]"

# Spaces that typesetting puts inside a number (10 000) or beside a mark (oui !): plain, no-break, narrow, thin, figure.
SPACE = "[ \u00a0\u202f\u2009\u2007]"

# Characters that nobody sees: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
INVISIBLE = f"[{_UNSEEN}]"

# What continues a word: letters, digits, underscore, combining accents (a decomposed « é »), invisible characters.
WORD = rf"[\w\u0300-\u036f{_UNSEEN}]"

LETTER = r"[^\W\d_]"
CAPITAL = "[A-ZÀ-ÖØ-ÞŒŸ]"
SMALL = "[a-zß-öø-ÿœ]"

# What a word is elided before: a vowel, h or y (l'homme, l'œuvre, l'yeuse).
VOWEL = "[aeiouyhàâäæéèêëîïôöœùûüÿAEIOUYHÀÂÄÆÉÈÊËÎÏÔÖŒÙÛÜŸ]"

# What ends a line of text, as for str.splitlines.
LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
