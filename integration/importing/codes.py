"""Code lists as files write them: by code, by Chinese or English name, by a path such as 河南省洛阳市."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from taxonomy.models import Industry, Region, TechnologyField

_ENDINGS = re.compile(
    r"(特别行政区|(?:维吾尔|壮族|回族)?自治区|(?:[一-鿿]{1,9}族)*自治州|(?:[一-鿿]{1,9}族)*自治县|地区|新区|省|市|区|县|盟|旗"
    r"|\s+(?:province|city|municipality|district|county|prefecture))$",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Folded for comparison: width, case, blanks and punctuation do not count."""
    return re.sub(r"[\s,，、.。;；:：/\\()（）\[\]【】\-–—_]+", "", unicodedata.normalize("NFKC", text).lower())


def _short(name: str) -> str:
    shorter = _ENDINGS.sub("", name)
    return shorter if len(shorter) >= 2 else name


@dataclass
class CodeLists:
    """Answers None for what is in no list, and for names that several codes share."""

    regions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    industries: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    region_codes: frozenset[str] = frozenset()
    industry_codes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "CodeLists":
        """Three queries, once per import."""
        lists = cls()
        for code, name, english in Region.objects.values_list("code", "name", "name_en"):
            for form in {name, _short(name), english}:
                lists.regions[plain(form)].add(code)
        lists.region_codes = frozenset(code for codes in lists.regions.values() for code in codes)
        for code, name, english in Industry.objects.values_list("code", "name", "name_en"):
            lists.industry_codes[code] = lists.industry_codes[code[1:] or code] = code
            for form in {name, english}:
                lists.industries[plain(form)].add(code)
        for code, name, english in TechnologyField.objects.values_list("code", "name", "name_en"):
            for form in {code, name, english}:
                lists.fields[plain(form)].add(code)
        return lists

    def region(self, text: str) -> str | None:
        """``410300``, ``洛阳``, ``河南省洛阳市``, ``Luoyang, Henan``: the most exact code that is certain."""
        if code := next((code for code in re.findall(r"\d{6}", text) if code in self.region_codes), None):
            return code
        pieces = [piece for piece in re.split(r"[\s,，、/\-–—>]+", text) if piece]
        if code := self._one(self.regions.get(plain(text), set())):
            return code
        found = [code for piece in pieces if (code := self._one(self.regions.get(plain(piece), set())))]
        return self._path(plain(text)) or max(found, key=_depth, default=None)

    def _path(self, text: str) -> str | None:
        """Province, city and county written without anything between them."""
        found, rest = "", text
        while rest:
            inside = _inside(found)
            for length in range(min(len(rest), 15), 1, -1):
                codes = {code for code in self.regions.get(rest[:length], ()) if code.startswith(inside)}
                if (code := self._one(codes)) and code != found:
                    found, rest = code, rest[length:]
                    break
            else:
                return found or None
        return found or None

    def _one(self, codes: set[str]) -> str | None:
        """The only code, or the highest one where a province or city shares its name with a district."""
        for ending in ("0000", "00"):
            higher = {code for code in codes if code.endswith(ending)}
            if len(higher) == 1:
                return next(iter(higher))
        return next(iter(codes)) if len(codes) == 1 else None

    def industry(self, text: str) -> str | None:
        """``C34``, ``34``, ``3451`` (the nearest division that is loaded) or the name of GB/T 4754."""
        if match := re.match(r"\s*([A-Ta-t]?)(\d{0,4})(?=\W|[一-鿿]|$)", text):
            letter, digits = match[1].upper(), match[2]
            while letter or digits:
                if code := self.industry_codes.get(letter + digits):
                    return code
                if len(digits) <= 2:
                    break
                digits = digits[:-1]
        names = self.industries.get(plain(text)) or self.industries.get(plain(text).removesuffix("行业"))
        names = names or self.industries.get(plain(text) + "业")
        return min(names, key=len) if names else None

    def technology_field(self, text: str) -> str | None:
        names = self.fields.get(plain(text), set())
        return next(iter(names)) if len(names) == 1 else None


def _inside(code: str) -> str:
    """The digits that all divisions below ``code`` start with."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def _depth(code: str) -> int:
    return len(code.rstrip("0"))
