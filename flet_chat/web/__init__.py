"""The HTTP side: sign-in pages, sockets, health, the files of the client."""
