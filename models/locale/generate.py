#!/usr/bin/env python3
"""Writes the generated language tables (<lang>.tsv, und.tsv) from the Unicode CLDR JSON packages.

    python3 models/locale/generate.py FOLDER

FOLDER holds the unpacked packages cldr-core, cldr-dates-full, cldr-localenames-full, cldr-numbers-full,
cldr-rbnf and cldr-units-full, one folder each. The hand-written <lang>.own.tsv are read, never written:
they settle what CLDR leaves contradictory. Anything else contradictory stops the run.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

import check

# Locales whose data go into one table; the first gives the settings.
LOCALES = {lang: [lang] for lang in check.LANGUAGES}
LOCALES["pt"] = ["pt", "pt-PT"]
LOCALES["zh"] = ["zh", "zh-Hant"]

# Money that is gone and still told about.
OLD_MONEY = "ATS BEF BGN CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK".split()

# CLDR unit -> UCUM code (https://ucum.org/ucum).
UNITS = {
    "length-kilometer": "km", "length-meter": "m", "length-decimeter": "dm", "length-centimeter": "cm",
    "length-millimeter": "mm", "length-micrometer": "um", "length-nanometer": "nm", "length-mile": "[mi_i]",
    "length-yard": "[yd_i]", "length-foot": "[ft_i]", "length-inch": "[in_i]", "length-nautical-mile": "[nmi_i]",
    "length-light-year": "[ly]", "length-astronomical-unit": "AU",
    "mass-tonne": "t", "mass-kilogram": "kg", "mass-gram": "g", "mass-milligram": "mg", "mass-microgram": "ug",
    "mass-stone": "[stone_av]", "mass-pound": "[lb_av]", "mass-ounce": "[oz_av]", "mass-ounce-troy": "[oz_tr]",
    "mass-carat": "[car_m]",
    "area-square-kilometer": "km2", "area-hectare": "har", "area-square-meter": "m2", "area-square-centimeter": "cm2",
    "area-square-mile": "[mi_i]2", "area-acre": "[acr_us]", "area-square-foot": "[ft_i]2", "area-square-yard": "[yd_i]2",
    "volume-cubic-kilometer": "km3", "volume-cubic-meter": "m3", "volume-cubic-centimeter": "cm3",
    "volume-cubic-foot": "[ft_i]3", "volume-liter": "L", "volume-milliliter": "mL", "volume-deciliter": "dL",
    "volume-centiliter": "cL", "volume-hectoliter": "hL", "volume-gallon": "[gal_us]", "volume-barrel": "[bbl_us]",
    "volume-bushel": "[bu_us]", "volume-pint": "[pt_us]",
    "speed-kilometer-per-hour": "km/h", "speed-meter-per-second": "m/s", "speed-mile-per-hour": "[mi_i]/h",
    "speed-knot": "[kn_i]",
    "temperature-celsius": "Cel", "temperature-fahrenheit": "[degF]", "temperature-kelvin": "K", "angle-degree": "deg",
    "power-gigawatt": "GW", "power-megawatt": "MW", "power-kilowatt": "kW", "power-watt": "W", "power-horsepower": "[HP]",
    "energy-kilocalorie": "kcal", "energy-calorie": "cal", "energy-kilojoule": "kJ", "energy-joule": "J",
    "energy-kilowatt-hour": "kW.h", "energy-electronvolt": "eV", "energy-british-thermal-unit": "[Btu_IT]",
    "duration-century": "100.a", "duration-decade": "10.a", "duration-year": "a", "duration-month": "mo",
    "duration-week": "wk", "duration-day": "d", "duration-hour": "h", "duration-minute": "min",
    "duration-second": "s", "duration-millisecond": "ms", "duration-microsecond": "us", "duration-nanosecond": "ns",
    "digital-petabyte": "PBy", "digital-terabyte": "TBy", "digital-gigabyte": "GBy", "digital-megabyte": "MBy",
    "digital-kilobyte": "kBy", "digital-byte": "By", "digital-gigabit": "Gbit", "digital-megabit": "Mbit",
    "digital-kilobit": "kbit", "digital-bit": "bit",
    "pressure-millimeter-ofhg": "mm[Hg]", "pressure-bar": "bar", "pressure-millibar": "mbar", "pressure-atmosphere": "atm",
    "pressure-pascal": "Pa", "pressure-hectopascal": "hPa", "pressure-kilopascal": "kPa", "pressure-megapascal": "MPa",
    "pressure-pound-force-per-square-inch": "[psi]",
    "electric-ampere": "A", "electric-volt": "V", "electric-ohm": "Ohm",
    "frequency-gigahertz": "GHz", "frequency-megahertz": "MHz", "frequency-kilohertz": "kHz", "frequency-hertz": "Hz",
    "concentr-part-per-1e6": "[ppm]", "acceleration-g-force": "[g]", "energy-sievert": "Sv", "energy-becquerel": "Bq",
}
# Units whose short form means something else in the news ("1 st", "5 G", "3 pt").
SPELLED_OUT = re.compile(r"mass-(stone|carat)|volume-(pint|bushel)|duration-(century|decade)|speed-knot|acceleration-g-force"
                         r"|length-(light-year|astronomical-unit)|electric-ampere|energy-joule|temperature-kelvin")
PERCENT = {"concentr-percent": "%", "concentr-permille": "‰"}
GRAINS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
WEEKDAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}


class Rbnf:
    """The spell-out rules of one locale (UTS 35, Rule-Based Number Formatting), run forwards.

    `spell` gives every string a rule set may write for a number: where the wording depends on a plural
    category, all wordings, since a reader must know them all.
    """

    TOKEN = re.compile(r"←([^←]*)←|→→→|→([^→]*)→|=([^=]*)=|\[(.*?)\]|\$\(\w+,(.*?)\)\$|([^←→=\[$]+|.)", re.S)

    def __init__(self, sets):
        self.sets = {name: self.parsed(rules) for name, rules in sets.items() if name.startswith("%")}

    @staticmethod
    def parsed(rules):
        out = []
        for base, body in rules:
            matched = re.fullmatch(r"([0-9]+)(?:/([0-9]+))?(>*)", base)
            if matched:
                number, radix = int(matched[1]), int(matched[2] or 10)
                power = 0
                while radix ** (power + 1) <= number:
                    power += 1
                out.append((number, radix ** max(power - len(matched[3]), 0), body.removesuffix(";").removeprefix("'")))
        return sorted(out)

    def spell(self, name, number, before=None):
        """Every wording of `number` in rule set `name`; empty when the rules fall back to digits."""
        rules = self.sets[name]
        index = max(i for i, rule in enumerate(rules) if rule[0] <= number)
        if before is not None:
            index = before
        base, divisor, body = rules[index]
        both = "←" in body and "→" in body
        if both and number % divisor == 0 and base % divisor != 0 and index > 0:
            index -= 1
            base, divisor, body = rules[index]
        return self.written(name, body, number, divisor, index)

    def written(self, name, body, number, divisor, index):
        texts = {""}
        for token in self.TOKEN.finditer(body):
            whole = token[0]
            if whole == "→→→":
                parts = self.spell(name, number % divisor, index - 1)
            elif whole.startswith("←") and whole.endswith("←"):
                parts = self.spell(token[1] or name, number // divisor)
            elif whole.startswith("→"):
                parts = self.spell(token[2] or name, number % divisor)
            elif whole.startswith("="):
                target = token[3]
                parts = {str(number)} if target[:1] in "#0" else self.spell(target, number)
            elif whole.startswith("["):
                parts = {""} if number % divisor == 0 else self.written(name, token[4], number, divisor, index)
            elif whole.startswith("$"):
                parts = set(re.findall(r"\{(.*?)\}", token[5]))
            else:
                parts = {whole}
            texts = {text + part for text in texts for part in parts}
        return texts


def tidy(text):
    """Text as it runs in print: no soft hyphens or bidi marks, plain spaces, NFC."""
    text = re.sub("[\u00ad\u200b\u200e\u200f\u061c\u2060]", "", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


class Table:
    """The rows of one language, refusing a second meaning for one surface."""

    def __init__(self, own):
        self.rows, self.own, self.clashes = {}, own, []

    def add(self, kind, surface, value, flags=""):
        surface = tidy(surface)
        if not surface or "*" in surface:
            return
        key = check.key_of(kind, surface, value, flags)
        if key in self.own or (kind, surface, True) in self.own:
            return
        if key in self.rows and self.rows[key][2] != value:
            self.clashes.append((kind, surface, self.rows[key][2], value))
        self.rows.setdefault(key, (kind, surface, value, flags))

    def offer(self, kind, surface, value, flags=""):
        """Adds a short form only where nothing else claims it and it is no function word ("in", "so")."""
        key = check.key_of(kind, tidy(surface), value, flags)
        function_word = kind == "unit" and ("word", check.folded(surface), False) in self.own
        if key not in self.rows and not function_word:
            self.add(kind, surface, value, flags)

    def text(self, version):
        lines = [f"# Generated by generate.py from Unicode CLDR {version}; do not edit. Licence: Unicode-3.0."]
        lines += ["\t".join(row).rstrip("\t") for row in sorted(self.rows.values())]
        return "\n".join(lines) + "\n"


class Cldr:
    """Reads the JSON packages."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.version = json.loads((self.folder / "cldr-core/package.json").read_text())["version"]

    def main(self, package, locale, file):
        path = self.folder / package / "main" / locale / file
        return json.loads(path.read_text(encoding="utf-8"))["main"][locale]

    def rbnf(self, locale):
        path = self.folder / "cldr-rbnf/rbnf" / f"{locale}.json"
        groups = json.loads(path.read_text(encoding="utf-8"))["rbnf"]["rbnf"]
        return {group: rules for group, rules in groups.items() if isinstance(rules, dict)}

    def money_in_use(self):
        data = json.loads((self.folder / "cldr-core/supplemental/currencyData.json").read_text())
        codes = set(OLD_MONEY)
        for uses in data["supplemental"]["currencyData"]["region"].values():
            for use in uses:
                for code, span in use.items():
                    if "_to" not in span and span.get("_tender") != "false":
                        codes.add(code)
        return sorted(codes)


def add_numbers(table, cldr, locale):
    """num, ord, mul and ordsuffix from the rule-based formats."""
    groups = cldr.rbnf(locale)
    spellout = Rbnf(groups["SpelloutRules"])
    public = [name for name in spellout.sets if not re.search("^%%|year|days", name)]
    spaced = table.own.get(("set", "spaces", "no")) is None
    for name in public:
        ordinal = "ordinal" in name
        base = not ordinal and not re.search(r"-(genitive|dative|accusative|prepositional|locative|instrumental|ablative|plural)", name)
        for number in [*range(100), *range(100, 1000, 100)]:
            for surface in map(tidy, spellout.spell(name, number)):
                # What the engine composes itself stays out: cases and ordinals of several words, "two hundred".
                several = " " in surface and spaced
                if re.search(r"[0-9]", surface) or several and (not base or number >= 100):
                    continue
                table.add("ord" if ordinal else "num", surface, str(number))
        if ordinal:
            continue
        for power in (2, 3, 4, 5, 6, 7, 8, 9, 12):
            for factor in (1, 2, 3, 5):
                add_scale(table, spellout, name, factor, power)
    if "OrdinalRules" in groups:
        digits = Rbnf(groups["OrdinalRules"])
        for name in [n for n in digits.sets if not n.startswith("%%")]:
            for number in range(1, 32):
                for surface in map(tidy, digits.spell(name, number)):
                    head, tail = surface.split(str(number), 1)
                    if head.strip():
                        table.add("ordsuffix", head, "ord", "pre")
                    if tail.strip():
                        table.add("ordsuffix", tail, "ord", "post")


def add_scale(table, spellout, name, factor, power):
    """The word a power of ten has of its own: what is left of "two million" without "two"."""
    units = sorted({tidy(text) for other in spellout.sets if not other.startswith("%%") and "ordinal" not in other
                    for text in spellout.spell(other, factor)} - {""}, key=len, reverse=True)
    smaller = {row[1] for key, row in table.rows.items() if key[0] == "mul" and int(row[2]) < 10**power}
    for surface in map(tidy, spellout.spell(name, factor * 10**power)):
        if re.search(r"[0-9]", surface):
            continue
        rest = next((surface[len(unit):].strip() for unit in units if surface.startswith(unit) and surface != unit), None)
        rest = surface if rest is None and factor == 1 else rest
        composed = rest is None or " " in rest or any(word in rest for word in smaller) or any(
            row[0] == "num" and row[2] != str(10**power) and rest.startswith(row[1]) and len(row[1]) > 1 for row in table.rows.values())
        if not composed:
            table.offer("mul", rest, str(10**power))


def add_compact(table, numbers, system):
    """mul from the compact patterns ("0 Mrd'.'")."""
    for width in ("long", "short"):
        for name, pattern in numbers[f"decimalFormats-numberSystem-{system}"][width]["decimalFormat"].items():
            size, zeros = int(name.split("-")[0]), re.sub("'(.*?)'", r"\1", pattern.split(";")[0])
            word = zeros.replace("0", "").strip()
            if not word or "¤" in word:
                continue
            value = str(size // 10 ** (zeros.count("0") - 1))
            for surface in {word, word.removesuffix(".")}:
                single = len(surface) == 1 and unicodedata.category(surface) in ("Lu", "Ll")
                table.offer("mul", surface, value, "beside_currency" if single else "")


def add_settings(table, cldr, numbers, locale):
    """Separators, grouping, date order."""
    symbols = numbers["symbols-numberSystem-latn"]
    table.add("set", "decimal", tidy(symbols["decimal"]))
    group = symbols["group"]
    table.add("set", "group", "space" if group.isspace() else "apostrophe" if group in "'’" else group)
    pattern = numbers["decimalFormats-numberSystem-latn"]["standard"]
    table.add("set", "grouping", "3;2" if pattern.startswith("#,##,") else "3")
    short = cldr.main("cldr-dates-full", locale, "ca-gregorian.json")["dates"]["calendars"]["gregorian"]["dateFormats"]["short"]
    letters = re.sub(r"[^dMy]", "", short if isinstance(short, str) else short["_value"])
    table.add("set", "date_order", "".join(dict.fromkeys(letters)).lower())


def add_money(table, codes, currencies):
    """cur: names in every plural form; symbols that are not a bare letter code."""
    for code in codes:
        entry = currencies.get(code, {})
        names = {text for field, text in entry.items() if field.startswith("displayName")}
        for name in sorted(names):
            if "(" not in name and name != code:
                table.add("cur", name, code)
    for code in codes:
        entry = currencies.get(code, {})
        if entry.get("symbol", code) != code and tidy(entry["symbol"]) not in check.SHARED_SYMBOLS:
            symbol = tidy(entry["symbol"])
            table.offer("cur", symbol, code, "case" if re.search(r"\w", symbol) else "")


# Units the news writes in every grammatical case; of the others only the counted form is kept.
COMMON = re.compile(r"length-(kilo|centi|milli)?meter|length-mile|mass-(kilogram|gram|tonne)|area-(hectare|square-(kilo)?meter)"
                    r"|volume-(liter|barrel|cubic-meter)|speed-kilometer-per-hour|temperature-celsius|angle-degree"
                    r"|power-(giga|mega|kilo)watt|energy-kilowatt-hour|duration-(century|decade|year|month|week|day|hour|minute|second)"
                    r"|concentr-percent|duration-quarter")


def forms_of(name, unit):
    """Every printed form of a CLDR unit entry, without the number."""
    for field, text in unit.items():
        counted = field.startswith("unitPattern") or COMMON.fullmatch(name) and "count" in field
        if counted and "{0}" in text:
            yield text.replace("{0}", "").strip()


def add_units(table, units):
    """unit, pct and grain from the unit names, long and short."""
    for width in ("long", "short"):
        add = table.add if width == "long" else table.offer
        for source, kind in ((UNITS, "unit"), (PERCENT, "pct")):
            for name, code in source.items():
                if width == "short" and SPELLED_OUT.fullmatch(name):
                    continue
                for form in sorted(set(forms_of(name, units[width].get(name, {})))):
                    for surface in {form, form.removesuffix(".")}:
                        letter = len(tidy(surface)) == 1 and surface.isascii()
                        add(kind, surface, code, "weak case" if letter and surface.isalpha() else "")
    for grain in GRAINS:
        for form in sorted(set(forms_of(f"duration-{grain}", units["long"].get(f"duration-{grain}", {})))):
            table.add("grain", form, grain)


def add_calendar(table, cldr, locale):
    """month, weekday, day, rel, and era names of the common calendar."""
    gregorian = cldr.main("cldr-dates-full", locale, "ca-gregorian.json")["dates"]["calendars"]["gregorian"]
    for width in ("wide", "abbreviated"):
        for use in ("format", "stand-alone"):
            weak = "weak" if width == "abbreviated" else ""
            for number, name in gregorian["months"][use][width].items():
                for surface in {name, name.removesuffix(".")}:
                    table.offer("month", surface, number, weak)
            for day, name in gregorian["days"][use][width].items():
                for surface in {name, name.removesuffix(".")}:
                    table.offer("weekday", surface, str(WEEKDAYS[day]), weak)
    fields = cldr.main("cldr-dates-full", locale, "dateFields.json")["dates"]["fields"]
    for field, entry in fields.items():
        grain = field
        if grain in ("year", "quarter", "month", "week", "day"):
            for name, text in entry.items():
                if name.startswith("relative-type"):
                    offset = int(name.removeprefix("relative-type-"))
                    shown = f"{offset:+d}" if offset else "0"
                    if grain == "day":
                        table.offer("day", text, shown)
                    else:
                        table.offer("rel", text, f"{shown} {grain}")
        if field in ("year", "quarter", "month", "week", "day"):
            table.offer("grain", entry["displayName"], grain)


def add_names(table, territories):
    """name: the countries and territories, and the European Union."""
    for code, name in territories.items():
        region = code.split("-")[0]
        if re.fullmatch("[A-Z]{2}", region) and region not in ("XA", "XB", "ZZ", "QO", "EZ"):
            table.offer("name", name, region, "case" if region == "UN" or code.endswith("short") and len(name) < 4 else "")


def language_table(cldr, lang):
    """One language's generated rows."""
    own = {}
    path = check.HERE / f"{lang}.own.tsv"
    if path.exists():
        for _, kind, surface, value, flags in check.rows_of(path):
            own[check.key_of(kind, surface, value, flags)] = value
    table = Table(own)
    for locale in LOCALES[lang]:
        numbers = cldr.main("cldr-numbers-full", locale, "numbers.json")["numbers"]
        if locale == LOCALES[lang][0]:
            add_settings(table, cldr, numbers, locale)
        if (cldr.folder / "cldr-rbnf/rbnf" / f"{locale}.json").exists():
            add_numbers(table, cldr, locale)
        for system in {"latn", numbers["defaultNumberingSystem"]}:
            add_compact(table, numbers, system)
        currencies = cldr.main("cldr-numbers-full", locale, "currencies.json")["numbers"]["currencies"]
        add_money(table, cldr.money_in_use(), currencies)
        add_units(table, cldr.main("cldr-units-full", locale, "units.json")["units"])
        add_calendar(table, cldr, locale)
        add_names(table, cldr.main("cldr-localenames-full", locale, "territories.json")["localeDisplayNames"]["territories"])
    return table


def neutral_table(cldr):
    """Rows of no language: the ISO 4217 codes and the metric symbols whose UCUM code is the printed symbol."""
    own = {check.key_of(kind, surface, value, flags): value
           for _, kind, surface, value, flags in check.rows_of(check.HERE / "und.own.tsv")}
    table = Table(own)
    for code in cldr.money_in_use():
        table.add("cur", code, code, "case")
    for code in sorted(set(UNITS.values())):
        if re.fullmatch(r"[A-Za-z]{2,4}|km/h|m/s", code) and code not in ("mo", "wk", "har", "deg", "cal", "bar", "Cel", "Ohm", "bit", "By"):
            table.add("unit", code, code, "case")
    return table


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    cldr = Cldr(arguments[0])
    tables = {lang: language_table(cldr, lang) for lang in check.LANGUAGES}
    tables["und"] = neutral_table(cldr)
    clashes = [(lang, *clash) for lang, table in tables.items() for clash in table.clashes]
    for lang, kind, surface, first, second in clashes:
        print(f"{lang}: {kind} {surface!r} is both {first} and {second}; settle it in {lang}.own.tsv", file=sys.stderr)
    if clashes:
        return 1
    for lang, table in tables.items():
        (check.HERE / f"{lang}.tsv").write_text(table.text(cldr.version), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
