"""What a browser shows of the app before it installs it; taken of the sample team (docs/brand.md says how)."""
