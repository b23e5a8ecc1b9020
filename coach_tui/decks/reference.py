"""How a deck is referred to: by a name on a shelf, perhaps with a stage of it. Loads nothing."""


def split_ref(ref: str) -> tuple[str, str | None]:
    """`deck#stage` in its parts; no stage means the whole deck."""
    deck_id, _, stage_id = ref.partition("#")
    return deck_id, stage_id or None


def id_of(name: str) -> str:
    """The deck's own id in the name it goes by on a shelf (`id@giver` when it was given)."""
    return name.partition("@")[0]
