# syntax=docker/dockerfile:1
# Two stages: the second has neither the sources nor what was needed to build them.

FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/flet-chat \
    && /opt/flet-chat/bin/pip install --no-cache-dir . \
    # Compressed here, so that no container begins with a minute of it.
    && /opt/flet-chat/bin/python -m flet_chat.web.files

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin chat \
    && install -d -o chat -g chat -m 700 /data
COPY --from=build /opt/flet-chat /opt/flet-chat
ENV PATH=/opt/flet-chat/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    FLET_CHAT_DATA=/data
USER chat
VOLUME /data
EXPOSE 8550
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8550/healthz', timeout=4)"]
# SIGTERM closes cleanly; exec form, so that it reaches the server.
CMD ["flet-chat", "serve", "--host", "0.0.0.0", "--port", "8550"]
