"""Looks for what may be a name, a telephone number or a handle, so that a coordinator can look twice."""

import re

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@/.])@[\w.-]*\w")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d\s()./-]{5,20}\d(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ENDS_SENTENCE = re.compile(r"[.!?…:]|\n\s*(?:\n|[-*+#>]|\d+[.)])")
_LINKS = {"de", "del", "la", "las", "los", "da", "dos", "van", "von", "den", "der", "bin", "al", "el", "di", "le"}
_SPEAKS = {
    *("said", "says", "told", "asked", "asks", "went", "wrote", "and", "was", "is", "has", "had", "from", "thinks"),
    *("dijo", "dice", "preguntó", "contó", "escribió", "pidió", "vino", "llamó", "cree", "contestó", "respondió"),
}
_PAST = "ed"  # what a person did, as in "Maria called"
_DIGITS_OF_A_PHONE = 7

# Words that begin with a capital and name nobody: the calendar, what stands at the head of a sentence or a list.
_NO_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday
    mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april may june july august
    september october november december easter christmas ramadan english spanish french german turkish polish arabic
    portuguese italian european american i i'm i've i'd i'll ok mr mrs ms dr hr tv pdf usa uk eu ppe
    a about after again all also although always an and another any are as at be because been before both but by can
    could did do does each either even every everybody everyone few first for from had has have having he her here his
    how however if in instead is it its it's just last later lessons many maybe meanwhile more most much my neither
    never next no nobody none nor not nothing now of often on once one only or other others our out over perhaps people
    second several she should since so some somebody someone sometimes soon still such than that the their them then
    there therefore these they third this those though three through thus to today together tomorrow too tonight two
    under until up very was we were what whatever when whenever where whether which while who whoever whole whose why
    will with without would yes yesterday yet you your management nights days workers members situation mistakes
    setbacks openings steps god internet union unions
    ask tell call talk write read see meet go come bring take give help let make keep send show thank thanks dear hello
    hi tel phone mobile fax mail e-mail nurse boss doctor foreman
    overtime pay wages wage rent rents heat water work time money food safety health line lines shift shifts break
    breaks speed machine machines work-to-rule production quality training transport childcare parking lunch schedules
    schedule hours day night week month year morning evening maintenance security payroll dispatch packing shipping
    winter summer spring autumn half most both ours theirs mine women men children parents temps drivers tenants
    nadie alguien todos todas ella él ellos ellas usted ustedes quien gerencia dirección jefatura jefe jefa encargado
    encargada administración gente
    """.split()  # noqa: SIM905 (a list of 200 words reads better as text)
)

_NUMBERS = frozenset(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million one first second
    third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
    seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth hundredth dozens dozen
    cero uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
    dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete
    veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos
    doscientas trescientos trescientas quinientos quinientas mil veintiún veintiuna primero primera primer tercero
    tercera tercer cuarto cuarta quinto quinta sexto sexta séptimo séptima octavo octava noveno novena décimo décima
    """.split()  # noqa: SIM905
)


def likely_names(text: str) -> list[str]:
    """What in a text may tell who somebody is, each once, in the order in which it appears.

    E-mail addresses, handles, telephone numbers, and words with a capital that stand inside a sentence or
    that open one as a name would. A hint for a person, no promise: names in small letters are not found.
    """
    found: list[tuple[int, str]] = []
    for pattern in (_MAIL, _HANDLE, _PHONE):
        for match in pattern.finditer(text):
            if pattern is not _PHONE or sum(map(str.isdigit, match.group())) >= _DIGITS_OF_A_PHONE:
                found.append((match.start(), match.group().strip()))
    found += _capitalised(_MAIL.sub(lambda match: " " * len(match.group()), text))
    return list(dict.fromkeys(word for _place, word in sorted(found)))


def _capitalised(text: str) -> list[tuple[int, str]]:
    words = list(_WORD.finditer(text))
    in_small_letters = {match.group() for match in words if match.group().islower()}
    found = []
    position = 0
    while position < len(words):
        length = _length_of_name(text, words, position)
        first, last = words[position], words[position + max(length, 1) - 1]
        if length and _looks_like_one(text, words, position, length, in_small_letters):
            found.append((first.start(), " ".join(text[first.start() : last.end()].split())))
        position += max(length, 1)
    return found


def _length_of_name(text: str, words: list[re.Match[str]], position: int) -> int:
    """How many words from here on may be one name; 0 where this one cannot begin a name."""
    if not _may_be_part(words[position].group()):
        return 0
    last = position
    for number in range(position + 1, min(position + 5, len(words))):
        if text[words[number - 1].end() : words[number].start()].strip(" \n") or _is_new_sentence(text, words, number):
            break
        if _may_be_part(words[number].group()):
            last = number
        elif words[number].group() not in _LINKS:
            break
    return last - position + 1


def _may_be_part(word: str) -> bool:
    plain = _bare(word).casefold()
    is_number = all(part in _NUMBERS for part in plain.split("-"))
    return word[0].isupper() and len(word) > 1 and plain not in _NO_NAMES and not is_number


def _bare(word: str) -> str:
    return re.sub(r"[’']s$", "", word)


def _is_new_sentence(text: str, words: list[re.Match[str]], position: int) -> bool:
    if position == 0:
        return True
    between = text[words[position - 1].end() : words[position].start()]
    return bool(_ENDS_SENTENCE.search(between))


def _looks_like_one(
    text: str, words: list[re.Match[str]], position: int, length: int, in_small_letters: set[str]
) -> bool:
    if length > 1 or not _is_new_sentence(text, words, position):
        return True
    word = words[position].group()
    if _bare(word) != word:
        return True
    follows = words[position + 1].group() if position + 1 < len(words) else ""
    return word.casefold() not in in_small_letters and (follows in _SPEAKS or follows.endswith(_PAST))
