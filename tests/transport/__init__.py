"""The resumable transport over real sockets, against a real uvicorn."""
