"""What a learner did, kept on this machine under a random id: events that are only ever added."""
