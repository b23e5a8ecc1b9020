"""A session as it goes: which prompt is next, what a reply becomes, what needs whom today."""
