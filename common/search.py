"""Search terms of the portal's search box: Chinese characters and their pairs, Latin words and numbers.

Pure text work. The terms of an entry are stored in an array column with an inverted index, because PostgreSQL's own
parsers see a Chinese sentence as one word; a query asks for rows that hold all of its terms.
"""

import re
import unicodedata

_RUN = re.compile(r"[㐀-鿿豈-﫿]+|[a-z0-9][a-z0-9.+#/-]*")
_CJK = re.compile(r"[㐀-鿿豈-﫿]")


def fold(text: str) -> str:
    """NFKC and lower case, so that full-width letters and capitals meet their plain twins."""
    return unicodedata.normalize("NFKC", text).lower()


def index_terms(*texts: str) -> list[str]:
    """Every term under which these texts are found: characters, character pairs, words; sorted, without repeats."""
    terms: set[str] = set()
    for run in _RUN.findall(fold("\n".join(texts))):
        if _CJK.match(run):
            terms.update(run)
            terms.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            word = run.rstrip("./-")
            terms.add(word[:40])
            terms.update(part[:40] for part in re.split(r"[./-]+", word) if part)
    return sorted(terms)


def query_terms(text: str) -> list[str]:
    """The terms a row must hold to answer ``text``: pairs of neighbouring characters, or the single one, and words."""
    terms: set[str] = set()
    for run in _RUN.findall(fold(text)[:200]):
        if _CJK.match(run):
            terms.update([run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)])
        else:
            terms.update([run.rstrip("./-")[:40]] if run.rstrip("./-") else [])
    return sorted(terms)
