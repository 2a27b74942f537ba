"""A backup names the migrations of its day; they may have been folded into one since."""

from django.db.migrations.loader import MigrationLoader

from yimen.safekeeping.restoring import names_of_today


def test_a_backup_from_before_the_folding_is_known_by_the_name_of_today() -> None:
    named = names_of_today([["cases", "0008_village_desks"], ["cases", "0001_hall"]], MigrationLoader(None))

    assert named == [("cases", "0001_hall"), ("cases", "0001_hall")]


def test_a_backup_of_a_newer_program_keeps_its_name_and_one_in_the_midst_is_not_taken_for_whole() -> None:
    strange = [("tickets", "9999_flying"), ("cases", "0003_whole_life")]

    assert names_of_today(strange, MigrationLoader(None)) == strange
