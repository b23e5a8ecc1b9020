"""The shared folder may rename, tear, flip, lose, bring back and be flooded: nothing is lost."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_tui.engagement import Engagement, Plan
from coach_tui.home import Home
from coach_tui.joining import found_engagement, move_folder, try_to_enter
from coach_tui.planning import plan_new
from coach_tui.records.change import Change
from coach_tui.records.refusal import Refused
from coach_tui.sync.folder import FILES_PER_LOOK, Folder, Place
from coach_tui.sync.keys import Keyring
from coach_tui.sync.replica import Replica
from tests.pair import Pair, Side, Wall, asked, copied, everything_published, founded, same
from tests.sync.planted import exact_names_only, known_by_number

CONFLICT_NAMES: dict[str, Callable[[str], str]] = {
    "Syncthing": lambda n: f"{stem(n)}.sync-conflict-20261123-101010-ABCDEFG.seg",
    "Dropbox": lambda n: f"{stem(n)} (Leo's conflicted copy 2026-11-23).seg",
    "Nextcloud": lambda n: f"{stem(n)} (conflicted copy 2026-11-23 093612).seg",
    "OneDrive": lambda n: f"{stem(n)}-LAPTOP-LAPTOP-LAPTOP.seg",
    "Google Drive": lambda n: f"{stem(n)} (1).seg",
    "iCloud": lambda n: f"{stem(n)} 2.seg",
    "rclone 1.60": lambda n: f"{n}..path1",
    "rclone 1.75": lambda n: f"{n}.conflict1",
    "Unison": lambda n: f"{stem(n)} (conflict_on_2026-11-23).seg",
    "upper case": lambda n: n.upper(),
    "a person": lambda n: "Kopie von irgendwas – 進捗.txt.bak",
    "hidden": lambda n: f".{n}",
    "not UTF-8": lambda n: os.fsdecode(b"\xff\xfe.seg"),
    "a line end": lambda n: "a\nb.seg",
    "an option": lambda n: "-rf",
    "another device": lambda n: "1-99999-aaaaaaaaaaaaaaaa.seg",
}


def stem(name: str) -> str:
    return name.removesuffix(".seg")


def segments(folder: Path, side: Side) -> list[Path]:
    return sorted(
        (folder / "v1" / side.ring().device).iterdir(), key=lambda p: p.stat().st_mtime_ns
    )


def one_new(pair: Pair, text: str = "news") -> tuple[str, Path]:
    """The coach says something new: the record's id, and the one file that carries it."""
    before = set(segments(pair.folder, pair.coach))
    made = pair.coach.add("issue", text=text)
    (path,) = set(segments(pair.folder, pair.coach)) - before
    return made, path


def has(side: Side, identity: str) -> bool:
    return identity in side.open().state.records


@pytest.mark.parametrize("engine", CONFLICT_NAMES)
def test_a_renamed_file_is_taken_in(pair: Pair, engine: str) -> None:
    made, path = one_new(pair)
    path.rename(path.with_name(CONFLICT_NAMES[engine](path.name)))
    pair.learner.sync()
    assert has(pair.learner, made)
    assert pair.learner.sync()["received"] == 0


def test_readers_of_exact_names_would_be_caught(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "_entries", exact_names_only)
    made, path = one_new(pair)
    path.rename(path.with_name(CONFLICT_NAMES["Syncthing"](path.name)))
    pair.learner.sync()
    with pytest.raises(AssertionError):
        assert has(pair.learner, made)


@pytest.mark.parametrize("place", ["v1", "v1/conflicted copy of a device", "v1/ünü 進", "v1/x.y"])
def test_a_file_may_lie_anywhere_in_the_space(pair: Pair, place: str) -> None:
    made, path = one_new(pair)
    (pair.folder / place).mkdir(exist_ok=True)
    path.rename(pair.folder / place / "x")
    pair.learner.sync()
    assert has(pair.learner, made)


# -- damage ------------------------------------------------------------------------------------


@given(cut=st.integers(0, 1400), flip=st.integers(0, 1399), bit=st.integers(0, 7))
@settings(max_examples=25)
def test_every_part_of_a_segment_gives_a_subset_of_its_frames(
    template: Pair, tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int, bit: int
) -> None:
    pair = copied(template, tmp_path_factory.mktemp("cut"), apart=True)
    coach = pair.coach.open()
    made = coach.do(*[plan_new(coach, "issue", {"text": f"{n}"}) for n in range(3)])
    coach.publish()
    path = segments(pair.coach.folder, pair.coach)[-1]
    data = bytearray(path.read_bytes())
    offset = len(data) * flip // 1400
    data[offset] ^= 1 << bit
    pair.learner.folder.joinpath("v1", "cut").write_bytes(
        path.read_bytes()[: len(data) * cut // 1400]
    )
    pair.learner.sync()
    whole = {r.id: r.text("text") for r in made}
    after_cut = pair.learner.open().state
    seen = {i: after_cut.records[i].text("text") for i in whole if i in after_cut.records}
    assert seen.items() <= whole.items()
    complete = path.read_bytes()[: len(data) * cut // 1400].count(b"\n")
    assert len(seen) >= complete
    pair.learner.folder.joinpath("v1", "flip").write_bytes(bytes(data))
    pair.learner.sync()
    after_flip = pair.learner.open().state
    seen = {i: after_flip.records[i].text("text") for i in whole if i in after_flip.records}
    assert seen.items() <= whole.items()
    assert len(seen) >= 2 if data[offset] not in b"\n" else True
    pair.learner.folder.joinpath("v1", "good").write_bytes(path.read_bytes())
    pair.learner.sync()
    final = pair.learner.open().state
    assert {i: final.records[i].text("text") for i in whole} == whole


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "torn": lambda data: data[: len(data) // 2],
    "flipped": lambda data: data[:-90] + bytes([data[-90] ^ 1]) + data[-89:],
    "nulled body": lambda data: data[: data.index(b'"b":')] + b'"b":null}\n',
    "zeros": lambda data: b"\0" * len(data),
    "another encoding": lambda data: data.decode().encode("utf-16"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_file_waits_until_it_is_whole(pair: Pair, what: str) -> None:
    made, path = one_new(pair)
    good = path.read_bytes()
    path.write_bytes(DAMAGE[what](good))
    told = pair.learner.sync()
    assert not has(pair.learner, made)
    assert told["pending"] > 0 or what == "empty"
    path.write_bytes(good)
    pair.learner.sync()
    assert has(pair.learner, made)
    assert pair.learner.sync()["pending"] == 0


@pytest.mark.parametrize("what", DAMAGE)
def test_a_good_copy_beside_a_damaged_one_is_enough(pair: Pair, what: str) -> None:
    made, path = one_new(pair)
    path.with_name("good copy.seg").write_bytes(path.read_bytes())
    path.write_bytes(DAMAGE[what](path.read_bytes()))
    pair.learner.sync()
    assert has(pair.learner, made)


@pytest.mark.parametrize("what", DAMAGE)
def test_one_s_own_damaged_file_is_published_again(pair: Pair, what: str) -> None:
    made, path = one_new(pair)
    pair.coach.sync()
    damaged = DAMAGE[what](path.read_bytes())
    path.write_bytes(damaged)
    pair.coach.sync()
    pair.coach.sync()
    pair.learner.sync()
    assert has(pair.learner, made)


def test_a_copy_with_a_damaged_signature_does_not_count_as_published(pair: Pair) -> None:
    made, path = one_new(pair)
    text = path.read_bytes()
    at = text.index(b'"sig":"') + 20
    path.write_bytes(text[:at] + (b"B" if text[at : at + 1] == b"A" else b"A") + text[at + 1 :])
    pair.learner.sync()
    assert not has(pair.learner, made)
    pair.coach.sync()
    pair.learner.sync()
    assert has(pair.learner, made)


def test_lines_with_carriage_returns_are_taken_in(pair: Pair) -> None:
    made, path = one_new(pair)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pair.learner.sync()
    assert has(pair.learner, made)
    path.unlink()
    pair.learner.open().publish_all()
    assert path.name not in [p.name for p in segments(pair.folder, pair.learner)]


def test_a_young_file_that_changes_unseen_is_looked_at_once_more(pair: Pair) -> None:
    """Same size, same time: file systems that count in steps of two seconds."""
    pair.learner.wall.ms = pair.coach.wall.ms = 2_000_000_000_000
    made, path = one_new(pair)
    good = path.read_bytes()
    blank = b"\n" * len(good)
    path.write_bytes(blank)
    when = pair.learner.wall.ms * 1_000_000
    os.utime(path, ns=(when, when))
    learner = pair.learner.open()
    learner.sync()
    path.write_bytes(good)
    os.utime(path, ns=(when, when))
    learner.sync()
    assert made not in learner.state.records
    pair.learner.wall.forward(4_000)
    learner.sync()
    assert made in learner.state.records


# -- deletions, rollbacks, clones --------------------------------------------------------------


def test_deleted_files_are_published_again_and_nothing_is_forgotten(pair: Pair) -> None:
    made, _ = one_new(pair)
    pair.rounds()
    shutil.rmtree(pair.folder / "v1")
    (pair.folder / "v1").mkdir()
    for side in pair.sides:
        assert has(side, made)
        side.sync()
        side.sync()
    stranger = newcomer(pair)
    assert public_texts(stranger) == shared(pair.coach)
    assert same(pair.coach.open(), pair.learner.open())


def shared(side: Side) -> dict[str, dict[str, object]]:
    records = side.open().state.records.values()
    return {r.id: r.fields for r in records if r.audience != "private"}


def newcomer(pair: Pair) -> Engagement:
    """A device that has the keys and nothing else, and reads what lies in the folder."""
    ring = pair.learner.ring()
    home = Home(pair.root / "newcomer")
    home.prepare(ring.sp)
    return Engagement(home, ring, Wall(pair.learner.wall.ms + 10**6))


def public_texts(stranger: Engagement) -> dict[str, dict[str, object]]:
    stranger.load().take_in()
    return {r.id: r.fields for r in stranger.state.records.values() if r.audience != "private"}


def test_a_folder_that_is_rolled_back_loses_nothing(pair: Pair) -> None:
    old = pair.root / "old"
    shutil.copytree(pair.folder, old)
    made, _ = one_new(pair)
    theirs = pair.learner.add("issue", text="mine too")
    pair.rounds()
    shutil.rmtree(pair.folder)
    shutil.copytree(old, pair.folder)
    for side in pair.sides:
        side.sync()
        side.sync()
        assert has(side, made)
        assert has(side, theirs)
    stranger = public_texts(newcomer(pair))
    assert {made, theirs} <= stranger.keys()


def clone(side: Side, root: Path) -> Side:
    shutil.copytree(side.home.root, root)
    return Side(Home(root), side.sp, Wall(side.wall.ms))


def test_two_clones_that_write_the_same_number_lose_nothing(pair: Pair) -> None:
    twin = clone(pair.coach, pair.root / "twin")
    texts = {}
    for n in range(3):
        texts[pair.coach.add("issue", text=f"desk {n}")] = f"desk {n}"
        texts[twin.add("issue", text=f"laptop {n}")] = f"laptop {n}"
    numbers = [
        f.header.n
        for f, _ in everything_published(pair.folder, pair.coach.ring())
        if f.header.device == pair.coach.ring().device
    ]
    assert len(numbers) > len(set(numbers))
    for _ in range(2):
        for side in (pair.coach, twin, pair.learner):
            side.sync()
    for side in (pair.coach, twin, pair.learner):
        state = side.open().state
        assert {i: state.records[i].text("text") for i in texts} == texts
    assert same(pair.coach.open(), pair.learner.open())
    assert same(twin.open(), pair.learner.open())


def test_readers_that_count_by_number_would_be_caught(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Replica, "_verified", known_by_number)
    with pytest.raises((AssertionError, KeyError)):
        test_two_clones_that_write_the_same_number_lose_nothing(pair)


def test_a_clone_s_lost_files_are_published_again_by_its_twin(pair: Pair) -> None:
    twin = clone(pair.coach, pair.root / "twin")
    mine, theirs = pair.coach.add("issue", text="desk"), twin.add("issue", text="laptop")
    pair.coach.sync()
    for path in (pair.folder / "v1" / pair.coach.ring().device).iterdir():
        path.unlink()
    pair.coach.sync()
    pair.coach.sync()
    pair.learner.sync()
    assert has(pair.learner, mine)
    assert has(pair.learner, theirs)


def test_a_restored_vault_takes_its_own_later_frames_back(pair: Pair) -> None:
    backup = pair.root / "backup"
    shutil.copytree(pair.coach.home.root, backup)
    later = [pair.coach.add("issue", text=f"after the backup {n}") for n in range(3)]
    pair.rounds()
    folder_cache = (pair.coach.vault / "folder.json").read_bytes()
    shutil.rmtree(pair.coach.home.root)
    shutil.copytree(backup, pair.coach.home.root)
    (pair.coach.vault / "folder.json").write_bytes(folder_cache)
    again = [pair.coach.add("issue", text=f"written after the restore {n}") for n in range(6)]
    pair.rounds(3)
    for side in pair.sides:
        assert {*later, *again} <= side.open().state.records.keys()
    assert same(pair.coach.open(), pair.learner.open())


def test_a_clock_that_was_set_back_lets_nothing_wait(pair: Pair) -> None:
    made, path = one_new(pair)
    good = path.read_bytes()
    path.write_bytes(DAMAGE["flipped"](good))
    os.utime(path, ns=(10**18, 10**18))
    pair.learner.wall.forward(400 * 86_400_000)
    pair.learner.sync()
    pair.learner.wall.ms -= 400 * 86_400_000
    path.write_bytes(good)
    os.utime(path, ns=(10**18, 10**18))
    pair.learner.sync()
    assert has(pair.learner, made)


# -- floods and odd things ---------------------------------------------------------------------


def test_odd_things_in_the_folder_are_passed_by(pair: Pair) -> None:
    made, path = one_new(pair)
    v1 = pair.folder / "v1"
    outside = pair.root / "outside"
    outside.mkdir()
    secret = outside / "linked.seg"
    path.rename(secret)
    (path.parent / "link.seg").symlink_to(secret)
    (v1 / "linked directory").symlink_to(outside)
    (v1 / "loop").symlink_to(v1)
    (v1 / "dangling").symlink_to(pair.root / "nowhere")
    os.mkfifo(v1 / "pipe.seg")
    os.mkfifo(path.parent / "pipe.seg")
    with (path.parent / "sparse.seg").open("wb") as sparse:
        sparse.truncate(1 << 30)
    for odd in ("~x.tmp", ".syncthing.x.seg.tmp"):
        (path.parent / odd).write_bytes(secret.read_bytes())
    (v1 / "a" / "b").mkdir(parents=True)
    (v1 / "a" / "b" / "too deep.seg").write_bytes(secret.read_bytes())
    (v1 / "1-1-aaaaaaaaaaaaaaaa.seg").mkdir()
    (pair.folder / "not in the space.seg").write_bytes(secret.read_bytes())
    pair.learner.sync()
    assert not has(pair.learner, made)
    pair.coach.sync()
    pair.learner.sync()
    assert has(pair.learner, made)
    assert secret.exists()


def test_ten_thousand_junk_files_keep_nothing_from_being_read(pair: Pair) -> None:
    junk = pair.folder / "v1" / "000"
    junk.mkdir()
    for n in range(10_000):
        (junk / f"{n}").write_bytes(b"junk\n")
    made, path = one_new(pair)
    path.rename(pair.folder / "v1" / "zzz")
    needed = 10_000 // FILES_PER_LOOK + 1
    learner = pair.learner.open()
    for _ in range(needed):
        learner.sync()
        pair.learner.wall.forward()
    assert made in learner.state.records
    later, path = one_new(pair)
    path.rename(pair.folder / "v1" / "zzzz")
    pair.learner.sync()
    assert has(pair.learner, later)
    pair.coach.sync()


def test_a_flood_of_bytes_is_read_in_portions(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach_tui.sync.folder.BYTES_PER_LOOK", 5_000)
    for n in range(10):
        (pair.folder / "v1" / f"0{n}").write_bytes(b"x" * 2_000)
    made, path = one_new(pair)
    path.rename(pair.folder / "v1" / "zzz")
    learner = pair.learner.open()
    looks = 0
    while made not in learner.state.records:
        pair.learner.wall.forward()
        learner.sync()
        looks += 1
        assert looks < 10
    assert looks > 1


def test_foreign_frames_and_junk_lines_are_counted_and_ignored(
    pair: Pair, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = founded(tmp_path_factory.mktemp("other"))
    other.add("issue", text="of another engagement")
    for path in segments(other.folder, other):
        shutil.copy(path, pair.folder / "v1" / f"replayed {path.name}")
    before = pair.learner.open().state.records.keys()
    told = pair.learner.sync()
    assert told["received"] == 0
    assert told["pending"] == len(everything_published(other.folder, other.ring()))
    assert pair.learner.open().state.records.keys() == before


# -- the marker --------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("what", ["empty", "missing", "foreign", "torn marker", "blank marker"])
def test_without_its_marker_nothing_is_written_and_nothing_is_lost(pair: Pair, what: str) -> None:
    away = pair.root / "unplugged"
    pair.folder.rename(away)
    marker = (away / "README.txt").read_bytes()
    folder = pair.folder
    if what != "missing":
        folder.mkdir()
    if what == "foreign":
        (folder / "README.txt").write_text("engagement abcdefghijklmnopqrstuvwxyz\n")
    if what == "torn marker":
        (folder / "README.txt").write_bytes(marker[:-20])
    if what == "blank marker":
        (folder / "README.txt").write_bytes(b"\n")
    before = contents(folder) if folder.exists() else None
    made = pair.coach.add("issue", text="said meanwhile")
    with pytest.raises(Refused, match="All is saved here and will be published when it is back"):
        pair.coach.sync()
    with pytest.raises(Refused, match="No invitation was made"):
        pair.coach.open().invite("learner")
    assert (contents(folder) if folder.exists() else None) == before
    assert has(pair.coach, made)
    if folder.exists():
        shutil.rmtree(folder)
    away.rename(folder)
    pair.rounds()
    assert has(pair.learner, made)


def test_what_is_the_matter_with_a_folder_is_told_apart(pair: Pair, tmp_path: Path) -> None:
    def place(path: Path) -> Place:
        return Folder(path, pair.coach.sp).place()

    empty = tmp_path / "empty folder"
    empty.mkdir()
    assert place(pair.folder) is Place.READY
    assert place(empty) is Place.EMPTY
    assert place(tmp_path / "nowhere") is Place.MISSING
    assert Folder(pair.folder, "a" * 26).place() is Place.OTHER
    trouble = {Folder(p, pair.coach.sp).trouble() for p in (empty, tmp_path / "nowhere")}
    assert len(trouble) == 2
    assert Folder(pair.folder, pair.coach.sp).trouble() == ""
    with pytest.raises(Refused, match="belongs to another engagement"):
        Folder(pair.folder, "a" * 26).found()


def test_a_folder_of_another_engagement_is_refused(
    pair: Pair, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = founded(tmp_path_factory.mktemp("other"))
    before = contents(other.folder)
    with pytest.raises(Refused, match="another engagement"):
        move_folder(pair.coach.home, pair.coach.ring(), other.folder)
    with pytest.raises(Refused, match="holds an engagement already"):
        found_engagement(
            Home(pair.root / "third"), pair.folder, name="N", role="coach", title="T", wall=Wall()
        )
    assert contents(other.folder) == before


def test_a_home_in_the_shared_folder_is_refused(pair: Pair, tmp_path: Path) -> None:
    for home, folder in [
        (pair.folder / "home", pair.folder),
        (tmp_path / "h", tmp_path / "h" / "shared"),
        (tmp_path / "h", tmp_path / "h"),
    ]:
        with pytest.raises(Refused, match="lie in one another"):
            Home(home).apart_from(folder)


def test_publishing_all_anew_lets_a_fresh_reader_see_everything(pair: Pair) -> None:
    mine, _ = one_new(pair)
    theirs = pair.learner.add("issue", text="theirs")
    pair.coach.add("note", text="kept to myself")
    pair.rounds()
    for side in pair.sides:
        empty = pair.root / f"empty of {side.home.root.name}"
        empty.mkdir()
        move_folder(side.home, side.ring(), empty)
        side.open().publish_all()
        stranger = Engagement(*ready(pair, side, empty), Wall(side.wall.ms + 10**6))
        seen = public_texts(stranger)
        assert {mine, theirs} <= seen.keys()
        assert seen == shared(side)
        assert side.sync()["published"] == 0


def ready(pair: Pair, side: Side, folder: Path) -> tuple[Home, Keyring]:
    ring = pair.learner.ring()
    ring.folder = str(folder)
    home = Home(pair.root / f"fresh reader of {side.home.root.name}")
    home.prepare(ring.sp)
    return home, ring


def test_a_folder_is_published_with_names_that_every_system_carries(pair: Pair) -> None:
    one_new(pair)
    for path in pair.folder.rglob("*"):
        name = path.name
        if path.parent != pair.folder:
            assert re.fullmatch(r"[0-9a-z][0-9a-z.-]{0,62}[0-9a-z]", name), name
            assert len(path.relative_to(pair.folder).parts) <= 3
    assert (pair.folder / ".gitattributes").read_text() == "* -text\n"


# -- whose frames come first -------------------------------------------------------------------


def test_a_founder_s_frames_may_come_before_the_one_that_says_who_they_are(
    tmp_path: Path,
) -> None:
    pair, _ = asked(tmp_path)
    pair.coach.sync()
    insight = pair.coach.add("insight", text="first")
    directory = pair.folder / "v1" / pair.coach.ring().device
    held_back = [p for p in directory.iterdir() if p.name.startswith("1-")]
    for path in held_back:
        path.rename(tmp_path / path.name)
    assert try_to_enter(pair.learner.home, pair.learner.ring(), pair.learner.wall)
    app = pair.learner.open()
    app.sync()
    app.checkpoint()
    for path in held_back:
        (tmp_path / path.name).rename(path)
    pair.learner.wall.forward()
    app.sync()
    pair.coach.edit(insight, text="second")
    pair.learner.wall.forward()
    app.sync()
    assert app.state.records[insight].author == pair.coach.open().me.member
    assert app.state.records[insight].text("text") == "second"
    pair.rounds()
    assert same(pair.learner.open(), pair.coach.open())
    before = pair.learner.open()
    pair.learner.home.history(pair.learner.sp).unlink()
    assert pair.learner.open().state.records == before.state.records


def test_a_member_s_frames_that_came_before_their_admission_are_read_when_it_comes(
    pair: Pair,
) -> None:
    stranger = newcomer(pair)
    coachs = pair.folder / "v1" / pair.coach.ring().device
    coachs.rename(pair.root / "held back")
    made = pair.learner.add("issue", text="early")
    news = stranger.look()
    assert news.taken == [] and news.pending > 0
    (pair.root / "held back").rename(coachs)
    news = stranger.look()
    assert made in {i for i, _ in news.taken} and news.pending == 0


def test_what_arrived_is_told_and_never_acknowledged_for_ever(pair: Pair) -> None:
    pair.rounds(3)
    made, _ = one_new(pair)
    pair.learner.sync()
    pair.coach.sync()
    coach = pair.coach.open()
    number = next(c.n for c in coach.state.records[made].changes)
    (there,) = [d for d in coach.status().devices if not d.here]
    assert there.arrived >= number
    before = contents(pair.folder)
    pair.rounds(3)
    assert contents(pair.folder) == before


def test_a_cold_command_tells_again_what_was_told(pair: Pair) -> None:
    pair.learner.add("issue", text="to be acknowledged")
    pair.rounds()
    told = pair.coach.open().replica.vault.head().sn
    assert told
    cold = Engagement(pair.coach.home, pair.coach.ring(), pair.coach.wall)
    for _ in range(3):
        cold.keep(Plan([Change(cold.replica.new_id(), "issue", 1, {"text": "cold"})]))
        assert cold.replica.vault.head().sn == told
