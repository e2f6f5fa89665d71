"""Tests of the interface: from the bytes that a tab sends to what a person would see."""
