from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For the watchman of a server: 200 when the database answers and its tables are up to date, else 503."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "fail", "database": "unreachable"}, status=503)
    if waiting:
        return JsonResponse({"status": "fail", "database": "ok", "migrations": "waiting"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "migrations": "applied"})
