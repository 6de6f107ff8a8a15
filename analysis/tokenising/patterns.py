"""The pattern of French tokens, assembled from named parts.

At the place where the token before has ended, the parts are tried in the order of :data:`PARTS`; the first that matches
decides. Each has an example, which the tests run. To teach the tokeniser an abbreviation or a title, add a line to a
lexicon ``analysis/lexicons/tokenising-*.tsv``; to teach it a new kind of token, add a part.

No text may cost more than linear time. Two habits see to it: a repetition that can fail after what it has consumed is
bounded (``{1,12}``), and one that cannot gives nothing back (``++``, ``*+``).
"""

from __future__ import annotations

import re
import unicodedata
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

__all__ = ["PARTS", "TIME", "Part", "token_pattern"]


class Part(NamedTuple):
    """One kind of token.

    Attributes
    ----------
    name : str
        What the part finds.
    example : str
        A text that shows it.
    tokens : str
        The tokens of the example, with ``|`` between them.
    pattern : str
        Source of a regular expression in verbose syntax, without capturing groups.
    """

    name: str
    example: str
    tokens: str
    pattern: str


def any_of(entries: tuple[str, ...]) -> str:
    """Alternation of literal words, longest first.

    An apostrophe stands for every kind of apostrophe, a hyphen for every hyphen, an accented letter also for its
    decomposed form, a final ``*`` for any ending.

    Examples
    --------
    >>> re.fullmatch(any_of(("prud'hom*",)), "prud’hommes") is not None
    True
    """
    kinds = {"'": APOSTROPHE, "-": HYPHEN, "*": rf"{WORD}*+(?:{HYPHEN}{WORD}++)*+"}
    return "|".join(
        "".join(kinds.get(character) or _composed_or_not(character) for character in entry)
        for entry in sorted(set(entries), key=lambda entry: (-len(entry), entry))
    )


def _composed_or_not(character: str) -> str:
    decomposed = unicodedata.normalize("NFD", character)
    return re.escape(character) if decomposed == character else f"(?:{character}|{decomposed})"


def _entries(lexicon: str, kind: str | None = None) -> str:
    return any_of(tuple(row[0] for row in read_lexicon(f"tokenising-{lexicon}") if kind in (None, row[-1])))


# A pronoun after its verb is a token of its own, with its hyphen: « dit|-il », « a|-t-elle ». The second hyphen of -t-
# may be misspelt as an apostrophe.
_PRONOUN = rf"""{HYPHEN}(?i:
      (?:t(?:{HYPHEN}|{APOSTROPHE}))?(?:ils?|elles?|on)
    | je | tu | nous | vous | ce | les? | la | lui | leur | moi | toi | y | en | ci | l(?:à|a\u0300)
    )(?!{WORD}|{APOSTROPHE}{LETTER})"""
# Elided before a second one: « va|-t'|en », « donne|-m'|en ».
_ELIDED_PRONOUN = rf"{HYPHEN}[mtlMTL]{APOSTROPHE}(?=(?i:en|y)(?!{WORD}))"
# Up to three end the word (donne-le-moi). Followed by more of a word they are part of it (Noisy-le-Sec).
_PRONOUNS = rf"(?:{_ELIDED_PRONOUN}|{_PRONOUN}(?:{_ELIDED_PRONOUN}|(?:{_PRONOUN}){{0,2}}(?!{HYPHEN}{WORD})))"

# A sign belongs to a number if it follows a space or an opening mark, but not another number (« 10 - 3 », « de 5 -6 »).
_SIGN = rf"(?:(?<![^\s(\[«\"“:])(?<!\d{SPACE})[-+−])"
_GROUPS = rf"\d{{1,3}}(?:{SPACE}\d{{3}}(?!\d)){{1,6}}+"
_UNIT = r"(?:(?:[hH]|min|km|[cm]m|m|kg|mg|g|c?l|ml|km²|m²|k€|M€|Mds?€)(?!\w))"

# A picture with its variation selector, skin tone or flag tags.
_EMOJI = "[\u2190-\u21ff\u2300-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*+"

PARTS: tuple[Part, ...] = (
    # Three tokens of five, so it stands first: letters alone before a space, a comma or a closing mark.
    Part("plain word", "la paix, enfin", "la|paix|,|enfin", rf"{LETTER}++(?=[\s,;»)\"])"),
    # Marks with which no other token begins.
    Part(
        "mark",
        "(« Oui. »)",
        "(|«|Oui|.|»|)",
        r"""[(),;:«»“”„"'’‘…\[\]{}%€$/=~|^&\\]|\+(?![\d/])|\.(?!\.)|[?!](?![?!])|@(?!\w)|-(?![-\w])""",
    ),
    Part(
        "word with its apostrophe",
        "aujourd'hui, si l'on veut, qu'en-dira-t-on",
        "aujourd'hui|,|si|l'on|veut|,|qu'en-dira-t-on",
        rf"(?i:{_entries('apostrophes')})(?:(?!{_PRONOUNS}){HYPHEN}{WORD}++)*+(?!{WORD}|{APOSTROPHE}{LETTER})",
    ),
    # Before a consonant, N' and M' elide nothing: they begin African names.
    Part(
        "name with its apostrophe",
        "N'Djamena et M'Bala",
        "N'Djamena|et|M'Bala",
        rf"[NM]{APOSTROPHE}(?!{VOWEL}){CAPITAL}{WORD}*+(?:{HYPHEN}{WORD}++)*+",
    ),
    # Before a vowel (a stray space may stand between), a figure, an opening mark or an acronym.
    Part(
        "elided word",
        "jusqu'à l'aube d'« Aïda »",
        "jusqu'|à|l'|aube|d'|«|Aïda|»",
        rf"""(?i:(?:lors|puis|jus|quoi|quel|pres)?qu|[cdjlmnsty]|entr){APOSTROPHE}
        (?={INVISIBLE}?(?:{VOWEL}|[\d"«“(\[@\#€$£]|{CAPITAL}(?!{SMALL})|{SPACE}(?:{VOWEL}|[«“])))""",
    ),
    Part(
        "pronoun after its verb",
        "va-t-elle ? Donne-le-moi, allons-nous-en",
        "va|-t-elle|?|Donne|-le|-moi|,|allons|-nous|-en",
        rf"(?<={WORD})(?:(?={_PRONOUNS}){_PRONOUN}|{_ELIDED_PRONOUN})",
    ),
    Part(
        "web address",
        "(voir https://exemple.fr/a?b=1).",
        "(|voir|https://exemple.fr/a?b=1|)|.",
        r"(?i:https?://|www\.)[^\s<>«»\"]*[\w/=\#]",
    ),
    Part(
        "e-mail address",
        "à ada.b@exemple.fr.",
        "à|ada.b@exemple.fr|.",
        r"[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}+",
    ),
    Part("handle or hashtag", "@ada_b #COP", "@ada_b|#COP", r"[@\#]\w++"),
    Part(
        "domain or file name",
        "sur exemple.fr. La notice.PDF",
        "sur|exemple.fr|.|La|notice.PDF",
        rf"(?:[\w-]{{1,63}}+\.(?=\w)){{1,5}}(?=\w\w)(?i:{_entries('domains')})(?![\w-]|\.\w)",
    ),
    Part(
        "title before a name",
        "MM. Roy et Dr. Petit",
        "MM.|Roy|et|Dr.|Petit",
        rf"(?:{_entries('titles')})\.(?!\.)",
    ),
    Part(
        "acronym with stops",
        "l'U.E., J.-P. Roy, le R.I.Ma et c.-à-d. 8 p.m.",
        "l'|U.E.|,|J.-P.|Roy|,|le|R.I.Ma|et|c.-à-d.|8|p.m.",
        rf"""{CAPITAL}\.(?:{HYPHEN}?{CAPITAL}\.){{0,12}}
             (?:{HYPHEN}?{CAPITAL}\.(?!{LETTER}{WORD})|{CAPITAL}{{1,3}}(?!{WORD}))
        | (?:{CAPITAL}\.){{2,12}}{CAPITAL}{SMALL}(?!{WORD})
        | (?:[a-zà]\.{HYPHEN}?){{1,4}}(?:à{HYPHEN})?[a-z]\.(?!{WORD})""",
    ),
    # Also of a genus (C. familiaris): a small letter follows.
    Part(
        "initial",
        "A. Roy et C. de Gaulle",
        "A.|Roy|et|C.|de|Gaulle",
        rf"{CAPITAL}[hr]?\.(?={SPACE}?{CAPITAL}|{SPACE}{LETTER})",
    ),
    Part(
        "abbreviation before a number",
        "art. 3, vol. XII",
        "art.|3|,|vol.|XII",
        rf"(?i:{_entries('abbreviations', 'number')})\.(?={SPACE}?(?:\d|[IVXLC]{{1,8}}\b))",
    ),
    Part(
        "abbreviation in a sentence",
        "env. dix, etc., puis vers 52 av. J.-C.",
        "env.|dix|,|etc.|,|puis|vers|52|av.|J.-C.",
        rf"""(?i:{_entries("abbreviations", "inside")}|{_entries("abbreviations", "either")})\.
        (?={SPACE}?(?:{SMALL}|[\d(,;:«"])|{SPACE}J\.)""",
    ),
    Part("number sign", "n°5, nos 3 et 4, 9 °C", "n°|5|,|nos|3|et|4|,|9|°C", r"[nN][°º]s?|°[CFK]\b"),
    Part(
        "emoji",
        "👍🏽👩‍🚀 🇫🇷 1️⃣",
        "👍🏽|👩‍🚀|🇫🇷|1️⃣",
        rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9\#*]\ufe0f?\u20e3|{_EMOJI}(?:\u200d{_EMOJI})*+",
    ),
    Part(
        "telephone number",
        "au 01 02 03 04 05",
        "au|01 02 03 04 05",
        r"(?:0|\+\d\d[ \u00a0\u202f])\d(?:[ .\u00a0\u202f]\d\d){4}(?!\d)",
    ),
    Part(
        "number in groups",
        "25 000 voix, 1 234,5 et 10'000",
        "25 000|voix|,|1 234,5|et|10'000",
        rf"{_SIGN}?{_GROUPS}(?:,\d++)?+|\d{{1,3}}(?:{APOSTROPHE}\d{{3}}){{1,6}}+(?!\d)",
    ),
    # A unit of measure written close to its number is a token of its own, and so are hours and minutes.
    Part(
        "hour and minutes",
        "de 14h30-15h, 14 h30",
        "de|14|h|30|-|15|h|,|14|h|30",
        rf"\d++(?=[hH]\d)|(?:(?<=\d)|(?<=\d{SPACE}))[hH](?=\d\d(?!\d)|{HYPHEN}\d)|(?<=\d[hH])\d\d(?!\d)",
    ),
    # A fraction does not reach into a number in groups (1/10 000).
    Part(
        "number",
        "+0,2 % en 2004-2005, le 25/01/06, 3,5km",
        "+0,2|%|en|2004-2005|,|le|25/01/06|,|3,5|km",
        rf"""{_SIGN}?\d++(?:(?:[.,:/]|{HYPHEN})(?!{_GROUPS})\d++)*+
        (?:(?!{WORD}|{HYPHEN}{LETTER}|{APOSTROPHE}{LETTER})|(?={_UNIT}))""",
    ),
    # The endings of both genders and numbers, in parentheses or with full stops.
    Part(
        "word with an optional ending",
        "élu(e)s, traité(e), étudiant.e.s",
        "élu(e)s|,|traité(e)|,|étudiant.e.s",
        rf"""{LETTER}{{1,40}}+\(
             (?i:e|s|es|x|ne|nes|le|les|te|tes|se|ère|ères|rice|trice|euse|ve)\)s?(?!{WORD})
        | {LETTER}{{2,40}}+\.(?:e|ne|ère|rice|trice|euse|ve)(?:\.?s)?(?!{WORD}|\.\w)""",
    ),
    Part(
        "paired numerals",
        "type IIb/IIIa",
        "type|IIb/IIIa",
        rf"{LETTER}{{0,4}}[IVX]{{1,4}}[a-cA-C]?/[IVX]{{1,4}}[a-cA-C]?(?!{WORD})",
    ),
    Part("multiple of a currency", "3M€ et 2,5 Mds€", "3|M€|et|2,5|Mds€", "(?:[kM]|Mds?)€"),
    Part("speed", "90 km/h", "90|km/h", r"km/h\b"),
    Part("tolerance", "5 +/- 1", "5|+/-|1", r"\+/[-−]"),
    Part(
        "compound that ends like a pronoun",
        "un rendez-vous, celui-là",
        "un|rendez-vous|,|celui-là",
        rf"(?i:{_entries('compounds')})(?!{HYPHEN}?{WORD})",
    ),
    # Joined by hyphens, apostrophes, « & » or the point of inclusive writing; a pronoun after a verb is left out.
    Part(
        "word",
        "Jean-Paul, chef-d'œuvre, p'tit, étudiant·es, R&D",
        "Jean-Paul|,|chef-d'œuvre|,|p'tit|,|étudiant·es|,|R&D",
        rf"\w{WORD}*+(?:(?!{_PRONOUNS})(?:{HYPHEN}|{APOSTROPHE}|[&·‧]){WORD}++)*+",
    ),
    Part("repeated mark", "Quoi ?! Bon...", "Quoi|?!|Bon|...", r"\.{2,}+|-{2,}+|[!?]{2,}+|<<|>>"),
    Part("any other character", "(« … »)", "(|«|…|»|)", "\\S[\u0300-\u036f\ufe0e\ufe0f\u20d0-\u20ff]*+"),
)

# Read before the others by whoever wants times of day whole.
TIME = Part(
    "whole time",
    "à 14h30, 20 h et 9h",
    "à|14h30|,|20|h|et|9h",
    r"\d{1,2}[hH](?:\d\d)?(?!\w)",
)


@cache
def token_pattern(*, whole_times: bool = False) -> re.Pattern[str]:
    """Compiled pattern of one token.

    Invisible characters belong to the token that they stand before or in.

    Parameters
    ----------
    whole_times : bool, default False
        Whether ``14h30`` is one token.

    Returns
    -------
    re.Pattern
        Matches a token at every place that is no space.

    Examples
    --------
    >>> token_pattern().findall("Qu'a-t-il dit ?")
    ["Qu'", 'a', '-t-il', 'dit', '?']
    """
    parts = (TIME, *PARTS) if whole_times else PARTS
    alternatives = "\n|".join(part.pattern for part in parts)
    return re.compile(rf"(?=\S){INVISIBLE}*+(?:{alternatives})|{INVISIBLE}++", re.VERBOSE)
