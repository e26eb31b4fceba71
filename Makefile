# «Наставничество»: make demo — показать, make test — проверить, make bench — измерить.
PORT ?= 8000
PYTHON = .venv/bin/python
PYTEST = $(PYTHON) -m pytest -q

.PHONY: demo test test-postgres bench lint setup

setup:
	@.ci/setup run

demo: setup
	@SITE_ADDRESS=$${SITE_ADDRESS:-http://localhost:$(PORT)} $(PYTHON) manage.py demo --port $(PORT)

test:
	@.ci/setup test
	$(PYTEST) -n 2

test-postgres:
	@.ci/setup test
	.ci/with-postgres $(PYTEST) -n 2 -m "not browser"

bench:
	@.ci/setup test
	$(PYTHON) -m tests.bench

lint:
	@.ci/setup test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy schools roadmaps mentoring
	$(PYTHON) manage.py makemigrations --check --dry-run
	MENTORING_PRODUCTION=1 MENTORING_DATA_DIR=$$(mktemp -d) SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(60))") \
		ALLOWED_HOSTS=example.org DATABASE_URL=sqlite:///$$(mktemp -d)/unused.sqlite3 $(PYTHON) manage.py check --deploy --fail-level WARNING
