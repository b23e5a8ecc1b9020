"""One code lets one person in, and nothing in the folder helps anybody else."""

import base64
import shutil
from pathlib import Path

import msgspec
import nacl.bindings as sodium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PublicKey, SealedBox

from coach_tui.engagement import Engagement
from coach_tui.home import Home
from coach_tui.joining import ask_to_join, try_to_enter
from coach_tui.records.refusal import Refused
from coach_tui.sync import invitation, keys
from coach_tui.sync.admission import member_change
from coach_tui.sync.codec import CROCKFORD, b64
from coach_tui.sync.folder import Folder
from coach_tui.sync.invitation import Ask, Code, new_code, read_code
from coach_tui.sync.replica import Replica
from tests.pair import DAY, Pair, Side, Wall, asked, founded, same

bodies = st.text(CROCKFORD, min_size=19, max_size=19)


def whole(body: str) -> str:
    return body + CROCKFORD[invitation._check(body)]


# -- the code ----------------------------------------------------------------------------------


def test_a_fresh_code_reads_back_and_no_two_are_alike() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert len({read_code(c) for c in codes}) == 50
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4] * 5
        assert code == code.upper()


@given(bodies)
def test_a_code_may_be_typed_as_it_is_heard(body: str) -> None:
    code = whole(body)
    wanted = read_code(code)
    confused = code.replace("0", "O").replace("1", "I")
    lower = [code.replace("1", "l"), code.replace("0", "o"), code.replace("1", "L")]
    grouped = ["-".join(code), f"  {code[:7]} {code[7:]}\n"]
    for text in (code.upper(), confused, *grouped, *lower):
        assert read_code(text) == wanted


@settings(max_examples=20)
@given(bodies)
def test_every_single_slip_is_told(body: str) -> None:
    code = whole(body)
    for at in range(20):
        for char in CROCKFORD.replace(code[at], ""):
            with pytest.raises(Refused, match="mistyped"):
                read_code(code[:at] + char + code[at + 1 :])


@given(bodies)
def test_every_swap_of_neighbours_is_told(body: str) -> None:
    code = whole(body)
    for at in range(19):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if swapped != code:
            with pytest.raises(Refused, match="mistyped"):
                read_code(swapped)


@given(st.text(max_size=25))
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    try:
        code = read_code(text)
    except Refused as refusal:
        assert str(refusal).endswith((".", "look again."))
    else:
        assert len(code.id) == 16


@pytest.mark.parametrize("text", ["", "ABCD", "U" * 20, "0" * 21, "²" * 20])
def test_a_text_that_is_no_code_is_told(text: str) -> None:
    with pytest.raises(Refused, match="has 20 letters and digits"):
        read_code(text)


# -- letting in --------------------------------------------------------------------------------


def files(folder: Path) -> list[str]:
    return sorted(p.suffix for p in (folder / "v1" / "invitations").iterdir())


def members(side: Side) -> list[tuple[str, str]]:
    return sorted((d.name, d.role) for d in side.open().members.values())


def joiner(root: Path, folder: Path, code: str, name: str) -> Side:
    home, wall = Home(root / name), Wall()
    ring = ask_to_join(home, folder, code, name, wall)
    return Side(home, ring.sp, wall)


def enters(side: Side) -> bool:
    return try_to_enter(side.home, side.ring(), side.wall)


def test_one_round_trip_lets_the_learner_in_and_tidies_up(tmp_path: Path) -> None:
    pair, _ = asked(tmp_path)
    assert files(pair.folder) == [".ask", ".offer"]
    assert not enters(pair.learner)
    with pytest.raises(Refused, match="not been let in yet"):
        Engagement(pair.learner.home, pair.learner.ring(), pair.learner.wall)
    pair.coach.wall.forward()
    assert pair.coach.open().look().admitted == ["Leo"]
    assert files(pair.folder) == [".ask", ".in", ".offer"]
    assert enters(pair.learner)
    assert enters(pair.learner)
    pair.rounds()
    assert files(pair.folder) == [".used"]
    assert pair.coach.ring().invitations == {}
    assert pair.learner.ring().asking is None
    for side in pair.sides:
        assert members(side) == [("Carla", "coach"), ("Leo", "learner")]
    assert pair.learner.open().me.member == pair.learner.ring().member
    assert same(pair.coach.open(), pair.learner.open())
    assert pair.learner.open().title == "Wing B"


def test_the_welcome_is_repeated_until_the_first_frame_is_seen(tmp_path: Path) -> None:
    pair, _ = asked(tmp_path)
    pair.coach.sync()
    (welcome,) = (pair.folder / "v1" / "invitations").glob("*.in")
    first = welcome.read_bytes()
    pair.coach.sync()
    assert welcome.read_bytes() == first
    for damage in (b"", first[: len(first) // 2], first.replace(b"A", b"B"), b"{}"):
        welcome.write_bytes(damage)
        assert not enters(pair.learner)
        pair.coach.sync()
        assert welcome.read_bytes() != damage
    welcome.unlink()
    assert not enters(pair.learner)
    pair.coach.sync()
    assert enters(pair.learner)
    pair.coach.sync()
    assert len(members(pair.coach)) == 2


def test_a_crash_between_admission_and_welcome_recovers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair, _ = asked(tmp_path)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(invitation, "welcome", crash)
        with pytest.raises(KeyboardInterrupt):
            pair.coach.sync()
    assert files(pair.folder) == [".ask", ".offer"]
    assert not enters(pair.learner)
    pair.coach.sync()
    assert enters(pair.learner)
    pair.rounds()
    assert files(pair.folder) == [".used"]
    assert members(pair.coach) == [("Carla", "coach"), ("Leo", "learner")]


def test_of_two_who_ask_with_one_code_one_is_let_in(tmp_path: Path) -> None:
    coach = founded(tmp_path)
    code = coach.open().invite("learner")
    sides = [joiner(tmp_path, coach.folder, code, name) for name in ("Leo", "Lea")]
    for _ in range(3):
        coach.sync()
    inside = [side for side in sides if enters(side)]
    assert len(inside) == 1
    for _ in range(2):
        inside[0].sync()
        coach.sync()
    assert len(members(coach)) == 2
    assert not any(enters(side) for side in sides if side is not inside[0])
    with pytest.raises(Refused, match="used already"):
        joiner(tmp_path, coach.folder, code, "Late")


def test_the_first_whose_asking_is_seen_is_let_in(tmp_path: Path) -> None:
    coach = founded(tmp_path)
    code = coach.open().invite("learner")
    first = joiner(tmp_path, coach.folder, code, "First")
    coach.sync()
    late = [joiner(tmp_path, coach.folder, code, f"Late {n}") for n in range(4)]
    coach.sync()
    assert enters(first)
    assert not any(map(enters, late))
    coach.sync()
    assert members(coach) == [("Carla", "coach"), ("First", "learner")]


def test_the_role_is_the_offer_s(tmp_path: Path) -> None:
    coach = founded(tmp_path)
    for role in ("coach", "learner"):
        code = coach.open().invite(role)
        side = joiner(tmp_path, coach.folder, code, role.title())
        assert side.ring().role == role
        coach.sync()
        assert enters(side)
        side.sync()
        coach.sync()
    assert members(coach) == [("Carla", "coach"), ("Coach", "coach"), ("Learner", "learner")]


# -- what goes wrong is told apart -------------------------------------------------------------


def refusal(folder: Path, code: str, wall: Wall | None = None) -> str:
    with pytest.raises(Refused) as refused:
        ask_to_join(Home(folder.parent / "late"), folder, code, "Late", wall or Wall())
    assert not (folder.parent / "late").exists()
    return str(refused.value)


def test_the_reasons_for_not_getting_in_are_told_apart(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pair, code = asked(tmp_path)
    unused = pair.coach.open().invite("learner")
    other = founded(tmp_path_factory.mktemp("other"))
    slip = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert "mistyped" in refusal(pair.folder, slip)
    assert "for another folder, or it has not been brought here yet" in refusal(other.folder, code)
    assert "is not in the folder" in refusal(pair.folder, new_code())
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no engagement's folder, or its content has not arrived" in refusal(empty, code)
    assert "is not there" in refusal(tmp_path / "nowhere", code)
    late = Wall()
    late.forward(8 * DAY)
    assert "has expired" in refusal(pair.folder, unused, late)
    pair.coach.sync()
    assert enters(pair.learner)
    pair.rounds()
    assert "used already" in refusal(pair.folder, code)
    pair.coach.wall.forward(8 * DAY)
    pair.coach.sync()
    assert "has expired" in refusal(pair.folder, unused)


def test_a_name_is_needed_and_bounded(tmp_path: Path) -> None:
    coach = founded(tmp_path)
    code = coach.open().invite("learner")
    for name, says in [(" \x1b ", "missing"), ("x" * 61, "longer than 60")]:
        with pytest.raises(Refused, match=says):
            ask_to_join(Home(tmp_path / "late"), coach.folder, code, name, Wall())


def test_who_is_in_already_is_told(pair: Pair) -> None:
    code = pair.coach.open().invite("learner")
    for side in pair.sides:
        with pytest.raises(Refused, match="in that engagement already"):
            ask_to_join(side.home, pair.folder, code, "Again", side.wall)


@settings(max_examples=25)
@given(at=st.integers(0, 400), bit=st.integers(0, 7))
def test_an_altered_offer_is_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
) -> None:
    root = tmp_path_factory.mktemp("offer")
    coach = founded(root)
    code = coach.open().invite("learner")
    (path,) = (coach.folder / "v1" / "invitations").glob("*.offer")
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1 << bit
    path.write_bytes(bytes(data))
    with pytest.raises(Refused, match=r"altered|is not in the folder"):
        joiner(root, coach.folder, code, "Leo")


def test_an_offer_of_somebody_without_the_code_is_refused(tmp_path: Path) -> None:
    """Somebody who writes to the folder offers their own keys in the coach's place."""
    coach = founded(tmp_path)
    code = coach.open().invite("learner")
    (path,) = (coach.folder / "v1" / "invitations").glob("*.offer")
    forger = keys.new_keyring(coach.sp, title="", name="", role="coach", folder=coach.folder)
    forged, _ = invitation.offer(Folder(coach.folder, coach.sp), forger, "coach", Wall()())
    (theirs,) = set((coach.folder / "v1" / "invitations").glob("*.offer")) - {path}
    theirs.replace(path)
    with pytest.raises(Refused, match="altered"):
        joiner(tmp_path, coach.folder, code, "Leo")
    assert forged != code


def forged_ask(pair: Pair, name: str, mac: bytes) -> str:
    """Somebody who sees the folder, and not the code, asks in another name."""
    offer = next((pair.folder / "v1" / "invitations").glob("*.offer"))
    ring = keys.new_keyring(pair.coach.sp, title="", name=name, role="learner", folder=pair.folder)
    public = PublicKey(keys.raw(pair.coach.ring().box))
    said = invitation._asking_bytes(ring.sp, offer.stem, ring.sign, ring.box, name)
    sig = sodium.crypto_sign(said, keys.raw(ring.sign_secret))[:64]
    sealed = SealedBox(public).encrypt(
        msgspec.json.encode(Ask(ring.sign, ring.box, name, b64(sig)))
    )
    path = offer.with_name(f"{offer.stem}-{ring.device}.ask")
    invitation._write(path, sealed, invitation._mac(mac, "ask", sealed))
    return ring.device


def test_asking_without_the_code_lets_nobody_in(tmp_path: Path) -> None:
    coach = founded(tmp_path)
    code = coach.open().invite("learner")
    pair = Pair(tmp_path, coach, coach)
    device = forged_ask(pair, "Mallory", b"guessed" * 4)
    coach.sync()
    assert members(coach) == [("Carla", "coach")]
    assert device not in coach.open().replica.trust.devices
    leo = joiner(tmp_path, coach.folder, code, "Leo")
    coach.sync()
    assert enters(leo)
    assert members(coach) == [("Carla", "coach"), ("Leo", "learner")]


ALTERED = ["sign", "box", "name", "sig"]


@pytest.mark.parametrize("field", ALTERED)
def test_an_ask_whose_parts_do_not_belong_together_is_ignored(tmp_path: Path, field: str) -> None:
    coach = founded(tmp_path)
    code = read_code(coach.open().invite("learner"))
    ring = keys.new_keyring(coach.sp, title="", name="Leo", role="learner", folder=coach.folder)
    found = invitation.read_offer(coach.folder, code, Wall()())
    said = invitation._asking_bytes(ring.sp, code.id, ring.sign, ring.box, "Leo")
    sig = sodium.crypto_sign(said, keys.raw(ring.sign_secret))[:64]
    good = Ask(ring.sign, ring.box, "Leo", b64(sig))
    for value in ("", "Lea", b64(b"x" * 32), b64(b"x" * 64)):
        asked_for = msgspec.structs.replace(good, **{field: value})
        sealed = SealedBox(PublicKey(keys.raw(found.box))).encrypt(msgspec.json.encode(asked_for))
        path = coach.folder / "v1" / "invitations" / f"{code.id}-{ring.device}.ask"
        invitation._write(path, sealed, invitation._mac(code.mac, "ask", sealed))
        coach.sync()
        assert members(coach) == [("Carla", "coach")]


@given(data=st.binary(max_size=200))
@settings(max_examples=20)
def test_junk_among_the_invitations_stops_nobody(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    root = tmp_path_factory.mktemp("junk")
    coach = founded(root)
    code = coach.open().invite("learner")
    directory = coach.folder / "v1" / "invitations"
    code_id = read_code(code).id
    for name in (f"{code_id}-aaaa.ask", f"{code_id}-aaaa.in", "x.offer", f"{code_id}-.ask", "junk"):
        (directory / name).write_bytes(data)
    (directory / f"{code_id}-dir.ask").mkdir()
    leo = joiner(root, coach.folder, code, "Leo")
    coach.sync()
    assert enters(leo)
    leo.sync()
    coach.sync()
    assert len(members(coach)) == 2


def test_a_conflict_copy_of_an_asking_lets_one_person_in(tmp_path: Path) -> None:
    pair, _ = asked(tmp_path)
    (ask,) = (pair.folder / "v1" / "invitations").glob("*.ask")
    shutil.copy(ask, ask.with_name(f"{ask.stem} (conflicted copy 2026-11-23).ask"))
    pair.coach.sync()
    assert enters(pair.learner)
    pair.rounds()
    assert len(members(pair.coach)) == 2


def test_a_learner_s_claim_that_a_code_was_used_is_not_believed(pair: Pair) -> None:
    code = pair.coach.open().invite("learner")
    ring = pair.learner.ring()
    learner: Replica = pair.learner.open().replica
    learner.commit(
        [
            member_change(
                learner.new_id(), 1, "m", "n", "coach", ring.sign, ring.box, read_code(code).id
            )
        ]
    )
    pair.rounds()
    assert read_code(code).id in pair.coach.ring().invitations
    third = joiner(pair.root, pair.folder, code, "Third")
    pair.coach.sync()
    assert enters(third)


def test_nothing_in_the_folder_is_secret(tmp_path: Path) -> None:
    pair, code = asked(tmp_path)
    pair.coach.sync()
    content = b"".join(p.read_bytes() for p in pair.folder.rglob("*") if p.is_file())
    plain = content + b"".join(
        base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
        for part in content.replace(b'"', b" ").split()
        if len(part) > 20 and all(chr(c).isalnum() or c in b"-_" for c in part)
    )
    read: Code = read_code(code)
    ring, theirs = pair.coach.ring(), pair.learner.ring()
    secrets = [code.lower(), code, code.replace("-", ""), code.replace("-", "").lower()]
    for one in (ring, theirs):
        secrets += [one.sign_secret, one.box_secret, *one.keys.values(), one.name]
    for text in secrets:
        assert text.encode() not in plain
    for raw in (read.mac, *(keys.raw(k) for k in ring.keys.values())):
        assert raw not in plain
        assert b64(raw).encode() not in plain
    assert keys.raw(ring.sign_secret)[:32] not in plain
