"""How text refers to a deck: a name on a shelf, optionally with a stage. Imports nothing else."""


def split_ref(ref: str) -> tuple[str, str | None]:
    """Split `deck#stage` into its parts; the stage is None when the whole deck is meant."""
    deck_id, _, stage_id = ref.partition("#")
    return deck_id, stage_id or None


def id_of(name: str) -> str:
    """The deck's id in the name it has on a shelf: `id@giver` for a deck that was given."""
    return name.partition("@")[0]
