"""Traits of a quotation and its target from which its stance is read.

Every trait has a name ``group=trait`` and a number. The groups follow the order in which a reader would weigh them:
how the quotation is introduced (*cue*), what its words value (*polarity*, *classes*, *form*), what the target is
(*target*), and how the two meet (*near*, *cross*).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.stance.reading import Mark, Reading, read
from analysis.stance.words import cue_classes, directions, function_words, meanings, modality, plain_words

__all__ = ["Traits", "traits"]

Traits = dict[str, float]

# Mentions and polar words that are fewer words apart than this belong together.
NEAR = 6
# Letters that the forms of a word share, when endings are left out of the comparison.
STEM = 5
PRONOUNS = frozenset({"il", "elle", "ils", "elles", "cela", "ça", "ce", "c'", "celui-ci", "celle-ci", "en", "y"})


def traits(text: str, target: str, cue: str, kind: str) -> Traits:
    """Traits of one quotation with its target.

    Parameters
    ----------
    text : str
        The quotation.
    target : str
        What its speaker takes a position on, a noun phrase.
    cue : str
        The word that introduces it, empty if there is none.
    kind : str
        ``direct``, ``indirect``, ``mixed``, or empty where it is not known.

    Returns
    -------
    dict of str to float

    Examples
    --------
    >>> found = traits("une mesure injuste", "la réforme", "dénonce", "mixed")
    >>> found["cue=class:blame"], found["polarity=balance"]
    (1.0, -0.5)
    """
    quotation, aim = read(text), read(target)
    introduced = _cue(cue)
    valued = _polarity(quotation)
    classes = _classes(quotation)
    aimed = _target(target, aim)
    near = _near(quotation, aim)
    found: Traits = {}
    for group, part in (
        ("cue", introduced),
        ("polarity", valued),
        ("classes", classes),
        ("form", _form(text, quotation, kind)),
        ("target", aimed),
        ("near", near),
        ("cross", dict(_cross(introduced, valued, classes, aimed, near))),
    ):
        found.update((f"{group}={name}", float(value)) for name, value in part.items() if value)
    return found


def _cue(cue: str) -> Traits:
    """Form and classes of the word that introduces the quotation."""
    words = plain_words(cue) or ["nil"]
    found: Traits = {"word:" + words[-1][:7]: 1}
    classes = cue_classes().get(words[-1]) or cue_classes().get(words[0], ("other",))
    found.update({"class:" + name: 1 for name in classes})
    if (meaning := meanings().get(words[-1])) is not None:
        found["sign"] = meaning.sign
    return found


def _polarity(quotation: Reading) -> Traits:
    """Weight of the favourable and unfavourable marks, with negation."""
    signs = [mark.sign for mark in quotation.marks if mark.meaning.sign]
    size = math.sqrt(max(len(quotation.words), 1))
    return {
        **_balance(signs),
        "density": sum(map(abs, signs)) / size,
        "none": not signs,
        "first": signs[0] if signs else 0,
        "last": signs[-1] if signs else 0,
    }


def _balance(signs: Sequence[float]) -> Traits:
    positive = sum(sign for sign in signs if sign > 0)
    negative = -sum(sign for sign in signs if sign < 0)
    return {
        "positive": math.log1p(positive),
        "negative": math.log1p(negative),
        "balance": (positive - negative) / (positive + negative + 1),
    }


def _classes(quotation: Reading) -> Traits:
    """Classes of the marks, told apart by whether they are turned round; presence and density."""
    size = math.sqrt(max(len(quotation.words), 1))
    counts: Counter[str] = Counter()
    for mark in quotation.marks:
        turned = "~" if mark.negated != mark.shifted else ""
        counts.update(turned + name for name in mark.meaning.classes)
    found: Traits = dict.fromkeys(counts, 1)
    found.update({"density:" + name: count / size for name, count in counts.items()})
    return found


def _form(text: str, quotation: Reading, kind: str) -> Traits:
    """Modality, person, figures and length: how the quotation speaks, whatever it is about."""
    lowered = text.replace("’", "'").lower()
    size = max(len(quotation.words), 1)
    found: Traits = {name: 1 for name, pattern in modality() if pattern.search(lowered)}
    denials = sum(
        after and not before for before, after in zip([False, *quotation.negated], quotation.negated, strict=False)
    )
    numbers = sum(word[0].isdigit() for word in quotation.words)
    names = len(re.findall(r"(?<=[\w,;] )[A-ZÀ-Þ]\w", text))
    found.update(
        {
            "kind:" + kind: 1,
            "length": math.log(size) / 4,
            "short": size < 8,
            "long": size > 40,
            "denied": denials > 0,
            "denials": min(denials, 3) / 3,
            "numbers": numbers / math.sqrt(size),
            "names": names / math.sqrt(size),
            "sentences": len(re.findall(r"[.!?…] +[A-ZÀ-Þ]", text)) > 0,
        }
    )
    return found


def _target(target: str, aim: Reading) -> Traits:
    """What the target is: its head, the head's direction, the polarity of what it governs."""
    words = [word for word in aim.words if word not in function_words()]
    head = words[0] if words else ""
    classes = directions().get(head, ("none",))
    signs = [(mark.first, mark.sign / (-0.7 if mark.shifted and not mark.negated else 1)) for mark in aim.marks]
    place = aim.words.index(head) if head else 0
    own = sum(sign for index, sign in signs if index == place)
    rest = sum(sign for index, sign in signs if index != place)
    turns = "turn" in classes
    worth = -rest if turns else own + rest
    found: Traits = {
        "head:" + head[:7]: 1,
        "ending:" + head[-4:]: 1,
        "length": math.log(len(aim.words) + 1) / 2,
        "bare": len(words) < 2,
        "name": bool(re.match(r"(?:l[ae]s? |l'|d')?[A-ZÀ-Þ]", target)),
        "names": bool(re.search(r"[A-ZÀ-Þ]\w", target)),
        "possessive": bool(re.search(r"\b(?:son|sa|ses|leurs?)\b", target)),
        "own": own,
        "rest": rest,
        "turned": turns * rest,
        "worth": math.copysign(min(abs(worth), 1), worth),
    }
    found.update({"class:" + name: 1 for name in classes})
    found.update({"means:" + name: 1 for mark in aim.marks for name in mark.meaning.classes})
    if head in meanings():
        found.update({"head means:" + name: 1 for name in meanings()[head].classes})
    return found


def _near(quotation: Reading, aim: Reading) -> Traits:
    """Polar words beside the mentions of the target in the quotation."""
    stems = {word[:STEM] for word in aim.words if word not in function_words() and len(word) > 2}
    mentions = [index for index, word in enumerate(quotation.words) if word[:STEM] in stems]
    found: Traits = {
        "mentioned": bool(mentions),
        "overlap": len({quotation.words[index][:STEM] for index in mentions}) / max(len(stems), 1),
        "denied": any(quotation.negated[index] for index in mentions),
        "pronoun": any(word in PRONOUNS for word in quotation.words[:4]),
    }
    if not mentions:
        return found
    own, other = [], []
    for mark in quotation.marks:
        if not mark.meaning.sign:
            continue
        distance = min(_distance(mark, index) for index in mentions)
        if distance == 0:
            own.append(mark.sign)
        elif distance < NEAR:
            other.append(mark.sign * (1 - distance / (2 * NEAR)))
    found.update({"own": _balance(own)["balance"], **_balance(other)})
    return found


def _distance(mark: Mark, index: int) -> int:
    return max(mark.first - index, index - mark.stop + 1, 0)


def _cross(
    introduced: Traits, valued: Traits, classes: Traits, aimed: Traits, near: Traits
) -> Iterator[tuple[str, float]]:
    """Products of what the quotation values and what the target is: blame of a ban is no blame of what it bans."""
    worth, balance = aimed["worth"], valued["balance"]
    kinds = [name for name in aimed if name.startswith("class:")]
    yield "worth*balance", worth * balance
    yield "worth*near", worth * near.get("balance", 0)
    for kind in kinds:
        yield f"{kind}*balance", balance
        yield f"{kind}*near", near.get("balance", 0)
    if aimed["name"]:
        yield "name*balance", balance
    for cue in introduced:
        if cue.startswith("class:"):
            yield f"{cue}*worth", worth
            yield f"{cue}*balance", balance
            for kind in kinds:
                yield f"{cue}&{kind}", 1
