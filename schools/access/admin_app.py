from django.contrib.admin.apps import AdminConfig


class InstallationAdminConfig(AdminConfig):
    """Django admin with the product's own site; see `admin_site`."""

    default_site = "schools.access.admin_site.InstallationSite"
