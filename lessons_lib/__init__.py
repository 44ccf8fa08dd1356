"""From the Ground Up: a course on feet, shoe inserts and back pain, and on how to check a claim.

Lessons import what they show from `lessons_lib.lesson`; importing this package loads nothing heavy.
"""
