"""A deck of a coach's own, with a note that nobody else may see."""

SECRET = "SECRET-NOTE"
DECK = """---
deck: 1
id: weekly
---
# Weekly

> SECRET-NOTE of the deck

## Looking back

> SECRET-NOTE of the stage

- What went otherwise? `#otherwise`
  > SECRET-NOTE of the prompt
- SECRET-NOTE What do I hold back? `#hold` `@coach`

## Leaving `checkout`

- What now? `#now` `action`
"""
