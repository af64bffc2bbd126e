"""Code lists in the administration pages: names can be corrected, codes cannot."""

from django.contrib import admin

from taxonomy.models import Industry, MaturityLevel, Region, TechnologyField


@admin.register(Region, Industry, TechnologyField)
class CodeAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "name_en", "valid"]
    search_fields = ["code", "name", "name_en"]
    list_filter = ["valid"]
    readonly_fields = ["code"]

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(MaturityLevel)
class MaturityLevelAdmin(admin.ModelAdmin):
    list_display = ["scale", "level", "name", "name_en"]
    list_filter = ["scale"]
