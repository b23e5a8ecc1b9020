"""A deck with every type of reply."""

DECK = """---
deck: 1
id: values
scales:
  how-often: 0-2 never | now and then | every day
---
# Values

## Say

- How sure are you? `#sure` `0-10`
- How often? `#often` `how-often`
- Which way? `#way`
  - [ ] Make it *twice* as large `.double`
  - [ ] Fit it to what is there `.adapt`
- How many? `#many` `number`
- By when? `#when` `date`
- In **your own** words? `#words`
- And then? `#then`
  - How bold? `.bold` `0-10`
  - Who with? `.who`
    - [ ] Alone `.alone`
    - [ ] With others `.others`
  - What else? `.else`
- **What will you try?** `#try` `experiment`
- Did it come about? `#came` `choice` `of try` `.outcome`
  - [ ] Yes `.yes`
  - [ ] No `.no`
"""
