"""Ten people to decide about: seeds/cases/*.yaml, each a branching story with consequences and a hand-off note."""
