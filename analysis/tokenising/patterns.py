"""The pattern of French tokens, assembled from named parts.

Each part is tried in the order of :data:`PARTS` at the place where the token before has ended; the first that matches
decides. Whoever adds a part gives it an example: the tests run all of them.

No part may cost more than linear time on any text. Two habits keep it so: a repetition that can fail after it has
consumed is bounded (``{1,12}``), and one that cannot gives nothing back (``++``, ``*+``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analysis.lexicons import read_lexicon
from analysis.tokenising.characters import (
    APOSTROPHE,
    CAPITAL,
    HYPHEN,
    INVISIBLE,
    LETTER,
    SMALL,
    SPACE,
    VOWEL,
    WORD,
)

__all__ = ["PARTS", "Part", "token_pattern"]


class Part(NamedTuple):
    """One kind of token.

    Attributes
    ----------
    name : str
        What the part finds.
    pattern : str
        Source of a regular expression (verbose syntax, no capturing group).
    example : str
        Text that shows it.
    tokens : str
        The tokens of the example, joined by ``|``.
    """

    name: str
    pattern: str
    example: str
    tokens: str


def _words(lexicon: str, *, field: int = 0, where: str | None = None) -> str:
    """Alternation of the entries of a lexicon, longest first; ``'`` stands for any apostrophe, ``-`` for any hyphen."""
    rows = read_lexicon(lexicon)
    entries = sorted({row[field] for row in rows if where is None or row[1] == where}, key=lambda e: (-len(e), e))
    return "|".join(
        re.escape(entry).replace("'", APOSTROPHE).replace(r"\-", HYPHEN).replace(r"\*", rf"(?:{HYPHEN}?{WORD})*+")
        for entry in entries
    )


# A pronoun hung on a verb: -il, -t-elle, -vous, -là. It is no part of what stands before: « dit|-il ».
_PRONOUN = rf"""{HYPHEN}(?i:
      (?:t[-'’‐‑])?(?:ils?|elles?|on)
    | je | tu | nous | vous | ce | les? | la | lui | leur | moi | toi | y | en | ci | là
    )(?!{WORD}|{APOSTROPHE}{LETTER})"""
# Elided before another one: va|-t'|en, donne|-m'|en.
_ELIDED_PRONOUN = rf"{HYPHEN}[mtlMTL]{APOSTROPHE}(?=(?i:en|y)(?!{WORD}))"
_HUNG = rf"(?:{_PRONOUN}|{_ELIDED_PRONOUN})"
# Up to three of them end the word (donne-le-moi); followed by more word they are part of a name (Noisy-le-Sec).
_HUNG_TO_THE_END = rf"(?:{_ELIDED_PRONOUN}|{_PRONOUN}(?:{_HUNG}){{0,2}}(?!{HYPHEN}{WORD}))"

_SIGN = rf"(?:(?<![^\s(\[«\"“:])(?<!\d{SPACE})[-+−±])"
_ORDINAL = "(?:i?[eè]mes?|i?[eè]res?|ers?|res?|nde?s?|es?|[ᵉ]ʳ?)"
_UNIT = "(?:[hH]|min|km|cm|mm|m|kg|mg|g|l|ml|cl|k€|M€|Mds?€)"

# A picture with its variation selector, skin tone or flag tags.
_EMOJI = (
    "[\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b50]"
    "[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*+"
)


def _parts() -> tuple[Part, ...]:
    titles = _words("tokenising-titles")
    abbreviations = _words("tokenising-abbreviations", where="any")
    numbered = _words("tokenising-abbreviations", where="number")
    apostrophes = _words("tokenising-apostrophes")
    compounds = _words("tokenising-clitics")
    return (
        # Three tokens of four: letters alone before a space or a comma. First because it is fast.
        Part("plain word", rf"{LETTER}++(?=[\s,;»)\"])", "la paix, enfin", "la|paix|,|enfin"),
        Part(
            "word with its apostrophe",
            rf"(?i:{apostrophes})(?!{WORD}|{APOSTROPHE}{LETTER})",
            "aujourd'hui si l'on veut",
            "aujourd'hui|si|l'on|veut",
        ),
        # N' and M' before a consonant begin an African name, they are not elided words.
        Part(
            "name with its apostrophe",
            rf"[NM]{APOSTROPHE}(?!{VOWEL})[A-Z]{SMALL}{WORD}*+(?:{HYPHEN}{WORD}++)*+",
            "à N'Djamena",
            "à|N'Djamena",
        ),
        Part(
            "elided word",
            rf"(?i:(?:lors|puis|jus|quoi|quel|pres)?qu|[cdjlmnsty]|entr){APOSTROPHE}(?={VOWEL}|[\d\"«“(\[@\#]|{CAPITAL}{{2}})",
            "jusqu'à l'aube",
            "jusqu'|à|l'|aube",
        ),
        Part("pronoun after its verb", rf"(?<={WORD}){_HUNG_TO_THE_END}|(?<={WORD}){_HUNG}", "dit-elle", "dit|-elle"),
        Part(
            "web address",
            r"(?i:https?://|www\.)[^\s<>«»\"]*[\w/=\#]",
            "(voir https://exemple.fr/a?b=1)",
            "(|voir|https://exemple.fr/a?b=1|)",
        ),
        Part(
            "e-mail address",
            r"[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}+",
            "à ada.b@exemple.fr.",
            "à|ada.b@exemple.fr|.",
        ),
        Part("handle or hashtag", r"[@\#]\w++", "@ada #vote", "@ada|#vote"),
        Part(
            "domain or file name",
            r"(?:[\w-]{1,63}+\.){1,5}(?i:fr|com|org|net|be|ch|ca|eu|info|gouv|tv|io|jpe?g|png|gif|pdf|html?|txt|docx?|xlsx?|csv|zip|mp[34])(?![\w-])",
            "sur exemple.fr.",
            "sur|exemple.fr|.",
        ),
        Part("title before a name", rf"(?:{titles})\.(?!\.)", "MM. Roy et Dr. Petit", "MM.|Roy|et|Dr.|Petit"),
        Part(
            "acronym with stops",
            rf"{CAPITAL}\.(?:{HYPHEN}?{CAPITAL}\.){{0,12}}(?:{HYPHEN}?{CAPITAL}\.(?!{LETTER}{WORD})|{CAPITAL}{{1,3}}(?!{WORD}))"
            rf"|(?:[a-z]\.){{1,4}}[a-z]\.(?!{WORD})|[cC]\.{HYPHEN}à{HYPHEN}d\.",
            "l'U.E. et J.-P. Roy",
            "l'|U.E.|et|J.-P.|Roy",
        ),
        Part(
            "initial of a name",
            rf"{CAPITAL}[hr]?\.(?={SPACE}?(?:{CAPITAL}|d[eu]\b|d{APOSTROPHE}|l[ea]\b|von\b|van\b))",
            "A. Roy",
            "A.|Roy",
        ),
        Part(
            "abbreviation before a number",
            rf"(?i:{numbered})\.(?={SPACE}?(?:\d|[IVXLC]+\b))",
            "art. 3, p. 12",
            "art.|3|,|p.|12",
        ),
        Part(
            "abbreviation in a sentence",
            rf"(?i:{abbreviations})\.(?={SPACE}?(?:{SMALL}|[\d(,;:«\"])|{SPACE}J\.)(?!\.)",
            "env. dix, etc., puis",
            "env.|dix|,|etc.|,|puis",
        ),
        Part("number sign", rf"[nN][°º](?:s(?!{WORD}))?|[nN]o(?={SPACE}\d)|°[CFK]\b", "n°5 à 9°C", "n°|5|à|9|°C"),
        Part("telephone number", r"0\d(?:[ .]\d\d){4}(?!\d)", "au 01 02 03 04 05", "au|01 02 03 04 05"),
        Part(
            "number in groups",
            rf"{_SIGN}?\d{{1,3}}(?:{SPACE}\d{{3}}(?!\d)){{1,6}}+(?:,\d{{1,12}}+)?+",
            "25 000 voix",
            "25 000|voix",
        ),
        Part(
            "decade",
            rf"\d0{APOSTROPHE}s(?!{WORD})|\d{{1,3}}(?:{APOSTROPHE}\d{{3}}){{1,4}}(?!\d)",
            "les 90's",
            "les|90's",
        ),
        Part(
            "number before a unit",
            rf"\d++(?=(?:{_UNIT})(?!{WORD})|[hH]\d)|(?<=\d)[hH](?=\d\d(?!\d))",
            "à 14h30, 5km",
            "à|14|h|30|,|5|km",
        ),
        Part(
            "ordinal",
            rf"\d++{_ORDINAL}(?!{WORD})",
            "le 1er et la 21e",
            "le|1er|et|la|21e",
        ),
        Part(
            "number",
            rf"{_SIGN}?\d++(?:[.,:/]\d++|{HYPHEN}\d++)*+(?!{WORD}|{HYPHEN}{LETTER}|{APOSTROPHE}{LETTER})",
            "+0,2 en 2004-2005, le 25/01/06",
            "+0,2|en|2004-2005|,|le|25/01/06",
        ),
        Part(
            "word with an optional ending",
            rf"{LETTER}{{1,40}}+\((?i:e|s|es|x|ne|nes|le|les|te|tes|se|ère|ères|rice|trice|euse|ve)(?:\)s(?!{WORD})|\)(?!{WORD}))",
            "élu(e)s, traité(e)",
            "élu(e)s|,|traité(e)",
        ),
        Part(
            "paired numerals",
            rf"{LETTER}{{0,4}}[IVX]{{1,4}}[a-cA-C]?/[IVX]{{1,4}}[a-cA-C]?(?!{WORD})",
            "IIb/IIIa",
            "IIb/IIIa",
        ),
        Part("unit by hour", r"km/h\b", "90 km/h", "90|km/h"),
        Part("compound with a pronoun", rf"(?i:{compounds})(?!{WORD})", "au rendez-vous", "au|rendez-vous"),
        Part(
            "word",
            rf"(?:\w{WORD}*+)(?:(?!{_HUNG_TO_THE_END})(?:{HYPHEN}|{APOSTROPHE}|[&·‧]){WORD}++)*+",
            "Jean-Paul, chef-d'œuvre, p'tit, étudiant·es",
            "Jean-Paul|,|chef-d'œuvre|,|p'tit|,|étudiant·es",
        ),
        Part(
            "emoji",
            rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9\#*]\ufe0f?\u20e3|{_EMOJI}(?:\u200d{_EMOJI})*+",
            "👍🏽 👩‍🚀",
            "👍🏽|👩‍🚀",
        ),
        Part("repeated mark", r"\.{2,}+|-{2,}+|[!?]{2,}+|<<|>>", "Quoi ?! Bon...", "Quoi|?!|Bon|..."),
        Part("any other character", r"\S", "( « … » )", "(|«|…|»|)"),
    )


PARTS: tuple[Part, ...] = _parts()


@cache
def token_pattern() -> re.Pattern[str]:
    """Compiled pattern of one token.

    Returns
    -------
    re.Pattern
        Matches a token at any place that is no space.

    Examples
    --------
    >>> token_pattern().findall("Qu'a-t-il dit ?")
    ["Qu'", 'a', '-t-il', 'dit', '?']
    """
    parts = "\n|".join(part.pattern for part in PARTS)
    return re.compile(rf"(?=\S)(?:{INVISIBLE}*+)(?:{parts})|\S", re.VERBOSE)
