"""A small case that is in order, to be broken in one place at a time."""

from typing import Any

import yaml

TEXT = """
- id: case-sample
  title: A sample
  person: Robin is 40 and newly numb between the legs.
  signs: [saddle-numb]
  clock: {began: 4, since: the numbness began}
  start: first
  steps:
    first:
      told: Robin tells you more.
      ask: What do you do?
      choices:
        - {text: Ask on, does: ask, credit: part, feedback: You lose little., then: second, hours: 1}
        - {text: Send Robin off at once, does: now, credit: full, feedback: Yes., then: good}
        - {text: Try an insert, does: insert, credit: none, feedback: No., then: late, hours: 20}
      reasons: &three
        - {text: The first, feedback: No.}
        - {text: The second, right: true, feedback: Yes.}
        - {text: The third, feedback: No.}
    second:
      told: It is worse.
      ask: And now?
      choices:
        - {text: Call, does: now, credit: full, feedback: Yes., then: good}
        - {text: Wait, does: wait, credit: none, feedback: No., then: late, hours: 12}
        - {text: Stretch, does: exercise, credit: none, feedback: No., then: late, hours: 12}
      reasons: *three
  ends:
    good: {happened: Robin is scanned that night., good: true}
    late:
      happened: Robin comes too late.
      people: {number: {constant: hip_gain, scale: 100}, words: "of people, or so."}
  note:
    to: the emergency department
    lines:
      - {label: Who, chips: *three}
      - {label: What, chips: *three}
      - {label: Which, chips: *three}
  lesson: Some things cannot wait.
  claims: [C135]
  objective: Send somebody with a numb saddle off at once.
"""


def sample() -> dict[str, Any]:
    """The case as its file has it, free to change."""
    # Aliases would be one object in several places; a copy through text has none.
    one: dict[str, Any] = yaml.safe_load(yaml.dump(yaml.safe_load(TEXT)[0], Dumper=_Plain))
    return one


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True
