from __future__ import annotations

from pathlib import Path

import pytest

from extract.ocr.tesseract_library import FOLDERS
from pipelines import doctor
from pipelines.doctor import Check


def test_a_package_that_is_missing_is_named_with_what_to_do() -> None:
    checks = {
        check.name: check for check in doctor.package_checks(["click>=8.1", "no-such-thing>=1", "x; extra == 'y'"])
    }
    assert set(checks) == {"bieumau", "click", "no-such-thing"}
    assert checks["click"].advice == ""
    assert (checks["no-such-thing"].found, "make setup" in checks["no-such-thing"].advice) == ("not installed", True)


def test_the_doctor_looks_where_the_engine_looks() -> None:
    assert doctor.TESSDATA == FOLDERS


def test_language_data_is_found_where_the_environment_says(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(bytes(500_000))
    folders = doctor.tessdata_folders({"TESSDATA_PREFIX": str(tmp_path)})
    assert folders[0] == tmp_path
    (found,) = doctor.language_checks([tmp_path])
    assert (found.found, found.advice) == (f"0.5 MB, {tmp_path}", "")
    (missing,) = doctor.language_checks([])
    assert missing.needed
    assert "tesseract-ocr-vie" in missing.advice


@pytest.mark.parametrize(
    ("owners", "clash"),
    [(["bieumau"], False), (["bieumau", "bieumau"], False), ([], False), (["bieumau", "yolo"], True), (["yolo"], True)],
)
def test_another_distribution_with_the_same_package_is_a_clash(owners: list[str], clash: bool) -> None:
    check = doctor.collision_check("models", owners)
    assert bool(check.advice) == clash
    assert ("yolo" in check.found) == clash


def test_a_folder_that_stands_in_the_way_is_found() -> None:
    here = Path(doctor.__file__).resolve().parent.parent
    assert doctor.shadow_check({"models": here, "extract": here}).advice == ""
    assert "models" in doctor.shadow_check({"models": Path("/elsewhere"), "extract": here}).found


def test_a_program_that_only_another_engine_needs_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    check = doctor.program_check()
    assert (check.found, check.needed) == ("not found", False)
    assert doctor.check_to_line(check).startswith("note ")


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        ([Check("a", "1.0")], 0),
        ([Check("a", "1.0"), Check("b", "not found", "get it", needed=False)], 0),
        ([Check("a", "1.0"), Check("b", "not found", "get it")], 4),
    ],
)
def test_the_exit_code_tells_whether_something_needed_is_missing(
    checks: list[Check], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "all_checks", lambda: iter(checks))
    assert doctor.run_doctor() == code
    assert ("MISSING" in capsys.readouterr().out) == (code != 0)
