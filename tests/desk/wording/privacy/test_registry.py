"""Every table and column that says something of people has a German word, each rule a sentence."""

import pytest

from kursplaner.basics.settings import DEFAULTS, Settings
from kursplaner.desk.wording.privacy.columns import COLUMNS
from kursplaner.desk.wording.privacy.erasing import BECAUSE
from kursplaner.desk.wording.privacy.registry import PURPOSES, TABLES, rule_text
from kursplaner.domain.kinds.privacy import DataClass, Purpose, RetentionRule
from kursplaner.domain.privacy.entries import columns
from kursplaner.domain.privacy.registry import SETTING_OF


@pytest.mark.parametrize("rule", RetentionRule)
def test_each_rule_has_a_sentence_with_its_source(rule: RetentionRule) -> None:
    text = rule_text(rule, Settings())
    assert text.endswith(".")
    if rule in SETTING_OF:
        assert DEFAULTS[SETTING_OF[rule]].source in text


def test_a_period_follows_the_setting() -> None:
    assert rule_text(RetentionRule.PROOF, Settings()).startswith("5 Jahre ")
    assert rule_text(RetentionRule.CHILD_HEALTH, Settings()).startswith("1 Monat ")
    changed = Settings({"privacy.proof_years": "1", "privacy.rides_months": "7"})
    assert rule_text(RetentionRule.PROOF, changed).startswith("1 Jahr ")
    assert rule_text(RetentionRule.RIDES, changed).startswith("7 Monate ")


def test_whatever_may_be_told_has_a_word() -> None:
    data = [column for column in columns().values() if column.data is not DataClass.NONE]
    assert {column.table for column in data} <= set(TABLES)
    assert {column.name for column in data if not column.others} <= set(COLUMNS)
    assert set(PURPOSES) == set(Purpose)
    assert RetentionRule.PROOF in BECAUSE
