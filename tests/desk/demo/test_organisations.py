from kursplaner.desk.demo import organisations


def test_firms_have_a_trade_and_a_real_place() -> None:
    firms = organisations.employers()
    assert len({firm.name for firm in firms}) == len(firms) >= 20
    assert len({firm.trade for firm in firms}) >= 10
    assert firms[0].place.name == "Adorf"


def test_providers_and_funders_are_there() -> None:
    assert organisations.providers()
    assert all("erfunden" in funder.name for funder in organisations.funders())
    assert all(funder.reference for funder in organisations.funders())
