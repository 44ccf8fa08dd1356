"""What a person uses for the own case, each behind the warning signs: aid, wear-in plan, own trial, own footprint."""
