"""Pure values and rules: what the words of the glossary mean, with no input or output."""
