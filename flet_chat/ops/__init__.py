"""What an admin does with a whole workspace, beside its daily use."""
