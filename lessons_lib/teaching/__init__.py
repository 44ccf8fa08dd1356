"""The teaching guide: plans, worksheets, homework and timetables of seeds/teaching.yaml, read and shown."""
