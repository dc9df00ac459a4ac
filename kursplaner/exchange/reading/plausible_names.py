"""How much a text looks like names as people write them, in eight languages and more.

A list saved with other letters gives signs that stand in no name ("Schr”der", "KŠthe") or letters
side by side that no language has ("Jiøí"). The pairs of letters come from typical names, which
are no real people: German, Czech and Slovak, Polish, Turkish, Romanian, South Slavic, Hungarian,
Albanian, Spanish, French and Portuguese in Latin letters, and Ukrainian and Russian, Arabic.
"""

import re
import unicodedata
from functools import lru_cache

_NAMES = {
    "de": (
        6,
        "Müller Schröder Jäger Köhler Böhm Krüger Schäfer Groß Weiß Strauß Voß Preuß Käthe Änne"
        " Jörg Jürgen Günther Götz Bär König Hänsel Röder Förster Gärtner Häußler Straße Größe"
        " Schöneck Mühltroff Plößberg Österreich Ärztin Übel Öztürk Lübeck Köln Fußweg Höfer"
        " männlich Geschäft Schütz Löwe Süß Bärbel Ungerührt Grün Glück Schönfeld Kühn Hübner"
        " für Träger Wörner Vögel Nürnberg Würzburg Großkörnig Fürst Bühler Möller Körner Rößler",
    ),
    "cs": (
        4,
        "Příjmení Jméno Dvořák Novotný Černý Procházka Kučera Veselý Horák Němec Růžičková Jiří"
        " Ondřej Luboš Tomáš Zdeněk Bartošová Čapek Šťastný Říha Žižka Ďuriš Ťažký Ľubomír Štěpán"
        " Dvořáková Novotná Svobodová Lukáš Matěj František Kateřina Lenka Jarmila Věra Milouš"
        " Kříž Beneš Fiala Sedláček Doležal Zeman Kolář Navrátil Čermák Vaněk Urbánek Blažek"
        " Kryštof Polívka Slavíček Jelínek Růžena Božena Kovář Hájek Havlíček Marešová Bláha"
        " Město Číslo Děti Počet Úroveň Výška Poznámka Jiřího Žďár Chomutov Mikuláš Jánošík Ján"
        " Ďurica Ľudovít Štefánik Kováč Žilina Mária Jozef Krejčí Konečný Pokorný Malý Dušek",
    ),
    "pl": (
        4,
        "Wójcik Wiśniewski Kowalczyk Zieliński Szymański Woźniak Dąbrowski Kozłowski Jabłoński"
        " Wróbel Pawłowski Michałowski Łukasz Paweł Małgorzata Grażyna Żaneta Świątek Ćwik Źródło"
        " Łódź Gdańsk Poznań Kraków Wałęsa Błaszczyk Gołąb Krzyżanowski Sąsiad Stępień Król Mróz"
        " Imię Płeć Głowacki Żak Józef Stanisław Władysław Bożena Rafał Michał Górski Piątek",
    ),
    "tr": (
        3,
        "Yılmaz Şahin Öztürk Çelik Yıldız Yıldırım Özdemir Doğan Kılıç Çetin Güneş Işık Ayşe"
        " Hüseyin Gül Özlem Şükrü İbrahim Ömer Ümit Çağla Tuğba Aydın Erdoğan Soyadı Adı Doğum"
        " Müslüm Bülent Gökhan Tanrıverdi Kılınç Şeyma Büşra Oğuz Şimşek Demirağ Koç Güngör",
    ),
    "ro": (
        2,
        "Ionuț Ștefan Țăran Mădălina Cătălin Bălan Văcărescu Brâncuși Râpă Fătu Ștefănescu"
        " Rădulescu Ioniță Niță Dumitrașcu Păun Gheorghiță Sorină Iași Timișoara",
    ),
    "hr": (
        3,
        "Petrović Nikolić Đorđević Kovačević Jovanović Šarić Žarko Čović Božić Ćosić Živko Saša"
        " Đurić Matić Božović Stojković Šimić Dušan Nađa Anđela Kovačić Popović Marković Vuković",
    ),
    "hu": (
        2,
        "Nagy Szabó Kovács Tóth Németh Varga Kőszegi Győr Zoltán István László József Gábor Szűcs"
        " Erdős Könyves Vörös Erzsébet Mária Csaba Fülöp Kőrösi Ágnes Éva",
    ),
    "sq": (2, "Gëzim Përparim Çela Krasniqi Shqipëria Vjosë Besë Arbër Mërgim Agnesë Hoxhë Çaush"),
    "es": (
        2,
        "García Rodríguez Martínez López González Hernández Pérez Sánchez Ramírez Núñez Muñoz"
        " José María Jesús Ángel Peña João Conceição Simão São Antônio Gonçalves André René"
        " François Hélène Noël Zoë Chloé Léa Benoît Jérôme Gérard Béatrice Joël Müslüm Inês Mãe",
    ),
    "uk": (
        4,
        "Шевчук Олена Ковальчук Бондаренко Юлія Коваленко Ірина Наталія Сергій Олександр Михайло"
        " Прізвище Іванов Петрова Дмитрий Фамилия Имя Телефон Ольга Татьяна Світлана Андрій Їжак"
        " Мельник Ткаченко Кравченко Олійник Лисенко Марченко Євген Ганна Христина Володимир"
        " Дата народження Кузнецов Смирнов Васильев Щербак Цуркан Ющенко Гриценко Хоменко Фролов"
        " Эдуард Быков Зайцев Павлюк Місто Город Адрес Пол Курс Район Вулиця Жук Яна Чорна Руденко",
    ),
    "ar": (
        3,
        "محمد أحمد علي حسن حسين فاطمة خديجة عبدالله إبراهيم يوسف سارة مريم الخطيب الأحمد الحسن"
        " الاسم اللقب الهاتف المدينة العنوان نور ليلى عمر خالد محمود مصطفى رامي سمير غسان ياسر",
    ),
}
_WORD = re.compile(r"[^\W_](?:[^\s,;|\t\r\n\"()]*[^\W_])?", re.UNICODE)
_INSIDE = set("-'’ʼ./&+@:_*")
_BROKEN, _NOT_IN_NAMES, _STRANGE, _STRANGE_CASE = -8.0, -5.0, -2.5, -5.0
_KNOWN, _PAIR, _MIXED = 1.0, 1.2, -6.0
_WORDS_LOOKED_AT = 4_000


def plausibility(text: str, languages: frozenset[str] = frozenset()) -> float:
    """Return how much the words beyond ASCII look like names; higher is better, 0 says nothing.

    Args:
        text: as one of several readings of the same bytes.
        languages: those expected ("de", "cs", …); none: all.
    """
    score = _BROKEN * sum(1 for char in text if _unprintable(char))
    words = dict.fromkeys(_non_ascii_words(text))
    for word in list(words)[:_WORDS_LOOKED_AT]:
        score += _worth(word, languages)
    return score


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cn", "Co"} and char not in "\t\r\n\x0b\x0c"


def _non_ascii_words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;|\"()]+", text) if word and not word.isascii()]


@lru_cache(maxsize=50_000)
def _worth(word: str, languages: frozenset[str]) -> float:
    letters = [char for char in word if not char.isascii()]
    signs = [char for char in letters if not char.isalpha() and char not in _INSIDE]
    signs = [char for char in signs if unicodedata.category(char) not in {"Nd", "Mn", "Cf"}]
    if signs:
        return _signs_within(word, signs)
    score = _odd_capitals(word) + _mixed_scripts(word)
    return score + max(
        _in_language(word, letters, name) for name in (languages or frozenset(_NAMES))
    )


def _signs_within(word: str, signs: list[str]) -> float:
    """Return what signs do to a word: around it they are quotes, within it they are wrong."""
    bare = word.strip("„“”‚‘’–—…«»›‹€§°•·¿¡®™©\u00a0")
    inside = [char for char in signs if char in bare]
    attached = any(char.isalpha() for char in word)
    if not attached:
        return -1.0 * len(signs)
    around = (len(signs) - len(inside)) * (-2.0 if word[0] not in "„“‚‘«»›‹•–" else -0.5)
    return _NOT_IN_NAMES * len(inside) + around


def _odd_capitals(word: str) -> float:
    """Return the fault of a capital within a word: "kŠthe", "SchrÃ¶der"."""
    found = 0
    for before, char in zip(word, word[1:], strict=False):
        if before.islower() and char.isupper() and not char.isascii():
            found += 1
    return _STRANGE_CASE * found


def _mixed_scripts(word: str) -> float:
    scripts = {_script(char) for char in word if char.isalpha()}
    return _MIXED if len(scripts - {""}) > 1 else 0.0


def _script(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "").partition(" ")[0]


def _in_language(word: str, letters: list[str], name: str) -> float:
    """Return how well a word suits one language, by its letters and the pairs of them."""
    weight, alphabet, pairs = _language(name)
    lowered = unicodedata.normalize("NFC", word).casefold() if "ß" not in word else word.lower()
    score = 0.0
    for char in letters:
        low = char.lower()[:1]
        if low not in alphabet:
            score += _STRANGE
    padded = f" {lowered} "
    for at in range(1, len(padded) - 1):
        if padded[at].isascii():
            continue
        if padded[at] in alphabet:
            score += _KNOWN + weight / 10
        score += _PAIR * (padded[at - 1 : at + 1] in pairs)
        score += _PAIR * (padded[at : at + 2] in pairs)
    return score


@lru_cache(maxsize=32)
def _language(name: str) -> tuple[int, frozenset[str], frozenset[str]]:
    """Return the weight of a language, its letters beyond ASCII, and its pairs of letters."""
    weight, text = _NAMES[name]
    words = [f" {word} " for word in text.lower().split()]
    pairs = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
    letters = {char for word in words for char in word if char.isalpha() and not char.isascii()}
    return weight, frozenset(letters), frozenset(pairs)
