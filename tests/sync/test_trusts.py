"""Whose devices they are follows from the founder's key, in whatever order one learns it."""

from dataclasses import dataclass
from typing import Any

import nacl.bindings as sodium
from hypothesis import given
from hypothesis import strategies as st

from coach_tui.sync.codec import b64
from coach_tui.sync.frame import device_name
from coach_tui.sync.trust import Naming, Trust

KEYS = [sodium.crypto_sign_seed_keypair(bytes([i]) * 32)[0] for i in range(6)]
NAMES = [device_name(k) for k in KEYS]
FOUNDER = KEYS[0]


@dataclass
class Said:
    """A member frame in the making."""

    signer: int
    named: int
    role: str = "learner"
    member: str = ""

    def at(self, number: int) -> Naming:
        said: dict[str, Any] = {
            "member": self.member or f"member{self.named}",
            "name": f"Name {self.named}",
            "role": self.role,
            "sign": b64(KEYS[self.named]),
            "box": b64(bytes(32)),
            "device": "claimed",
            "invitation": f"code{self.named}",
        }
        return Naming(f"{number:030d}", NAMES[self.signer], said)


def trusting(*namings: Naming) -> Trust:
    trust = Trust(FOUNDER)
    for naming in namings:
        trust.learn(naming)
    return trust


said = st.builds(
    Said,
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(["coach", "learner", "owner"]),
    st.sampled_from(["", "another"]),
)


@given(st.lists(said, max_size=10), st.randoms(use_true_random=False))
def test_the_order_in_which_one_learns_does_not_matter(some: list[Said], random: Any) -> None:
    namings = [s.at(n) for n, s in enumerate(some)]
    mixed = [*namings, *namings[:2]]
    random.shuffle(mixed)
    assert trusting(*namings).devices == trusting(*mixed).devices
    assert trusting(*namings).used() == trusting(*mixed).used()


@given(st.lists(said, max_size=10))
def test_every_known_device_was_let_in_by_a_coach_s(some: list[Said]) -> None:
    namings = [s.at(n) for n, s in enumerate(some)]
    trust = trusting(*namings)
    for name, device in trust.devices.items():
        assert device_name(device.sign) == name == device.device
        if name == NAMES[0]:
            assert device.sign == FOUNDER
            continue
        signers = {n.signer for n in namings if n.said["sign"] == b64(device.sign)}
        assert any(s in trust.devices and trust.devices[s].role == "coach" for s in signers)


def test_a_chain_of_coaches_is_known_from_its_root_only() -> None:
    first, second, third = Said(0, 1, "coach").at(3), Said(1, 2, "coach").at(2), Said(2, 3).at(1)
    trust = Trust(FOUNDER)
    assert not trust.learn(third)
    assert not trust.learn(second)
    assert trust.learn(first)
    assert set(trust.devices) == set(NAMES[:4])
    assert trust.member_of(NAMES[3]) == "member3"
    assert trust.member_of("unknown") == ""


def test_a_learner_admits_nobody() -> None:
    trust = trusting(Said(0, 1).at(1), Said(1, 2, "coach").at(2))
    assert set(trust.devices) == set(NAMES[:2])
    assert trust.used() == {"code1": NAMES[1]}


def test_nobody_admits_themselves() -> None:
    trust = trusting(Said(1, 1, "coach").at(1), Said(1, 2).at(2))
    assert set(trust.devices) == {NAMES[0]}
    assert trust.used() == {}


def test_nobody_else_says_who_the_founder_is() -> None:
    usurped = Said(1, 0, "learner", "usurper").at(1)
    mine = Said(0, 0, "coach", "founder").at(9)
    trust = trusting(Said(0, 1, "coach").at(0), usurped, mine)
    assert trust.member_of(NAMES[0]) == "founder"
    assert trust.devices[NAMES[0]].sign == FOUNDER


def test_of_two_namings_the_earlier_counts() -> None:
    late, early = Said(0, 1, "coach", "late").at(5), Said(0, 1, "learner", "early").at(4)
    for order in ((late, early), (early, late)):
        assert trusting(*order).member_of(NAMES[1]) == "early"


def test_a_device_is_named_by_its_key_whatever_is_claimed() -> None:
    claim = Said(0, 1).at(1)
    claim.said["device"] = NAMES[5]
    assert set(trusting(claim).devices) == {NAMES[0], NAMES[1]}


@given(
    st.sampled_from(["member", "name", "role", "sign", "box"]),
    st.none() | st.integers() | st.text(max_size=5) | st.just("A" * 42) | st.just(b64(b"x" * 31)),
)
def test_a_member_frame_that_is_not_whole_names_nobody(field: str, value: Any) -> None:
    naming = Said(0, 1).at(1)
    naming.said[field] = value
    known = set(trusting(naming).devices)
    if field in ("member", "name") and isinstance(value, str) and value:
        assert known == set(NAMES[:2])
    else:
        assert known == {NAMES[0]}
