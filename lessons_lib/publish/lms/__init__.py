"""The questions and the records in the formats of learning platforms: the same input gives the same bytes."""
