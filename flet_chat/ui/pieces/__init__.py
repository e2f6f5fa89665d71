"""What many tabs show: built once, encoded once."""
