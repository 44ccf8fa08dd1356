"""What bodies and trials do: numbers in, numbers out; every number comes from the seeds."""
