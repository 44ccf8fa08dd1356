"""What the learner moves: one drawing function a file."""
