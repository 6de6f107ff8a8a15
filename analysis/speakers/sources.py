"""Sources by rule: the phrase beside the cue that names who speaks.

Each rule is a small function that looks at one construction and answers with a mention or None; :func:`source_by_rule`
asks them in the order in which a linguist would. :mod:`analysis.speakers.source_ranking` may choose another one; the
answer of the rules is one of its features.
"""

from __future__ import annotations

from analysis.lexicons import read_words
from analysis.speakers.article import Article

__all__ = ["NO_SOURCE", "RULES", "source_by_rule"]

NO_SOURCE = -1
RULES = (
    "none", "colon", "trailing", "preposition", "read-in", "clitic", "noun", "agent", "subject", "relative", "adjacent",
    "apposed", "inverted", "participle", "chained", "climbed", "near-subject", "nearest",
)  # fmt: skip
_OPENING = frozenset("\"«“„‹‘'(")
_CLOSING = frozenset("\"»”’›')")
_PREPOSITIONS = frozenset(
    (
        "selon",
        "après",
        "d'après",
        "pour",
        "suivant",
        "dixit",
        "croire",
        "aveu",
        "dires",
        "yeux",
        "avis",
        "source",
        "part",
        "sens",
        "contre",
    )
)
_BETWEEN = frozenset(("ADP", "ADV", "PUNCT", "DET"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"))
_CLITICS = ("il", "elle", "ils", "elles", "on", "je", "nous")
_RELATIVES = frozenset(("qui", "lequel", "laquelle", "lesquels", "lesquelles"))


def source_by_rule(article: Article, number: int, previous: tuple[int, int] | None) -> tuple[int, str]:
    """The source of one quotation by rule.

    Parameters
    ----------
    article : Article
    number : int
        Number of the quotation.
    previous : (int, int) or None
        Source (index of a mention) and cue token of the quotation before.

    Returns
    -------
    mention : int
        Index of the mention, `NO_SOURCE` if there is none.
    rule : str
        One of `RULES`.
    """
    cue = article.cues[number]
    if cue is None:
        for rule, look in (("colon", _before_colon), ("trailing", _behind_dash)):
            found = look(article, number)
            if found is not None:
                return found, rule
        return NO_SOURCE, "none"
    for rule, find in _CONSTRUCTIONS:
        found = find(article, number, cue)
        if found is not None:
            return found, rule
    return _up_the_tree(article, number, cue, previous)


def _before_colon(article: Article, number: int) -> int | None:
    """« Awa Koné : "Nous irons" »: the phrase right before the colon, if it can speak."""
    parsed = article.parsed
    k = article.tokens[number][0] - 1
    while k >= 0 and parsed.words[k] in _OPENING:
        k -= 1
    if k < 1 or parsed.words[k] != ":":
        return None
    i = article.by_stop.get(k)
    if i is None or not _opens(article, article.mentions[i].first):
        return _subject_of_sentence(article, k)
    mention = article.mentions[i]
    entity = article.entity_of.get(i)
    if mention.noun_class in ("human", "organisation", "group") or (entity and (entity.person or entity.acronym)):
        return i
    return None


def _behind_dash(article: Article, number: int) -> int | None:
    """« La digue tiendra - préfecture », « "Nous irons", Awa Koné »: the phrase that ends the line behind a mark."""
    parsed = article.parsed
    k = article.tokens[number][1]
    while k < len(parsed) and parsed.words[k] in _CLOSING:
        k += 1
    if k + 1 >= len(parsed) or parsed.words[k] not in ("-", "–", "—", ","):
        return None
    i = article.by_first.get(k + 1)
    if i is None or not _can_speak(article, i):
        return None
    end = article.mentions[i].end
    behind = parsed.text[end : end + 2].lstrip(" ")
    return i if not behind or behind.startswith("\n") else None


def _opens(article: Article, first: int) -> bool:
    """Whether a token opens its sentence, or follows a mark that parts it from what stands before."""
    return (
        first == 0
        or article.sentence_at[first - 1] != article.sentence_at[first]
        or (
            article.parsed.words[first - 1] in _OPENING
            or article.parsed.words[first - 1] in ("-", "–", "—", "»", "”", "|")
        )
    )


def _subject_of_sentence(article: Article, colon: int) -> int | None:
    """« M. Roy a parlé à son homologue Awa Koné : "Nous irons" »: who acts in the sentence that leads to the colon."""
    sentence = article.sentence_at[colon]
    for i in article.by_sentence.get(sentence, []):
        mention = article.mentions[i]
        if mention.first < colon and mention.subject and article.quotation_at[mention.head] < 0:
            return i if _can_speak(article, i) else None
    return None


def _after_preposition(article: Article, number: int, cue: int) -> int | None:
    """« selon la mairie », « d'après elle », « aux yeux du syndicat »: what follows the cue."""
    parsed = article.parsed
    if parsed.pos[cue] not in ("ADP", "SCONJ") and parsed.lowered[cue] not in _PREPOSITIONS:
        return None
    for k in range(cue + 1, min(cue + 5, len(parsed))):
        if k in article.by_first:
            return article.by_first[k]
        if parsed.pos[k] not in _BETWEEN and parsed.lowered[k] not in ("de", "du", "d'", "en"):
            return None
    return None


def _clitic_at(article: Article, cue: int) -> int | None:
    """Token of the inverted pronoun of a cue: « a-t-elle dit », « dit-il »."""
    lowered, pos = article.parsed.lowered, article.parsed.pos
    for k in (cue + 1, cue - 1, cue - 2, cue - 3, cue - 4):
        if not 0 <= k < len(lowered) or article.sentence_at[k] != article.sentence_at[cue]:
            continue
        inverted = len(lowered[k]) > 1 and lowered[k][0] in "-‑" and lowered[k].endswith(_CLITICS)
        if inverted and (k == cue + 1 or all(pos[x] in ("AUX", "ADV", "VERB", "PRON") for x in range(k + 1, cue))):
            return k
    return None


def _read_in(article: Article, number: int, cue: int) -> int | None:
    """« lit-on dans le rapport », « peut-on lire sur l'affiche »: the document is the source."""
    clitic = _clitic_at(article, cue)
    parsed = article.parsed
    if clitic is None or not parsed.lowered[clitic].endswith("on"):
        return None
    for k in range(max(clitic, cue) + 1, min(max(clitic, cue) + 3, len(parsed) - 1)):
        if parsed.lowered[k] in ("dans", "sur", "de"):
            return article.by_first.get(k + 1)
    return None


def _clitic(article: Article, number: int, cue: int) -> int | None:
    """« a-t-elle dit »: the clitic, told by its form since its label cannot be trusted."""
    clitic = _clitic_at(article, cue)
    return None if clitic is None else article.by_token.get(clitic)


def _owner_of_noun(article: Article, number: int, cue: int) -> int | None:
    """« l'aveu du maire », « dans un communiqué, la ligue … »: the complement of a noun cue, else the subject."""
    parsed = article.parsed
    if parsed.pos[cue] != "NOUN":
        return None
    for child in parsed.children[cue]:
        if (
            child > cue
            and parsed.deps[child] in ("nmod", "obl:arg", "obl:mod", "obl:agent")
            and child in article.by_token
        ):
            i = article.by_token[child]
            if (
                article.mentions[i].noun_class in ("human", "organisation", "group", "place")
                or article.mentions[i].form != "noun"
            ):
                return i
    head = parsed.heads[cue]
    found = _subject(article, number, head)
    return None if found is None else found[0]


def _agent(article: Article, number: int, cue: int) -> int | None:
    """« a été jugé "excessif" par la maire »: the agent of a passive."""
    parsed = article.parsed
    for child in parsed.children[cue]:
        by = any(parsed.lowered[k] == "par" for k in parsed.children[child])
        if by and parsed.deps[child] == "obl:agent" and child in article.by_token:
            return article.by_token[child]
    passive = any(parsed.deps[k] in ("aux:pass", "nsubj:pass") for k in parsed.children[cue])
    if not passive and not (cue and parsed.lowered[cue - 1] in ("vu", "vue", "vus", "vues", "fait")):
        return None
    for k in range(cue + 1, min(cue + 40, len(parsed) - 1)):
        if article.sentence_at[k] != article.sentence_at[cue]:
            return None
        if parsed.lowered[k] == "par" and article.quotation_at[k] != number:
            return article.by_first.get(k + 1)
    return None


def _own_subject(article: Article, number: int, cue: int) -> int | None:
    """« la maire a dit », « a dit la maire »: the subject of the cue by the parse."""
    found = _subject(article, number, cue)
    if found is None or found[1] or _inside(article, number, found[0]):
        return None
    mention = article.mentions[found[0]]
    if mention.stop <= cue and _new_clause(article, mention.stop, cue):
        return _adjacent(article, number, cue)
    return _first_of_apposition(article, found[0], cue) if mention.stop <= cue else found[0]


def _first_of_apposition(article: Article, i: int, cue: int) -> int:
    """« Awa Koné, la maire, a dit »: the first phrase; « Maire de Sor, Awa Koné a dit »: the name."""
    parsed, mention = article.parsed, article.mentions[i]
    entity = article.entity_of.get(i)
    if mention.form == "noun" and not mention.determiner and parsed.words[mention.stop : mention.stop + 1] == [","]:
        after = article.by_first.get(mention.stop + 1)
        if after is not None and article.mentions[after].form == "name" and article.mentions[after].stop <= cue:
            return after
    if (
        mention.first < 2
        or parsed.words[mention.first - 1] != ","
        or parsed.words[mention.stop : mention.stop + 1] != [","]
    ):
        return i
    before = article.by_stop.get(mention.first - 1)
    if before is None or entity is None or article.entity_of.get(before) is not entity:
        return i
    return before


def _relative(article: Article, number: int, cue: int) -> int | None:
    """« le maire, qui affirme que »: the antecedent of the relative pronoun."""
    found = _subject(article, number, cue)
    return found[0] if found is not None and found[1] and not _inside(article, number, found[0]) else None


def _inverted(article: Article, number: int, cue: int) -> int | None:
    """« …", a déclaré mardi devant la presse le maire »: the first bare phrase behind the cue."""
    parsed = article.parsed
    if article.quotations[number].start > parsed.starts[cue]:
        return None
    if any(parsed.deps[k] == "nsubj" and k < cue for k in parsed.children[cue]):
        return None
    k, steps = cue + 1, 0
    while k < len(parsed) and article.sentence_at[k] == article.sentence_at[cue] and steps < 12:
        steps += 1
        if article.quotation_at[k] >= 0:
            return None
        i = article.by_first.get(k)
        if parsed.pos[k] == "ADP" and k + 1 in article.by_first:
            k = article.mentions[article.by_first[k + 1]].stop
        elif i is not None and parsed.pos[k - 1] != "ADP":
            if article.mentions[i].word not in read_words("speakers-circumstances"):
                return i
            k = article.mentions[i].stop
        elif parsed.words[k] in _OPENING or parsed.words[k] in (";", ":", "."):
            return None
        else:
            k += 1
    return None


def _adjacent(article: Article, number: int, cue: int) -> int | None:
    """The longest phrase right before the cue, only auxiliaries and adverbs between."""
    parsed = article.parsed
    k = cue
    while k > 0 and cue - k < 6:
        i = article.by_stop.get(k)
        if i is not None and article.mentions[i].sentence == article.sentence_at[cue]:
            return None if _inside(article, number, i) else i
        if parsed.pos[k - 1] not in ("AUX", "ADV", "PRON") and parsed.lowered[k - 1] not in (
            "ne",
            "n'",
            "se",
            "s'",
            "a",
            "ont",
            "avait",
            "est",
        ):
            return None
        k -= 1
    return None


def _before_apposition(article: Article, number: int, cue: int) -> int | None:
    """« Awa Koné, 51 ans, a affirmé »: the phrase before what stands between two commas right before the cue."""
    parsed = article.parsed
    k = cue
    while k > 0 and (parsed.pos[k - 1] in ("AUX", "ADV", "PRON") or parsed.lowered[k - 1] in ("a", "ont", "est")):
        k -= 1
    if k < 3 or parsed.words[k - 1] != ",":
        return None
    sentence = article.sentence_at[cue]
    for comma in range(k - 2, max(k - 40, 0), -1):
        if article.sentence_at[comma] != sentence or article.quotation_at[comma] >= 0:
            return None
        i = article.by_stop.get(comma)
        if parsed.words[comma] == "," and i is not None and not _inside(article, number, i):
            mention = article.mentions[i]
            named = article.entity_of.get(i)
            if mention.first and parsed.pos[mention.first - 1] == "ADP":
                continue
            if mention.noun_class in ("human", "organisation", "group") or (named is not None and named.named):
                return i
    return None


_CONSTRUCTIONS = (
    ("read-in", _read_in),
    ("clitic", _clitic),
    ("preposition", _after_preposition),
    ("noun", _owner_of_noun),
    ("agent", _agent),
    ("subject", _own_subject),
    ("relative", _relative),
    ("inverted", _inverted),
    ("apposed", _before_apposition),
)


def _up_the_tree(article: Article, number: int, cue: int, previous: tuple[int, int] | None) -> tuple[int, str]:
    """The elided subject of participles, infinitives and coordinated cues: the subject of what they hang on."""
    parsed = article.parsed
    verb = cue
    participle = parsed.lowered[cue].endswith("ant")
    if participle and previous is not None and previous[0] != NO_SOURCE:
        same_sentence = article.sentence_at[previous[1]] == article.sentence_at[cue]
        if same_sentence and previous[1] < cue:
            return previous[0], "chained"
    for step in range(5):
        head, label = parsed.heads[verb], parsed.deps[verb]
        if head == verb:
            break
        if step == 0 and label == "acl" and parsed.words[cue - 1] != "," and head in article.by_token:
            i = article.by_token[head]
            if parsed.deps[head] in ("nsubj", "nsubj:pass", "ROOT") or participle:
                return i, "participle"
        verb = head
        found = _subject(article, number, verb)
        if (
            found is not None
            and not _inside(article, number, found[0])
            and not _inside_other(article, number, found[0])
        ):
            return found[0], "climbed"
    found_before = _adjacent(article, number, cue)
    if found_before is not None:
        return found_before, "adjacent"
    inside = [
        i
        for i in article.by_sentence.get(article.sentence_at[cue], [])
        if not _inside(article, number, i) and not _inside_other(article, number, i)
    ]
    subjects = [i for i in inside if article.mentions[i].subject and article.mentions[i].first < cue]
    if subjects:
        return subjects[-1], "near-subject"
    if inside:
        return min(inside, key=lambda i: (not _can_speak(article, i), abs(article.mentions[i].head - cue))), "nearest"
    return NO_SOURCE, "none"


def _subject(article: Article, number: int, verb: int) -> tuple[int, bool] | None:
    """Subject of a verb by the parse, and whether it was reached over a relative pronoun."""
    parsed = article.parsed
    for child in parsed.children[verb]:
        if parsed.deps[child] not in _SUBJECTS or parsed.pos[child] == "VERB":
            continue
        if parsed.lowered[child] in _RELATIVES:
            antecedent = _antecedent(article, verb, child)
            return None if antecedent is None else (antecedent, True)
        if child in article.by_token:
            return article.by_token[child], False
    return None


def _antecedent(article: Article, verb: int, relative: int) -> int | None:
    """The phrase before « , qui »; of two, the one that agrees in number with the verb."""
    parsed = article.parsed
    plural = "Number=Plur" in parsed.morphs[verb] or any(
        "Number=Plur" in parsed.morphs[k] for k in parsed.children[verb] if parsed.deps[k].startswith("aux")
    )
    choices = []
    head = parsed.heads[verb]
    if parsed.deps[verb].startswith("acl") and head != verb and head in article.by_token:
        choices.append(article.by_token[head])
    choices.extend(article.by_stop[k] for k in (relative, relative - 1) if k in article.by_stop)
    agreeing = [i for i in choices if article.mentions[i].plural == plural]
    return next(iter(agreeing or choices), None)


def _inside(article: Article, number: int, i: int) -> bool:
    """Whether a mention begins inside the quotation itself."""
    quotation = article.quotations[number]
    return quotation.start <= article.mentions[i].start < quotation.end


def _inside_other(article: Article, number: int, i: int) -> bool:
    """Whether a mention stands in another quotation that does not hold the cue."""
    cue = article.cues[number]
    holder = article.quotation_at[article.mentions[i].head]
    return bool(holder >= 0 and holder != number and (cue is None or article.quotation_at[cue] != holder))


def _can_speak(article: Article, i: int) -> bool:
    """Whether a mention stands for somebody or something that can say something."""
    mention, entity = article.mentions[i], article.entity_of.get(i)
    return mention.form == "pronoun" or mention.noun_class is not None or (entity is not None and entity.named)


def _new_clause(article: Article, first: int, stop: int) -> bool:
    """Whether a capitalised determiner or pronoun between two tokens betrays a sentence glued in without a stop."""
    parsed = article.parsed
    return any(
        parsed.words[k][:1].isupper()
        and parsed.pos[k] in ("DET", "PRON")
        and parsed.words[k - 1] not in ('"', "«", "“", ":")
        for k in range(first, stop)
    )
